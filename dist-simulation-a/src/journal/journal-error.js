import { systemCodeOf } from "./log-file-error.js";
const NEXT = {
    JOURNAL_FOREIGN: 'Name another file for the journal, or move this one away.',
    JOURNAL_NEWER: 'Run the newer copytrade, or name another file for the journal.',
    JOURNAL_CORRUPT: 'Keep the file for a look, compare every account with the broker by hand, then move it away and start anew.',
    JOURNAL_READ_ONLY: 'Give this user the right to write the file and the folder that it is in.',
    JOURNAL_IN_USE: 'Stop the other engine first; two engines on one journal would copy everything twice.',
    JOURNAL_FULL: 'Free space on that disk, then start the engine again.',
    JOURNAL_IO: 'Check the disk, then start the engine again.',
    JOURNAL_GONE: 'Put the file back if it was moved, then start the engine again; it compares with the accounts before it trades.',
    JOURNAL_CLOSED: 'Open the journal again before using it.',
    DUPLICATE_INTENT: 'Nothing was recorded; the order that is there already stands.',
};
export class JournalError extends Error {
    name = 'JournalError';
    code;
    path;
    /** What the user can do about it. */
    next;
    /** The process that holds the journal, where that is known (`JOURNAL_IN_USE`). */
    pid;
    constructor(code, path, what, details = {}) {
        super(`${path}: ${what}. ${NEXT[code]}`, 'cause' in details ? { cause: details.cause } : undefined);
        this.code = code;
        this.path = path;
        this.next = NEXT[code];
        this.pid = details.pid ?? null;
    }
}
/** By the beginning of the code: SQLite's (sqlite.org/rescode.html) or the operating system's. */
const CODES = [
    ['SQLITE_FULL', 'JOURNAL_FULL', 'the disk is full'],
    ['SQLITE_READONLY', 'JOURNAL_READ_ONLY', 'it cannot be written'],
    ['SQLITE_PERM', 'JOURNAL_READ_ONLY', 'it cannot be written'],
    ['SQLITE_CANTOPEN', 'JOURNAL_READ_ONLY', 'it, or a file beside it, cannot be opened'],
    ['SQLITE_NOTADB', 'JOURNAL_FOREIGN', 'this is not a database'],
    ['SQLITE_CORRUPT', 'JOURNAL_CORRUPT', 'the file is damaged'],
    ['SQLITE_BUSY', 'JOURNAL_IN_USE', 'another program is writing to it'],
    ['SQLITE_LOCKED', 'JOURNAL_IN_USE', 'another program is writing to it'],
    ['SQLITE_IOERR', 'JOURNAL_IO', 'it could not be read or written'],
    ['ENOSPC', 'JOURNAL_FULL', 'the disk is full'],
    ['EDQUOT', 'JOURNAL_FULL', 'this user may not store more'],
    ['EACCES', 'JOURNAL_READ_ONLY', 'it cannot be written'],
    ['EPERM', 'JOURNAL_READ_ONLY', 'it cannot be written'],
    ['EROFS', 'JOURNAL_READ_ONLY', 'it cannot be written'],
    ['EISDIR', 'JOURNAL_FOREIGN', 'this is a folder'],
    ['ENO', 'JOURNAL_READ_ONLY', 'there is no such folder'],
    ['E', 'JOURNAL_IO', 'it could not be read or written'],
];
/**
 * Names an error of SQLite or of the operating system. Whatever is no matter of the file or the disk (a broken constraint, a mistake in SQL)
 * is a bug and comes back as it is.
 */
export function toJournalError(error, path) {
    if (!(error instanceof Error) || error instanceof JournalError)
        return error;
    const code = systemCodeOf(error) ?? '';
    // Node's own errors (ERR_…) are mistakes in the calling of it.
    const known = code.startsWith('ERR_') ? undefined : CODES.find(([prefix]) => code.startsWith(prefix));
    if (known)
        return new JournalError(known[1], path, `${known[2]} (${code})`, { cause: error });
    // The driver gives no code where a file cannot be opened at all, only a text with SQLite's number 14.
    if (error.message.includes('Unable to open connection')) {
        return new JournalError('JOURNAL_READ_ONLY', path, 'it cannot be opened', { cause: error });
    }
    return error;
}
//# sourceMappingURL=journal-error.js.map