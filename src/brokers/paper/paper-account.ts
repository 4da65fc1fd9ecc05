import { add, type Ratio } from '../../core/exact.ts';
import type { Exchange } from '../../core/orders/order.ts';
import { readFundsReply } from '../angelone/read-funds.ts';
import { readOrderRow } from '../angelone/read-order-row.ts';
import { readPositionsReply } from '../angelone/read-positions.ts';
import type { Clock } from '../clock.ts';
import type {
  BrokerAccount,
  BrokerCapabilities,
  BrokerError,
  Funds,
  Holdings,
  InstrumentName,
  OrderFeed,
  OrderFeedEvents,
  OrderReading,
  OrderTicket,
  Positions,
  PriceReading,
  Reading,
  SendOutcome,
} from '../port.ts';
import { findTicketProblem, type PaperOrder, settleOrder } from './paper-order.ts';
import { gatherPositions, sumCash } from './paper-position.ts';
import { toOrderRow, toPositionRow, toText } from './paper-rows.ts';

const PAPER_CAPABILITIES: BrokerCapabilities = {
  name: 'paper',
  barredOrderTypes: [],
  maxOrderTagLength: 19,
  orderRate: { perSecond: 1_000, perMinute: 60_000, perHour: 3_600_000 },
  orderBookIntervalMs: 0,
  orderPush: 'sequenced',
  checksSourceAddress: false,
};

/** Of two names of an instrument one may be missing. */
export interface PaperInstrument {
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
}

export interface PaperOptions {
  readonly clientCode: string;
  readonly clock: Pick<Clock, 'now'>;
  /** The last known price in rupees; null where none is known. */
  readonly priceOf: (instrument: PaperInstrument) => Ratio | null;
  /** Rupees in the account at the beginning. */
  readonly cash: Ratio;
}

const NO_SESSION: BrokerError = {
  kind: 'session',
  code: 'NO_SESSION',
  message: 'this account is not logged in',
};
const ABORTED: BrokerError = { kind: 'aborted', code: 'ABORTED', message: 'given up by the caller' };

/** An account in memory: orders fill at once, at their price, and nothing leaves the process. */
export class PaperAccount implements BrokerAccount {
  readonly capabilities = PAPER_CAPABILITIES;
  readonly clientCode: string;
  readonly clockSkewMs: number | null = null;
  readonly #options: PaperOptions;
  readonly #orders = new Map<string, PaperOrder>();
  readonly #feeds = new Set<OrderFeedEvents>();
  readonly #idPrefix: string;
  #loggedIn = false;

  constructor(options: PaperOptions) {
    this.#options = options;
    this.clientCode = options.clientCode;
    // Ids of two accounts, and of two runs on one day, must differ, as a broker's do.
    this.#idPrefix = `${options.clientCode}-${options.clock.now().toString(36)}`;
  }

  login(signal: AbortSignal): Promise<Reading<null>> {
    this.#loggedIn ||= !signal.aborted;
    return Promise.resolve(signal.aborted ? { ok: false, error: ABORTED } : { ok: true, value: null });
  }

  logout(): Promise<Reading<null>> {
    this.#loggedIn = false;
    return Promise.resolve({ ok: true, value: null });
  }

  readOrderBook(signal: AbortSignal): Promise<Reading<readonly OrderReading[]>> {
    return this.#read(signal, () =>
      [...this.#orders.values()].map((order) => readOrderRow(toOrderRow(order))),
    );
  }

  readPositions(signal: AbortSignal): Promise<Reading<Positions>> {
    return this.#read(signal, () => {
      const positions = gatherPositions(this.#orders.values());
      const rows = positions.map((position) =>
        toPositionRow(position, this.#options.priceOf(position.ticket)),
      );
      return ownReading(readPositionsReply({ status: true, data: rows }));
    });
  }

  /** It has no earlier days: deliveries stay positions. */
  readHoldings(signal: AbortSignal): Promise<Reading<Holdings>> {
    return this.#read(signal, () => ({ holdings: [], problems: [], raw: null }));
  }

  readFunds(signal: AbortSignal): Promise<Reading<Funds>> {
    return this.#read(signal, () => {
      const cash = toText(add(this.#options.cash, sumCash(this.#orders.values())));
      return ownReading(readFundsReply({ status: true, data: { availablecash: cash, net: cash } }));
    });
  }

