import { BOUNDS } from "./bounds.js";
import { createLiveOrder, isExit } from "./live-copy.js";
/** The request met nothing that could have taken it, and the next may meet something. */
const ENTRY_GOES_AGAIN = new Set(['transient', 'session']);
export class Resending {
    #parts;
    #troubles = new WeakMap();
    constructor(parts) {
        this.#parts = parts;
    }
    /** There certainly is no order. */
    takeRefusal(copy, order, error) {
        const { signal, keepBusy } = this.#parts;
        const goesAgain = !isExit(copy) && ENTRY_GOES_AGAIN.has(error.kind) && !signal.aborted;
        if (goesAgain && order.intent.state === 'sending') {
            order.unsentRounds += 1;
            keepBusy(this.#sendEntryLater(copy, order, error));
            return;
        }
        this.#refuse(copy, order, { code: error.code, text: error.message });
        // The book may have shown it meanwhile, whatever the reply said.
        if (isExit(copy) && order.intent.state === 'refused')
            this.#afterRefusedExit(copy, order, error);
    }
    /** Its outcome was unknown, and the book has shown for long enough that it is not there. */
    takeAbsence(copy, order) {
        const { copies, keepBusy, send, isFresh } = this.#parts;
        if (!isExit(copy) && isFresh(copy) && order.sends < BOUNDS.maxEntrySends) {
            copies.change(copy, order, { state: 'sending' });
            keepBusy(send(copy, order));
            return;
        }
        const text = `not placed: ${order.intent.brokerText ?? 'no answer'}; its tag is not in the book`;
        this.#refuse(copy, order, { code: 'ABSENT', text });
        if (isExit(copy))
            this.#goAgain(copy, order, { why: text, waitMs: 0 });
        copies.tellEnd(copy);
    }
    /** What has not left when its day is over does not leave any more: the next day knows nothing of its position. */
    endWithItsDay(copy, order) {
        const { copies, onEscalation } = this.#parts;
        const { tradingSymbol, quantity, state } = order.intent;
        const text = 'not sent: its day was over';
        if (state === 'planned')
            copies.change(copy, order, { state: 'dropped', brokerText: text });
        else
            this.#refuse(copy, order, { code: 'DAY_OVER', text });
        if (isExit(copy)) {
            onEscalation(`the exit of ${quantity} ${tradingSymbol} did not get out before its day ended: look at the position`, 'EXIT_NOT_OUT');
        }
        copies.tellEnd(copy);
    }
    async #sendEntryLater(copy, order, error) {
        const { clock, copies, signal, isFresh, send } = this.#parts;
        await clock.sleep(spaced(BOUNDS.entryRetryMs, order.unsentRounds), signal);
        if (order.intent.state !== 'sending')
            return;
        if (!signal.aborted && isFresh(copy))
            return send(copy, order);
        const end = signal.aborted ? 'the engine stopped' : 'then it was too old, or not wanted any more';
        this.#refuse(copy, order, {
            code: 'STALE',
            text: `not sent: ${error.message} (${error.code}); ${end}`,
        });
        copies.tellEnd(copy);
    }
    #afterRefusedExit(copy, order, error) {
        const why = `${error.message} (${error.code})`;
        if (error.kind === 'refused') {
            const { tradingSymbol, quantity } = order.intent;
            this.#parts.onEscalation(`the exit of ${quantity} ${tradingSymbol} was refused: ${why}`, 'EXIT_NOT_OUT');
            return;
        }
        const rounds = (this.#troubles.get(copy)?.rounds ?? 0) + 1;
        const waitMs = error.kind === 'session' ? BOUNDS.sessionRetryMs : spaced(BOUNDS.exitRetryMs, rounds);
        this.#goAgain(copy, order, { why, waitMs });
    }
    #goAgain(copy, order, { why, waitMs }) {
        const { signal, planAgain, copies, keepBusy } = this.#parts;
        const again = signal.aborted ? null : planAgain(copy, order.intent);
        if (again === null)
            return;
        copy.orders.push(createLiveOrder(again));
        copies.adopt(copy);
        const trouble = this.#noteTrouble(copy);
        this.#tell(copy, trouble, order, { why, waitMs });
        // Its other orders go along in the same round.
        if (trouble.isWaiting)
            return;
        trouble.isWaiting = true;
        trouble.rounds += 1;
        keepBusy(this.#carryOutLater(copy, trouble, waitMs));
    }
    async #carryOutLater(copy, trouble, ms) {
        const { clock, signal, carryOutExit } = this.#parts;
        if (ms > 0)
            await clock.sleep(ms, signal);
        trouble.isWaiting = false;
        if (!signal.aborted)
            await carryOutExit(copy);
    }
    #noteTrouble(copy) {
        const known = this.#troubles.get(copy);
        if (known)
            return known;
        const trouble = { since: this.#parts.clock.monotonic(), rounds: 0, stagesTold: 0, isWaiting: false };
        this.#troubles.set(copy, trouble);
        return trouble;
    }
    /** Once a stage: at its first failure, and when it has lasted. */
    #tell(copy, trouble, order, { why, waitMs }) {
        const { clock, onEscalation } = this.#parts;
        const lastedMs = clock.monotonic() - trouble.since;
        const stage = BOUNDS.exitAlertsMs.filter((ms) => lastedMs >= ms).length;
        if (stage <= trouble.stagesTold)
            return;
        trouble.stagesTold = stage;
        const units = copy.orders
            .filter(({ intent }) => intent.state === 'planned')
            .reduce((sum, { intent }) => sum + intent.quantity, 0);
        const how = stage === 1 ? 'did not leave' : `has not left for ${Math.round(lastedMs / 1000)} s`;
        const next = waitMs === 0 ? 'at once' : `in ${Math.round(waitMs / 1000)} s`;
        onEscalation(`the exit of ${units} ${order.intent.tradingSymbol} ${how}: ${why}; it goes again ${next}`, 'EXIT_NOT_OUT');
    }
    #refuse(copy, order, { code, text }) {
        this.#parts.copies.change(copy, order, { state: 'refused', brokerCode: code, brokerText: text });
    }
}
/** The first wait, then twice as long each time, up to the bound. */
function spaced(firstMs, round) {
    return Math.min(BOUNDS.retryMaxMs, firstMs * 2 ** Math.min(round - 1, 10));
}
//# sourceMappingURL=resending.js.map