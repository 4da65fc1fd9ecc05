/** The copies of one desk that have not ended, in the order in which they were decided, and every change of theirs. */
import { changeIntent, hasEnded, } from "../journal/intent.js";
import { isExit, isLive, newsFor } from "./live-copy.js";
const NOT_YET_AT_THE_BROKER = ['planned', 'sending', 'unknown'];
export class LiveCopies {
    #parts;
    #copies = new Set();
    #byTag = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    get all() {
        return [...this.#copies];
    }
    get isEmpty() {
        return this.#copies.size === 0;
    }
    get hasUnknown() {
        return this.all.some((copy) => copy.orders.some(({ intent }) => intent.state === 'unknown'));
    }
    adopt(copy) {
        this.#copies.add(copy);
        for (const order of copy.orders)
            this.#byTag.set(order.intent.tag, { copy, order });
    }
    /** Also of copies that have ended. */
    find(tag) {
        return this.#byTag.get(tag) ?? null;
    }
    /** Those of the same position that were decided before. */
    earlierThan(copy) {
        const all = this.all;
        return all.slice(0, all.indexOf(copy)).filter((other) => isSamePosition(other, copy));
    }
    /** Those of the same position that were decided since. */
    laterThan(copy) {
        const all = this.all;
        return all.slice(all.indexOf(copy) + 1).filter((other) => isSamePosition(other, copy));
    }
    hasExitAt(copy) {
        return this.all.some((other) => isExit(other) && isSamePosition(other, copy));
    }
    /**
     * Whether an exit of its position, decided before, has not left, or nobody knows whether it has. Where the master
     * reverses, its followers get out before they go in: what the entry brings would be taken for what the exit has
     * already taken, and it would stay in.
     */
    hasExitOnItsWay(entry) {
        return this.earlierThan(entry).some((other) => isExit(other) && other.orders.some(({ intent }) => NOT_YET_AT_THE_BROKER.includes(intent.state)));
    }
    change(copy, order, change) {
        const { clock, journal, events } = this.#parts;
        const news = newsFor(order.intent, { ...change, atMs: clock.now() });
        if (news === null)
            return;
        order.intent = changeIntent(order.intent, news);
        journal.addChange(order.intent.tag, news);
        if (order.intent.state !== 'sending')
            events.onOutcome(copy, order);
    }
    /** To be called after changes: a copy without live orders ends, once. */
    tellEnd(copy) {
        if (copy.ended || copy.orders.some(isLive))
            return;
        copy.ended = true;
        this.#copies.delete(copy);
        const filled = copy.orders.reduce((sum, { intent }) => sum + intent.filledQuantity, 0);
        this.#parts.events.onCopyEnded(copy, filled);
    }
}
/** Units of live orders that may yet be executed. */
export function unfilledOf(copies) {
    return copies
        .flatMap(({ orders }) => orders)
        .filter(({ intent }) => !hasEnded(intent.state))
        .reduce((sum, { intent }) => sum + intent.quantity - intent.filledQuantity, 0);
}
function isSamePosition(a, b) {
    const [x, y] = [a.orders[0]?.intent, b.orders[0]?.intent];
    return x !== undefined && y !== undefined && x.product === y.product && isSameInstrument(x, y);
}
export function isSameInstrument(a, b) {
    if (a.exchange !== b.exchange)
        return false;
    return a.symbolToken !== null && b.symbolToken !== null
        ? a.symbolToken === b.symbolToken
        : a.tradingSymbol === b.tradingSymbol;
}
//# sourceMappingURL=live-copies.js.map