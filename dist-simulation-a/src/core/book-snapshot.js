import { DayResult } from "./day-result.js";
import { MISSED_VERDICTS } from "./missed.js";
import { EXCHANGES, INSTRUMENT_KINDS, ORDER_TYPES, PRODUCTS, SIDES, VARIETIES, } from "./order.js";
import { OrderSet } from "./order-set.js";
import { PerFollower, Seats } from "./per-follower.js";
import { FLAG, FormError, listOf, mapOf, NUMBER, nullable, oneOf, oneOfKeys, RATIO, References, setOf, struct, TEXT, WHOLE, } from "./plain-forms.js";
const SLIPPAGE_CLASSES = {
    cash: true,
    index_future: true,
    stock_future: true,
    index_option: true,
    stock_option: true,
    commodity_future: true,
    commodity_option: true,
};
const ROW_INSTRUMENT = struct({
    instrumentType: TEXT,
    lotSize: nullable(WHOLE),
    strike: nullable(RATIO),
    optionKind: nullable(oneOf(['call', 'put'])),
    expiryDay: nullable(WHOLE),
});
const ROW = struct({
    orderId: TEXT,
    uniqueOrderId: nullable(TEXT),
    exchange: oneOf(EXCHANGES),
    symbolToken: nullable(TEXT),
    tradingSymbol: TEXT,
    side: oneOf(SIDES),
    orderType: oneOf(ORDER_TYPES),
    product: oneOf(PRODUCTS),
    variety: nullable(oneOf(VARIETIES)),
    quantity: WHOLE,
    filledQuantity: WHOLE,
    status: TEXT,
    terminal: FLAG,
    averagePrice: nullable(RATIO),
    limitPrice: nullable(RATIO),
    triggerPrice: nullable(RATIO),
    tag: TEXT,
    eventTime: nullable(WHOLE),
    text: TEXT,
    instrument: ROW_INSTRUMENT,
});
export const MISSED = struct({ verdict: oneOf(MISSED_VERDICTS), why: TEXT });
function orderForm(seats) {
    const fields = {
        key: TEXT,
        sequence: WHOLE,
        last: ROW,
        lastTime: nullable(WHOLE),
        lastSeenAtMs: nullable(NUMBER),
        filled: WHOLE,
        terminal: FLAG,
        special: nullable(oneOf(['OWN_COPY', 'UNSUPPORTED_VARIETY'])),
        openingSoFar: WHOLE,
        netted: WHOLE,
        waiting: WHOLE,
        awaitsConfirmation: FLAG,
        missed: nullable(MISSED),
        copied: byFollower(WHOLE, seats),
        revisions: byFollower(WHOLE, seats),
    };
    return struct(fields, ['missed']);
}
const FACTS = struct({
    kind: nullable(oneOf(INSTRUMENT_KINDS)),
    isDerivative: FLAG,
    isOption: FLAG,
    underlying: nullable(TEXT),
    lotSize: nullable(WHOLE),
    tickSize: RATIO,
    freezeQuantity: nullable(WHOLE),
    strike: nullable(RATIO),
    expiryDay: nullable(WHOLE),
    slippageClass: oneOfKeys(SLIPPAGE_CLASSES),
});
const INSTRUMENT = struct({
    id: WHOLE,
    exchange: oneOf(EXCHANGES),
    symbolToken: nullable(TEXT),
    tradingSymbol: TEXT,
    facts: nullable(struct({ of: ROW_INSTRUMENT, symbol: TEXT, facts: FACTS })),
});
const COPIED = struct({
    quantity: WHOLE,
    share: RATIO,
    averageCost: nullable(RATIO),
    scale: RATIO,
    epoch: WHOLE,
});
/** By name, so that nothing depends on who got which seat. */
function byFollower(form, seats) {
    const map = mapOf(form);
    return {
        write: (values) => map.write(new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)))),
        read: (plain, at) => {
            const values = new PerFollower(seats);
            for (const [follower, value] of map.read(plain, at))
                values.set(follower, value);
            return values;
        },
    };
}
const DAY_FIELDS = struct({
    ordersCopied: setOf(TEXT),
    realised: RATIO,
    unrealised: RATIO,
    lowest: RATIO,
});
function dayForm(orders) {
    return {
        write: ({ ordersCopied, result: { realised, unrealised, lowest } }) => {
            const copied = orders.filter(({ sequence }) => ordersCopied.has(sequence));
            const keys = new Set(copied.map(({ key }) => key));
            return DAY_FIELDS.write({ ordersCopied: keys, realised, unrealised, lowest });
        },
        read: (plain, at) => {
            const fields = DAY_FIELDS.read(plain, at);
            const ordersCopied = new OrderSet();
            for (const { key, sequence } of orders)
                if (fields.ordersCopied.has(key))
                    ordersCopied.add(sequence);
            return { ordersCopied, result: new DayResult(fields.realised, fields.unrealised, fields.lowest) };
        },
    };
}
const STEERING = struct({ all: FLAG, exceptions: setOf(TEXT) });
function holdingForm(instruments, orders, seats) {
    return struct({
        instrument: instruments,
        product: oneOf(PRODUCTS),
        master: WHOLE,
        waiting: listOf(orders),
        copied: byFollower(COPIED, seats),
    });
}
function openCopyForm(holdings, orders) {
    return struct({
        order: orders,
        holding: holdings,
        follower: TEXT,
        effect: oneOf(['entry', 'exit', 'other_side']),
        sign: WHOLE,
        units: WHOLE,
        gain: nullable(RATIO),
        costBefore: nullable(RATIO),
        scale: RATIO,
        epoch: WHOLE,
    });
}
/** Writes the book down. What it refers to is written last, when all that is referred to is known. */
export function toSnapshot(book) {
    const orders = new References(book.orders);
    const instruments = new References();
    const holdings = new References();
    const written = {
        day: book.day,
        lastTime: book.lastTime,
        ordersById: mapOf(orders).write(book.ordersById),
        ordersByUniqueId: mapOf(orders).write(book.ordersByUniqueId),
        instruments: mapOf(instruments).write(book.instruments),
        nextInstrumentId: book.nextInstrumentId,
        holdings: mapOf(holdings).write(book.holdings),
        days: byFollower(dayForm(book.orders), book.seats).write(book.days),
        openCopies: mapOf(openCopyForm(holdings, orders)).write(book.openCopies),
        funds: mapOf(RATIO).write(book.funds),
        paused: STEERING.write(book.paused),
        closeOnly: STEERING.write(book.closeOnly),
        narrowed: setOf(TEXT).write(book.narrowed),
        retiring: setOf(TEXT).write(new Set(book.retiring)),
    };
    const holdingList = listOf(holdingForm(instruments, orders, book.seats)).write([...holdings.list]);
    const instrumentList = listOf(INSTRUMENT).write([...instruments.list]);
    return {
        ...written,
        holdingList,
        instrumentList,
        orders: listOf(orderForm(book.seats)).write([...orders.list]),
    };
}
/** The book that was written down. Throws a `FormError` where `snapshot` is none. */
export function fromSnapshot(snapshot) {
    if (typeof snapshot !== 'object' || snapshot === null)
        throw new FormError('the snapshot', 'an object');
    const own = new Map(Object.entries(snapshot));
    const read = (form, name) => form.read(own.get(name), `snapshot.${name}`);
    const seats = new Seats();
    const orderList = read(listOf(orderForm(seats)), 'orders');
    const orders = new References(orderList);
    const instruments = new References(read(listOf(INSTRUMENT), 'instrumentList'));
    const holdings = new References(read(listOf(holdingForm(instruments, orders, seats)), 'holdingList'));
    return {
        seats,
        day: read(nullable(WHOLE), 'day'),
        lastTime: read(nullable(WHOLE), 'lastTime'),
        ordersById: read(mapOf(orders), 'ordersById'),
        ordersByUniqueId: read(mapOf(orders), 'ordersByUniqueId'),
        orders: orderList,
        instruments: read(mapOf(instruments), 'instruments'),
        nextInstrumentId: read(WHOLE, 'nextInstrumentId'),
        holdings: read(mapOf(holdings), 'holdings'),
        days: read(byFollower(dayForm(orderList), seats), 'days'),
        openCopies: read(mapOf(openCopyForm(holdings, orders)), 'openCopies'),
        funds: read(mapOf(RATIO), 'funds'),
        paused: read(STEERING, 'paused'),
        closeOnly: read(STEERING, 'closeOnly'),
        narrowed: read(setOf(TEXT), 'narrowed'),
        retiring: read(setOf(TEXT), 'retiring'),
    };
}
//# sourceMappingURL=book-snapshot.js.map