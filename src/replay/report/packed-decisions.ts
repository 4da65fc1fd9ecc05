/** Decisions as numbers and a few texts, for another thread: to copy the objects takes as long as to decide them. */
import { ACTIONS, type Decision, type PlannedOrder } from '../../core/deciding/decision.ts';
import { REASONS, type Reason } from '../../core/deciding/reasons.ts';
import type { Ratio } from '../../core/exact.ts';
import type { IstSeconds } from '../../core/ist-time.ts';
import { EXCHANGES, ORDER_TYPES, PRODUCTS, SIDES, VARIETIES } from '../../core/orders/order.ts';

/** Some thousand decisions, in the order made. */
export interface PackedDecisions {
  readonly numbers: Float64Array<ArrayBuffer>;
  /** How many of the numbers count. */
  readonly length: number;
  /** What some of the numbers stand for. */
  readonly texts: readonly string[];
  /** Prices of more digits than a number holds. */
  readonly longPrices: readonly Ratio[];
}

const NUMBERS_A_PACK = 64 * 1024;
const NUMBERS_A_DECISION = 13;
const NUMBERS_AN_ORDER = 9;
/** In place of a text, a revision or a denominator. */
const NONE = -1;
const LONG = -2;

/** Words of a closed list; a number stands for each. */
class Words<Word extends string> {
  readonly #words: readonly Word[];
  readonly #places: ReadonlyMap<Word, number>;

  constructor(words: readonly Word[]) {
    this.#words = words;
    this.#places = new Map(words.map((word, place) => [word, place]));
  }

  placeOf(word: Word): number {
    const place = this.#places.get(word);
    if (place === undefined) throw new Error(`${word} is none of ${this.#words.join(', ')}`);
    return place;
  }

  at(place: number): Word {
    const word = this.#words[place];
    if (word === undefined) throw new Error(`there is no word ${place} in ${this.#words.join(', ')}`);
    return word;
  }
}

const EXCHANGE = new Words(EXCHANGES);
const SIDE = new Words(SIDES);
const ACTION = new Words(ACTIONS);
const REASON = new Words(Object.keys(REASONS) as Reason[]);
const ORDER_TYPE = new Words(ORDER_TYPES);
const PRODUCT = new Words(PRODUCTS);
const VARIETY = new Words(VARIETIES);

/** What decisions of one order for several followers have in common. */
type Head = Pick<Decision, 'orderId' | 'symbol' | 'exchange' | 'side'>;

export class DecisionPacker {
  #numbers = new Float64Array(NUMBERS_A_PACK);
  #length = 0;
  readonly #texts = new Map<string, number>();
  readonly #longPrices: Ratio[] = [];
  #head: Head | null = null;

  get isFull(): boolean {
    return this.#length >= NUMBERS_A_PACK - NUMBERS_A_DECISION - NUMBERS_AN_ORDER;
  }

  add(decision: Decision, time: IstSeconds | null): void {
    const { rule, orders } = decision;
    this.#makeRoom(NUMBERS_A_DECISION + orders.length * NUMBERS_AN_ORDER);
    this.#putHead(decision);
    this.#put(time ?? Number.NaN);
    this.#put(this.#placeOf(decision.follower));
    this.#put(ACTION.placeOf(decision.action));
    this.#put(REASON.placeOf(decision.reason));
    this.#put(rule === null ? NONE : this.#placeOf(rule));
    this.#put(decision.masterQuantity);
    this.#put(decision.quantity);
    this.#put(decision.revision ?? NONE);
    this.#put(orders.length);
    for (const order of orders) this.#putOrder(order);
  }

  finish(): PackedDecisions {
    const texts = [...this.#texts.keys()];
    return { numbers: this.#numbers, length: this.#length, texts, longPrices: this.#longPrices };
  }

  #putHead(head: Head): void {
    if (this.#head !== null && haveInCommon(this.#head, head)) {
      this.#put(NONE);
      return;
    }
    this.#head = head;
    this.#put(this.#placeOf(head.orderId));
    this.#put(this.#placeOf(head.symbol));
    this.#put(EXCHANGE.placeOf(head.exchange));
    this.#put(SIDE.placeOf(head.side));
  }

  #putOrder(order: PlannedOrder): void {
    this.#put(ORDER_TYPE.placeOf(order.orderType));
    this.#put(SIDE.placeOf(order.side));
    this.#put(order.quantity);
    this.#putPrice(order.price);
    this.#putPrice(order.triggerPrice);
    this.#put(PRODUCT.placeOf(order.product));
    this.#put(VARIETY.placeOf(order.variety));
  }

