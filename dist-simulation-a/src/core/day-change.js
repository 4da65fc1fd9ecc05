import { confirmOpening, endOrder } from "./master-event.js";
import { parseTradingSymbol } from "./symbol-format.js";
/**
 * Ends every order that is still alive, in the order first seen; then the new day starts flat in intraday and
 * bracket products and in instruments that expired before it, and with no result and no orders counted.
 * An opening that still waits for the user's word is declined: nobody answered.
 */
export function endDay(book, newDay, context, decide) {
    for (const order of book.orders.filter((one) => !one.terminal)) {
        decide(endOrder(book, order, context));
    }
    for (const order of book.orders.filter((one) => one.awaitsConfirmation)) {
        const event = confirmOpening(book, order, false, context.instruments);
        if (event)
            decide(event);
    }
    for (const holding of book.holdings.values()) {
        if (endsWithTheDay(holding, newDay, context.instruments))
            flatten(book, holding);
    }
    book.days.clear();
}
function endsWithTheDay(holding, newDay, instruments) {
    if (holding.product === 'intraday' || holding.product === 'bracket')
        return true;
    const expiryDay = expiryOf(holding, instruments);
    return expiryDay !== null && expiryDay < newDay;
}
/** A position that no order of the session has touched is known by its name only. */
function expiryOf({ instrument }, instruments) {
    if (instrument.facts)
        return instrument.facts.facts.expiryDay;
    const { exchange, symbolToken, tradingSymbol } = instrument;
    const record = (symbolToken === null ? null : instruments.byToken(exchange, symbolToken)) ??
        instruments.bySymbol(exchange, tradingSymbol);
    return record?.expiryDay ?? parseTradingSymbol(exchange, tradingSymbol)?.expiryDay ?? null;
}
/** What its copies turn out to have brought belongs to the day before: taken back later, it would be taken off the new one. */
function flatten(book, holding) {
    holding.master = 0;
    holding.waiting = [];
    holding.copied.clear();
    for (const [key, copy] of book.openCopies)
        if (copy.holding === holding)
            book.openCopies.delete(key);
}
//# sourceMappingURL=day-change.js.map