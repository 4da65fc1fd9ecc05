import { dayOf, toIstSeconds } from "../core/ist-time.js";
import { toInputLine } from "../journal/recording/session-lines.js";
import { createLiveOrder } from "./live-copy.js";
import { planIntents } from "./plan-intents.js";
export class Copier {
    #parts;
    #failed = false;
    constructor(parts) {
        this.#parts = parts;
    }
    get session() {
        return this.#parts.session;
    }
    /**
     * One row or push message of the master.
     * @param missed what was judged of its entry where nobody looked when it came
     */
    takeReading(reading, via, missed = null) {
        const { clock, brokerNow, observe } = this.#parts;
        if (!reading.ok) {
            observe({ type: 'unreadable_row', atMs: clock.now(), via, problem: reading.problem });
            return;
        }
        const row = this.known(reading.order);
        observe({ type: 'master_order', atMs: clock.now(), via, order: row });
        const seenAtMs = brokerNow();
        const line = { type: 'master', at_ms: seenAtMs, via, row: reading.raw, missed };
        this.#accept({ kind: 'row', row, seenAtMs, missed }, line);
    }
    /** Inputs that hold nothing of the broker's own words. */
    take(input) {
        this.#accept(input, toInputLine(input, this.#parts.clock.now()));
    }
    /** Orders that were there before anything was decided. */
    takeSeenBefore(readings) {
        const rows = readings.flatMap((reading) => (reading.ok ? [this.known(reading.order)] : []));
        const raw = readings.flatMap((reading) => (reading.ok ? [reading.raw] : []));
        const line = { type: 'seen_before', at_ms: this.#parts.clock.now(), rows: raw };
        this.#accept({ kind: 'seen_before', rows }, line);
    }
    /** @param rows the positions in the words that the recording holds them in */
    takePositions(input, rows) {
        this.#accept(input, { type: 'positions', at_ms: this.#parts.clock.now(), rows });
    }
    takeDay(day) {
        const atMs = this.#parts.clock.now();
        if (this.session.book.day === day)
            return;
        this.#accept({ kind: 'day', day, atMs }, { type: 'day', at_ms: atMs, day });
    }
    takePolicy(input, line) {
        this.#accept(input, line);
    }
    #accept(input, line) {
        if (this.#failed)
            return;
        const seenAtMonotonic = this.#parts.clock.monotonic();
        const made = this.session.accept(input);
        try {
            if (made.length === 0)
                this.#parts.log.input(line);
            else
                this.#record(made, line, seenAtMonotonic);
        }
        catch (error) {
            this.#failed = true;
            this.#parts.onFatal(error);
        }
    }
    #record(made, line, seenAtMonotonic) {
        const { clock, log, modeOf, carryOut } = this.#parts;
        const atMs = clock.now();
        const day = this.session.book.day ?? dayOf(toIstSeconds(atMs));
        const live = made.filter((one) => modeOf(one.decision.follower) === 'live');
        const intentsOf = live.map((one) => planIntents(one, { day, atMs }));
        log.decided(line, made, intentsOf.flat(), atMs);
        const at = { atMs, seenAtMonotonic, maxAgeOf: this.#maxAges() };
        live.forEach((one, index) => {
            const intents = intentsOf[index] ?? [];
            if (intents.length > 0)
                carryOut(toLiveCopy(one, intents, at));
        });
        this.#tell(made, atMs);
        this.#settleShown(made);
    }
    /** How old an entry may become, by follower, in milliseconds. */
    #maxAges() {
        const { followers } = this.session.policy;
        return new Map(followers.map(({ name, execution }) => [name, execution.maxAgeMs]));
    }
    #tell(made, atMs) {
        const { observe, records, modeOf } = this.#parts;
        for (const [order, decisions] of groupByOrder(made, this.session)) {
            const told = decisions.map((one) => ({ ...one, mode: modeOf(one.decision.follower) }));
            observe({ type: 'decided', atMs, order, decisions: told });
        }
        for (const one of made) {
            if (one.effect === 'none')
                records.skipped();
            else if (modeOf(one.decision.follower) === 'dry_run')
                records.shown(one, one.decision.orderId, atMs);
        }
    }
    /** What is only shown fills in full, in a book of its own. */
    #settleShown(made) {
        for (const { effect, orderKey, revision, decision } of made) {
            if (effect === 'none' || this.#parts.modeOf(decision.follower) === 'live')
                continue;
            const { follower, quantity } = decision;
            this.take({ kind: 'copy_ended', orderKey, follower, revision, filled: quantity });
        }
    }
    /** A row under the name by which its order is known. */
    known(row) {
        const { uniqueOrderId } = row;
        return uniqueOrderId === null ? row : { ...row, uniqueOrderId: this.#parts.redact(uniqueOrderId) };
    }
}
function toLiveCopy({ orderKey, revision, effect, decision: { follower } }, intents, at) {
    return {
        orderKey,
        follower,
        revision,
        effect: effect === 'none' ? 'entry' : effect,
        seenAtMs: at.atMs,
        seenAtMonotonic: at.seenAtMonotonic,
        freshUntil: at.seenAtMonotonic + (at.maxAgeOf.get(follower) ?? 0),
        orders: intents.map((intent) => createLiveOrder(toIntent(intent))),
        ended: false,
    };
}
/** The intent as the journal has it once it is recorded. */
export function toIntent(intent) {
    return {
        tag: intent.tag,
        day: intent.day,
        follower: intent.follower,
        orderKey: intent.orderKey,
        revision: intent.revision,
        slice: intent.slice,
        effect: intent.effect,
        exchange: intent.exchange,
        symbolToken: intent.symbolToken,
        tradingSymbol: intent.tradingSymbol,
        product: intent.product,
        side: intent.side,
        orderType: intent.orderType,
        quantity: intent.quantity,
        price: intent.price,
        triggerPrice: intent.triggerPrice,
        plannedAtMs: intent.plannedAtMs,
        state: intent.state ?? 'planned',
        orderId: null,
        uniqueOrderId: null,
        filledQuantity: 0,
        averagePrice: null,
        brokerCode: null,
        brokerText: null,
        updatedAtMs: intent.plannedAtMs,
    };
}
/** Decisions of one input may concern several orders (the end of a day); each is told with its own order. */
function groupByOrder(made, session) {
    const groups = new Map();
    for (const one of made) {
        const order = session.book.ordersById.get(one.orderKey)?.last;
        if (!order)
            continue;
        const group = groups.get(order);
        if (group)
            group.push(one);
        else
            groups.set(order, [one]);
    }
    return groups;
}
//# sourceMappingURL=copier.js.map