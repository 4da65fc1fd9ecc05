/** Short ways to write master orders by hand, and to say what was decided about them. */
import { decideByTheBook, type OracleDecision, type OracleInput } from './oracle.ts';

type Fields = Readonly<Record<string, unknown>>;

const COMMON = {
  variety: 'NORMAL',
  ordertype: 'LIMIT',
  duration: 'DAY',
  price: 100,
  triggerprice: 0,
  averageprice: 0,
  filledshares: '0',
  ordertag: '',
  uniqueorderid: '',
  status: 'open',
  orderstatus: '',
  updatetime: '23-Nov-2026 10:00:00',
};

/** An order of a share, by default RELIANCE for intraday. */
export function share(orderid: string, transactiontype: string, quantity: number, fields: Fields = {}) {
  return {
    ...COMMON,
    producttype: 'INTRADAY',
    exchange: 'NSE',
    symboltoken: '2885',
    tradingsymbol: 'RELIANCE-EQ',
    instrumenttype: '',
    lotsize: '1',
    strikeprice: -1,
    optiontype: '',
    expirydate: '',
    orderid,
    transactiontype,
    quantity: String(quantity),
    ...fields,
  };
}

/** An order of a NIFTY call, lot 65. */
export function call(orderid: string, transactiontype: string, quantity: number, fields: Fields = {}) {
  return share(orderid, transactiontype, quantity, {
    producttype: 'CARRYFORWARD',
    exchange: 'NFO',
    symboltoken: '900001',
    tradingsymbol: 'NIFTY01DEC2625300CE',
    instrumenttype: 'OPTIDX',
    lotsize: '65',
    strikeprice: 25300,
    optiontype: 'CE',
    expirydate: '01DEC2026',
    ...fields,
  });
}

export const complete = (row: Fields, averageprice = 100) => ({
  ...row,
  status: 'complete',
  filledshares: row.quantity,
  averageprice,
});
export const partly = (row: Fields, filled: number, averageprice = 100) => ({
  ...row,
  filledshares: String(filled),
  averageprice,
});
export const cancelled = (row: Fields, filled = 0, averageprice = filled === 0 ? 0 : 100) => ({
  ...row,
  status: 'cancelled',
  filledshares: String(filled),
  averageprice,
});

/** One follower `f`. */
export const only = (follower: Fields = {}, file: Fields = {}) => ({
  version: 1,
  ...file,
  followers: { f: follower },
});

/** `ENTRY 100 -> 50 @ 100.00`, `EXIT 10 -> 5 @ MARKET`, `RULE_SKIP(no-late) 10`. */
function say({ reason, rule, action, master_quantity, quantity, orders }: OracleDecision): string {
  const what = `${reason}${rule === null ? '' : `(${rule})`} ${master_quantity}`;
  if (action === 'skip') return what;
  const prices = new Set(orders.map(({ price }) => price ?? 'MARKET'));
  const sizes = orders.length > 1 ? ` in ${orders.map((one) => one.quantity).join('+')}` : '';
  return `${what} -> ${quantity}${sizes} @ ${[...prices].join(', ')}`;
}

export function decide(
  config: unknown,
  rows: readonly unknown[],
  more: Omit<OracleInput, 'config' | 'rows'> = {},
): string[] {
  return decideByTheBook({ config, rows, ...more }).decisions.map(say);
}
