import type { Order } from '../orders/order.ts';
import { readOrderChange, readOrderRequest, refuseVariety, textOf } from '../orders/order-request.ts';
import { toPositionRow, toTradeRow } from '../wire/account-rows.ts';
import { failure, type Reply, success } from '../wire/envelope.ts';
import { toDetailsRow, toOrderRow } from '../wire/order-row.ts';
import { convertPosition } from './convert-position.ts';
import type { Endpoint, EndpointName, SessionCall, SessionEndpoint } from './endpoint.ts';

const ORDER = '/rest/secure/angelbroking/order/v1';

export const ORDER_ENDPOINTS: readonly Endpoint[] = [
  request('placeOrder', placeOrder),
  request('modifyOrder', modifyOrder),
  request('cancelOrder', cancelOrder),
  book('getOrderBook', ({ account, broker }) => {
    const now = broker.clock.now();
    return account.orders.filter((order) => order.visibleFromMs <= now).map(toOrderRow);
  }),
  book('getTradeBook', ({ account }) => account.trades.map(toTradeRow)),
  book('getPosition', ({ account, broker }) =>
    account.positions().map((position) => toPositionRow(position, broker.market.last(position.instrument))),
  ),
  {
    name: 'convertPosition',
    method: 'POST',
    paths: [`${ORDER}/convertPosition`],
    rate: 'convertPosition',
    needs: 'session',
    handle: convertPosition,
  },
  {
    name: 'orderDetails',
    method: 'GET',
    paths: [`${ORDER}/details/`],
    rate: 'orderDetails',
    needs: 'session',
    handle: orderDetails,
  },
];

/** Placing, modifying and cancelling count together, and come from registered addresses only. */
function request(
  name: 'placeOrder' | 'modifyOrder' | 'cancelOrder',
  handle: SessionEndpoint['handle'],
): SessionEndpoint {
  const paths = [`${ORDER}/${name}`];
  return { name, method: 'POST', paths, rate: 'orders', needs: 'session', checksAddress: true, handle };
}

function book(
  name: EndpointName & ('getOrderBook' | 'getTradeBook' | 'getPosition'),
  rowsOf: (call: SessionCall) => readonly unknown[],
): SessionEndpoint {
  const handle = (call: SessionCall): Reply => {
    const rows = rowsOf(call);
    return success(rows.length === 0 ? null : rows);
  };
  return { name, method: 'GET', paths: [`${ORDER}/${name}`], rate: name, needs: 'session', handle };
}

function placeOrder({ broker, account, body }: SessionCall): Reply {
  const read = readOrderRequest(body, broker);
  if (!read.ok) return failure(read.code, read.message);
  const order = broker.desk.place(account, read.value, { channel: 'api', byHandOnly: false });
  return success({
    script: order.instrument.symbol,
    orderid: order.orderId,
    uniqueorderid: order.uniqueOrderId,
  });
}

function modifyOrder({ broker, account, body }: SessionCall): Reply {
  const refused = refuseVariety(body);
  if (refused) return failure(refused.code, refused.message);
  const order = account.findOrder(textOf(body.orderid));
  if (order === null) return failure('AB1013', 'Order not found');
  if (body.symboltoken !== order.instrument.token || body.exchange !== order.instrument.exchange) {
    return failure('AB4006', 'Invalid symboltoken');
  }
  const read = readOrderChange(body, { instrument: order.instrument, market: broker.market });
  if (!read.ok) return failure(read.code, read.message);
  broker.desk.modify(order, read.value);
  return success(toAcknowledgement(order));
}

/** A cancellation is acknowledged in every state of the order: the reply proves nothing (recorded 2026-05-11). */
function cancelOrder({ broker, account, body }: SessionCall): Reply {
  const refused = refuseVariety(body);
  if (refused) return failure(refused.code, refused.message);
  const order = account.findOrder(textOf(body.orderid));
  if (order === null) return failure('AB1013', 'Order not found');
  broker.desk.cancel(order);
  return success(toAcknowledgement(order));
}

/** By unique id only. */
function orderDetails({ account, parameter, broker }: SessionCall): Reply {
  const now = broker.clock.now();
  const order = account.orders.find((each) => each.uniqueOrderId === parameter && each.visibleFromMs <= now);
  return order ? success(toDetailsRow(order)) : failure('AB1007', 'Order not found');
}

function toAcknowledgement(order: Order) {
  return { orderid: order.orderId, uniqueorderid: order.uniqueOrderId };
}
