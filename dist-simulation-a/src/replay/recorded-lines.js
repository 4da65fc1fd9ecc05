import { decodeLine } from "../journal/recording/recording-format.js";
import { ReplayError } from "./replay-error.js";
/** Reads a recording line by line. What cannot be read is told to the observer, and left out. */
export class RecordingReader {
    #file;
    #observer;
    #rows = 0;
    #unreadable = 0;
    #hasEnded = false;
    constructor(file, observer) {
        this.#file = file;
        this.#observer = observer;
    }
    /** Master rows, and lines that could not be read. */
    get rows() {
        return this.#rows;
    }
    /** Those of the rows that could not be read. */
    get unreadable() {
        return this.#unreadable;
    }
    /** Whether the session ended by itself: it wrote its last line. */
    get hasEnded() {
        return this.#hasEnded;
    }
    /** A row of a line cannot be read. */
    noteProblem(number, problem) {
        this.#unreadable += 1;
        this.#observer.onUnreadable({ file: this.#file, place: `line ${number}`, problem });
    }
    /** @returns null where the line is left out. Throws a `ReplayError` where the first one is no recording's. */
    read({ number, text, isLast }) {
        const decoded = decodeLine(text);
        if (decoded.ok) {
            if (decoded.line.type === 'master')
                this.#rows += 1;
            if (decoded.line.type === 'end')
                this.#hasEnded = true;
            return { number, line: decoded.line };
        }
        if (number === 1)
            throw noRecording(this.#file, decoded.problem);
        if (isLast) {
            this.#observer.onNote(`${this.#file} breaks off in line ${number}, which is left out`);
        }
        else {
            this.#rows += 1;
            this.noteProblem(number, decoded.problem);
        }
        return null;
    }
}
export function noRecording(file, problem) {
    const next = 'A recording begins with a `session` line; name the file as `run` wrote it.';
    return new ReplayError('RECORDING_DAMAGED', `${file} is no recording: ${problem}`, next);
}
//# sourceMappingURL=recorded-lines.js.map