  readPrices(
    instruments: readonly InstrumentName[],
    signal: AbortSignal,
  ): Promise<Reading<readonly PriceReading[]>> {
    return this.#read(signal, () =>
      instruments.flatMap((instrument) => {
        const price = this.#options.priceOf(instrument);
        return price === null ? [] : [{ ...instrument, price }];
      }),
    );
  }

  placeOrder(ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome> {
    return this.#send(ticket, signal, () => {
      const id = `${this.#idPrefix}-${this.#orders.size + 1}`;
      const updatedAtMs = this.#options.clock.now();
      return this.#put({ id, ticket, status: 'trigger pending', fillPrice: null, text: '', updatedAtMs });
    });
  }

  modifyOrder(orderId: string, ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome> {
    return this.#send(ticket, signal, () => {
      const order = this.#openOrder(orderId);
      if (order === null) return notOpen(orderId);
      // The tag is the one that the order was placed with, as at a broker.
      const changed = { ...ticket, tag: order.ticket.tag };
      return this.#put({ ...order, ticket: changed, updatedAtMs: this.#options.clock.now() });
    });
  }

  cancelOrder(orderId: string, ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome> {
    return this.#send(ticket, signal, () => {
      const order = this.#openOrder(orderId);
      if (order === null) return notOpen(orderId);
      return this.#put({ ...order, status: 'cancelled', updatedAtMs: this.#options.clock.now() });
    });
  }

  openOrderFeed(events: OrderFeedEvents): OrderFeed {
    this.#feeds.add(events);
    queueMicrotask(() => {
      if (this.#feeds.has(events)) events.onConnected();
    });
    return {
      close: () => {
        this.#feeds.delete(events);
        return Promise.resolve();
      },
    };
  }

  close(): Promise<void> {
    this.#feeds.clear();
    this.#loggedIn = false;
    return Promise.resolve();
  }

  #read<T>(signal: AbortSignal, read: () => T): Promise<Reading<T>> {
    if (signal.aborted) return Promise.resolve({ ok: false, error: ABORTED });
    if (!this.#loggedIn) return Promise.resolve({ ok: false, error: NO_SESSION });
    for (const order of this.#orders.values()) if (order.status === 'trigger pending') this.#put(order);
    return Promise.resolve({ ok: true, value: read() });
  }

  #send(ticket: OrderTicket, signal: AbortSignal, act: () => SendOutcome): Promise<SendOutcome> {
    const problem = findTicketProblem(ticket);
    if (signal.aborted) return Promise.resolve({ kind: 'refused', error: ABORTED });
    if (!this.#loggedIn) return Promise.resolve({ kind: 'refused', error: NO_SESSION });
    if (problem !== null) return Promise.resolve(refused('TICKET', problem));
    return Promise.resolve(act());
  }

  /** Keeps the order as the last price leaves it, and tells the feeds of what is new. */
  #put(order: PaperOrder): SendOutcome {
    const { clock, priceOf } = this.#options;
    const settled = settleOrder(order, priceOf(order.ticket), clock.now());
    if (this.#orders.get(order.id) !== settled) {
      this.#orders.set(order.id, settled);
      const reading = readOrderRow(toOrderRow(settled));
      for (const events of this.#feeds) queueMicrotask(() => this.#tell(events, reading));
    }
    return { kind: 'accepted', orderId: order.id, uniqueOrderId: order.id };
  }

  #tell(events: OrderFeedEvents, reading: OrderReading): void {
    if (this.#feeds.has(events)) events.onOrder(reading);
  }

  #openOrder(orderId: string): PaperOrder | null {
    const order = this.#orders.get(orderId);
    return order?.status === 'trigger pending' ? order : null;
  }
}

function notOpen(orderId: string): SendOutcome {
  return refused('NOT_OPEN', `there is no open order ${orderId}`);
}

function refused(code: string, message: string): SendOutcome {
  return { kind: 'refused', error: { kind: 'refused', code, message } };
}

/** These rows are our own: that they cannot be read is a bug. */
function ownReading<T>(reading: { ok: true; value: T } | { ok: false; problem: string }): T {
  if (!reading.ok) throw new Error(`a paper row cannot be read: ${reading.problem}`);
  return reading.value;
}
