/**
 * The engine's memory and its one way forward: an input comes in, decisions come out. `run`, `replay`, `plan`,
 * `test` and `explain` all drive this. It has no clock and does no I/O: what time it is comes with the inputs.
 */
import { applyVerdict, copyKey } from "./apply-verdict.js";
import { AskedRules } from "./asked-rules.js";
import { createBook } from "./book.js";
import { compilePolicy, } from "./compiled-policy.js";
import { endDay } from "./day-change.js";
import { decideClosing, decideOpening } from "./decide-follower.js";
import { gatherPartFacts } from "./facts.js";
import { dayOfFollower, reduceShares, settleCopy } from "./follower-ledger.js";
import { dayOf, toIstSeconds } from "./ist-time.js";
import { confirmOpening, readRow, takeAsSeen } from "./master-event.js";
import { findHolding, findInstrument } from "./registers.js";
import { succeedPolicy } from "./retiring.js";
import { steer } from "./steering.js";
export class CopySession {
    #options;
    #coverage = new Coverage();
    #book;
    #policy;
    #confirm;
    constructor(policy, options, from = {}) {
        this.#options = options;
        this.#book = from.book ?? createBook();
        this.#policy = compilePolicy(policy, this.#book.seats);
        this.#confirm = from.confirm ?? false;
    }
    /** The state, to be read (and kept); only `accept` changes it. */
    get book() {
        return this.#book;
    }
    get policy() {
        return this.#policy.policy;
    }
    /** How often each rule was asked about a part for a follower, and held. */
    coverage() {
        return this.#policy.rules.map(({ rule, index }) => ({ id: rule.id, matched: this.#coverage.of(index) }));
    }
    /** Orders whose opening waits for the user's word. */
    awaitingConfirmation() {
        return this.#book.orders.filter((order) => order.awaitsConfirmation);
    }
    accept(input) {
        switch (input.kind) {
            case 'row':
                return this.#acceptRow(input.row, input.seenAtMs, input.missed ?? null);
            case 'confirmation':
                return this.#acceptConfirmation(input.orderKey, input.accepted);
            case 'day':
                return this.#enterDay(input.day, input.atMs);
            case 'policy':
                this.#succeed(input.policy, input.confirm);
                return [];
            default:
                this.#note(input);
                return [];
        }
    }
    /** The config in force changes. Followers that it no longer names keep their way out. */
    #succeed(policy, confirm) {
        const succession = succeedPolicy(this.#book, this.#policy.policy, policy);
        this.#policy = compilePolicy(succession.policy, this.#book.seats);
        this.#book.retiring = succession.retiring;
        this.#confirm = confirm;
        this.#coverage.clear();
    }
    #note(input) {
        switch (input.kind) {
            case 'seen_before':
                for (const row of input.rows)
                    takeAsSeen(this.#book, row);
                return;
            case 'positions':
                this.#setPositions(input.positions);
                return;
            case 'copy_ended':
                settleCopy(this.#book, copyKey(input.orderKey, input.follower, input.revision), input.filled);
                return;
            case 'funds':
                this.#book.funds.set(input.account, input.available);
                return;
            case 'unrealised': {
                const seat = this.#book.seats.of(input.follower);
                dayOfFollower(this.#book, seat).result.setUnrealised(input.amount);
                return;
            }
            case 'steer':
                steer(this.#book, input.action, input.follower);
                return;
        }
    }
    #setPositions(positions) {
        for (const holding of this.#book.holdings.values())
            holding.master = 0;
        for (const position of positions) {
            const instrument = findInstrument(this.#book, position, this.#options.instruments);
            findHolding(this.#book, instrument, position.product).master += position.netQuantity;
        }
    }
    #acceptRow(row, seenAtMs, missed) {
        const book = this.#book;
        const seenTime = seenAtMs === null ? null : toIstSeconds(seenAtMs);
        const time = row.eventTime ?? seenTime ?? book.lastTime;
        // While it happens the day is the one on which a row is seen: a row with a wild time must not end today.
        const dayTime = seenTime ?? time;
        const decisions = dayTime === null ? [] : this.#enterDay(dayOf(dayTime), seenAtMs);
        book.lastTime = time;
        const event = readRow(book, row, { ...this.#rowContext(time, seenAtMs), missed });
        if (event)
            this.#decide(event, decisions);
        return decisions;
    }
    #rowContext(time, seenAtMs) {
        return {
            time,
            seenAtMs,
            copyOn: this.#policy.policy.copyOn,
            confirm: this.#confirm,
            instruments: this.#options.instruments,
            missed: null,
        };
    }
    #enterDay(day, seenAtMs) {
        const book = this.#book;
        if (book.day !== null && day <= book.day)
            return [];
        const decisions = [];
        if (book.day !== null) {
            const context = this.#rowContext(null, seenAtMs);
            endDay(book, day, context, (event) => this.#decide(event, decisions));
        }
        book.day = day;
        return decisions;
    }
    #acceptConfirmation(orderKey, accepted) {
        const order = this.#book.ordersById.get(orderKey);
        const event = order ? confirmOpening(this.#book, order, accepted, this.#options.instruments) : null;
        const decisions = [];
        if (event)
            this.#decide(event, decisions);
        return decisions;
    }
    /** Decides follower by follower; an exit is carried into the book before the entry of the same event is decided. */
    #decide(event, decisions) {
        const { live, trace = null } = this.#options;
        const { ofExit, ofEntry } = gatherPartFacts(event);
        const context = {
            event,
            book: this.#book,
            policy: this.#policy,
            askedOfExit: new AskedRules(ofExit, this.#coverage, trace),
            askedOfEntry: new AskedRules(ofEntry, this.#coverage, trace),
            live,
            trace,
        };
        trace?.step({ step: 'event', event });
        if (event.reduction > 0)
            reduceShares(event.holding, event.reducedSide, event.reduction, event.settled);
        for (const follower of this.#policy.followers) {
            this.#coverage.nextFollower();
            for (const verdict of decideClosing(context, follower))
                decisions.push(this.#apply(event, follower, verdict));
            const opening = decideOpening(context, follower);
            if (opening)
                decisions.push(this.#apply(event, follower, opening));
        }
    }
    #apply(event, { seat }, verdict) {
        const untilSettled = this.#options.fills === 'reported';
        return {
            decision: verdict.decision,
            orderKey: event.order.key,
            revision: applyVerdict(this.#book, { event, seat, verdict }, { untilSettled }),
            effect: verdict.effect,
            symbolToken: event.row.symbolToken ?? event.holding.instrument.symbolToken,
        };
    }
}
/** Counts each rule once a follower and event, however often it is asked. */
class Coverage {
    #matched = [];
    #lastCounted = [];
    #turn = 0;
    nextFollower() {
        this.#turn += 1;
    }
    onMatched({ index }) {
        if (this.#lastCounted[index] === this.#turn)
            return;
        this.#lastCounted[index] = this.#turn;
        this.#matched[index] = (this.#matched[index] ?? 0) + 1;
    }
    of(index) {
        return this.#matched[index] ?? 0;
    }
    clear() {
        this.#matched.length = 0;
        this.#lastCounted.length = 0;
    }
}
//# sourceMappingURL=copy-session.js.map