import { toDecisionRecord } from "../core/decision.js";
/** Divergences beyond these are only counted. */
const MAX_KEPT = 100;
/**
 * Pairs decisions as they come, those of one order for one follower in their order. Only what waits for its
 * counterpart is held.
 */
export class DecisionComparison {
    #recorded = new Queues();
    #made = new Queues();
    #kept = [];
    #decisions = 0;
    #divergences = 0;
    /** Decisions in the recording. */
    get decisions() {
        return this.#decisions;
    }
    get divergences() {
        return this.#divergences;
    }
    /** The first divergences. */
    get kept() {
        return this.#kept;
    }
    noteRecorded({ order_key: orderKey, revision, decision }, lineNumber) {
        this.#decisions += 1;
        const told = { orderKey, decision: { revision, decision }, lineNumber };
        const counterpart = this.#made.take(told);
        if (counterpart === null)
            this.#recorded.add(told);
        else
            this.#compare(told, counterpart);
    }
    noteMade({ orderKey, revision, decision }, lineNumber) {
        const told = { orderKey, decision: { revision, decision: toDecisionRecord(decision) }, lineNumber };
        const counterpart = this.#recorded.take(told);
        if (counterpart === null)
            this.#made.add(told);
        else
            this.#compare(counterpart, told);
    }
    /**
     * Nothing more comes: what has no counterpart diverges.
     * @param excusedLine the input that a killed process may not have written the decisions of; null where it ended
     * @returns how many decisions are excused so
     */
    finish(excusedLine) {
        for (const told of this.#recorded.rest())
            this.#note(told, told, null);
        let excused = 0;
        for (const told of this.#made.rest()) {
            if (told.lineNumber === excusedLine)
                excused += 1;
            else
                this.#note(told, null, told);
        }
        return excused;
    }
    #compare(recorded, made) {
        if (JSON.stringify(recorded.decision) !== JSON.stringify(made.decision))
            this.#note(recorded, recorded, made);
    }
    #note({ orderKey, decision, lineNumber }, recorded, made) {
        this.#divergences += 1;
        if (this.#kept.length >= MAX_KEPT)
            return;
        this.#kept.push({
            orderKey,
            follower: decision.decision.follower,
            recorded: recorded?.decision ?? null,
            made: made?.decision ?? null,
            lineNumber,
        });
    }
}
class Queues {
    #queues = new Map();
    add(told) {
        const key = keyOf(told);
        const queue = this.#queues.get(key);
        if (queue)
            queue.push(told);
        else
            this.#queues.set(key, [told]);
    }
    /** The first that waits under the same order and follower. */
    take(of) {
        const key = keyOf(of);
        const queue = this.#queues.get(key);
        const first = queue?.shift();
        if (queue?.length === 0)
            this.#queues.delete(key);
        return first ?? null;
    }
    rest() {
        return [...this.#queues.values()].flat();
    }
}
function keyOf({ orderKey, decision }) {
    return `${decision.decision.follower}/${orderKey}`;
}
//# sourceMappingURL=decision-comparison.js.map