  #putPrice(price: Ratio | null): void {
    if (price === null) {
      this.#put(0);
      this.#put(NONE);
    } else if (typeof price.n === 'number' && typeof price.d === 'number') {
      this.#put(price.n);
      this.#put(price.d);
    } else {
      this.#put(this.#longPrices.push(price) - 1);
      this.#put(LONG);
    }
  }

  #placeOf(text: string): number {
    let place = this.#texts.get(text);
    if (place === undefined) {
      place = this.#texts.size;
      this.#texts.set(text, place);
    }
    return place;
  }

  #put(value: number): void {
    this.#numbers[this.#length] = value;
    this.#length += 1;
  }

  /** An order may be cut into more slices than a pack has room for. */
  #makeRoom(count: number): void {
    if (this.#length + count <= this.#numbers.length) return;
    const larger = new Float64Array(this.#length + count);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

function haveInCommon(a: Head, b: Head): boolean {
  return a.orderId === b.orderId && a.symbol === b.symbol && a.exchange === b.exchange && a.side === b.side;
}

export function unpackDecisions(
  pack: PackedDecisions,
  take: (decision: Decision, time: IstSeconds | null) => void,
): void {
  const reader = new PackReader(pack);
  while (!reader.isAtEnd) reader.next(take);
}

class PackReader {
  readonly #pack: PackedDecisions;
  #at = 0;
  #head: Head = { orderId: '', symbol: '', exchange: EXCHANGE.at(0), side: SIDE.at(0) };
  /** Who writes prices down does so once for those that follow each other. */
  #price: Ratio = { n: 0, d: 1 };

  constructor(pack: PackedDecisions) {
    this.#pack = pack;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#pack.length;
  }

  next(take: (decision: Decision, time: IstSeconds | null) => void): void {
    const { orderId, symbol, exchange, side } = this.#readHead();
    const time = this.#number();
    const follower = this.#textAt(this.#number());
    const action = ACTION.at(this.#number());
    const reason = REASON.at(this.#number());
    const rulePlace = this.#number();
    const rule = rulePlace === NONE ? null : this.#textAt(rulePlace);
    const masterQuantity = this.#number();
    const quantity = this.#number();
    const count = this.#number();
    const revision = count === NONE ? {} : { revision: count };
    const orders = this.#readOrders();
    take(
      {
        orderId,
        symbol,
        exchange,
        side,
        follower,
        action,
        reason,
        rule,
        masterQuantity,
        quantity,
        ...revision,
        orders,
      },
      Number.isNaN(time) ? null : time,
    );
  }

  #readHead(): Head {
    const first = this.#number();
    if (first !== NONE) {
      const orderId = this.#textAt(first);
      const symbol = this.#textAt(this.#number());
      const exchange = EXCHANGE.at(this.#number());
      this.#head = { orderId, symbol, exchange, side: SIDE.at(this.#number()) };
    }
    return this.#head;
  }

  #readOrders(): PlannedOrder[] {
    const orders: PlannedOrder[] = [];
    for (let left = this.#number(); left > 0; left -= 1) {
      orders.push({
        orderType: ORDER_TYPE.at(this.#number()),
        side: SIDE.at(this.#number()),
        quantity: this.#number(),
        price: this.#readPrice(),
        triggerPrice: this.#readPrice(),
        product: PRODUCT.at(this.#number()),
        variety: VARIETY.at(this.#number()),
      });
    }
    return orders;
  }

  #readPrice(): Ratio | null {
    const n = this.#number();
    const d = this.#number();
    if (d === NONE) return null;
    if (d === LONG) {
      const price = this.#pack.longPrices[n];
      if (price === undefined) throw new Error('a pack of decisions lacks a price');
      return price;
    }
    if (this.#price.n !== n || this.#price.d !== d) this.#price = { n, d };
    return this.#price;
  }

  #number(): number {
    const value = this.#pack.numbers[this.#at];
    if (value === undefined) throw new Error('a pack of decisions breaks off');
    this.#at += 1;
    return value;
  }

  #textAt(place: number): string {
    const text = this.#pack.texts[place];
    if (text === undefined) throw new Error('a pack of decisions lacks a text');
    return text;
  }
}
