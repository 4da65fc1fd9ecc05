export class LogFileError extends Error {
    name = 'LogFileError';
    code;
    path;
    /** What the user can do about it. */
    next;
    constructor(code, path, cause) {
        const next = nextStep(code, path);
        super(`${describe(code, path)} (${systemCodeOf(cause) ?? String(cause)}). ${next}`, { cause });
        this.code = code;
        this.path = path;
        this.next = next;
    }
}
/** Names what the operating system refused while `path` was being written. */
export function toLogFileError(error, path) {
    if (error instanceof LogFileError)
        return error;
    const code = systemCodeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT')
        return new LogFileError('LOGS_FULL', path, error);
    const unwritable = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'].includes(code ?? '');
    return new LogFileError(unwritable ? 'LOGS_UNWRITABLE' : 'LOGS_IO', path, error);
}
/** `ENOSPC` and the like. @returns null where the error is none of the operating system's. */
export function systemCodeOf(error) {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
function describe(code, path) {
    switch (code) {
        case 'LOGS_UNWRITABLE':
            return `Nothing can be written to ${path}`;
        case 'LOGS_FULL':
            return `The disk is full: ${path} could not be written`;
        case 'LOGS_IO':
            return `${path} could not be written`;
    }
}
function nextStep(code, path) {
    switch (code) {
        case 'LOGS_UNWRITABLE':
            return `Make ${path} a folder that this user owns and may write to, or name another folder for the logs.`;
        case 'LOGS_FULL':
            return 'Free space on that disk; what could not be written is missing from the file.';
        case 'LOGS_IO':
            return 'Check the disk and that the folder is still there.';
    }
}
//# sourceMappingURL=log-file-error.js.map