/** The simulator is led to where the broker was when somebody captured a row; then the rows must be the same. */
import { expect, test } from 'vitest';
import type { ScripRow } from '../../src/simulator/market/instrument.ts';
import { istTime, MASTER, readFixture, startLab } from './harness.ts';

const [OPEN_2022, CANCELLED_2022] = JSON.parse(readFixture('orderbook_2022_open_cancelled.json')).data;
const [AMO_LIMIT_2025, AMO_STOP_2025] = JSON.parse(
  readFixture('orderbook_2025_amo_limit_and_slimit.json'),
).data;
const AMO_APP_2026 = JSON.parse(readFixture('orderbook_row_2026_amo_from_mobile_app.json'));
const REJECTED_DETAILS_2023 = JSON.parse(readFixture('order_details_2023_rejected_funds.json'));
const REJECTED_EMPTY_2023 = JSON.parse(readFixture('orderbook_row_2023_rejected_empty_orderstatus.json'));
const PARTIAL_FILL_2023 = JSON.parse(readFixture('postback_docs_market_partial_fill.json'));
const PUSHED = readFixture('order_update_ws_messages.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

function scrip(row: Partial<ScripRow>): ScripRow {
  return {
    token: '',
    symbol: '',
    name: '',
    expiry: '',
    strike: '-1.000000',
    lotsize: '1',
    instrumenttype: '',
    exch_seg: 'NSE',
    tick_size: '5.000000',
    freeze_qty: '0',
    is_cas_enabled: false,
    ...row,
  };
}

/** What an order request says of a recorded row. */
function toRequest(row: Record<string, unknown>, wanted: Record<string, unknown> = {}) {
  const names = [
    'tradingsymbol',
    'symboltoken',
    'transactiontype',
    'exchange',
    'ordertype',
    'producttype',
    'duration',
  ];
  const prices = ['price', 'triggerprice', 'quantity', 'ordertag'];
  const entries = [...names, ...prices].map((name) => [name, row[name]]);
  return { variety: 'NORMAL', ...Object.fromEntries(entries), ...wanted };
}

/** Of `row`, what the recording has, with the recording's ids. */
function asRecorded<T extends object>(row: object, recorded: T): object {
  const ids = new Set(['orderid', 'uniqueorderid', 'exchangeorderid', 'clientcode']);
  return Object.fromEntries(
    Object.entries(recorded).map(([key, value]) => [key, ids.has(key) ? value : Reflect.get(row, key)]),
  );
}

test('an open order of 30-Mar-2022', async () => {
  const startAtMs = istTime(2022, 3, 30, '11:16:21');
  const { master } = await startLab({ startAtMs, prices: { 'SBIN-EQ': 498.1 } });
  await master.login();
  await master.place(toRequest(OPEN_2022));
  expect(asRecorded(await master.row(), OPEN_2022)).toEqual(OPEN_2022);
});

test('a cancelled order of 30-Mar-2022, whose unfilled shares are not zeroed', async () => {
  const startAtMs = istTime(2022, 3, 30, '11:12:15');
  const { master } = await startLab({ startAtMs, prices: { 'SBIN-EQ': 498.1 } });
  await master.login();
  await master.cancel(await master.placed(toRequest(CANCELLED_2022)));
  expect(asRecorded(await master.row(), CANCELLED_2022)).toEqual(CANCELLED_2022);
});

const NIFTY_2025 = scrip({
  token: '44662',
  symbol: 'NIFTY16SEP2524950CE',
  name: 'NIFTY',
  expiry: '16SEP2025',
  strike: '2495000.000000',
  lotsize: '75',
  instrumenttype: 'OPTIDX',
  exch_seg: 'NFO',
});

test.each([
  ['limit', AMO_LIMIT_2025, {}, '11:30:51'],
  ['stop limit', AMO_STOP_2025, { variety: 'STOPLOSS' }, '12:57:43'],
])('an after-market %s order of Saturday, 13-Sep-2025', async (_, recorded, wanted, at) => {
  const { master } = await startLab({
    startAtMs: istTime(2025, 9, 13, at),
    instruments: [NIFTY_2025],
    prices: { NIFTY16SEP2524950CE: 160 },
    marketHours: 'exchange',
  });
  await master.login();
  await master.place(toRequest(recorded, wanted));
  const row = await master.row();
  expect(asRecorded(row, recorded)).toEqual(recorded);
  expect(row.orderid).toMatch(/^0913[0-9a-f]{8}AO$/);
  expect(row.uniqueorderid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('an after-market order from the app of 12-May-2026, whole', async () => {
  const { simulator, master } = await startLab({
    startAtMs: istTime(2026, 5, 12, '16:20:25'),
    instruments: [scrip({ token: '21423', symbol: 'MOM100-EQ', tick_size: '1.000000' })],
    marketHours: 'exchange',
  });
  await master.login();
  simulator
    .account('CLIENT0001')
    .placeByHand({ symbol: 'MOM100-EQ', side: 'BUY', quantity: 1230, price: 62, product: 'DELIVERY' });
  const row = await master.row();
  const { orderid, uniqueorderid } = AMO_APP_2026;
  expect({ ...row, orderid, uniqueorderid }).toEqual(AMO_APP_2026);
  expect(row.orderid).toMatch(/^0512[0-9a-f]{8}AO$/);
  expect(row.uniqueorderid).toMatch(/^CLIENT0001_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('the details of an order rejected for want of money, 10-Oct-2023', async () => {
  const { master } = await startLab({
    startAtMs: istTime(2023, 10, 10, '09:00:16'),
    accounts: [{ ...MASTER, funds: 937 }],
    prices: { 'RELIANCE-EQ': 2298.25 },
    instruments: [scrip({ token: '2885', symbol: 'RELIANCE-EQ' })],
  });
  await master.login();
  await master.place(toRequest(REJECTED_DETAILS_2023.data));
  const { uniqueorderid } = await master.row();
  const reply = JSON.parse(
    (await master.get(`/rest/secure/angelbroking/order/v1/details/${uniqueorderid}`)).text,
  );
  const data = asRecorded(reply.data, REJECTED_DETAILS_2023.data);
  expect({ ...reply, data }).toEqual(REJECTED_DETAILS_2023);
});

test('a rejected order of 22-Nov-2023 whose orderstatus is empty', async () => {
  const { simulator, master } = await startLab({
    startAtMs: istTime(2023, 11, 22, '11:09:37'),
    instruments: [
      scrip({
        token: '42163',
        symbol: 'BANKNIFTY22NOV2345500CE',
        expiry: '22NOV2023',
        strike: '4550000.000000',
        lotsize: '15',
        instrumenttype: 'OPTIDX',
        exch_seg: 'NFO',
      }),
    ],
    prices: { BANKNIFTY22NOV2345500CE: 230 },
    stepMs: 5,
  });
  await master.login();
  const request = toRequest(REJECTED_EMPTY_2023, { variety: 'STOPLOSS', ordertype: 'STOPLOSS_LIMIT' });
  const id = await master.placed(request);
  simulator.account('CLIENT0001').reject(id, 'Admin stopped AMO', { emptyOrderStatus: true });
  expect(asRecorded(await master.row(), REJECTED_EMPTY_2023)).toEqual(REJECTED_EMPTY_2023);
});

test('a market order filled in part, as the postback of the documents shows it', async () => {
  const { simulator, master } = await startLab({
    startAtMs: istTime(2023, 10, 9, '18:21:12'),
    prices: { 'SBIN-EQ': 584.7 },
    matching: 'manual',
    marketOrdersAs: 'market',
  });
  await master.login();
  const id = await master.placed(toRequest(PARTIAL_FILL_2023));
  simulator.account('CLIENT0001').fill(id, 74, 584.7);
  // The documents' sample was updated fifty seconds after the exchange spoke; here both are one instant.
  const expected = { ...PARTIAL_FILL_2023, updatetime: PARTIAL_FILL_2023.exchtime };
  expect(asRecorded(await master.row(), PARTIAL_FILL_2023)).toEqual({
    ...expected,
    ordertag: PARTIAL_FILL_2023.ordertag,
  });
});

const NIFTYBEES = scrip({ token: '10576', symbol: 'NIFTYBEES-EQ', tick_size: '1.000000' });
const FINNIFTY = scrip({
  token: '35040',
  symbol: 'FINNIFTY19DEC2321750CE',
  expiry: '19DEC2023',
  strike: '2175000.000000',
  lotsize: '40',
  instrumenttype: 'OPTIDX',
  exch_seg: 'NFO',
});

test.each([
  ['AB09', PUSHED[1], istTime(2024, 12, 26, '13:48:37'), { 'NIFTYBEES-EQ': 265.62 }],
  ['AB05', PUSHED[2], istTime(2024, 12, 26, '14:07:19'), { 'NIFTYBEES-EQ': 265.62 }],
  ['AB01', PUSHED[3], istTime(2023, 12, 19, '09:18:10'), { FINNIFTY19DEC2321750CE: 40 }],
])('the order update %s as it was captured', async (code, recorded, startAtMs, prices) => {
  const { master } = await startLab({
    startAtMs,
    instruments: [NIFTYBEES, FINNIFTY],
    prices,
    accounts: [{ ...MASTER, funds: 10_000_000 }],
    matching: code === 'AB01' ? 'manual' : 'auto',
    marketOrdersAs: 'market',
  });
  await master.login();
  const feed = await master.openFeed();
  await master.place(toRequest(recorded.orderData));
  await feed.settle();
  const update = feed.updates.find((each) => each['order-status'] === code);
  const { orderid } = recorded.orderData;
  expect({ ...update, orderData: { ...update?.orderData, orderid } }).toEqual(recorded);
});

test('the greeting as it was captured', async () => {
  const { master } = await startLab();
  await master.login();
  const feed = await master.openFeed();
  await feed.settle();
  expect(feed.frames).toEqual([PUSHED[0]]);
});
