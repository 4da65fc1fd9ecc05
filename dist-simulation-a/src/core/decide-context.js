export function copiedOf(context, follower) {
    return context.event.holding.copied.at(follower.seat);
}
export function verdictOf(decision, effect) {
    return { decision, effect };
}
export function skipDecision(context, follower, fields) {
    const { row } = context.event;
    // Written out: a hundred thousand orders at ten followers make a million of these.
    const decision = {
        orderId: row.orderId,
        symbol: row.tradingSymbol,
        exchange: row.exchange,
        side: row.side,
        follower: follower.policy.name,
        action: 'skip',
        reason: fields.reason,
        rule: fields.rule,
        masterQuantity: fields.masterQuantity,
        quantity: 0,
        orders: NO_ORDERS,
    };
    context.trace?.step({ step: 'decided', decision });
    return decision;
}
const NO_ORDERS = [];
export function copyDecision(context, follower, fields) {
    const { row } = context.event;
    const decision = {
        orderId: row.orderId,
        symbol: row.tradingSymbol,
        exchange: row.exchange,
        side: row.side,
        follower: follower.policy.name,
        action: 'copy',
        reason: fields.reason,
        rule: fields.rule,
        masterQuantity: fields.masterQuantity,
        quantity: fields.quantity,
        orders: fields.orders,
    };
    context.trace?.step({ step: 'decided', decision });
    return decision;
}
//# sourceMappingURL=decide-context.js.map