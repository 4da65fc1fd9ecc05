/** The two parts of an event: what reduces, and what opens. */
export function gatherPartFacts(event) {
    const { row: order, instrument, time } = event;
    const symbol = order.tradingSymbol.trim().toUpperCase();
    const tag = order.tag.toUpperCase();
    const reference = order.averagePrice ?? order.limitPrice;
    return {
        ofExit: { order, instrument, symbol, tag, quantity: event.reduction, reference, time },
        ofEntry: { order, instrument, symbol, tag, quantity: event.opening, reference, time },
    };
}
//# sourceMappingURL=facts.js.map