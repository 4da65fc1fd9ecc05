/**
 * Any value as something that JSON can hold, with every text in it, keys included, passed through `redact`.
 * The operator's log takes whatever it is given, so nothing here may throw, loop or show a secret.
 */

/** A value nested deeper, a list longer, a text longer than this tells an operator nothing more. */
const MAX_DEPTH = 8;
const MAX_ITEMS = 200;
const MAX_CHARACTERS = 20_000;
/** Ends what is left of a text that was too long. */
export const CUT = '…';

type Loggable = null | boolean | number | string | readonly Loggable[] | { readonly [key: string]: Loggable };

export function toLoggable(value: unknown, redact: (text: string) => string): Loggable {
  return new LoggableMaker(redact).make(value, 0);
}

class LoggableMaker {
  readonly #redact: (text: string) => string;
  /** What the value being made is nested in. */
  readonly #around = new Set<object>();

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  make(value: unknown, depth: number): Loggable {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        return this.#number(value);
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.#nested(value, depth);
      case 'undefined':
        return null;
      default:
        // bigint, symbol, function
        return this.#text(String(value));
    }
  }

  #text(text: string): string {
    // Redacted before it is cut: half a secret is not found any more.
    const redacted = this.#redact(text);
    return redacted.length <= MAX_CHARACTERS ? redacted : `${redacted.slice(0, MAX_CHARACTERS)}${CUT}`;
  }

  #number(value: number): Loggable {
    const text = String(value);
    const redacted = this.#redact(text);
    return redacted === text && Number.isFinite(value) ? value : redacted;
  }

  #nested(value: object, depth: number): Loggable {
    if (this.#around.has(value)) return '[circular]';
    if (depth >= MAX_DEPTH) return '[nested too deep]';
    this.#around.add(value);
    try {
      return this.#object(value, depth + 1);
    } catch (error) {
      // A getter or a toJSON of somebody else's that throws.
      return `[unreadable: ${error instanceof Error ? this.#text(error.message) : 'it throws'}]`;
    } finally {
      this.#around.delete(value);
    }
  }

  #object(value: object, depth: number): Loggable {
    if (Array.isArray(value)) return this.#list(value, depth);
    if (value instanceof Error) return this.#error(value, depth);
    if (value instanceof Map) return this.#list([...value], depth);
    if (value instanceof Set) return this.#list([...value], depth);
    // A secret may hide in bytes in more forms than can be looked for.
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if ('toJSON' in value && typeof value.toJSON === 'function') return this.make(value.toJSON(), depth);
    return this.#entries(Object.keys(value), value, depth);
  }

  #error(error: Error, depth: number): Loggable {
    const own = Object.getOwnPropertyNames(error).filter((key) => key !== 'message' && key !== 'stack');
    return { ...this.#entries(['name', 'message', ...own, 'stack'], error, depth) };
  }

  #list(items: readonly unknown[], depth: number): readonly Loggable[] {
    const made = items.slice(0, MAX_ITEMS).map((item) => this.make(item, depth));
    return items.length > MAX_ITEMS ? [...made, `[${items.length - MAX_ITEMS} more]`] : made;
  }

  #entries(keys: readonly string[], of: object, depth: number): { [key: string]: Loggable } {
    const made: { [key: string]: Loggable } = {};
    const add = (key: string, value: Loggable) => {
      // Set like any other it would be no key of its own.
      if (key === '__proto__')
        Object.defineProperty(made, key, { value, enumerable: true, configurable: true });
      else made[key] = value;
    };
    for (const key of keys.length > MAX_ITEMS ? keys.slice(0, MAX_ITEMS) : keys) {
      const value: unknown = Reflect.get(of, key);
      if (value !== undefined) add(this.#text(key), this.make(value, depth));
    }
    if (keys.length > MAX_ITEMS) add(CUT, `[${keys.length - MAX_ITEMS} more]`);
    return made;
  }
}
