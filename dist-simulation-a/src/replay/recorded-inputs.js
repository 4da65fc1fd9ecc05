/** From the lines of a recording to what a session takes in. */
import { readOrderRow } from "../brokers/angelone/read-order-row.js";
import { readPositionsReply } from "../brokers/angelone/read-positions.js";
/** The input that a line records, null where it records none (or nothing readable). A config must be compiled first. */
export function toSessionInput(line) {
    return readRecordedInput(line).input;
}
/** Like `toSessionInput`, with what could not be read. */
export function readRecordedInput(line) {
    switch (line.type) {
        case 'master': {
            const reading = readOrderRow(line.row);
            if (!reading.ok)
                return { input: null, problems: [reading.problem] };
            return whole({ kind: 'row', row: reading.order, seenAtMs: line.at_ms, missed: line.missed });
        }
        case 'seen_before':
            return readSeenBefore(line.rows);
        case 'positions': {
            const reading = readPositionsReply(line.rows);
            if (!reading.ok)
                return { input: null, problems: [reading.problem] };
            const { positions, problems } = reading.value;
            return { input: { kind: 'positions', positions }, problems };
        }
        default:
            return { input: toPlainInput(line), problems: [] };
    }
}
function whole(input) {
    return { input, problems: [] };
}
function readSeenBefore(raw) {
    const rows = [];
    const problems = [];
    raw.forEach((row, position) => {
        const reading = readOrderRow(row);
        if (reading.ok)
            rows.push(reading.order);
        else
            problems.push(`row ${position}: ${reading.problem}`);
    });
    return { input: { kind: 'seen_before', rows }, problems };
}
function toPlainInput(line) {
    switch (line.type) {
        case 'day':
            return { kind: 'day', day: line.day, atMs: line.at_ms };
        case 'copy_ended': {
            const { follower, revision, filled } = line;
            return { kind: 'copy_ended', orderKey: line.order_key, follower, revision, filled };
        }
        case 'funds':
            return { kind: 'funds', account: line.account, available: line.available };
        case 'unrealised':
            return { kind: 'unrealised', follower: line.follower, amount: line.amount };
        case 'steer':
            return { kind: 'steer', action: line.action, follower: line.follower };
        case 'confirmation':
            return { kind: 'confirmation', orderKey: line.order_key, accepted: line.accepted };
        default:
            return null;
    }
}
export function toInstrumentRecord(line) {
    return {
        exchange: line.exchange,
        symbolToken: line.symbol_token,
        tradingSymbol: line.trading_symbol,
        underlying: line.underlying,
        instrumentType: line.instrument_type,
        expiryDay: line.expiry_day,
        strike: line.strike,
        lotSize: line.lot_size,
        tickSize: line.tick_size,
        freezeQuantity: line.freeze_quantity,
    };
}
//# sourceMappingURL=recorded-inputs.js.map