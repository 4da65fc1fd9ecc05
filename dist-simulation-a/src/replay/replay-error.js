/** A file that a replay needs cannot be used. The message names it; `next` says what to do. */
export class ReplayError extends Error {
    code;
    next;
    constructor(code, message, next, options) {
        super(message, options);
        this.name = 'ReplayError';
        this.code = code;
        this.next = next;
    }
}
const REASONS = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'a part of the path is no folder',
    EISDIR: 'it is a folder',
    EACCES: 'this user may not read it',
    ERR_STRING_TOO_LONG: 'it is larger than half a gigabyte',
};
/** What stopped a file from being read. Anything that is no error of the system is thrown on. */
export function toReplayError(error, path) {
    if (error instanceof ReplayError)
        return error;
    if (!(error instanceof Error) || !('code' in error))
        throw error;
    const code = String(error.code);
    if (code === 'ABORT_ERR')
        throw error;
    const reason = REASONS[code] ?? code;
    const options = { cause: error };
    return new ReplayError('FILE_UNREADABLE', `${path}: ${reason}`, 'Check the path.', options);
}
//# sourceMappingURL=replay-error.js.map