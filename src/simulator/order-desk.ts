/** Takes orders, sends them through their lives, and lets the market fill them. */
import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import type { Instrument } from './instrument.ts';
import type { Market } from './market.ts';
import { isOpen, type MarketHours, nextOpening } from './market-hours.ts';
import { findTradePrice, isTriggered } from './matching.ts';
import {
  type Channel,
  isStop,
  type Order,
  type OrderChange,
  type OrderRequest,
  remainingOf,
} from './order.ts';
import { findExchangeObjection, findObjection } from './order-checks.ts';
import type { OrderIds } from './order-ids.ts';
import { cancel, confirmChange, enterExchange, fill, reject, setStatus, trigger } from './order-life.ts';
import type { Price } from './price.ts';
import { protectedPrice } from './protection.ts';

export interface DeskOptions {
  /** The time that each step between placing and the exchange takes; with 0 all are done before the reply. */
  readonly stepMs: number;
  /** `manual`: nothing is filled or triggered but by hand. */
  readonly matching: 'auto' | 'manual';
  /** How the book shows a MARKET order after the protection made a LIMIT order of it. */
  readonly marketOrdersAs: 'limit' | 'market';
}

export interface DeskWorld {
  readonly clock: Clock;
  readonly market: Market;
  readonly ids: OrderIds;
  readonly hours: () => MarketHours;
  readonly account: (clientCode: string) => Account;
  /** Called after each change that the book shows. */
  readonly publish: (order: Order) => void;
}

export class OrderDesk {
  readonly #options: DeskOptions;
  readonly #world: DeskWorld;
  /** Orders at the exchange, by instrument. */
  readonly #resting = new Map<string, Set<Order>>();

  constructor(options: DeskOptions, world: DeskWorld) {
    this.#options = options;
    this.#world = world;
    world.market.onMove((instrument) => this.#onMove(instrument));
  }

  place(
    account: Account,
    request: OrderRequest,
    { channel, byHandOnly }: { channel: Channel; byHandOnly: boolean },
  ): Order {
    const order = this.#createOrder(account.clientCode, request, channel);
    order.byHandOnly = byHandOnly;
    account.orders.push(order);
    if (isOpen(this.#world.hours(), order.instrument.exchange, this.#now)) this.#enter(order);
    else this.#park(order);
    return order;
  }

  /** Acknowledged whatever the order's state is; an order that has ended meanwhile is left as it is. */
  modify(order: Order, change: OrderChange): void {
    if (order.phase === 'done') return;
    if (order.phase === 'parked') {
      this.#applyChange(order, change);
      return;
    }
    this.#publish(order, 'modify pending');
    this.#step(order, () => this.#applyChange(order, change));
  }

  /** Acknowledged whatever the order's state is (recorded 2026-05-11: a rejected order's cancel was). */
  cancel(order: Order): void {
    if (order.phase === 'done') return;
    if (order.phase === 'parked') {
      this.cancelNow(order);
      return;
    }
    this.#publish(order, 'cancel pending');
    this.#step(order, () => this.cancelNow(order));
  }

  cancelNow(order: Order): void {
    cancel(order, this.#now);
    this.#leave(order);
  }

  rejectNow(order: Order, text: string, options: { emptyOrderStatus?: boolean } = {}): void {
    reject(order, text, this.#now, options);
    this.#leave(order);
  }

  /** Fills by hand, at the exchange or still on its way. @throws where so much cannot be filled. */
  fill(order: Order, quantity: number, price: Price): void {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > remainingOf(order)) {
      throw new RangeError(`order ${order.orderId} has ${remainingOf(order)} units left, not ${quantity}`);
    }
    this.bringToExchange(order);
    if (order.phase === 'waiting') this.triggerNow(order);
    this.#trade(order, quantity, price);
  }

  /** @throws for an order that has ended or waits for the market to open. */
  bringToExchange(order: Order): void {
    if (order.phase === 'entering') this.#enterExchange(order);
    if (order.phase !== 'waiting' && order.phase !== 'working') {
      throw new Error(`order ${order.orderId} is not at the exchange: ${order.status}`);
    }
  }

  triggerNow(order: Order): void {
    const last = this.#world.market.last(order.instrument) ?? order.triggerPrice;
    const limitPrice =
      order.orderType === 'STOPLOSS_MARKET'
        ? protectedPrice(order.instrument, order.side, last)
        : order.limitPrice;
    trigger(order, limitPrice, this.#now);
    this.#world.publish(order);
  }

  /** Sends a parked order to the exchange, under a new number and the same unique one. */
  release(order: Order): void {
    if (order.phase !== 'parked') return;
    order.orderId = this.#world.ids.orderId(this.#now);
    order.variety = isStop(order.orderType) ? 'STOPLOSS' : 'NORMAL';
    this.#enter(order);
  }

  /** The day is over: nothing rests any longer. */
  clear(): void {
    this.#resting.clear();
  }

  get #now(): number {
    return this.#world.clock.now();
  }

  #createOrder(clientCode: string, request: OrderRequest, channel: Channel): Order {
    const { ids } = this.#world;
    return {
      ...request,
      clientCode,
      channel,
      uniqueOrderId: ids.uniqueOrderId(clientCode, channel),
      orderId: ids.orderId(this.#now),
      exchangeOrderId: '',
      phase: 'entering',
      status: '',
      orderStatus: '',
      text: '',
      filled: 0,
      filledValue: 0,
      cancelled: 0,
      updatedAtMs: this.#now,
      exchangeAtMs: null,
      exchangeUpdatedAtMs: null,
      visibleFromMs: this.#now,
      byHandOnly: false,
    };
  }

  #park(order: Order): void {
    const { ids, clock, hours } = this.#world;
    order.orderId = ids.afterMarketOrderId(this.#now);
    order.variety = 'AMO';
    order.phase = 'parked';
    this.#publish(order, 'open');
    if (hours() === 'exchange') {
      clock.after(nextOpening(order.instrument.exchange, this.#now) - this.#now, () => this.release(order));
    }
  }

  #enter(order: Order): void {
    order.phase = 'entering';
    this.#protect(order);
    this.#publish(order, 'put order req received');
    this.#step(order, () => {
      if (order.phase !== 'entering') return;
      this.#publish(order, 'validation pending');
      this.#step(order, () => this.#validate(order));
    });
  }

  #validate(order: Order): void {
    if (order.phase !== 'entering') return;
    const { market, account } = this.#world;
    const objection = findObjection(order, account(order.clientCode), market);
    if (objection !== null) {
      this.rejectNow(order, objection);
      return;
    }
    this.#publish(order, 'open pending');
    this.#step(order, () => {
      if (order.phase !== 'entering') return;
      this.#enterExchange(order);
      this.#match(order, { arrives: true });
    });
  }

