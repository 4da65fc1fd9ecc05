/** One account in the hands of a test, or of a person with the app: what happens without the API. */

import type { Broker } from '../broker.ts';
import { type Price, toPrice, toRupees } from '../market/price.ts';
import {
  type AppOrder,
  type AppOrderChange,
  type ScriptStep,
  toOrderChange,
  toOrderRequest,
} from '../orders/app-order.ts';
import { type Order, remainingOf } from '../orders/order.ts';
import { toFundsData, toPositionRow, toTradeRow } from '../wire/account-rows.ts';
import { type OrderRow, toOrderRow } from '../wire/order-row.ts';
import type { Account } from './account.ts';

export interface PlacedOrder {
  readonly orderId: string;
  readonly uniqueOrderId: string;
}

/** Orders are named by their order id or their unique id. Prices are in rupees, quantities in units. */
export class AccountHand {
  readonly #account: Account;
  readonly #broker: Broker;

  constructor(account: Account, broker: Broker) {
    this.#account = account;
    this.#broker = broker;
  }

  /** Places an order as a person in the app does; in the book it has the app's marks. */
  placeByHand(order: AppOrder): PlacedOrder {
    const request = toOrderRequest(order, this.#broker.instruments);
    const byHandOnly = order.script !== undefined;
    const placed = this.#broker.desk.place(this.#account, request, { channel: 'app', byHandOnly });
    this.#play(placed.uniqueOrderId, order.script ?? []);
    return { orderId: placed.orderId, uniqueOrderId: placed.uniqueOrderId };
  }

  /** The person changes the order; it takes its way through the broker. */
  modifyByHand(orderId: string, change: AppOrderChange): void {
    const order = this.#find(orderId);
    this.#broker.desk.modify(order, toOrderChange(order, change));
  }

  cancelByHand(orderId: string): void {
    this.#broker.desk.cancel(this.#find(orderId));
  }

  /** Without a price: at the limit price, or the last price of a market order. */
  fill(orderId: string, quantity: number, price?: number): void {
    const order = this.#find(orderId);
    this.#broker.desk.fill(order, quantity, this.#priceOf(order, price));
  }

  /** Fills all that is left. */
  complete(orderId: string, price?: number): void {
    this.fill(orderId, remainingOf(this.#find(orderId)), price);
  }

  /** At once, whoever asked. */
  cancel(orderId: string): void {
    this.#broker.desk.cancelNow(this.#findAlive(orderId));
  }

  reject(orderId: string, text: string, options: { emptyOrderStatus?: boolean } = {}): void {
    this.#broker.desk.rejectNow(this.#findAlive(orderId), text, options);
  }

  /** Sets a waiting stop off, whatever the last price is. */
  trigger(orderId: string): void {
    this.#broker.desk.triggerNow(this.#find(orderId));
  }

  /** From now on, or no longer, only a hand fills this order. */
  holdBack(orderId: string, byHandOnly = true): void {
    this.#find(orderId).byHandOnly = byHandOnly;
  }

  /** Every order of the day as getOrderBook shows it, hidden ones too; without the API and its limits. */
  orderBook(): readonly OrderRow[] {
    return this.#account.orders.map(toOrderRow);
  }

  tradeBook() {
    return this.#account.trades.map(toTradeRow);
  }

  positions() {
    const { market } = this.#broker;
    return this.#account
      .positions()
      .map((position) => toPositionRow(position, market.last(position.instrument)));
  }

  /** Shares in delivery of earlier days; prices in rupees. */
  holdings() {
    return this.#account.holdings().map(({ instrument, quantity, averagePrice }) => ({
      tradingsymbol: instrument.symbol,
      exchange: instrument.exchange,
      quantity,
      averageprice: toRupees(averagePrice),
    }));
  }

  funds() {
    return toFundsData(this.#account, this.#broker.market);
  }

  #look(orderId: string): Order | undefined {
    return this.#account.orders.find((each) => each.orderId === orderId || each.uniqueOrderId === orderId);
  }

  #find(orderId: string): Order {
    const order = this.#look(orderId);
    if (!order) throw new Error(`account ${this.#account.clientCode} has no order ${orderId}`);
    return order;
  }

  #findAlive(orderId: string): Order {
    const order = this.#find(orderId);
    if (order.phase === 'done') throw new Error(`order ${orderId} has ended: ${order.status}`);
    return order;
  }

  #priceOf(order: Order, rupees: number | undefined): Price {
    if (rupees !== undefined) return toPrice(rupees);
    const price = order.limitPrice > 0 ? order.limitPrice : this.#broker.market.last(order.instrument);
    if (price === null) throw new Error(`order ${order.orderId} has no price to be filled at: give one`);
    return price;
  }

  #play(orderId: string, script: readonly ScriptStep[]): void {
    const [step, ...rest] = script;
    if (step === undefined) return;
    const run = (): void => {
      // At midnight the books forget it.
      if ((this.#look(orderId)?.phase ?? 'done') === 'done') return;
      this.#act(orderId, step);
      this.#play(orderId, rest);
    };
    if (step.afterMs === undefined || step.afterMs === 0) run();
    else this.#broker.clock.after(step.afterMs, run);
  }

  #act(orderId: string, step: ScriptStep): void {
    switch (step.do) {
      case 'fill':
        this.fill(orderId, step.quantity, step.price);
        break;
      case 'complete':
        this.complete(orderId, step.price);
        break;
      case 'reject':
        this.reject(orderId, step.text, { emptyOrderStatus: step.emptyOrderStatus ?? false });
        break;
      case 'cancel':
        this.cancel(orderId);
        break;
      case 'trigger':
        this.trigger(orderId);
        break;
      case 'modify':
        this.modifyByHand(orderId, step.change);
        break;
    }
  }
}
