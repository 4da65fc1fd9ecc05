import { dayOf, toIstSeconds } from "../core/ist-time.js";
import { BOUNDS } from "./bounds.js";
import { BrokerTime } from "./broker-time.js";
import { OrderBudget } from "./order-budget.js";
import { SharedRead } from "./shared-read.js";
export class AccountGate {
    name;
    #broker;
    #clock;
    #brokerTime;
    #closing = new AbortController();
    #budget;
    #bookRead;
    #positionsRead;
    #state = 'closed';
    #lastError = null;
    #login = null;
    #lastRenewalAt = Number.NEGATIVE_INFINITY;
    /** Monotonic time at which the session was last opened. */
    #openedAt = Number.NEGATIVE_INFINITY;
    constructor(name, broker, clock) {
        this.name = name;
        this.#broker = broker;
        this.#clock = clock;
        this.#brokerTime = new BrokerTime(clock);
        const { capabilities } = broker;
        this.#budget = new OrderBudget(capabilities.orderRate, clock, this.#closing.signal);
        const spacing = { clock, intervalMs: capabilities.orderBookIntervalMs, signal: this.#closing.signal };
        this.#bookRead = new SharedRead(() => this.#read((signal) => this.#broker.readOrderBook(signal)), spacing);
        this.#positionsRead = new SharedRead(() => this.#read((signal) => this.#broker.readPositions(signal)), spacing);
    }
    get broker() {
        return this.#broker;
    }
    get state() {
        return this.#state;
    }
    get lastError() {
        return this.#lastError;
    }
    /** Milliseconds since the epoch by the broker's clock, where a reply has told it. */
    brokerNow() {
        return this.#brokerTime.now();
    }
    /**
     * The day in India so many milliseconds from now by the broker's clock, where a reply has told it: orders live and
     * die by that one, whatever ours says.
     */
    dayIn(ms) {
        return dayOf(toIstSeconds(this.brokerNow() + ms));
    }
    /** Opens the session, trying passing failures again. Wrong credentials are never tried twice. */
    async open() {
        for (let attempt = 1;; attempt += 1) {
            const result = await this.#logIn();
            if (result.ok || attempt >= BOUNDS.loginAttempts || !isPassing(result.error))
                return result;
            await this.#clock.sleep(BOUNDS.loginRetryMs, this.#closing.signal);
        }
    }
    /**
     * Goes on with the same account as it was opened anew, with other credentials. The one before is closed; what was
     * under way there ends as unknown.
     */
    async takeBroker(broker) {
        const before = this.#broker;
        this.#broker = broker;
        this.#state = 'closed';
        this.#lastError = null;
        await before.close();
    }
    /** The book as it is after this call began. */
    readOrderBook() {
        return this.#bookRead.fresh();
    }
    readPositions() {
        return this.#positionsRead.fresh();
    }
    readFunds() {
        return this.#read((signal) => this.broker.readFunds(signal));
    }
    readPrices(instruments) {
        return this.#read((signal) => this.broker.readPrices(instruments, signal));
    }
    placeOrder(ticket, urgency, sender) {
        return this.#send(urgency, sender, (signal) => this.broker.placeOrder(ticket, signal));
    }
    cancelOrder(orderId, ticket) {
        return this.#send('cancel', ALWAYS, (signal) => this.broker.cancelOrder(orderId, ticket, signal));
    }
    /** Ends what waits, before this returns, and frees the connections. Requests that have left end as unknown. */
    async close() {
        if (this.#closing.signal.aborted)
            return;
        this.#closing.abort();
        if (this.#state === 'open')
            await this.#logOut();
        this.#state = 'closed';
        await this.broker.close();
    }
    async #logOut() {
        const late = new AbortController();
        const done = new AbortController();
        void this.#clock.sleep(BOUNDS.logoutMs, done.signal).then(() => late.abort());
        await this.broker.logout(late.signal);
        done.abort();
    }
    async #send(urgency, sender, send) {
        for (let attempt = 1;; attempt += 1) {
            const taken = this.#budget.take(urgency);
            const hasWaited = attempt > 1 || taken instanceof Promise;
            const place = taken instanceof Promise ? await taken : taken;
            if (place === null)
                return refusedByUs('CLOSED');
            if (hasWaited && !sender.mayStillGo()) {
                place.answered();
                return refusedByUs('WITHDRAWN');
            }
            sender.onSending();
            const sentAt = this.#clock.monotonic();
            const outcome = await send(this.#closing.signal);
            if (outcome.kind === 'accepted')
                this.#brokerTime.note(this.#broker.clockSkewMs);
            place.answered();
            if (outcome.kind === 'unknown' && outcome.error.kind === 'throttled')
                this.#budget.backOff();
            // The gateway refused before the order system saw anything: after a new login the request may go again.
            const sessionOver = outcome.kind === 'refused' && outcome.error.kind === 'session';
            if (!sessionOver || attempt > 1 || !(await this.#renewSession(outcome.error, sentAt)).ok)
                return outcome;
        }
    }
    async #read(read) {
        const askedAt = this.#clock.monotonic();
        const first = await read(this.#closing.signal);
        if (first.ok)
            this.#brokerTime.note(this.#broker.clockSkewMs);
        if (first.ok || first.error.kind !== 'session')
            return first;
        const refusedAt = this.#clock.monotonic();
        const renewed = await this.#renewSession(first.error, askedAt);
        if (!renewed.ok)
            return renewed;
        // The broker counts what it refuses as well.
        const waitMs = refusedAt + this.broker.capabilities.orderBookIntervalMs - this.#clock.monotonic();
        if (waitMs > 0)
            await this.#clock.sleep(waitMs, this.#closing.signal);
        return read(this.#closing.signal);
    }
    /**
     * One login at a time, and no second renewal within a minute: a storm of them would lock the account.
     * @param askedAt when the request left that met the end of the session; it may have been renewed since
     */
    async #renewSession(error, askedAt) {
        if (this.#login)
            return this.#login;
        if (this.#openedAt > askedAt)
            return { ok: true, value: null };
        if (this.#closing.signal.aborted)
            return { ok: false, error };
        const sinceRenewal = this.#clock.monotonic() - this.#lastRenewalAt;
        if (sinceRenewal < BOUNDS.reloginIntervalMs) {
            this.#state = 'failed';
            this.#lastError = error;
            return { ok: false, error };
        }
        this.#lastRenewalAt = this.#clock.monotonic();
        return this.#logIn();
    }
    #logIn() {
        if (this.#state === 'locked' && this.#lastError)
            return Promise.resolve({ ok: false, error: this.#lastError });
        this.#login ??= this.#tryLogin().finally(() => {
            this.#login = null;
        });
        return this.#login;
    }
    async #tryLogin() {
        this.#state = 'opening';
        const result = await this.broker.login(this.#closing.signal);
        this.#lastError = result.ok ? null : result.error;
        if (result.ok) {
            this.#state = 'open';
            this.#brokerTime.note(this.#broker.clockSkewMs);
            this.#openedAt = this.#clock.monotonic();
        }
        else
            this.#state = result.error.kind === 'credentials' ? 'locked' : 'failed';
        return result;
    }
}
function isPassing(error) {
    return error.kind === 'transient' || error.kind === 'throttled';
}
const ALWAYS = { mayStillGo: () => true, onSending: () => { } };
const OWN_WORDS = {
    CLOSED: 'the account was closed before the request was sent',
    WITHDRAWN: 'not sent: while it waited, it had become too old, or the master was out again',
};
function refusedByUs(code) {
    return { kind: 'refused', error: { kind: 'aborted', code, message: OWN_WORDS[code] } };
}
//# sourceMappingURL=account-gate.js.map