import { BOUNDS } from "./bounds.js";
import { EngineError } from "./engine-error.js";
import { positionsBefore, readOpening, toPositionRows } from "./opening.js";
import { tellUnseenOrders } from "./unseen-orders.js";
export class MasterIntake {
    #parts;
    /** Readings that wait while a day is opened; null while none is. */
    #held = null;
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * The first opening: decided where a state goes on, taken as history where none does.
     * @throws EngineError where the engine was stopped meanwhile
     */
    async open(opening, goesOnFrom) {
        const { copier } = this.#parts;
        copier.takeDay(this.#today());
        if (goesOnFrom === null) {
            copier.takeSeenBefore(opening.readings);
            this.#takePositions(opening.positions);
            return;
        }
        if (goesOnFrom.day !== this.#today())
            this.#takeOvernight(opening);
        await this.#parts.missed.take(opening.readings);
        if (this.#parts.signal.aborted)
            throw stopped();
        this.#takePositions(opening.positions);
        this.#parts.onTaken();
    }
    /** What the book brings after a time in which it could not be read. What comes in meanwhile waits. */
    async takeMissed(readings) {
        if (this.#parts.signal.aborted)
            return;
        if (this.#held || this.#isNewDay()) {
            for (const reading of readings)
                this.take(reading, 'poll');
            return;
        }
        this.#held = [];
        await this.#parts.missed.take(readings);
        this.#parts.onTaken();
        this.#release();
    }
    take(reading, via) {
        if (this.#parts.signal.aborted)
            return;
        if (this.#held) {
            this.#held.push({ reading, via });
            return;
        }
        if (this.#isNewDay()) {
            this.#held = [{ reading, via }];
            void this.#openDay();
            return;
        }
        this.#parts.copier.takeReading(reading, via);
        this.#parts.onTaken();
    }
    /** Notices midnight where no order tells of it. Resolves when the signal aborts. */
    async watchMidnight() {
        const { clock, signal } = this.#parts;
        while (!signal.aborted) {
            await clock.sleep(BOUNDS.midnightCheckMs, signal);
            if (!signal.aborted && !this.#held && this.#isNewDay())
                await this.#openDay();
        }
    }
    async #openDay() {
        const { copier } = this.#parts;
        this.#held ??= [];
        copier.takeDay(this.#today());
        const opening = await this.#readUntilRead();
        if (opening) {
            this.#takeOvernight(opening);
            await this.#parts.missed.take(opening.readings);
            this.#parts.onTaken();
        }
        this.#release();
    }
    /** Takes in what has waited. */
    #release() {
        const held = this.#held ?? [];
        this.#held = null;
        if (this.#parts.signal.aborted)
            return;
        for (const { reading, via } of held)
            this.take(reading, via);
    }
    async #readUntilRead() {
        const { master, clock, signal, warn } = this.#parts;
        while (!signal.aborted) {
            try {
                return await readOpening(master);
            }
            catch (error) {
                warn(`the new day is not open yet: ${error instanceof Error ? error.message : String(error)}`);
                await clock.sleep(BOUNDS.sessionRetryMs, signal);
            }
        }
        return null;
    }
    /** What the master came into the day with. */
    #takeOvernight(opening) {
        const { copier, onUnseen } = this.#parts;
        const positions = positionsBefore(opening);
        for (const text of tellUnseenOrders(copier.session.book, positions))
            onUnseen(text);
        this.#takePositions(positions);
    }
    #takePositions(positions) {
        this.#parts.copier.takePositions({ kind: 'positions', positions }, toPositionRows(positions));
    }
    /** Days only ever go forward, whatever the machine's clock does. */
    #isNewDay() {
        const { day } = this.#parts.copier.session.book;
        return day === null || this.#today() > day;
    }
    /** By the broker's clock, and not before it has certainly begun there: its books would still be those of the day before. */
    #today() {
        return this.#parts.master.dayIn(-BOUNDS.lastMomentMs);
    }
}
function stopped() {
    return new EngineError('NOT_RUNNING', 'it was stopped while it was starting', 'Start it again.');
}
//# sourceMappingURL=master-intake.js.map