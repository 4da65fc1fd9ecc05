/** One follower's desk with the real gate, budget and watch, at a broker that does what a test says, on virtual time. */

import { ANGEL_ONE_CAPABILITIES } from '../../src/brokers/angelone/capabilities.ts';
import type {
  BrokerAccount,
  BrokerError,
  OrderReading,
  OrderTicket,
  SendOutcome,
} from '../../src/brokers/port.ts';
import type { RestingCopy } from '../../src/core/book/book.ts';
import type { Ratio } from '../../src/core/exact.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import { AccountGate } from '../../src/engine/accounts/account-gate.ts';
import type { Clock } from '../../src/engine/clock.ts';
import { toIntent } from '../../src/engine/copier.ts';
import type { EntryStanding } from '../../src/engine/copies/desk-parts.ts';
import { FollowerDesk } from '../../src/engine/copies/follower-desk.ts';
import { createLiveOrder, type LiveCopy } from '../../src/engine/copies/live-copy.ts';
import { planAgain } from '../../src/engine/copies/plan-intents.ts';
import type { ChaseTerms } from '../../src/engine/exits/chase-terms.ts';
import { JournalBuffer } from '../../src/engine/record/journal-buffer.ts';
import type { Intent, NewIntent } from '../../src/journal/intent.ts';
import { ProcessLife } from '../simulation/process-life.ts';
import { VirtualTime } from '../simulation/virtual-time.ts';

/** Ten in the morning in India on day 20780, a Monday. */
export const MORNING = Date.UTC(2026, 10, 23, 4, 30);
export const TODAY = 20_780;

/** An order as the broker has it. */
export interface Placed {
  readonly ticket: OrderTicket;
  readonly atMs: number;
  filled: number;
  status: 'open' | 'complete' | 'cancelled' | 'rejected';
}

export const NO_CONNECTION: SendOutcome = {
  kind: 'refused',
  error: { kind: 'transient', code: 'CONNECT', message: 'no connection' },
};

const NO_SESSION = { kind: 'session', code: 'NO_SESSION', message: 'not logged in' } as const;
const UNREADABLE = { kind: 'transient', code: 'HTTP_500', message: 'not now' } as const;

export class DeskBench {
  readonly time: VirtualTime;
  readonly placed: Placed[] = [];
  readonly told: string[] = [];
  readonly ended: { readonly orderKey: string; readonly filled: number }[] = [];
  /** How copies that rest are to stand; null: none does. */
  stands: RestingCopy | null = null;
  /** How often an order was to be added to a copy that rests. */
  addedTo = 0;
  /** Units that came in after their copy had ended. */
  lateUnits = 0;
  /** Units that the account holds; below zero is short. */
  held = 0;
  /** What a request meets instead of being taken; null: it is taken. */
  meet: (ticket: OrderTicket) => SendOutcome | null = () => null;
  /** How long a request is on its way before it is taken. */
  requestMs: () => number = () => 0;
  /** Whether what is placed is rejected at once, in the book. */
  rejects: (ticket: OrderTicket) => boolean = () => false;
  /** Whether what is placed fills at once. */
  fills: (ticket: OrderTicket) => boolean = () => true;
  /** By how many units less than planned an exit may take out. */
  shortBy = 0;
  /** Whether a cancel that is acknowledged cancels. */
  cancels: (order: Placed) => boolean = () => true;
  /** Whether the order book can be read. */
  tellsBook = true;
  /** What the order book shows of what there is. */
  shows: (readings: readonly OrderReading[]) => readonly OrderReading[] = (readings) => readings;
  /** Whether positions can be read. */
  tellsPositions = true;
  /** Whether the position is among them. */
  listsPosition = true;
  /** What positions show of what is held. */
  showsHeld: (held: number) => number = (held) => held;
  standing: EntryStanding = 'wanted';
  /** How exits that rest are re-priced; null: not at all. */
  chase: ChaseTerms | null = null;
  /** Rupees; null: it is not known. */
  lastPrice: Ratio | null = null;
  /** How long a login takes. */
  loginMs = 0;
  /** Whether it comes to a session. */
  logsIn = true;
  /** What a login that does not meets. */
  loginError: BrokerError = UNREADABLE;
  logins = 0;
  readonly desk: FollowerDesk;
  #isLoggedIn = false;
  readonly #gate: AccountGate;
  readonly #clock: Clock;
  readonly #rate: typeof ANGEL_ONE_CAPABILITIES.orderRate;
  readonly #intents = new Map<string, Intent>();
  /** Units that a copy was decided with. */
  readonly #decided = new Map<string, number>();

