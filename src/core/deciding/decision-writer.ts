import { formatDecimal, type Ratio } from '../exact.ts';
import {
  type Decision,
  ORDER_TYPE_NAMES,
  type PlannedOrder,
  PRODUCT_NAMES,
  VARIETY_NAMES,
} from './decision.ts';

/**
 * Writes decisions as `JSON.stringify(toDecisionRecord(decision))` would, several times as fast: a replay writes a
 * million of them for its digest. What followers of one order have in common is written once.
 */
export class DecisionWriter {
  readonly #quoted = new Map<string, string>();
  #row: Pick<Decision, 'orderId' | 'symbol' | 'exchange' | 'side'> | null = null;
  #head = '';
  #price: Ratio | null = null;
  #priceText = '';

  write(decision: Decision): string {
    const { follower, action, reason, rule, masterQuantity, quantity, revision, orders } = decision;
    const revisionText = revision === undefined ? '' : `"revision":${revision},`;
    const ruleText = rule === null ? 'null' : this.#quote(rule);
    const [only] = orders;
    const ordersText =
      only === undefined ? '' : orders.length === 1 ? this.#writeOrder(only) : this.#writeOrders(orders);
    return `${this.#headOf(decision)}${this.#quote(follower)},"action":"${action}","reason":"${reason}","rule":${ruleText},"master_quantity":${masterQuantity},"quantity":${quantity},${revisionText}"orders":[${ordersText}]}`;
  }

  #headOf(decision: Decision): string {
    const { orderId, symbol, exchange, side } = decision;
    const row = this.#row;
    if (
      row === null ||
      row.orderId !== orderId ||
      row.symbol !== symbol ||
      row.exchange !== exchange ||
      row.side !== side
    ) {
      this.#row = decision;
      this.#head = `{"order_id":${JSON.stringify(orderId)},"symbol":${JSON.stringify(symbol)},"exchange":"${exchange}","side":"${side}","follower":`;
    }
    return this.#head;
  }

  #writeOrders(orders: readonly PlannedOrder[]): string {
    return orders.map((order) => this.#writeOrder(order)).join(',');
  }

  #writeOrder({ orderType, side, quantity, price, triggerPrice, product, variety }: PlannedOrder): string {
    const priceText = price === null ? 'null' : this.#writePrice(price);
    const trigger = triggerPrice === null ? 'null' : `"${formatDecimal(triggerPrice)}"`;
    return `{"order_type":"${ORDER_TYPE_NAMES[orderType]}","side":"${side}","quantity":${quantity},"price":${priceText},"trigger_price":${trigger},"product":"${PRODUCT_NAMES[product]}","variety":"${VARIETY_NAMES[variety]}"}`;
  }

  #writePrice(price: Ratio): string {
    if (price !== this.#price) {
      this.#price = price;
      this.#priceText = `"${formatDecimal(price)}"`;
    }
    return this.#priceText;
  }

  /** Names of followers and rules are few. */
  #quote(name: string): string {
    let quoted = this.#quoted.get(name);
    if (quoted === undefined) {
      quoted = JSON.stringify(name);
      this.#quoted.set(name, quoted);
    }
    return quoted;
  }
}
