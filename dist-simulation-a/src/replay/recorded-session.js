import { compileConfig } from "../config/compile-config.js";
import { ShapeValidators } from "../config/shape/shape-validators.js";
import { createBook } from "../core/book.js";
import { fromSnapshot } from "../core/book-snapshot.js";
import { CopySession, } from "../core/copy-session.js";
import { FormError } from "../core/plain-forms.js";
import { InstrumentTable, LayeredInstruments } from "./instrument-table.js";
import { OtherConfigDay } from "./other-config.js";
import { readRecordedInput, toInstrumentRecord } from "./recorded-inputs.js";
import { ReplayError } from "./replay-error.js";
/** A config that the recording holds is none any more. */
export class RecordedConfigError extends Error {
    code = 'RECORDED_CONFIG_INVALID';
    findings;
    constructor(findings) {
        super('a config in the recording has errors; it was recorded by a version that took it');
        this.name = 'RecordedConfigError';
        this.findings = findings;
    }
}
/** Compiles the texts of a recorded config. Throws a `RecordedConfigError` where they have errors. */
export function compileRecorded({ files: [main, ...others] }, validators) {
    if (main === undefined)
        throw new RecordedConfigError([]);
    const result = compileConfig([main, ...others], validators);
    if (!result.ok)
        throw new RecordedConfigError(result.findings);
    return result.config;
}
const NOTHING = { decisions: [], problems: [] };
/** A recorded session, decided again line by line. */
export class RecordedSession {
    session;
    #recorded = new InstrumentTable();
    #coverage;
    #validators;
    /** Null where the recording's own config decides. */
    #otherDay;
    #knowsPositions;
    #confirm;
    /** Throws a `ReplayError`, and a `RecordedConfigError`. */
    constructor(first, options) {
        const { policy, instruments, positions, trace = null } = options;
        this.#coverage = options.coverage;
        this.#validators = options.validators ?? new ShapeValidators();
        this.#otherDay = policy === null ? null : new OtherConfigDay();
        this.#confirm = first.confirm;
        this.#knowsPositions = first.state !== null || positions !== null;
        this.session = new CopySession(policy ?? compileRecorded(first.config, this.#validators).policy, {
            live: true,
            fills: 'reported',
            instruments: new LayeredInstruments(this.#recorded, instruments),
            trace,
        }, { book: restoreBook(first, options.file), confirm: first.confirm });
        if (first.state === null && positions !== null)
            this.session.accept({ kind: 'positions', positions });
    }
    /** Whether the master's opening positions were told. */
    get knowsPositions() {
        return this.#knowsPositions;
    }
    accept(line) {
        switch (line.type) {
            case 'session':
                return { decisions: [], problems: ['a second session begins in the same file'] };
            case 'instrument':
                this.#recorded.add(toInstrumentRecord(line));
                return NOTHING;
            case 'config':
                this.#reload(this.#otherDay ? this.session.policy : compileRecorded(line.config, this.#validators).policy, line.confirm);
                return NOTHING;
            case 'decision':
                this.#otherDay?.noteRecorded(line);
                return NOTHING;
            case 'copy_ended':
                if (this.#otherDay && !this.#otherDay.takesFillOf(line))
                    return NOTHING;
                break;
            case 'confirmation':
                if (!this.session.book.ordersById.get(line.order_key)?.awaitsConfirmation)
                    this.#otherDay?.keepAnswer(line);
                break;
            case 'positions':
                this.#knowsPositions = true;
                break;
        }
        const { input, problems } = readRecordedInput(line);
        return { decisions: input === null ? [] : this.#take(input), problems };
    }
    /** Tells the coverage tally how often rules matched since the config last changed. To be called at the end. */
    countCoverage() {
        this.#coverage.add(this.session.coverage());
    }
    #take(input) {
        const decisions = this.session.accept(input);
        if (!this.#otherDay)
            return decisions;
        if (input.kind === 'row')
            decisions.push(...this.#otherDay.answerFor(this.session, input.row.orderId));
        for (const made of decisions)
            this.#otherDay.noteMade(made);
        return decisions;
    }
    #reload(policy, confirm) {
        if (this.#otherDay && confirm === this.#confirm)
            return;
        this.countCoverage();
        this.#confirm = confirm;
        this.session.accept({ kind: 'policy', policy, confirm });
    }
}
function restoreBook(first, file) {
    if (first.state === null)
        return createBook();
    try {
        return fromSnapshot(first.state);
    }
    catch (error) {
        if (!(error instanceof FormError))
            throw error;
        const message = `${file}: the state that the session went on from cannot be read: ${error.message}`;
        throw new ReplayError('RECORDING_DAMAGED', message, 'Replay it with the version that recorded it.', {
            cause: error,
        });
    }
}
//# sourceMappingURL=recorded-session.js.map