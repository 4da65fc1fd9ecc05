/** Takes orders at the broker, sends them on their way to the exchange, changes and cancels them. */
import type { Account } from '../accounts/account.ts';
import type { Clock } from '../clock.ts';
import type { Market } from '../market/market.ts';
import { isOpen, type MarketHours, nextOpening } from '../market/market-hours.ts';
import type { Price } from '../market/price.ts';
import type { Exchange } from './exchange.ts';
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
import { changeTerms, confirmChange, setStatus } from './order-life.ts';
import { protectedPrice } from './protection.ts';

export interface DeskOptions {
  /** The time that each step between placing and the exchange takes; with 0 all are done before the reply. */
  readonly stepMs: number;
  /** How the book shows a MARKET order after the protection made a LIMIT order of it. */
  readonly marketOrdersAs: 'limit' | 'market';
}

export interface DeskWorld {
  readonly clock: Clock;
  readonly market: Market;
  readonly exchange: Exchange;
  readonly ids: OrderIds;
  readonly hours: () => MarketHours;
  readonly account: (clientCode: string) => Account;
  /** Called after each change that the book shows. */
  readonly publish: (order: Order) => void;
}

export class OrderDesk {
  readonly #options: DeskOptions;
  readonly #world: DeskWorld;

  constructor(options: DeskOptions, world: DeskWorld) {
    this.#options = options;
    this.#world = world;
  }

  place(
    account: Account,
    request: OrderRequest,
    { channel, byHandOnly }: { channel: Channel; byHandOnly: boolean },
  ): Order {
    const order = { ...this.#createOrder(account.clientCode, request, channel), byHandOnly };
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
      this.#world.exchange.cancel(order);
      return;
    }
    this.#publish(order, 'cancel pending');
    this.#step(order, () => this.#world.exchange.cancel(order));
  }

  /** By hand, wherever the order is. */
  cancelNow(order: Order): void {
    this.#world.exchange.cancel(order);
  }

  rejectNow(order: Order, text: string, options: { emptyOrderStatus?: boolean } = {}): void {
    this.#world.exchange.reject(order, text, options);
  }

  /** Fills by hand, at the exchange or still on its way. @throws where so much cannot be filled. */
  fill(order: Order, quantity: number, price: Price): void {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > remainingOf(order)) {
      throw new RangeError(`order ${order.orderId} has ${remainingOf(order)} units left, not ${quantity}`);
    }
    this.#bringToExchange(order);
    if (order.phase === 'waiting') this.#world.exchange.trigger(order);
    this.#world.exchange.trade(order, quantity, price);
  }

  /** Sets a stop off by hand. @throws for an order that is none, or no longer waits. */
  triggerNow(order: Order): void {
    this.#bringToExchange(order);
    if (order.phase !== 'waiting') throw new Error(`order ${order.orderId} waits for no trigger`);
    this.#world.exchange.trigger(order);
  }

  /** Sends a parked order to the exchange, under a new number and the same unique one. */
  release(order: Order): void {
    if (order.phase !== 'parked') return;
    order.orderId = this.#world.ids.orderId(this.#now);
    order.variety = isStop(order.orderType) ? 'STOPLOSS' : 'NORMAL';
    this.#enter(order);
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
      const opensAtMs = nextOpening(order.instrument.exchange, this.#now);
      clock.after(opensAtMs - this.#now, () => this.release(order));
    }
  }

  #enter(order: Order): void {
    order.phase = 'entering';
    this.#protect(order);
    this.#publish(order, 'put order req received');
    this.#stepIn(order, () => {
      this.#publish(order, 'validation pending');
      this.#stepIn(order, () => this.#validate(order));
    });
  }

  #validate(order: Order): void {
    const { market, account, exchange } = this.#world;
    const objection = findObjection(order, account(order.clientCode), market);
    if (objection !== null) {
      this.rejectNow(order, objection);
      return;
    }
    this.#publish(order, 'open pending');
    this.#stepIn(order, () => {
      exchange.enter(order);
      exchange.match(order, { arrives: true });
    });
  }

  #bringToExchange(order: Order): void {
    if (order.phase === 'entering') this.#world.exchange.enter(order);
    if (order.phase !== 'waiting' && order.phase !== 'working') {
      throw new Error(`order ${order.orderId} is not at the exchange: ${order.status}`);
    }
  }

  /** MARKET over the API is converted to LIMIT by the broker (SmartAPI docs 2026, market price protection). */
  #protect(order: Order): void {
    const last = this.#world.market.last(order.instrument);
    if (order.orderType !== 'MARKET' || last === null || this.#options.marketOrdersAs === 'market') return;
    order.orderType = 'LIMIT';
    order.limitPrice = protectedPrice(order.instrument, order.side, last);
  }

  #applyChange(order: Order, change: OrderChange): void {
    const { market, exchange, publish } = this.#world;
    const objection = findExchangeObjection(order.instrument, change, market);
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
    if (remainingOf(order) === 0) {
      exchange.leave(order);
      return;
    }
    publish(order);
    exchange.match(order, { arrives: true });
  }

  #publish(order: Order, status: string): void {
    setStatus(order, status, this.#now);
    this.#world.publish(order);
  }

  /** The next step of an order that is still on its way in. */
  #stepIn(order: Order, task: () => void): void {
    this.#step(order, () => {
      if (order.phase === 'entering') task();
    });
  }

  #step(order: Order, task: () => void): void {
    if (this.#options.stepMs === 0) task();
    else this.#world.clock.after(this.#options.stepMs, () => order.phase !== 'done' && task());
  }
}