  constructor(startAtMs = MORNING, rate = ANGEL_ONE_CAPABILITIES.orderRate) {
    this.#rate = rate;
    this.time = new VirtualTime(startAtMs);
    const { clock } = new ProcessLife(
      this.time,
      () => 0,
      () => {},
    );
    this.#clock = clock;
    this.#gate = new AccountGate('papa', this.#broker(), clock);
    const journal = new JournalBuffer(silentJournal(this.#intents), (error) => this.told.push(String(error)));
    this.desk = new FollowerDesk({
      name: 'papa',
      clock,
      gate: this.#gate,
      journal,
      allowedOf: ({ orderKey }) => (this.#decided.get(orderKey) ?? 0) - this.shortBy,
      standingOf: () => this.standing,
      standsAs: () => this.stands,
      chaseOf: () => this.chase,
      planMore: () => {
        this.addedTo += 1;
        return null;
      },
      planAgain: (copy, refused) => {
        const attempt = copy.orders.filter(({ intent }) => intent.slice === refused.slice).length;
        return this.#known(toIntent(planAgain(refused, { attempt, atMs: clock.now() })));
      },
      events: {
        onOutcome: () => {},
        onCopyEnded: ({ orderKey }, filled) => this.ended.push({ orderKey, filled }),
        onEscalation: (text, alert) => this.told.push(alert ? `${alert}: ${text}` : text),
        isStrange: () => false,
        onLateFill: (_intent, units) => {
          this.lateUnits += units;
          return true;
        },
      },
    });
  }

  async open(): Promise<this> {
    const opened = this.logIn();
    await this.pass(1_000);
    await opened;
    return this;
  }

  /** As the floor does it. */
  async logIn(): Promise<void> {
    const result = await this.#gate.open();
    if (result.ok) await this.desk.listen();
    else this.desk.cannotListen();
  }

  pass(ms: number): Promise<void> {
    return this.time.runUntil(this.time.now() + ms);
  }

  /** Quantities of what the broker was asked to place, with their sides. */
  get sent(): string[] {
    return this.placed.map(({ ticket }) => `${ticket.side} ${ticket.quantity}`);
  }

  /** A copy as it is decided now: one order a quantity. */
  copy(
    effect: 'entry' | 'exit',
    side: 'buy' | 'sell',
    quantities: readonly number[],
    change: Partial<NewIntent> = {},
  ): LiveCopy {
    const orderKey = `order${nextTag()}`;
    const units = quantities.reduce((sum, quantity) => sum + quantity, 0);
    this.#decided.set(orderKey, units);
    const orders = quantities.map((quantity, slice) =>
      createLiveOrder(
        this.#known(
          toIntent({
            tag: `ct${String(nextTag()).padStart(13, '0')}`,
            day: TODAY,
            follower: 'papa',
            orderKey,
            revision: 1,
            slice,
            effect,
            exchange: 'NFO',
            symbolToken: '43001',
            tradingSymbol: 'NIFTY01DEC2625300CE',
            product: 'carryforward',
            side,
            orderType: 'limit',
            quantity,
            price: '100.00',
            triggerPrice: null,
            plannedAtMs: this.time.now(),
            state: effect === 'entry' ? 'sending' : 'planned',
            ...change,
          }),
        ),
      ),
    );
    return {
      orderKey,
      follower: 'papa',
      revision: 1,
      effect,
      seenAtMs: this.time.now(),
      seenAtMonotonic: this.time.now() - MORNING,
      freshUntil: this.time.now() - MORNING + 60_000,
      orders,
      ended: false,
      filledSince: 0,
    };
  }

  #known(intent: Intent): Intent {
    this.#intents.set(intent.tag, intent);
    return intent;
  }

  #broker(): BrokerAccount {
    const ok = { ok: true, value: null } as const;
    const cancelled = (orderId: string): SendOutcome => {
      const order = this.placed[Number(orderId)];
      if (order?.status === 'open' && this.cancels(order)) order.status = 'cancelled';
      return { kind: 'accepted', orderId, uniqueOrderId: null };
    };
    return {
      capabilities: { ...ANGEL_ONE_CAPABILITIES, orderRate: this.#rate, orderPush: 'none' },
      clientCode: 'F100001',
      clockSkewMs: null,
      login: async () => {
        this.logins += 1;
        if (this.loginMs > 0) await this.#clock.sleep(this.loginMs, new AbortController().signal);
        this.#isLoggedIn = this.logsIn;
        return this.logsIn ? ok : { ok: false, error: this.loginError };
      },
      logout: async () => ok,
      readOrderBook: async () =>
        this.tellsBook
          ? { ok: true, value: this.shows(this.placed.map(toReading)) }
          : { ok: false, error: UNREADABLE },
      readHoldings: () => Promise.resolve({ ok: true, value: { holdings: [], problems: [], raw: null } }),
      readPositions: async () =>
        this.tellsPositions
          ? {
              ok: true,
              value: { positions: this.listsPosition ? [this.#position()] : [], problems: [], raw: null },
            }
          : { ok: false, error: UNREADABLE },
      readFunds: async () => ({ ok: true, value: { available: null, unrealised: null, raw: null } }),
      readPrices: async (names) => {
        const price = this.lastPrice;
        return { ok: true, value: price === null ? [] : names.map((name) => ({ ...name, price })) };
      },
      placeOrder: async (ticket) =>
        this.#isLoggedIn
          ? (this.meet(ticket) ?? (await this.#takeLater(ticket)))
          : { kind: 'refused', error: NO_SESSION },
      modifyOrder: async (orderId) => ({ kind: 'accepted', orderId, uniqueOrderId: null }),
      cancelOrder: async (orderId) => cancelled(orderId),
      openOrderFeed: () => ({ close: async () => {} }),
      close: async () => {},
    };
  }

  /** Takes what is sent, and loses the reply. */
  takeSilently(ticket: OrderTicket): SendOutcome {
    this.#take(ticket);
    return { kind: 'unknown', error: { kind: 'transient', code: 'TIMEOUT', message: 'no reply' } };
  }

  /** What rests at the broker fills. */
  fillResting(): void {
    for (const order of this.placed.filter(({ status }) => status === 'open')) {
      order.status = 'complete';
      order.filled = order.ticket.quantity;
      this.held += order.ticket.side === 'buy' ? order.filled : -order.filled;
    }
  }

  async #takeLater(ticket: OrderTicket): Promise<SendOutcome> {
    const ms = this.requestMs();
    if (ms > 0) await this.#clock.sleep(ms, new AbortController().signal);
    return this.#take(ticket);
  }

  #take(ticket: OrderTicket): SendOutcome {
    const isRejected = this.rejects(ticket);
    const isFilled = !isRejected && this.fills(ticket);
    const filled = isFilled ? ticket.quantity : 0;
    this.held += ticket.side === 'buy' ? filled : -filled;
    const orderId = String(this.placed.length);
    const status = isRejected ? 'rejected' : isFilled ? 'complete' : 'open';
    this.placed.push({ ticket, atMs: this.time.now(), filled, status });
    return { kind: 'accepted', orderId, uniqueOrderId: null };
  }

  #position() {
    return {
      exchange: 'NFO' as const,
      symbolToken: '43001',
      tradingSymbol: 'NIFTY01DEC2625300CE',
      product: 'carryforward' as const,
      netQuantity: this.showsHeld(this.held),
      averagePrice: null,
      unrealised: null,
    };
  }
}

let tags = 0;
function nextTag(): number {
  tags += 1;
  return tags;
}

function toReading({ ticket, filled, status }: Placed, index: number): OrderReading {
  const order: OrderSnapshot = {
    orderId: String(index),
    uniqueOrderId: null,
    exchange: ticket.exchange,
    symbolToken: ticket.symbolToken,
    tradingSymbol: ticket.tradingSymbol,
    side: ticket.side,
    orderType: ticket.orderType,
    product: ticket.product,
    variety: 'normal',
    quantity: ticket.quantity,
    filledQuantity: filled,
    status,
    terminal: status !== 'open',
    averagePrice: null,
    limitPrice: ticket.limitPrice,
    triggerPrice: ticket.triggerPrice,
    tag: ticket.tag,
    eventTime: null,
    text: status === 'rejected' ? 'margin exceeds' : '',
    instrument: { instrumentType: '', lotSize: null, strike: null, optionKind: null, expiryDay: null },
  };
  return { ok: true, order, raw: null };
}

function silentJournal(intents: ReadonlyMap<string, Intent>) {
  return {
    appendNews: () => {},
    recordAgain: () => {},
    recordDecision: () => {},
    takeApart: () => {},
    saveSnapshot: () => {},
    adjustQuantity: (tag: string, quantity: number): Intent => {
      const known = intents.get(tag);
      if (!known) throw new Error(`there is no intent ${tag}`);
      return { ...known, quantity };
    },
    adjustPrice: (tag: string, price: string): Intent => {
      const known = intents.get(tag);
      if (!known) throw new Error(`there is no intent ${tag}`);
      return { ...known, price };
    },
    amendIntent: (tag: string): Intent => {
      throw new Error(`nothing rests here, ${tag} neither`);
    },
  };
}
