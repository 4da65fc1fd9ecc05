/**
 * `session_YYYYMMDD_HHMMSS.jsonl`: the recording, line by line. Lines wait for the next turn of the event loop and
 * are then written by one write, so that a burst of decisions pays for one, and the orders leave first.
 *
 * A recording that fails is told of and never stops the engine: lines are kept and tried again with the next
 * ones, up to a limit. Whatever is in the file is always a beginning of the session, in whole lines but for the
 * last (which the process's end may have cut off).
 */
import assert from 'node:assert/strict';
import { closeSync, fsyncSync, ftruncateSync } from 'node:fs';
import { afterNextTurn } from "./after-next-turn.js";
import { LogFileError, toLogFileError } from "./log-file-error.js";
import { createNamedFile, openPrivateFile, writeFully } from "./private-files.js";
/** Of text that waits while nothing can be written. */
const MAX_WAITING_CHARACTERS = 64 * 1024 * 1024;
/**
 * @param redact keeps secrets out of the lines
 * @param onError is told of the first of writes that fail in a row, and of the recording's end where it gives up
 * @throws LogFileError where the folder or the file cannot be made
 */
export function createRecordingFile(directory, startedAtMs, redact, onError) {
    const name = { prefix: 'session', startedAtMs, extension: 'jsonl' };
    const { path, fd } = createNamedFile(directory, name, (free) => openPrivateFile(free, 'wx'));
    return new RecordingFile(path, fd, { redact, onError });
}
export class RecordingFile {
    path;
    #fd;
    #options;
    #waiting = [];
    #waitingCharacters = 0;
    /** Bytes of whole lines in the file. */
    #written = 0;
    #turn = null;
    #state = 'recording';
    constructor(path, fd, options) {
        this.path = path;
        this.#fd = fd;
        this.#options = options;
    }
    /** @param line text without a line break */
    append(line) {
        assert(this.#state !== 'closed', 'the recording was closed');
        assert(!line.includes('\n'), 'a line of the recording holds a line break');
        if (this.#state === 'given_up')
            return;
        this.#waiting.push(line);
        this.#waitingCharacters += line.length + 1;
        this.#turn ??= afterNextTurn(() => this.flush());
    }
    /** Writes what waits, now. Trouble goes to `onError`, never to the caller. */
    flush() {
        this.#turn?.cancel();
        this.#turn = null;
        if (this.#waiting.length === 0)
            return;
        const bytes = Buffer.from(`${this.#options.redact(this.#waiting.join('\n'))}\n`);
        try {
            writeFully(this.#fd, bytes, this.#written);
            this.#written += bytes.length;
            this.#forget();
            if (this.#state === 'failing')
                this.#state = 'recording';
        }
        catch (error) {
            this.#noteFailure(error);
        }
    }
    /** Writes what waits and frees the file. Calling it again does nothing. */
    close() {
        if (this.#state === 'closed')
            return;
        this.flush();
        if (this.#waiting.length > 0)
            this.#giveUp(new Error('what waits cannot be written'), 'LOGS_IO');
        this.#state = 'closed';
        try {
            // A part of a line that did not fit is no line.
            ftruncateSync(this.#fd, this.#written);
            fsyncSync(this.#fd);
        }
        catch (error) {
            this.#options.onError(toLogFileError(error, this.path));
        }
        finally {
            closeSync(this.#fd);
        }
    }
    #noteFailure(error) {
        const named = toLogFileError(error, this.path);
        if (this.#waitingCharacters > MAX_WAITING_CHARACTERS) {
            this.#giveUp(error, named.code);
            return;
        }
        if (this.#state === 'failing')
            return;
        this.#state = 'failing';
        this.#options.onError(named);
    }
    #giveUp(cause, code) {
        this.#forget();
        this.#state = 'given_up';
        const what = new Error(`the recording ends after ${this.#written} bytes`, { cause });
        this.#options.onError(new LogFileError(code, this.path, what));
    }
    #forget() {
        this.#waiting = [];
        this.#waitingCharacters = 0;
    }
}
//# sourceMappingURL=recording-file.js.map