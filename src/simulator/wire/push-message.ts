import type { Order } from '../orders/order.ts';
import { type PushRow, toPushRow } from './order-row.ts';

/** One text frame of the order-update socket; its outer keys are spelled with hyphens. */
export interface PushMessage {
  readonly 'user-id': string;
  readonly 'status-code': string;
  readonly 'order-status': string;
  readonly 'error-message': string;
  readonly orderData: PushRow;
}

/** SmartAPI docs 2026. A status without a code is not pushed (inferred). */
const CODES: Readonly<Record<string, string>> = {
  open: 'AB01',
  cancelled: 'AB02',
  rejected: 'AB03',
  modified: 'AB04',
  complete: 'AB05',
  'after market order req received': 'AB06',
  'cancelled after market order': 'AB07',
  'modify after market order req received': 'AB08',
  'open pending': 'AB09',
  'trigger pending': 'AB10',
  'modify pending': 'AB11',
};

/** The first frame of a connection (recorded 2026-09-24). */
export function greeting(clientCode: string): PushMessage {
  return frame(clientCode, 'AB00', EMPTY_ROW);
}

/** Null where this change is not pushed. */
export function toPushMessage(order: Order): PushMessage | null {
  const row = toPushRow(order);
  // The book calls an after-market order `open`; a push would name it by its own long words.
  const status = order.phase === 'parked' ? 'after market order req received' : order.status;
  const code = CODES[status];
  if (code === undefined) return null;
  return frame(
    order.clientCode,
    code,
    order.phase === 'parked' ? { ...row, status, orderstatus: status } : row,
  );
}

function frame(clientCode: string, code: string, orderData: PushRow): PushMessage {
  return {
    'user-id': clientCode,
    'status-code': '200',
    'order-status': code,
    'error-message': '',
    orderData,
  };
}

const EMPTY_ROW: PushRow = {
  variety: '',
  ordertype: '',
  ordertag: '',
  producttype: '',
  price: 0,
  triggerprice: 0,
  quantity: '0',
  disclosedquantity: '0',
  duration: '',
  squareoff: 0,
  stoploss: 0,
  trailingstoploss: 0,
  tradingsymbol: '',
  transactiontype: '',
  exchange: '',
  symboltoken: '',
  instrumenttype: '',
  strikeprice: 0,
  optiontype: '',
  expirydate: '',
  lotsize: '0',
  cancelsize: '0',
  averageprice: 0,
  filledshares: '',
  unfilledshares: '',
  orderid: '',
  text: '',
  status: '',
  orderstatus: '',
  updatetime: '',
  exchtime: '',
  exchorderupdatetime: '',
  fillid: '',
  filltime: '',
  parentorderid: '',
};
