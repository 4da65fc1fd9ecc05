import { inspect } from 'node:util';
/** A value that must never be shown. It prints as `[secret]` wherever somebody prints it without thinking. */
export class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    /** The value itself, for the one request that needs it. */
    reveal() {
        return this.#value;
    }
    toString() {
        return '[secret]';
    }
    toJSON() {
        return '[secret]';
    }
    [inspect.custom]() {
        return '[secret]';
    }
}
//# sourceMappingURL=secret.js.map