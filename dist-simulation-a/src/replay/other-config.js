/**
 * What of a recorded day still holds when another config decides it. Master events, positions, funds, pauses and the
 * user's answers are facts of that day and stay; the fills of a copy are, where the other config makes the same copy.
 */
import { copyKey } from "../core/apply-verdict.js";
import { toDecisionRecord } from "../core/decision.js";
export class OtherConfigDay {
    /** Orders of copies that have not ended, by copy: those of the recording, and those made now. */
    #recorded = new Map();
    #made = new Map();
    /** Answers given when this config did not ask yet, by order. */
    #answers = new Map();
    noteRecorded({ order_key, revision, decision }) {
        if (revision > 0)
            this.#recorded.set(copyKey(order_key, decision.follower, revision), ordersOf(decision));
    }
    noteMade({ orderKey, revision, decision }) {
        if (revision === 0)
            return;
        this.#made.set(copyKey(orderKey, decision.follower, revision), ordersOf(toDecisionRecord(decision)));
    }
    /**
     * Whether a copy that ended is one that this config makes too, with the same orders. One that is in neither is
     * left from the session before. Any other fills in full.
     */
    takesFillOf(line) {
        const key = copyKey(line.order_key, line.follower, line.revision);
        const isSame = this.#recorded.get(key) === this.#made.get(key);
        this.#recorded.delete(key);
        this.#made.delete(key);
        return isSame;
    }
    /** Keeps an answer to a question that this config asks later (it copies at another moment). */
    keepAnswer(line) {
        this.#answers.set(line.order_key, line.accepted);
    }
    /** Gives the answer that was kept, if this order's opening waits for one. */
    answerFor(session, orderId) {
        const order = session.book.ordersById.get(orderId);
        if (!order?.awaitsConfirmation)
            return [];
        const accepted = this.#answers.get(order.key);
        if (accepted === undefined)
            return [];
        return session.accept({ kind: 'confirmation', orderKey: order.key, accepted });
    }
}
function ordersOf(decision) {
    return JSON.stringify(decision.orders);
}
//# sourceMappingURL=other-config.js.map