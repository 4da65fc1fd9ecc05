import { toDecisionRecord } from "../../core/decision.js";
/** The line that records an input. */
export function toInputLine(input, atMs) {
    switch (input.kind) {
        case 'copy_ended': {
            const { follower, revision, filled } = input;
            return { type: 'copy_ended', at_ms: atMs, order_key: input.orderKey, follower, revision, filled };
        }
        case 'funds':
            return { type: 'funds', at_ms: atMs, account: input.account, available: input.available };
        case 'unrealised':
            return { type: 'unrealised', at_ms: atMs, follower: input.follower, amount: input.amount };
        case 'steer':
            return { type: 'steer', at_ms: atMs, action: input.action, follower: input.follower };
        case 'confirmation':
            return { type: 'confirmation', at_ms: atMs, order_key: input.orderKey, accepted: input.accepted };
    }
}
export function toDecisionLine(made, atMs) {
    const { orderKey, revision, decision } = made;
    return {
        type: 'decision',
        at_ms: atMs,
        order_key: orderKey,
        revision,
        decision: toDecisionRecord(decision),
    };
}
export function toInstrumentLine(record, atMs) {
    return {
        type: 'instrument',
        at_ms: atMs,
        exchange: record.exchange,
        symbol_token: record.symbolToken,
        trading_symbol: record.tradingSymbol,
        underlying: record.underlying,
        instrument_type: record.instrumentType,
        expiry_day: record.expiryDay,
        strike: record.strike,
        lot_size: record.lotSize,
        tick_size: record.tickSize,
        freeze_quantity: record.freezeQuantity,
    };
}
//# sourceMappingURL=session-lines.js.map