  #enterExchange(order: Order): void {
    enterExchange(order, this.#world.ids.exchangeOrderId(), this.#now);
    const resting = this.#resting.get(order.instrument.key) ?? new Set();
    this.#resting.set(order.instrument.key, resting.add(order));
    this.#world.publish(order);
  }

  /** MARKET over the API is converted to LIMIT by the broker (SmartAPI docs 2026, market price protection). */
  #protect(order: Order): void {
    const last = this.#world.market.last(order.instrument);
    if (order.orderType !== 'MARKET' || last === null || this.#options.marketOrdersAs === 'market') return;
    order.orderType = 'LIMIT';
    order.limitPrice = protectedPrice(order.instrument, order.side, last);
  }

  #applyChange(order: Order, change: OrderChange): void {
    if (order.phase === 'done') return;
    const objection = findExchangeObjection(order.instrument, change, this.#world.market);
    if (objection !== null) {
      // The exchange refuses the change only: the order stays as it was.
      order.text = objection;
      this.#publish(order, order.phase === 'waiting' ? 'trigger pending' : 'open');
      return;
    }
    changeTerms(order, change);
    if (order.phase !== 'parked') this.#protect(order);
    if (order.phase === 'entering') return;
    confirmChange(order, this.#now);
    this.#world.publish(order);
    this.#match(order, { arrives: true });
  }

  #onMove(instrument: Instrument): void {
    for (const order of [...(this.#resting.get(instrument.key) ?? [])])
      this.#match(order, { arrives: false });
  }

  #match(order: Order, { arrives }: { arrives: boolean }): void {
    const last = this.#world.market.last(order.instrument);
    if (last === null || order.byHandOnly || this.#options.matching === 'manual') return;
    let arriving = arrives;
    if (order.phase === 'waiting') {
      if (!isTriggered(order, last)) return;
      this.triggerNow(order);
      arriving = true;
    }
    if (order.phase !== 'working') return;
    const price = findTradePrice(order, last, { arrives: arriving });
    if (price !== null) this.#trade(order, remainingOf(order), price);
    else if (order.duration === 'IOC') this.cancelNow(order);
  }

  #trade(order: Order, quantity: number, price: Price): void {
    const fillId = this.#world.ids.fillId();
    this.#world.account(order.clientCode).addTrade(fill(order, { quantity, price, fillId }, this.#now));
    if (remainingOf(order) === 0) this.#leave(order);
    else this.#world.publish(order);
  }

  #leave(order: Order): void {
    this.#resting.get(order.instrument.key)?.delete(order);
    this.#world.publish(order);
  }

  #publish(order: Order, status: string): void {
    setStatus(order, status, this.#now);
    this.#world.publish(order);
  }

  #step(order: Order, task: () => void): void {
    if (this.#options.stepMs === 0) task();
    else this.#world.clock.after(this.#options.stepMs, () => order.phase !== 'done' && task());
  }
}

/** The total cannot go below what is filled already; a triggered stop stays the limit order that it became. */
function changeTerms(order: Order, change: OrderChange): void {
  const triggered = order.phase === 'working' && order.triggerPrice > 0;
  order.product = change.product;
  order.duration = change.duration;
  order.quantity = Math.max(change.quantity, order.filled);
  order.limitPrice = change.limitPrice;
  if (triggered) return;
  order.orderType = change.orderType;
  order.triggerPrice = change.triggerPrice;
  if (order.phase === 'waiting' && !isStop(order.orderType)) order.phase = 'working';
  else if (order.phase === 'working' && isStop(order.orderType)) order.phase = 'waiting';
}
