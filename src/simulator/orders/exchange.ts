/** Where orders rest and trade. There is no other side: whoever crosses the last price is filled in full. */
import type { Account } from '../accounts/account.ts';
import type { Clock } from '../clock.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Market } from '../market/market.ts';
import type { Price } from '../market/price.ts';
import { findTradePrice, isTriggered } from './matching.ts';
import { type Order, remainingOf } from './order.ts';
import type { OrderIds } from './order-ids.ts';
import { cancel, enterExchange, fill, reject, trigger } from './order-life.ts';
import { protectedPrice } from './protection.ts';

export interface ExchangeWorld {
  readonly clock: Clock;
  readonly market: Market;
  readonly ids: OrderIds;
  readonly account: (clientCode: string) => Account;
  /** Called after each change that the book shows. */
  readonly publish: (order: Order) => void;
  /** `manual`: nothing is filled or triggered but by hand. */
  readonly matching: 'auto' | 'manual';
}

export class Exchange {
  readonly #world: ExchangeWorld;
  /** Orders at the exchange, by instrument. */
  readonly #resting = new Map<string, Set<Order>>();

  constructor(world: ExchangeWorld) {
    this.#world = world;
    world.market.onMove((instrument) => this.#onMove(instrument));
  }

  enter(order: Order): void {
    enterExchange(order, this.#world.ids.exchangeOrderId(), this.#now);
    const resting = this.#resting.get(order.instrument.key) ?? new Set();
    this.#resting.set(order.instrument.key, resting.add(order));
    this.#world.publish(order);
  }

  cancel(order: Order): void {
    cancel(order, this.#now);
    this.leave(order);
  }

  reject(order: Order, text: string, options: { emptyOrderStatus?: boolean }): void {
    reject(order, text, this.#now, options);
    this.leave(order);
  }

  /** The order has ended, and says so. */
  leave(order: Order): void {
    this.#resting.get(order.instrument.key)?.delete(order);
    this.#world.publish(order);
  }

  trigger(order: Order): void {
    const last = this.#world.market.last(order.instrument) ?? order.triggerPrice;
    const { instrument, side, orderType } = order;
    const limitPrice =
      orderType === 'STOPLOSS_MARKET' ? protectedPrice(instrument, side, last) : order.limitPrice;
    trigger(order, limitPrice, this.#now);
    this.#world.publish(order);
  }

  /** `quantity` is at most what remains. */
  trade(order: Order, quantity: number, price: Price): void {
    const fillId = this.#world.ids.fillId();
    this.#world.account(order.clientCode).addTrade(fill(order, { quantity, price, fillId }, this.#now));
    if (remainingOf(order) === 0) this.leave(order);
    else this.#world.publish(order);
  }

  /** Trades what the last price allows. */
  match(order: Order, { arrives }: { arrives: boolean }): void {
    const last = this.#world.market.last(order.instrument);
    if (last === null || order.byHandOnly || this.#world.matching === 'manual') return;
    let arriving = arrives;
    if (order.phase === 'waiting') {
      if (!isTriggered(order, last)) return;
      this.trigger(order);
      arriving = true;
    }
    if (order.phase !== 'working') return;
    const price = findTradePrice(order, last, { arrives: arriving });
    if (price !== null) this.trade(order, remainingOf(order), price);
    else if (order.duration === 'IOC') this.cancel(order);
  }

  /** The day is over: nothing rests any longer. */
  clear(): void {
    this.#resting.clear();
  }

  get #now(): number {
    return this.#world.clock.now();
  }

  #onMove(instrument: Instrument): void {
    for (const order of [...(this.#resting.get(instrument.key) ?? [])]) this.match(order, { arrives: false });
  }
}
