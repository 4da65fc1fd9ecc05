import { AccountHand } from "./account-hand.js";
import { toPrice } from "./price.js";
export function createSteering(world) {
    const { broker, push, faults, requests, state } = world;
    const releaseAfterMarketOrders = (clientCode) => {
        for (const account of chosen(broker, clientCode)) {
            for (const order of account.orders)
                broker.desk.release(order);
        }
    };
    return {
        instruments: broker.instruments.rows,
        faults,
        requests,
        account(clientCode) {
            const account = broker.accounts.get(clientCode);
            if (!account)
                throw new Error(`no such account: ${clientCode}`);
            return new AccountHand(account, broker);
        },
        setPrice(symbol, price, exchange) {
            const instrument = broker.instruments.bySymbol(symbol, exchange);
            if (!instrument)
                throw new Error(`unknown instrument: ${symbol}`);
            broker.market.setPrice(instrument, toPrice(price));
        },
        setMarketHours(hours) {
            state.hours = hours;
            if (hours === 'always')
                releaseAfterMarketOrders();
        },
        releaseAfterMarketOrders,
        endSessions: (clientCode) => broker.sessions.endAll(clientCode),
        disconnectFeeds: (clientCode) => push.disconnect(clientCode),
        openFeeds: (clientCode) => push.connectionsOf(clientCode),
    };
}
function chosen({ accounts }, clientCode) {
    return [...accounts.values()].filter((account) => clientCode === undefined || account.clientCode === clientCode);
}
//# sourceMappingURL=steering.js.map