import { formatOrderDay, pad, toIstParts } from '../ist.ts';
import { createRandom } from '../random.ts';
import type { Channel } from './order.ts';

/** Numbers of orders and executions in the shapes that were recorded; drawn from the seed. */
export interface OrderIds {
  /** `260511000368479`: the day and a sequence with gaps, for others trade too. */
  orderId(nowMs: number): string;
  /** `05127a516671AO`: month, day, hexadecimal digits, `AO` (recorded 2025 and 2026). */
  afterMarketOrderId(nowMs: number): string;
  /** A UUID; for orders from the app the client code stands before it (recorded 12-May-2026). */
  uniqueOrderId(clientCode: string, channel: Channel): string;
  exchangeOrderId(): string;
  fillId(): string;
}

const FIRST_EXCHANGE_ORDER_ID = 1_100_000_000_000_000;

export function createOrderIds(seed: number): OrderIds {
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
    uniqueOrderId: (clientCode, channel) =>
      channel === 'app' ? `${clientCode}_${random.uuid()}` : random.uuid(),
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
