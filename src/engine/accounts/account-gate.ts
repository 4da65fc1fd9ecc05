/**
 * One account, as the engine uses it: a session that is opened once and again when it is over, budgets that are never
 * overdrawn, reads that are spaced and shared. One gate an account; a slow one slows nobody else.
 */
import type {
  BrokerAccount,
  BrokerError,
  Funds,
  Holdings,
  InstrumentName,
  OrderReading,
  OrderTicket,
  Positions,
  PriceReading,
  Reading,
  SendOutcome,
} from '../../brokers/port.ts';
import { dayOf, type IstDay, toIstSeconds } from '../../core/ist-time.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { BrokerTime } from './broker-time.ts';
import { OrderBudget, type Urgency } from './order-budget.ts';
import { SharedRead } from './shared-read.ts';

export type GateState = 'closed' | 'opening' | 'open' | 'failed' | 'locked';

/** What the sender of an order is asked before it leaves. */
export interface Sender {
  /** Whether it may still go, after it has had to wait for its turn or for a login. */
  mayStillGo(): boolean;
  onSending(): void;
  /** It has to wait for its turn, and so long at least. */
  onWaiting?(ms: number): void;
}

export class AccountGate {
  readonly name: string;
  #broker: BrokerAccount;
  readonly #clock: Clock;
  readonly #brokerTime: BrokerTime;
  readonly #closing = new AbortController();
  readonly #budget: OrderBudget;
  readonly #bookRead: SharedRead<readonly OrderReading[]>;
  readonly #positionsRead: SharedRead<Positions>;
  readonly #holdingsRead: SharedRead<Holdings>;
  #state: GateState = 'closed';
  #lastError: BrokerError | null = null;
  #login: Promise<Reading<null>> | null = null;
  #lastRenewalAt = Number.NEGATIVE_INFINITY;
  /** Monotonic time at which the session was last opened. */
  #openedAt = Number.NEGATIVE_INFINITY;
  /** … and at which something was last asked or sent. */
  #usedAt = Number.NEGATIVE_INFINITY;

