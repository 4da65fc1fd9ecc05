import { toOrderChange, toOrderRequest, } from "./app-order.js";
import { remainingOf } from "./order.js";
import { toPrice } from "./price.js";
import { toFundsData, toPositionRow, toTradeRow } from "./wire/account-rows.js";
import { toOrderRow } from "./wire/order-row.js";
/** Orders are named by their order id or their unique id. Prices are in rupees, quantities in units. */
export class AccountHand {
    #account;
    #broker;
    constructor(account, broker) {
        this.#account = account;
        this.#broker = broker;
    }
    /** Places an order as a person in the app does; in the book it has the app's marks. */
    placeByHand(order) {
        const request = toOrderRequest(order, this.#broker.instruments);
        const byHandOnly = order.script !== undefined;
        const placed = this.#broker.desk.place(this.#account, request, { channel: 'app', byHandOnly });
        this.#play(placed.uniqueOrderId, order.script ?? []);
        return { orderId: placed.orderId, uniqueOrderId: placed.uniqueOrderId };
    }
    /** The person changes the order; it takes its way through the broker. */
    modifyByHand(orderId, change) {
        const order = this.#find(orderId);
        this.#broker.desk.modify(order, toOrderChange(order, change));
    }
    cancelByHand(orderId) {
        this.#broker.desk.cancel(this.#find(orderId));
    }
    /** Without a price: at the limit price, or the last price of a market order. */
    fill(orderId, quantity, price) {
        const order = this.#find(orderId);
        this.#broker.desk.fill(order, quantity, this.#priceOf(order, price));
    }
    /** Fills all that is left. */
    complete(orderId, price) {
        this.fill(orderId, remainingOf(this.#find(orderId)), price);
    }
    /** At once, whoever asked. */
    cancel(orderId) {
        this.#broker.desk.cancelNow(this.#findAlive(orderId));
    }
    reject(orderId, text, options = {}) {
        this.#broker.desk.rejectNow(this.#findAlive(orderId), text, options);
    }
    /** Sets a waiting stop off, whatever the last price is. */
    trigger(orderId) {
        this.#broker.desk.triggerNow(this.#find(orderId));
    }
    /** From now on, or no longer, only a hand fills this order. */
    holdBack(orderId, byHandOnly = true) {
        this.#find(orderId).byHandOnly = byHandOnly;
    }
    /** Every order of the day as getOrderBook shows it, hidden ones too; without the API and its limits. */
    orderBook() {
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
    funds() {
        return toFundsData(this.#account, this.#broker.market);
    }
    #look(orderId) {
        return this.#account.orders.find((each) => each.orderId === orderId || each.uniqueOrderId === orderId);
    }
    #find(orderId) {
        const order = this.#look(orderId);
        if (!order)
            throw new Error(`account ${this.#account.clientCode} has no order ${orderId}`);
        return order;
    }
    #findAlive(orderId) {
        const order = this.#find(orderId);
        if (order.phase === 'done')
            throw new Error(`order ${orderId} has ended: ${order.status}`);
        return order;
    }
    #priceOf(order, rupees) {
        if (rupees !== undefined)
            return toPrice(rupees);
        const price = order.limitPrice > 0 ? order.limitPrice : this.#broker.market.last(order.instrument);
        if (price === null)
            throw new Error(`order ${order.orderId} has no price to be filled at: give one`);
        return price;
    }
    #play(orderId, script) {
        const [step, ...rest] = script;
        if (step === undefined)
            return;
        const run = () => {
            // At midnight the books forget it.
            if ((this.#look(orderId)?.phase ?? 'done') === 'done')
                return;
            this.#act(orderId, step);
            this.#play(orderId, rest);
        };
        if (step.afterMs === undefined || step.afterMs === 0)
            run();
        else
            this.#broker.clock.after(step.afterMs, run);
    }
    #act(orderId, step) {
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
//# sourceMappingURL=account-hand.js.map