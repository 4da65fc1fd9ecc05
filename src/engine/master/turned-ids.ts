/**
 * After-market orders get another id when the exchange opens, and a push does not say which order it was: only the book
 * has the id that stays. An order that may be one that rests at the followers already waits until the book has told.
 */
import type { OrderReading, Reading } from '../../brokers/port.ts';
import type { Book, OrderState } from '../../core/book/book.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { BOUNDS } from '../bounds.ts';
import { isSameInstrument } from '../copies/live-copies.ts';
import type { Via } from './master-feed.ts';

type KnownReading = Extract<OrderReading, { ok: true }>;

export interface TurnedIdsParts {
  readonly book: () => Book;
  readonly readOrderBook: () => Promise<Reading<readonly OrderReading[]>>;
  /** Takes a reading in, without asking here. */
  readonly take: (reading: OrderReading, via: Via) => void;
  /** In a sentence: somebody has to look. */
  readonly tell: (text: string) => void;
}

export class TurnedIds {
  readonly #parts: TurnedIdsParts;
  #held: KnownReading[] = [];

  constructor(parts: TurnedIdsParts) {
    this.#parts = parts;
  }

  /** @returns whether the reading waits; it is taken in as soon as it is clear which order it speaks of */
  holds(reading: OrderReading, via: Via): boolean {
    if (!reading.ok || !mayHaveTurned(this.#parts.book(), reading.order)) return false;
    if (via === 'poll') {
      this.#parts.tell(describeUnclear(reading.order));
      return false;
    }
    this.#held.push(reading);
    if (this.#held.length === 1) void this.#lookUp();
    return true;
  }

  async #lookUp(): Promise<void> {
    const { book, readOrderBook, take, tell } = this.#parts;
    const isUnclear = () => this.#held.some(({ order }) => mayHaveTurned(book(), order));
    for (let attempt = 1; attempt <= BOUNDS.turnedIdAttempts && isUnclear(); attempt += 1) {
      const rows = await readOrderBook();
      if (rows.ok) for (const row of rows.value) if (this.#isAnswer(row)) take(row, 'poll');
    }
    const held = this.#held;
    this.#held = [];
    for (const reading of held) {
      const { order } = reading;
      const isUnknown = mayHaveTurned(book(), order);
      // What has not filled is no exit: the book brings it once it can be read.
      if (isUnknown && order.filledQuantity === 0) continue;
      if (isUnknown) tell(describeUnclear(order));
      take(reading, 'push');
    }
  }

  #isAnswer(row: OrderReading): boolean {
    if (!row.ok || row.order.uniqueOrderId === null) return false;
    return this.#held.some(({ order }) => order.orderId === row.order.orderId);
  }
}

/** Whether a row that nobody knows by either id may be an after-market order that is copied already. */
function mayHaveTurned(book: Book, row: OrderSnapshot): boolean {
  if (row.uniqueOrderId !== null || book.ordersById.has(row.orderId)) return false;
  for (const { resting } of book.holdings.values())
    for (const order of resting) if (isAlike(order, row)) return true;
  return false;
}

/** Prices are left out: an order may be changed as it goes to the exchange. */
function isAlike({ last, followed }: OrderState, row: OrderSnapshot): boolean {
  const isCopied = followed !== null && followed.opening > 0;
  if (!isCopied || last.variety !== 'amo') return false;
  return last.side === row.side && last.product === row.product && isSameInstrument(last, row);
}

function describeUnclear({ side, quantity, tradingSymbol, orderId }: OrderSnapshot): string {
  return `${side} ${quantity} ${tradingSymbol} (${orderId}) may be an after-market order that is copied already, under another id, and the book does not tell: look whether it is copied twice`;
}
