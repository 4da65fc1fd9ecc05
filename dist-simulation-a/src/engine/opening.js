import { BOUNDS } from "./bounds.js";
import { EngineError } from "./engine-error.js";
/**
 * Reads the book and the positions such that they belong together: the book says the same before and after.
 * @throws EngineError where either cannot be read, or the book does not come to rest
 */
export async function readOpening(gate) {
    let before = await readBook(gate);
    for (let attempt = 1; attempt <= BOUNDS.baselineAttempts; attempt += 1) {
        const positions = await readPositions(gate);
        const after = await readBook(gate);
        if (fillsOf(before) === fillsOf(after))
            return { readings: after, positions };
        before = after;
    }
    throw new EngineError('BOOK_KEEPS_MOVING', `the master's orders went on filling through ${BOUNDS.baselineAttempts} readings of its positions`, 'Start again in a quieter moment.');
}
async function readBook(gate) {
    const book = await readPatiently(() => gate.readOrderBook());
    if (book.ok)
        return book.value;
    throw new EngineError('MASTER_BOOK_UNREADABLE', `the master's order book cannot be read: ${book.error.message} (${book.error.code})`, 'Nothing was copied. Try again; `copytrade doctor` and the broker’s status page tell more.');
}
async function readPositions(gate) {
    const reading = await readPatiently(() => gate.readPositions());
    if (reading.ok && reading.value.problems.length === 0)
        return reading.value.positions;
    const why = reading.ok
        ? reading.value.problems.join('; ')
        : `${reading.error.message} (${reading.error.code})`;
    throw new EngineError('MASTER_POSITIONS_UNREADABLE', `the master's positions cannot be read: ${why}`, 'Nothing was copied, for an exit could be taken for an entry. Try again.');
}
/** Passing failures are tried again; the gate spaces the reads. */
async function readPatiently(read) {
    for (let attempt = 1;; attempt += 1) {
        const reading = await read();
        const passing = !reading.ok && (reading.error.kind === 'transient' || reading.error.kind === 'throttled');
        if (!passing || attempt >= BOUNDS.openingReads)
            return reading;
    }
}
function fillsOf(readings) {
    const fills = readings.flatMap((one) => one.ok ? [`${one.order.orderId} ${one.order.filledQuantity}`] : []);
    return fills.sort().join('\n');
}
/** The positions before the fills of these orders, for a day whose orders are still to be decided. */
export function positionsBefore(opening) {
    const positions = opening.positions.map((position) => ({ ...position }));
    for (const reading of opening.readings) {
        if (!reading.ok || reading.order.filledQuantity === 0)
            continue;
        const { exchange, symbolToken, tradingSymbol, product, side, filledQuantity } = reading.order;
        const netQuantity = side === 'buy' ? -filledQuantity : filledQuantity;
        positions.push({ exchange, symbolToken, tradingSymbol, product, netQuantity });
    }
    return positions;
}
const PRODUCT_WORDS = {
    intraday: 'INTRADAY',
    delivery: 'DELIVERY',
    carryforward: 'CARRYFORWARD',
    margin: 'MARGIN',
    bracket: 'BO',
};
/** Positions in the words of a recording: those of the broker's getPosition reply. */
export function toPositionRows(positions) {
    return positions.map((position) => ({
        exchange: position.exchange,
        symboltoken: position.symbolToken ?? '',
        tradingsymbol: position.tradingSymbol,
        producttype: PRODUCT_WORDS[position.product],
        netqty: String(position.netQuantity),
    }));
}
//# sourceMappingURL=opening.js.map