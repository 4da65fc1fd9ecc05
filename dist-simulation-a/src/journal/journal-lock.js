/**
 * One engine a journal. The lock is SQLite's own on an empty file beside the journal, so the operating system
 * frees it when the process ends, however it ends; the journal itself stays readable for other programs.
 */
import { chmodSync, closeSync, existsSync, readFileSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { JournalError, toJournalError } from "./journal-error.js";
import { systemCodeOf } from "./log-file-error.js";
import { openPrivateFile, PRIVATE_FILE, writeFully } from "./private-files.js";
/** @throws JournalError `JOURNAL_IN_USE`, with the pid of the engine that has it where that is known. */
export function acquireJournalLock(journalPath) {
    const lockPath = `${journalPath}-lock`;
    const ownerPath = `${journalPath}-owner`;
    const holder = openLockFile(lockPath, journalPath);
    try {
        // In memory: a rollback journal on disk would be one more file to look after.
        holder.exec('PRAGMA journal_mode = MEMORY');
        holder.exec('BEGIN EXCLUSIVE');
        writeOwner(ownerPath);
    }
    catch (error) {
        holder.close();
        const named = toJournalError(error, journalPath);
        if (named instanceof JournalError && named.code === 'JOURNAL_IN_USE')
            throw inUse(journalPath, ownerPath);
        throw named;
    }
    let held = true;
    return {
        release() {
            // Twice would take away the name of the engine that came after.
            if (!held)
                return;
            held = false;
            rmSync(ownerPath, { force: true });
            // The driver may keep the file open beyond its closing; the end of the transaction ends the lock at once.
            holder.exec('ROLLBACK');
            holder.close();
        },
    };
}
function openLockFile(lockPath, journalPath) {
    try {
        makeLockFile(lockPath);
        return new Database(lockPath);
    }
    catch (error) {
        throw toJournalError(error, journalPath);
    }
}
function makeLockFile(lockPath) {
    // It is never opened and closed where it exists: closing any handle of a file drops this process's locks on it.
    if (existsSync(lockPath)) {
        chmodSync(lockPath, PRIVATE_FILE);
        return;
    }
    try {
        closeSync(openPrivateFile(lockPath, 'wx'));
    }
    catch (error) {
        if (systemCodeOf(error) !== 'EEXIST')
            throw error;
    }
}
function writeOwner(ownerPath) {
    const fd = openPrivateFile(ownerPath, 'w');
    try {
        writeFully(fd, Buffer.from(`${process.pid}\n`), null);
    }
    finally {
        closeSync(fd);
    }
}
function inUse(journalPath, ownerPath) {
    const pid = readOwner(ownerPath);
    const who = pid === null ? 'another engine' : `the engine with process id ${pid}`;
    return new JournalError('JOURNAL_IN_USE', journalPath, `${who} is running on this journal`, { pid });
}
function readOwner(ownerPath) {
    try {
        const pid = Number(readFileSync(ownerPath, 'utf8'));
        return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
    }
    catch (error) {
        // The other engine has the lock and is about to write its name.
        if (systemCodeOf(error) !== null)
            return null;
        throw error;
    }
}
//# sourceMappingURL=journal-lock.js.map