/** Why the engine could not start or go on, and what to do next. */
export class EngineError extends Error {
    code;
    /** What the user can do. */
    next;
    constructor(code, message, next, options) {
        super(message, options);
        this.name = 'EngineError';
        this.code = code;
        this.next = next;
    }
}
export function sameAccount(name, other) {
    return new EngineError('SAME_ACCOUNT', `${name} and ${other} are one account: their client ids are the same`, 'An account cannot copy itself. Give each its own credentials.');
}
//# sourceMappingURL=engine-error.js.map