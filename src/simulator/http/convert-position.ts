import { summarise } from '../accounts/position.ts';
import { PRODUCTS } from '../orders/order.ts';
import { textOf } from '../orders/order-request.ts';
import { failure, type Reply, success } from '../wire/envelope.ts';
import type { SessionCall } from './endpoint.ts';

/** Moves units of one product to another at their average price; no order is made. */
export function convertPosition({ broker, account, body }: SessionCall): Reply {
  const instrument = broker.instruments.byToken(textOf(body.exchange), textOf(body.symboltoken));
  const from = PRODUCTS.find((product) => product === textOf(body.oldproducttype ?? body.producttype));
  const to = PRODUCTS.find((product) => product === textOf(body.newproducttype));
  const quantity = Number(body.quantity);
  if (instrument === null || from === undefined || to === undefined) {
    return failure('AB1017', 'Position conversion failed');
  }
  const held = account.findPosition(instrument, from);
  const net = held ? summarise(held, null) : null;
  if (held === null || net === null || !(quantity > 0) || quantity > Math.abs(net.netQuantity)) {
    return failure('AB1017', 'Position conversion failed');
  }
  const target = account.position(instrument, to);
  const value = quantity * net.netPrice;
  if (net.netQuantity > 0) {
    held.buyQuantity -= quantity;
    held.buyValue -= value;
    target.buyQuantity += quantity;
    target.buyValue += value;
  } else {
    held.sellQuantity -= quantity;
    held.sellValue -= value;
    target.sellQuantity += quantity;
    target.sellValue += value;
  }
  return success(null);
}
