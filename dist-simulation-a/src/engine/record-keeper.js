/** Keeps the record file and the figures: one record an order of a copy, in the broker's words where it failed. */
import { formatDecimal } from "../core/exact.js";
import { hasEnded } from "../journal/intent.js";
export class RecordKeeper {
    #file;
    #onFailed;
    /** Tags of orders that have not ended, and what their records say so far. */
    #pending = new Map();
    #skipped = 0;
    constructor(file, onFailed) {
        this.#file = file;
        this.#onFailed = onFailed;
    }
    get path() {
        return this.#file.path;
    }
    /** A copy that is decided and shown only. */
    shown(made, masterOrderId, atMs) {
        made.decision.orders.forEach((order, slice) => {
            const id = `${made.orderKey}/${made.decision.follower}/${made.revision}/${slice}`;
            this.#put(id, {
                atMs,
                masterOrderId,
                symbol: made.decision.symbol,
                side: order.side,
                quantity: order.quantity,
                price: order.price === null ? null : formatDecimal(order.price),
                follower: made.decision.follower,
                success: true,
                followerOrderId: null,
                error: null,
            });
            this.#finalise(id);
        });
    }
    skipped() {
        this.#skipped += 1;
    }
    /** What is known of an order that was to be placed. */
    placed(intent) {
        if (intent.state === 'planned' || intent.state === 'sending' || intent.state === 'dropped')
            return;
        const failed = intent.state === 'refused' || intent.state === 'rejected' || intent.state === 'unknown';
        this.#put(intent.tag, {
            atMs: intent.plannedAtMs,
            masterOrderId: intent.orderKey,
            symbol: intent.tradingSymbol,
            side: intent.side,
            quantity: intent.quantity,
            price: intent.price,
            follower: intent.follower,
            success: !failed,
            followerOrderId: intent.orderId,
            error: failed ? wordsOf(intent) : null,
        });
        if (hasEnded(intent.state))
            this.#pending.delete(intent.tag);
        else
            this.#pending.set(intent.tag, { success: !failed });
    }
    /** Each order counts once: the file counts those that have not ended as what they are so far. */
    statistics() {
        const { totalCopies, successful, failed } = this.#file.statistics();
        const pendingWell = [...this.#pending.values()].filter(({ success }) => success).length;
        return {
            copies: totalCopies,
            successful: successful - pendingWell,
            failed: failed - (this.#pending.size - pendingWell),
            pending: this.#pending.size,
            skipped: this.#skipped,
        };
    }
    close() {
        try {
            this.#file.close();
        }
        catch (error) {
            this.#onFailed(error);
        }
    }
    #put(id, record) {
        try {
            this.#file.put(id, record);
        }
        catch (error) {
            // The records are for people; the journal is what trading rests on.
            this.#onFailed(error);
        }
    }
    #finalise(id) {
        try {
            this.#file.finalise(id);
        }
        catch (error) {
            this.#onFailed(error);
        }
    }
}
function wordsOf(intent) {
    const words = intent.brokerText ?? '';
    const coded = intent.brokerCode === null ? words : `${words} (${intent.brokerCode})`;
    return intent.state === 'unknown' ? `outcome not known yet: ${coded}` : coded;
}
//# sourceMappingURL=record-keeper.js.map