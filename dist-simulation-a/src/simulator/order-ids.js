import { formatOrderDay, pad, toIstParts } from "./ist.js";
import { createRandom } from "./random.js";
const FIRST_EXCHANGE_ORDER_ID = 1_100_000_000_000_000;
export function createOrderIds(seed) {
    const random = createRandom(seed, 'order ids');
    let sequence = random.integer(100_000);
    let exchangeOrders = FIRST_EXCHANGE_ORDER_ID + random.integer(100_000_000);
    let fills = 10_000_000 + random.integer(1_000_000);
    return {
        orderId(nowMs) {
            sequence += 1 + random.integer(50);
            return `${formatOrderDay(nowMs)}${String(sequence).padStart(9, '0')}`;
        },
        afterMarketOrderId(nowMs) {
            const { month, day } = toIstParts(nowMs);
            return `${pad(month)}${pad(day)}${random.hex(8)}AO`;
        },
        uniqueOrderId: (clientCode, channel) => channel === 'app' ? `${clientCode}_${random.uuid()}` : random.uuid(),
        exchangeOrderId() {
            exchangeOrders += 1 + random.integer(50);
            return String(exchangeOrders);
        },
        fillId() {
            fills += 1 + random.integer(20);
            return String(fills);
        },
    };
}
//# sourceMappingURL=order-ids.js.map