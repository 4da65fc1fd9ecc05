import { carryForward, summarise } from "./position.js";
/** What was open intraday is squared off; what is held longer is carried at its average price. */
export function startDay(accounts, { market, exchange }) {
    exchange.clear();
    market.startDay();
    for (const account of accounts) {
        account.orders = account.orders.filter((order) => order.phase === 'parked');
        account.trades = [];
        for (const position of account.positions()) {
            const { netQuantity, netPrice } = summarise(position, null);
            account.removePosition(position);
            const isCarried = position.product !== 'INTRADAY' && position.product !== 'BO';
            if (!isCarried || netQuantity === 0)
                continue;
            carryForward(account.position(position.instrument, position.product), netQuantity, netPrice);
        }
    }
}
//# sourceMappingURL=day-change.js.map