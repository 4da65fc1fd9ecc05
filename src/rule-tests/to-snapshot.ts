import { gatherFacts } from '../core/orders/instrument.ts';
import type { OrderSnapshot, OrderType, RowInstrument } from '../core/orders/order.ts';
import { nameInstrument } from './instrument-name.ts';
import type { OrderFields } from './order-fields.ts';

/** What must be stated of every order. */
export type StatedOrder = OrderFields & {
  readonly id: string;
  readonly symbol: string;
  readonly side: NonNullable<OrderFields['side']>;
  readonly quantity: number;
  readonly day: number;
  readonly second: number;
};

const SECONDS_A_DAY = 86_400;
const SAYS_NOTHING: RowInstrument = {
  instrumentType: '',
  lotSize: null,
  strike: null,
  optionKind: null,
  expiryDay: null,
};

/** The order as the engine sees it. What the test does not state is as of a plain order that is complete. */
export function toSnapshot(order: StatedOrder, lotSizes: ReadonlyMap<string, number>): OrderSnapshot {
  const status = order.status ?? 'complete';
  // As of the broker's rows: one that is complete and names no filled quantity is filled wholly.
  const filled = order.filled || (status === 'complete' ? order.quantity : 0);
  const orderType = order.orderType ?? guessOrderType(order);
  const bare: OrderSnapshot = {
    orderId: order.id,
    uniqueOrderId: null,
    ...nameInstrument(order.symbol, order.exchange),
    symbolToken: null,
    side: order.side,
    orderType,
    product: order.product ?? 'intraday',
    variety: order.variety ?? (orderType.startsWith('stop_') ? 'stoploss' : 'normal'),
    quantity: order.quantity,
    filledQuantity: filled,
    status,
    terminal: ['complete', 'cancelled', 'rejected'].includes(status),
    averagePrice: order.average ?? (filled === 0 ? null : order.price),
    limitPrice: order.price,
    triggerPrice: order.triggerPrice,
    tag: order.tag ?? '',
    eventTime: order.day * SECONDS_A_DAY + order.second,
    text: '',
    instrument: SAYS_NOTHING,
  };
  return { ...bare, ...describeInstrument(bare, order, lotSizes) };
}

function guessOrderType({ price, triggerPrice }: OrderFields): OrderType {
  if (triggerPrice !== null) return price === null ? 'stop_market' : 'stop_limit';
  return price === null ? 'market' : 'limit';
}

function describeInstrument(
  bare: OrderSnapshot,
  { product, lotSize }: OrderFields,
  lotSizes: ReadonlyMap<string, number>,
): Pick<OrderSnapshot, 'product' | 'instrument'> {
  const { isDerivative, underlying } = gatherFacts(bare, null);
  const ofUnderlying = isDerivative && underlying !== null ? lotSizes.get(underlying) : undefined;
  return {
    product: product ?? (isDerivative ? 'carryforward' : 'intraday'),
    instrument: { ...SAYS_NOTHING, lotSize: lotSize ?? ofUnderlying ?? null },
  };
}
