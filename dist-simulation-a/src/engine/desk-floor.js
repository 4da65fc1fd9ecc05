import { copyKey } from "../core/apply-verdict.js";
import { ceil, compare, multiplyByInteger } from "../core/exact.js";
import { whyHeldBack } from "../core/steering.js";
import { AccountGate } from "./account-gate.js";
import { BOUNDS } from "./bounds.js";
import { toIntent } from "./copier.js";
import { sameAccount } from "./engine-error.js";
import { FollowerDesk } from "./follower-desk.js";
import { createLiveOrder, nameOf } from "./live-copy.js";
import { planAgain } from "./plan-intents.js";
import { StrangeOrders } from "./strange-orders.js";
export class DeskFloor {
    #parts;
    #desks = new Map();
    #closing = new AbortController();
    /** Copies decided while those of the last run had not been taken over yet; null from then on. */
    #early = [];
    #halted = false;
    #logins = Promise.resolve();
    /** What waits to log a follower in again; another login takes its place. */
    #waits = new Map();
    #strange;
    constructor(parts) {
        this.#parts = parts;
        this.#strange = new StrangeOrders(parts);
    }
    /** Placed or only shown. Once live, a follower stays so while the engine runs: it may hold what has to get out. */
    modeOf(follower) {
        return this.#desks.has(follower) ? 'live' : 'dry_run';
    }
    /** The accounts of all that have a desk. */
    get accounts() {
        return new Map([...this.#desks].map(([name, { gate }]) => [name, gate]));
    }
    deskOf(follower) {
        return this.#desks.get(follower) ?? null;
    }
    /**
     * Makes the accounts of those followers that have no desk yet. Nothing is sent.
     * @throws EngineError where credentials cannot be read, or two accounts are one
     */
    async prepare(followers, masterClientCode, openAccount) {
        const fresh = followers.filter(({ name }) => !this.#desks.has(name));
        const opened = await Promise.all(fresh.map(async (one) => ({ name: one.name, broker: await openAccount(one) })));
        const taken = new Map([[masterClientCode, 'master']]);
        for (const [name, { gate }] of this.#desks)
            taken.set(gate.broker.clientCode, name);
        for (const { name, broker } of opened) {
            const other = taken.get(broker.clientCode);
            if (other !== undefined)
                throw sameAccount(name, other);
            taken.set(broker.clientCode, name);
        }
        return opened;
    }
    /** Gives each a desk and begins to log it in. One that cannot is shown and tried again while the others trade. */
    open(opened) {
        for (const { name, broker } of opened)
            this.#desks.set(name, this.#makeDesk(name, broker));
        this.#logins = Promise.all([this.#logins, ...opened.map(({ name }) => this.logIn(name))]);
    }
    /** Resolves when each desk has been tried. */
    async loggedIn() {
        await this.#logins;
    }
    /** Until `takeOver` it waits: an exit has to see what was left from before. */
    carryOut(copy) {
        if (this.#halted)
            return;
        if (this.#early) {
            this.#early.push(copy);
            return;
        }
        const desk = this.#desks.get(copy.follower);
        if (!desk)
            throw new Error(`${copy.follower} has no desk`);
        desk.carryOut(copy);
    }
    /**
     * Takes over the copies that had not ended when the engine last did; then what was decided meanwhile goes out.
     * @param intents those that live; the orders of copies decided meanwhile may be among them
     */
    takeOver(intents) {
        const early = this.#early ?? [];
        this.#early = null;
        this.#strange.begin();
        const known = new Set(early.map(nameOf));
        const copies = [];
        for (const intent of this.#asDecided(intents)) {
            if (known.has(nameOf(intent)) || !this.#desks.has(intent.follower))
                continue;
            known.add(nameOf(intent));
            copies.push(this.#takenOver(intent.orderKey, intent.follower, intent.revision));
        }
        for (const [name, desk] of this.#desks) {
            const own = copies.filter((copy) => copy.follower === name);
            if (own.length > 0)
                desk.takeOver(own);
        }
        for (const copy of early) {
            // What was decided on a journal that does not know all is looked up before it is sent.
            if (this.#strange.isAt(copy.follower))
                this.#desks.get(copy.follower)?.takeOver([copy]);
            else
                this.carryOut(copy);
        }
    }
    /** An order that goes again was planned late: its copy stands where it was decided. */
    #asDecided(intents) {
        const days = [...new Set(intents.map(({ day }) => day))].sort((a, b) => a - b);
        const ranks = new Map();
        for (const intent of days.flatMap((day) => this.#parts.journal.intentsOfDay(day))) {
            if (!ranks.has(nameOf(intent)))
                ranks.set(nameOf(intent), ranks.size);
        }
        return intents.toSorted((a, b) => (ranks.get(nameOf(a)) ?? 0) - (ranks.get(nameOf(b)) ?? 0));
    }
    /** Nothing more is sent. */
    halt() {
        this.#halted = true;
        for (const desk of this.#desks.values())
            void desk.close();
    }
    async close(drainMs) {
        const desks = [...this.#desks.values()];
        await Promise.all(desks.map((desk) => desk.drain(drainMs)));
        this.#closing.abort();
        await Promise.all(desks.map((desk) => desk.close()));
        this.#parts.buffer.flush();
    }
    #makeDesk(name, broker) {
        const { clock, observe } = this.#parts;
        return new FollowerDesk({
            name,
            clock,
            gate: new AccountGate(name, broker, clock),
            journal: this.#parts.buffer,
            allowedOf: (exit, later) => this.#allowedOf(exit, later),
            standingOf: (copy) => this.#standingOf(copy),
            planAgain: (copy, refused) => this.#planAgain(copy, refused),
            events: {
                isStrange: (tag) => this.#strange.isStrange(name, tag),
                onOutcome: (copy, order) => this.#onOutcome(copy, order),
                onCopyEnded: ({ orderKey, follower, revision }, filled) => this.#parts.take({ kind: 'copy_ended', orderKey, follower, revision, filled }),
                onEscalation: (text, alert) => {
                    const called = { type: 'escalation', atMs: clock.now(), account: name, text };
                    observe(alert ? { ...called, alert } : called);
                },
            },
        });
    }
    /** Logs a follower in now; where that fails for a reason that may pass, again and again later. */
    async logIn(name) {
        const desk = this.#desks.get(name);
        if (!desk)
            return;
        this.#waits.get(name)?.abort();
        const { clock, observe } = this.#parts;
        const { gate } = desk;
        const result = await gate.open();
        observe({ type: 'account', atMs: clock.now(), account: name, state: gate.state, error: gate.lastError });
        if (result.ok)
            await desk.listen();
        else if (gate.state !== 'locked')
            void this.#logInLater(name);
    }
    async #logInLater(name) {
        const wait = new AbortController();
        this.#waits.set(name, wait);
        const { signal } = this.#closing;
        await this.#parts.clock.sleep(BOUNDS.sessionRetryMs, AbortSignal.any([signal, wait.signal]));
        if (!signal.aborted && !wait.signal.aborted)
            await this.logIn(name);
    }
    #onOutcome(copy, { intent }) {
        const { clock, observe, records, note } = this.#parts;
        if (intent.state === 'planned' || intent.state === 'sending' || intent.state === 'dropped')
            return;
        records.placed(intent);
        const outcome = {
            follower: intent.follower,
            orderKey: intent.orderKey,
            symbol: intent.tradingSymbol,
            side: intent.side,
            quantity: intent.quantity,
            filledQuantity: intent.filledQuantity,
            state: intent.state,
            brokerOrderId: intent.orderId,
            words: intent.brokerText ?? '',
        };
        const latencyMs = copy.seenAtMonotonic === null || intent.state === 'unknown'
            ? null
            : Math.round((clock.monotonic() - copy.seenAtMonotonic) * 10) / 10;
        observe({ type: 'outcome', atMs: clock.now(), ...outcome, latencyMs });
        note({ type: 'outcome', at_ms: clock.now(), outcome: { ...outcome, tag: intent.tag } });
    }
    /**
     * Live copies are assumed to fill in full; what exits exceed is what entries did not bring. What was decided since
     * is left out: an exit takes what there is before those after it.
     */
    #allowedOf(copy, later) {
        const known = this.#openCopy(copy);
        if (!known)
            return null;
        const copied = known.holding.copied.get(copy.follower)?.quantity ?? 0;
        const since = later.reduce((sum, one) => {
            const open = this.#openCopy(one);
            return open ? sum + open.sign * open.units : sum;
        }, 0);
        return Math.max(0, known.units - Math.max(0, (copied - since) * known.sign));
    }
    /** Whether the master still stands behind an entry that has not been placed yet. */
    #standingOf(copy) {
        const entry = this.#openCopy(copy);
        const copied = entry?.holding.copied.get(copy.follower);
        // A copy that has been settled is not wanted any more.
        if (!entry || !copied || copied.epoch !== entry.epoch)
            return 'left';
        if (whyHeldBack(this.#parts.session().book, copy.follower) !== null)
            return 'held_back';
        const isReduced = compare(copied.scale, entry.scale) !== 0;
        const owed = ceil(multiplyByInteger(copied.share, entry.sign));
        return isReduced && copied.quantity * entry.sign > owed ? 'too_much' : 'wanted';
    }
    #openCopy({ orderKey, follower, revision }) {
        return this.#parts.session().book.openCopies.get(copyKey(orderKey, follower, revision));
    }
    #planAgain(copy, refused) {
        const { clock, buffer } = this.#parts;
        const attempt = copy.orders.filter(({ intent }) => intent.slice === refused.slice).length;
        const plan = planAgain(refused, { attempt, atMs: clock.now() });
        return buffer.recordAgain(plan) ? toIntent(plan) : null;
    }
    #takenOver(orderKey, follower, revision) {
        const intents = this.#parts.journal.intentsOfCopy(orderKey, follower, revision);
        const policy = this.#parts.session().policy.followers.find(({ name }) => name === follower);
        const { clock } = this.#parts;
        const ageMs = clock.now() - (intents[0]?.plannedAtMs ?? 0);
        return {
            orderKey,
            follower,
            revision,
            effect: intents[0]?.effect ?? 'entry',
            seenAtMs: null,
            seenAtMonotonic: null,
            freshUntil: clock.monotonic() - ageMs + (policy?.execution.maxAgeMs ?? 0),
            orders: intents.map(createLiveOrder),
            ended: false,
        };
    }
}
//# sourceMappingURL=desk-floor.js.map