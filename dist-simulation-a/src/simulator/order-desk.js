import { isOpen, nextOpening } from "./market-hours.js";
import { isStop, remainingOf, } from "./order.js";
import { findExchangeObjection, findObjection } from "./order-checks.js";
import { changeTerms, confirmChange, setStatus } from "./order-life.js";
import { protectedPrice } from "./protection.js";
export class OrderDesk {
    #options;
    #world;
    constructor(options, world) {
        this.#options = options;
        this.#world = world;
    }
    place(account, request, { channel, byHandOnly }) {
        const order = { ...this.#createOrder(account.clientCode, request, channel), byHandOnly };
        account.orders.push(order);
        if (isOpen(this.#world.hours(), order.instrument.exchange, this.#now))
            this.#enter(order);
        else
            this.#park(order);
        return order;
    }
    /** Acknowledged whatever the order's state is; an order that has ended meanwhile is left as it is. */
    modify(order, change) {
        if (order.phase === 'done')
            return;
        if (order.phase === 'parked') {
            this.#applyChange(order, change);
            return;
        }
        this.#publish(order, 'modify pending');
        this.#step(order, () => this.#applyChange(order, change));
    }
    /** Acknowledged whatever the order's state is (recorded 2026-05-11: a rejected order's cancel was). */
    cancel(order) {
        if (order.phase === 'done')
            return;
        if (order.phase === 'parked') {
            this.#world.exchange.cancel(order);
            return;
        }
        this.#publish(order, 'cancel pending');
        this.#step(order, () => this.#world.exchange.cancel(order));
    }
    /** By hand, wherever the order is. */
    cancelNow(order) {
        this.#world.exchange.cancel(order);
    }
    rejectNow(order, text, options = {}) {
        this.#world.exchange.reject(order, text, options);
    }
    /** Fills by hand, at the exchange or still on its way. @throws where so much cannot be filled. */
    fill(order, quantity, price) {
        if (!Number.isInteger(quantity) || quantity < 1 || quantity > remainingOf(order)) {
            throw new RangeError(`order ${order.orderId} has ${remainingOf(order)} units left, not ${quantity}`);
        }
        this.#bringToExchange(order);
        if (order.phase === 'waiting')
            this.#world.exchange.trigger(order);
        this.#world.exchange.trade(order, quantity, price);
    }
    /** Sets a stop off by hand. @throws for an order that is none, or no longer waits. */
    triggerNow(order) {
        this.#bringToExchange(order);
        if (order.phase !== 'waiting')
            throw new Error(`order ${order.orderId} waits for no trigger`);
        this.#world.exchange.trigger(order);
    }
    /** Sends a parked order to the exchange, under a new number and the same unique one. */
    release(order) {
        if (order.phase !== 'parked')
            return;
        order.orderId = this.#world.ids.orderId(this.#now);
        order.variety = isStop(order.orderType) ? 'STOPLOSS' : 'NORMAL';
        this.#enter(order);
    }
    get #now() {
        return this.#world.clock.now();
    }
    #createOrder(clientCode, request, channel) {
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
    #park(order) {
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
    #enter(order) {
        order.phase = 'entering';
        this.#protect(order);
        this.#publish(order, 'put order req received');
        this.#stepIn(order, () => {
            this.#publish(order, 'validation pending');
            this.#stepIn(order, () => this.#validate(order));
        });
    }
    #validate(order) {
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
    #bringToExchange(order) {
        if (order.phase === 'entering')
            this.#world.exchange.enter(order);
        if (order.phase !== 'waiting' && order.phase !== 'working') {
            throw new Error(`order ${order.orderId} is not at the exchange: ${order.status}`);
        }
    }
    /** MARKET over the API is converted to LIMIT by the broker (SmartAPI docs 2026, market price protection). */
    #protect(order) {
        const last = this.#world.market.last(order.instrument);
        if (order.orderType !== 'MARKET' || last === null || this.#options.marketOrdersAs === 'market')
            return;
        order.orderType = 'LIMIT';
        order.limitPrice = protectedPrice(order.instrument, order.side, last);
    }
    #applyChange(order, change) {
        const { market, exchange, publish } = this.#world;
        const objection = findExchangeObjection(order.instrument, change, market);
        if (objection !== null) {
            // The exchange refuses the change only: the order stays as it was.
            order.text = objection;
            this.#publish(order, order.phase === 'waiting' ? 'trigger pending' : 'open');
            return;
        }
        changeTerms(order, change);
        if (order.phase !== 'parked')
            this.#protect(order);
        if (order.phase === 'entering')
            return;
        confirmChange(order, this.#now);
        if (remainingOf(order) === 0) {
            exchange.leave(order);
            return;
        }
        publish(order);
        exchange.match(order, { arrives: true });
    }
    #publish(order, status) {
        setStatus(order, status, this.#now);
        this.#world.publish(order);
    }
    /** The next step of an order that is still on its way in. */
    #stepIn(order, task) {
        this.#step(order, () => {
            if (order.phase === 'entering')
                task();
        });
    }
    #step(order, task) {
        if (this.#options.stepMs === 0)
            task();
        else
            this.#world.clock.after(this.#options.stepMs, () => order.phase !== 'done' && task());
    }
}
//# sourceMappingURL=order-desk.js.map