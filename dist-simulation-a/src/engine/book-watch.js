import { isOwnTag } from "../core/registers.js";
import { BOUNDS } from "./bounds.js";
import { isExit, stateShownBy } from "./live-copy.js";
export class BookWatch {
    #parts;
    /** Tags that the book has and the journal did not. */
    #strange = new Set();
    #tracking = null;
    #first = null;
    constructor(parts) {
        this.#parts = parts;
    }
    /** Reads the book again and again while copies live. */
    track() {
        this.#tracking ??= this.#trackUntilEnded().finally(() => {
            this.#tracking = null;
        });
    }
    /** Resolves when nothing is tracked any more. */
    async ended() {
        await Promise.all([this.#tracking, this.#first]);
    }
    /** Reads what is there already. A book that cannot be read soon keeps nobody waiting: it is read behind. */
    async readFirst() {
        const { clock, signal } = this.#parts;
        const done = new AbortController();
        this.#first = this.#readUntilRead().finally(() => done.abort());
        await clock.sleep(BOUNDS.firstReadMs, AbortSignal.any([signal, done.signal]));
    }
    async #readUntilRead() {
        const { clock, signal } = this.#parts;
        for (let waitMs = BOUNDS.settleIntervalMs; !(await this.readBook()); waitMs *= 2) {
            await clock.sleep(Math.min(waitMs, BOUNDS.retryMaxMs), signal);
            if (signal.aborted)
                return;
        }
    }
    /** @returns whether the book could be read; a failed read says nothing about any order. */
    async readBook() {
        const { clock, gate } = this.#parts;
        const begun = { at: clock.monotonic(), onDay: gate.dayIn(0) };
        const book = await gate.readOrderBook();
        if (!book.ok) {
            this.#escalateLongUnknown();
            return false;
        }
        const seen = new Set();
        for (const reading of book.value) {
            if (reading.ok)
                seen.add(reading.order.tag);
            this.takeReading(reading);
        }
        this.#settleAbsent(seen, begun);
        return true;
    }
    /** Orders that the book has already, though the journal has only now decided them, are not sent but looked up. */
    findPlaced(copy) {
        const placed = copy.orders.filter(({ intent }) => this.#strange.has(intent.tag));
        if (placed.length === 0)
            return;
        const { copies, clock } = this.#parts;
        for (const order of placed) {
            if (order.intent.state === 'planned')
                copies.change(copy, order, { state: 'sending' });
            copies.change(copy, order, { state: 'unknown', brokerText: 'its tag was in the book before' });
            order.lastSendEndedAt = clock.monotonic();
        }
        this.track();
    }
    takeReading(reading) {
        if (!reading.ok || !isOwnTag(reading.order.tag))
            return;
        const { copies } = this.#parts;
        const known = copies.find(reading.order.tag);
        if (!known) {
            if (this.#parts.isStrange(reading.order.tag))
                this.#strange.add(reading.order.tag);
            return;
        }
        const { order: row } = reading;
        const { copy, order } = known;
        order.seen = true;
        const before = order.intent;
        copies.change(copy, order, {
            state: stateShownBy(row),
            orderId: row.orderId,
            uniqueOrderId: row.uniqueOrderId,
            filledQuantity: Math.min(row.filledQuantity, order.intent.quantity),
            ...(row.text === '' ? {} : { brokerText: row.text, brokerCode: null }),
        });
        if (order.intent !== before)
            this.#escalateBadNews(copy, order, before);
        copies.tellEnd(copy);
    }
    async #trackUntilEnded() {
        const { clock, copies, signal } = this.#parts;
        const startedAt = clock.monotonic();
        while (!signal.aborted && !copies.isEmpty) {
            const isResting = clock.monotonic() - startedAt > BOUNDS.trackSlowAfterMs && !copies.hasUnknown;
            await clock.sleep(isResting ? BOUNDS.trackSlowIntervalMs : BOUNDS.trackIntervalMs, signal);
            if (!signal.aborted)
                await this.readBook();
        }
    }
    #escalateBadNews(copy, order, before) {
        const { state, tradingSymbol, quantity, filledQuantity, brokerText } = order.intent;
        const { onEscalation } = this.#parts;
        if (copy.ended) {
            const news = `${state}, ${filledQuantity} filled`;
            onEscalation(`an order for ${quantity} ${tradingSymbol} that was taken for ${before.state} is in the book: ${news}`);
        }
        else if (isExit(copy) && state === 'rejected') {
            onEscalation(`the exit of ${tradingSymbol} was rejected: ${brokerText ?? ''}`);
        }
        else if (isExit(copy) && state === 'cancelled' && filledQuantity < quantity && !order.isGivenUp) {
            const left = quantity - filledQuantity;
            onEscalation(`the exit of ${quantity} ${tradingSymbol} was cancelled with ${left} units left`);
        }
    }
    #settleAbsent(seen, begun) {
        const { clock, copies, gate, onAbsent } = this.#parts;
        for (const copy of copies.all) {
            for (const order of copy.orders) {
                const sentAt = order.lastSendEndedAt;
                const end = endOfAbsent(order.intent, begun);
                if (end === null || seen.has(order.intent.tag) || sentAt === null || begun.at < sentAt)
                    continue;
                order.absentReads += 1;
                if (order.absentReads < BOUNDS.absentReads)
                    continue;
                if (end === 'with_its_day')
                    this.#endWithItsDay(copy, order);
                // What midnight has overtaken does not go again: the next readings end it with its day.
                else if (clock.monotonic() - sentAt >= BOUNDS.absentAfterMs && order.intent.day >= gate.dayIn(0))
                    onAbsent(copy, order);
            }
        }
        this.#escalateLongUnknown();
    }
    /**
     * Orders are for a day: what of it was seen filled by then is all that will be. An entry to be held overnight that the
     * broker took and that nothing has told of since is taken for filled: an exit never exceeds what the account holds,
     * but it must come.
     */
    #endWithItsDay(copy, order) {
        const { copies, onEscalation } = this.#parts;
        const { state, side, quantity, product, tradingSymbol, tag } = order.intent;
        const mayBeHeld = state !== 'unknown' && product !== 'intraday' && !isExit(copy);
        const filled = mayBeHeld && !order.seen ? { filledQuantity: quantity } : {};
        if (!order.seen)
            onEscalation(`what became of ${side} ${quantity} ${tradingSymbol} (tag ${tag}) was not known when its day ended: look at the position`);
        copies.change(copy, order, { state: 'cancelled', brokerText: 'its day is over', ...filled });
        copies.tellEnd(copy);
    }
    #escalateLongUnknown() {
        const { clock, copies, onEscalation } = this.#parts;
        for (const copy of copies.all) {
            for (const order of copy.orders) {
                const sentAt = order.lastSendEndedAt;
                if (order.intent.state !== 'unknown' || order.escalated || sentAt === null)
                    continue;
                if (clock.monotonic() - sentAt < BOUNDS.settleEscalateMs)
                    continue;
                order.escalated = true;
                const { side, quantity, tradingSymbol, tag } = order.intent;
                onEscalation(`what became of ${side} ${quantity} ${tradingSymbol} (tag ${tag}) is not known`);
            }
        }
    }
}
/** What an order that the book does not show has come to, once that is certain; null where it may yet show. */
function endOfAbsent({ state, day }, { onDay }) {
    // Today's book says nothing of yesterday's orders: such an order may have been there, and never goes again.
    if (day < onDay)
        return LIVES_AT_MOST_A_DAY.has(state) ? 'with_its_day' : null;
    return state === 'unknown' ? 'never_there' : null;
}
const LIVES_AT_MOST_A_DAY = new Set([
    'unknown',
    'accepted',
    'open',
]);
//# sourceMappingURL=book-watch.js.map