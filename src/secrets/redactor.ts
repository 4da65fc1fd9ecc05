/**
 * Redaction by value: whatever a text is and wherever it comes from, a known secret in it is replaced by its name.
 * Values are known from the moment they are read (credentials) or received (session tokens).
 */
import { KnownValues, MIN_VALUE_LENGTH } from './known-values.ts';
import { ValuesAlone } from './values-alone.ts';

/** A value shorter than this is nothing that can be looked for. */
const MIN_LENGTH = 4;

export class Redactor {
  readonly #names = new Map<string, string>();
  readonly #anywhere = new KnownValues();
  /** Shorter ones are only replaced where they stand alone: a PIN is also part of many prices and ids. */
  readonly #alone = new ValuesAlone();
  readonly #nameOf = (form: string) => this.#names.get(form) ?? '[secret]';

  /** Makes `value` known; from now on it shows as `[name]`. Its URL-encoded and base64 forms are known with it. */
  add(value: string, name: string): void {
    if (value.length < MIN_LENGTH) return;
    const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    if (value.length >= MIN_VALUE_LENGTH) {
      const base64 = Buffer.from(value).toString('base64');
      forms.push(base64, base64.replace(/=+$/, ''), Buffer.from(value).toString('base64url'));
    }
    for (const form of forms) {
      if (this.#names.has(form)) continue;
      this.#names.set(form, `[${name}]`);
      (form.length < MIN_VALUE_LENGTH ? this.#alone : this.#anywhere).add(form);
    }
  }

  /** For texts that people read: logs, errors, the screen. Every known value is replaced. */
  redactText(text: string): string {
    return this.#alone.replace(this.redactData(text), this.#nameOf);
  }

  /**
   * For data (recordings, records): all but short values such as a PIN, which would also hit quantities and prices.
   * The broker echoes none of those in its data.
   */
  redactData(text: string): string {
    return this.#anywhere.replace(text, this.#nameOf);
  }
}
