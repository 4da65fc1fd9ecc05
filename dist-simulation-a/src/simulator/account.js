import { addTrade, openPosition } from "./position.js";
import { toPrice } from "./price.js";
/** The broker's books of one client. */
export class Account {
    options;
    cash;
    /** In the order in which they were placed. */
    orders = [];
    trades = [];
    lastLoginAtMs = null;
    #positions = new Map();
    constructor(options) {
        this.options = options;
        this.cash = toPrice(options.funds ?? 1_000_000);
    }
    get clientCode() {
        return this.options.clientCode;
    }
    findOrder(orderId) {
        return this.orders.find((order) => order.orderId === orderId) ?? null;
    }
    positions() {
        return [...this.#positions.values()];
    }
    findPosition(instrument, product) {
        return this.#positions.get(`${instrument.key}/${product}`) ?? null;
    }
    /** The position in an instrument and product, a flat one where there was none. */
    position(instrument, product) {
        const key = `${instrument.key}/${product}`;
        const position = this.#positions.get(key) ?? openPosition(instrument, product);
        this.#positions.set(key, position);
        return position;
    }
    removePosition(position) {
        this.#positions.delete(`${position.instrument.key}/${position.product}`);
    }
    addTrade(trade) {
        this.trades.push(trade);
        addTrade(this.position(trade.order.instrument, trade.order.product), trade);
    }
}
//# sourceMappingURL=account.js.map