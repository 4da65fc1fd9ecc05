import { toEpochMs } from "../core/ist-time.js";
import { deviationOf, judgeMissed } from "../core/missed.js";
import { REASONS } from "../core/reasons.js";
import { isNews, rehearse } from "../core/rehearse.js";
import { BOUNDS } from "./bounds.js";
import { isSameInstrument } from "./live-copies.js";
export class MissedOrders {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    /** @param readings all that the book has, or all that is new in it */
    async take(readings) {
        const { copier, stopping } = this.#parts;
        const rows = readings.flatMap((reading) => (reading.ok ? [copier.known(reading.order)] : []));
        const news = rows.filter((row) => isNews(copier.session.book, row));
        const orders = news.length === 0 ? [] : await this.#judge(news);
        if (stopping.aborted)
            return;
        const missedOf = new Map(orders.map(({ row, missed }) => [row.orderId, missed]));
        this.#tell(orders);
        for (const reading of readings) {
            copier.takeReading(reading, 'poll', reading.ok ? missedOf.get(reading.order.orderId) : null);
        }
    }
    async #judge(news) {
        const { clock, settings } = this.#parts;
        const { catchUp } = settings();
        const taken = this.#rehearse(news, () => TAKEN, false);
        const opens = (row) => decisionsOn(row, taken).some(({ effect }) => effect === 'entry');
        const needsPrices = catchUp === 'ask' || catchUp.maxDeviation !== null;
        const prices = needsPrices ? await this.#readPrices(news.filter(opens)) : [];
        const nowMs = clock.now();
        return news.map((row) => {
            const sight = sightOf(row, prices, nowMs);
            const missed = opens(row) ? judgeMissed(sight, catchUp) : null;
            return { row, taken: decisionsOn(row, taken), sight, missed };
        });
    }
    /** What is not known within its time is not known. */
    async #readPrices(rows) {
        if (rows.length === 0)
            return [];
        const { clock, readPrices } = this.#parts;
        const done = new AbortController();
        const late = clock.sleep(BOUNDS.priceReadMs, done.signal).then(() => null);
        const reading = await Promise.race([readPrices(rows), late]);
        done.abort();
        return reading?.ok === true ? reading.value : [];
    }
    #rehearse(rows, missedOf, confirm) {
        const { copier, clock, instruments } = this.#parts;
        const seenAtMs = clock.now();
        const inputs = rows.map((row) => ({ kind: 'row', row, seenAtMs, missed: missedOf(row) }));
        return rehearse(copier.session, inputs, { confirm, instruments });
    }
    #tell(orders) {
        if (orders.length === 0)
            return;
        const { clock, observe, settings } = this.#parts;
        const { confirm } = settings();
        const missedOf = new Map(orders.map(({ row, missed }) => [row, missed]));
        const rows = orders.map(({ row }) => row);
        const decided = this.#rehearse(rows, (row) => missedOf.get(row) ?? null, confirm);
        const copies = orders.flatMap((order) => {
            const waits = confirm || order.missed?.verdict === 'ask';
            return linesOf(order, decisionsOn(order.row, decided), waits);
        });
        if (copies.length > 0)
            observe({ type: 'missed', atMs: clock.now(), copies });
    }
}
const TAKEN = { verdict: 'take', why: '' };
function decisionsOn(row, decisions) {
    return decisions.filter(({ decision }) => decision.orderId === row.orderId);
}
function sightOf(row, prices, nowMs) {
    return {
        ageMs: row.eventTime === null ? null : Math.max(0, nowMs - toEpochMs(row.eventTime)),
        reference: row.averagePrice ?? row.limitPrice,
        priceNow: prices.find((price) => isSameInstrument(price, row))?.price ?? null,
    };
}
/** @param waits its entry waits for the user's word, and is not among what is decided now */
function linesOf({ row, taken, sight, missed }, decided, waits) {
    const known = new Set(decided.map(({ decision: { follower, reason } }) => `${follower} ${reason}`));
    const asked = (waits ? taken : []).filter(({ decision: { follower, reason } }) => !known.has(`${follower} ${reason}`));
    const seen = { ageMs: sight.ageMs, deviation: deviationOf(sight) };
    const lineOf = (one, verdict) => ({
        orderId: row.orderId,
        symbol: row.tradingSymbol,
        side: row.side,
        follower: one.decision.follower,
        quantity: one.decision.action === 'copy' ? one.decision.quantity : one.decision.masterQuantity,
        ...seen,
        verdict,
        reason: one.decision.reason,
        why: whyOf(one, missed),
    });
    return [
        ...decided.map((one) => lineOf(one, one.decision.action)),
        ...asked.map((one) => lineOf(one, one.effect === 'entry' ? 'ask' : one.decision.action)),
    ];
}
function whyOf({ decision, effect }, missed) {
    const judged = missed !== null && (decision.reason === 'STALE' || effect === 'entry');
    return judged ? missed.why : REASONS[decision.reason];
}
//# sourceMappingURL=missed-orders.js.map