  constructor(name: string, broker: BrokerAccount, clock: Clock) {
    this.name = name;
    this.#broker = broker;
    this.#clock = clock;
    this.#brokerTime = new BrokerTime(clock);
    const { capabilities } = broker;
    this.#budget = new OrderBudget(capabilities.orderRate, clock, this.#closing.signal);
    const spacing = { clock, intervalMs: capabilities.orderBookIntervalMs, signal: this.#closing.signal };
    this.#bookRead = new SharedRead(
      () => this.#read((signal) => this.#broker.readOrderBook(signal)),
      spacing,
    );
    this.#positionsRead = new SharedRead(
      () => this.#read((signal) => this.#broker.readPositions(signal)),
      spacing,
    );
    this.#holdingsRead = new SharedRead(
      () => this.#read((signal) => this.#broker.readHoldings(signal)),
      spacing,
    );
  }

  get broker(): BrokerAccount {
    return this.#broker;
  }

  get state(): GateState {
    return this.#state;
  }

  get lastError(): BrokerError | null {
    return this.#lastError;
  }

  /** Milliseconds since anything was asked or sent. */
  get idleMs(): number {
    return this.#clock.monotonic() - this.#usedAt;
  }

  /** By how much the broker's clock is ahead of ours, in milliseconds; null before a reply told. */
  get clockSkewMs(): number | null {
    return this.#brokerTime.skewMs;
  }

  /** Milliseconds since the epoch by the broker's clock, where a reply has told it. */
  brokerNow(): number {
    return this.#brokerTime.now();
  }

  /**
   * The day in India so many milliseconds from now by the broker's clock, where a reply has told it: orders live and
   * die by that one, whatever ours says.
   */
  dayIn(ms: number): IstDay {
    return dayOf(toIstSeconds(this.brokerNow() + ms));
  }

  /** Opens the session, trying passing failures again. Wrong credentials are never tried twice. */
  async open(): Promise<Reading<null>> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#logIn();
      if (result.ok || attempt >= BOUNDS.loginAttempts || !isPassing(result.error)) return result;
      await this.#clock.sleep(BOUNDS.loginRetryMs, this.#closing.signal);
    }
  }

  /**
   * Goes on with the same account as it was opened anew, with other credentials. The one before is closed; what was
   * under way there ends as unknown.
   */
  async takeBroker(broker: BrokerAccount): Promise<void> {
    const before = this.#broker;
    this.#broker = broker;
    this.#state = 'closed';
    this.#lastError = null;
    await before.close();
  }

  /** The book as it is after this call began. */
  readOrderBook(): Promise<Reading<readonly OrderReading[]>> {
    return this.#bookRead.fresh();
  }

  readPositions(): Promise<Reading<Positions>> {
    return this.#positionsRead.fresh();
  }

  readHoldings(): Promise<Reading<Holdings>> {
    return this.#holdingsRead.fresh();
  }

  readFunds(): Promise<Reading<Funds>> {
    return this.#read((signal) => this.broker.readFunds(signal));
  }

  readPrices(instruments: readonly InstrumentName[]): Promise<Reading<readonly PriceReading[]>> {
    return this.#read((signal) => this.broker.readPrices(instruments, signal));
  }

  placeOrder(ticket: OrderTicket, urgency: Urgency, sender: Sender): Promise<SendOutcome> {
    return this.#send(urgency, sender, (signal) => this.broker.placeOrder(ticket, signal));
  }

  modifyOrder(orderId: string, ticket: OrderTicket, sender: Sender): Promise<SendOutcome> {
    return this.#send('modify', sender, (signal) => this.broker.modifyOrder(orderId, ticket, signal));
  }

  cancelOrder(orderId: string, ticket: OrderTicket): Promise<SendOutcome> {
    return this.#send('cancel', ALWAYS, (signal) => this.broker.cancelOrder(orderId, ticket, signal));
  }

  /** Ends what waits, before this returns, and frees the connections. Requests that have left end as unknown. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    if (this.#state === 'open') await this.#logOut();
    this.#state = 'closed';
    await this.broker.close();
  }

  async #logOut(): Promise<void> {
    const late = new AbortController();
    const done = new AbortController();
    void this.#clock.sleep(BOUNDS.logoutMs, done.signal).then(() => late.abort());
    await this.broker.logout(late.signal);
    done.abort();
  }

  async #send(
    urgency: Urgency,
    sender: Sender,
    send: (signal: AbortSignal) => Promise<SendOutcome>,
  ): Promise<SendOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const taken = this.#budget.take(urgency);
      const hasWaited = attempt > 1 || taken instanceof Promise;
      if (taken instanceof Promise) sender.onWaiting?.(this.#budget.leastWaitMs(urgency));
      const place = taken instanceof Promise ? await taken : taken;
      if (place === null) return refusedByUs('CLOSED');
      if (hasWaited && !sender.mayStillGo()) {
        place.answered();
        return refusedByUs('WITHDRAWN');
      }
      sender.onSending();
      const sentAt = this.#use();
      const outcome = await send(this.#closing.signal);
      if (outcome.kind === 'accepted') this.#brokerTime.note(this.#broker.clockSkewMs);
      place.answered();
      if (outcome.kind === 'unknown' && outcome.error.kind === 'throttled') this.#budget.backOff();
      // The gateway refused before the order system saw anything: after a new login the request may go again.
      const sessionOver = outcome.kind === 'refused' && outcome.error.kind === 'session';
      if (!sessionOver || attempt > 1 || !(await this.#renewSession(outcome.error, sentAt)).ok)
        return outcome;
    }
  }

  async #read<T>(read: (signal: AbortSignal) => Promise<Reading<T>>): Promise<Reading<T>> {
    const askedAt = this.#use();
    const first = await read(this.#closing.signal);
    if (first.ok) this.#brokerTime.note(this.#broker.clockSkewMs);
    if (first.ok || first.error.kind !== 'session') return first;
    const refusedAt = this.#clock.monotonic();
    const renewed = await this.#renewSession(first.error, askedAt);
    if (!renewed.ok) return renewed;
    // The broker counts what it refuses as well.
    const waitMs = refusedAt + this.broker.capabilities.orderBookIntervalMs - this.#clock.monotonic();
    if (waitMs > 0) await this.#clock.sleep(waitMs, this.#closing.signal);
    return read(this.#closing.signal);
  }

  /** @returns the monotonic time */
  #use(): number {
    this.#usedAt = this.#clock.monotonic();
    return this.#usedAt;
  }

  /**
   * One login at a time, and no second renewal within a minute: a storm of them would lock the account.
   * @param askedAt when the request left that met the end of the session; it may have been renewed since
   */
  async #renewSession(error: BrokerError, askedAt: number): Promise<Reading<null>> {
    if (this.#login) return this.#login;
    if (this.#openedAt > askedAt) return { ok: true, value: null };
    // A refused login stays refused, whatever else the account is asked for.
    if (this.#closing.signal.aborted || this.#state === 'locked') return { ok: false, error };
    const sinceRenewal = this.#clock.monotonic() - this.#lastRenewalAt;
    if (sinceRenewal < BOUNDS.reloginIntervalMs) {
      this.#state = 'failed';
      this.#lastError = error;
      return { ok: false, error };
    }
    this.#lastRenewalAt = this.#clock.monotonic();
    return this.#logIn();
  }

  #logIn(): Promise<Reading<null>> {
    if (this.#state === 'locked' && this.#lastError)
      return Promise.resolve({ ok: false, error: this.#lastError });
    this.#login ??= this.#tryLogin().finally(() => {
      this.#login = null;
    });
    return this.#login;
  }

  async #tryLogin(): Promise<Reading<null>> {
    this.#state = 'opening';
    const result = await this.broker.login(this.#closing.signal);
    this.#lastError = result.ok ? null : result.error;
    if (result.ok) {
      this.#state = 'open';
      this.#brokerTime.note(this.#broker.clockSkewMs);
      this.#openedAt = this.#clock.monotonic();
    } else this.#state = result.error.kind === 'credentials' ? 'locked' : 'failed';
    return result;
  }
}

function isPassing(error: BrokerError): boolean {
  return error.kind === 'transient' || error.kind === 'throttled';
}

const ALWAYS: Sender = { mayStillGo: () => true, onSending: () => {} };

const OWN_WORDS = {
  CLOSED: 'the account was closed before the request was sent',
  WITHDRAWN: 'not sent: while it waited, it had become too old, or the master was out again',
} as const;

function refusedByUs(code: keyof typeof OWN_WORDS): SendOutcome {
  return { kind: 'refused', error: { kind: 'aborted', code, message: OWN_WORDS[code] } };
}
