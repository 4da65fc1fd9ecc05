import { findTradePrice, isTriggered } from "./matching.js";
import { remainingOf } from "./order.js";
import { cancel, enterExchange, fill, reject, trigger } from "./order-life.js";
import { protectedPrice } from "./protection.js";
export class Exchange {
    #world;
    /** Orders at the exchange, by instrument. */
    #resting = new Map();
    constructor(world) {
        this.#world = world;
        world.market.onMove((instrument) => this.#onMove(instrument));
    }
    enter(order) {
        enterExchange(order, this.#world.ids.exchangeOrderId(), this.#now);
        const resting = this.#resting.get(order.instrument.key) ?? new Set();
        this.#resting.set(order.instrument.key, resting.add(order));
        this.#world.publish(order);
    }
    cancel(order) {
        cancel(order, this.#now);
        this.leave(order);
    }
    reject(order, text, options) {
        reject(order, text, this.#now, options);
        this.leave(order);
    }
    /** The order has ended, and says so. */
    leave(order) {
        this.#resting.get(order.instrument.key)?.delete(order);
        this.#world.publish(order);
    }
    trigger(order) {
        const last = this.#world.market.last(order.instrument) ?? order.triggerPrice;
        const { instrument, side, orderType } = order;
        const limitPrice = orderType === 'STOPLOSS_MARKET' ? protectedPrice(instrument, side, last) : order.limitPrice;
        trigger(order, limitPrice, this.#now);
        this.#world.publish(order);
    }
    /** `quantity` is at most what remains. */
    trade(order, quantity, price) {
        const fillId = this.#world.ids.fillId();
        this.#world.account(order.clientCode).addTrade(fill(order, { quantity, price, fillId }, this.#now));
        if (remainingOf(order) === 0)
            this.leave(order);
        else
            this.#world.publish(order);
    }
    /** Trades what the last price allows. */
    match(order, { arrives }) {
        const last = this.#world.market.last(order.instrument);
        if (last === null || order.byHandOnly || this.#world.matching === 'manual')
            return;
        let arriving = arrives;
        if (order.phase === 'waiting') {
            if (!isTriggered(order, last))
                return;
            this.trigger(order);
            arriving = true;
        }
        if (order.phase !== 'working')
            return;
        const price = findTradePrice(order, last, { arrives: arriving });
        if (price !== null)
            this.trade(order, remainingOf(order), price);
        else if (order.duration === 'IOC')
            this.cancel(order);
    }
    /** The day is over: nothing rests any longer. */
    clear() {
        this.#resting.clear();
    }
    get #now() {
        return this.#world.clock.now();
    }
    #onMove(instrument) {
        for (const order of [...(this.#resting.get(instrument.key) ?? [])])
            this.match(order, { arrives: false });
    }
}
//# sourceMappingURL=exchange.js.map