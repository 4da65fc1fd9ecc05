/**
 * Redaction by value: whatever a text is and wherever it comes from, a known secret in it is replaced by its name.
 * Values are known from the moment they are read (credentials) or received (session tokens).
 */
/** Values shorter than this are only replaced where they stand alone: a PIN is also part of many prices and ids. */
const MIN_LENGTH_ANYWHERE = 6;
/** A value shorter than this is nothing that can be looked for. */
const MIN_LENGTH = 4;
export class Redactor {
    #names = new Map();
    #anywhere = null;
    #alone = null;
    /** Many values are added at a start before the first text comes. */
    #isCompiled = true;
    /** Makes `value` known; from now on it shows as `[name]`. Its URL-encoded and base64 forms are known with it. */
    add(value, name) {
        if (value.length < MIN_LENGTH)
            return;
        const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
        if (value.length >= MIN_LENGTH_ANYWHERE) {
            const base64 = Buffer.from(value).toString('base64');
            forms.push(base64, base64.replace(/=+$/, ''), Buffer.from(value).toString('base64url'));
        }
        for (const form of forms)
            if (!this.#names.has(form))
                this.#names.set(form, `[${name}]`);
        this.#isCompiled = false;
    }
    /** For texts that people read: logs, errors, the screen. Every known value is replaced. */
    redactText(text) {
        const redacted = this.redactData(text);
        return this.#alone === null ? redacted : redacted.replace(this.#alone, (form) => this.#nameOf(form));
    }
    /**
     * For data (recordings, records): all but short values such as a PIN, which would also hit quantities and prices.
     * The broker echoes none of those in its data.
     */
    redactData(text) {
        if (!this.#isCompiled)
            this.#compile();
        return this.#anywhere === null ? text : text.replace(this.#anywhere, (form) => this.#nameOf(form));
    }
    #nameOf(form) {
        return this.#names.get(form) ?? '[secret]';
    }
    #compile() {
        this.#isCompiled = true;
        const forms = [...this.#names.keys()].sort((a, b) => b.length - a.length);
        const long = forms.filter((form) => form.length >= MIN_LENGTH_ANYWHERE).map(escapeForRegExp);
        const short = forms.filter((form) => form.length < MIN_LENGTH_ANYWHERE).map(escapeForRegExp);
        this.#anywhere = long.length > 0 ? new RegExp(long.join('|'), 'g') : null;
        this.#alone =
            short.length > 0 ? new RegExp(`(?<![A-Za-z0-9.])(?:${short.join('|')})(?![A-Za-z0-9])`, 'g') : null;
    }
}
function escapeForRegExp(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
//# sourceMappingURL=redactor.js.map