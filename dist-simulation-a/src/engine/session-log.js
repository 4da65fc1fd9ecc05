import { encodeLine } from "../journal/recording/recording-format.js";
import { toDecisionLine } from "../journal/recording/session-lines.js";
export class SessionLog {
    #journal;
    #recording;
    #inputsSinceSnapshot = 0;
    constructor(journal, recording) {
        this.#journal = journal;
        this.#recording = recording;
    }
    get inputsSinceSnapshot() {
        return this.#inputsSinceSnapshot;
    }
    /** An input that led to nothing. */
    input(line) {
        const body = encodeLine(line);
        this.#journal.addInput({ kind: line.type, body, atMs: line.at_ms });
        this.#recording.append(body);
        this.#inputsSinceSnapshot += 1;
    }
    /** An input and all that was decided on it, whole or not at all, before a byte of it is sent. */
    decided(line, made, intents, atMs) {
        const body = encodeLine(line);
        const decisions = made.map((one) => encodeLine(toDecisionLine(one, atMs)));
        this.#journal.recordDecision({
            input: { kind: line.type, body, atMs: line.at_ms },
            decisions: made.map((one, index) => ({
                orderKey: one.orderKey,
                follower: one.decision.follower,
                revision: one.revision,
                body: decisions[index] ?? '',
                atMs,
            })),
            intents,
        });
        this.#recording.append(body);
        for (const decision of decisions)
            this.#recording.append(decision);
        this.#inputsSinceSnapshot += 1;
    }
    /** What a replay needs to read and a restart does not. */
    note(line) {
        this.#recording.append(encodeLine(line));
    }
    snapshot(body, atMs) {
        this.#journal.saveSnapshot(body, atMs);
        this.#inputsSinceSnapshot = 0;
    }
}
//# sourceMappingURL=session-log.js.map