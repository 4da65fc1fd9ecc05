import { describe, expect, test } from 'vitest';
import { createBuiltInInstruments } from '../../src/simulator/market/built-in-instruments.ts';
import { readScrip, type ScripRow } from '../../src/simulator/market/instrument.ts';
import { istTime, readFixture, send, startLab } from './harness.ts';

const RECORDED: ScripRow[] = JSON.parse(readFixture('scripmaster_2026_new_format_excerpt.json'));
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** The start of the day on which a contract ends, in India. */
function expiryOf({ expiry }: ScripRow): number {
  const month = MONTHS.indexOf(expiry.slice(2, 5)) + 1;
  return istTime(Number(expiry.slice(5)), month, Number(expiry.slice(0, 2)), '00:00:00');
}

function weekdayOf(atMs: number): string {
  return new Date(atMs + 19_800_000).toUTCString().slice(0, 3);
}

describe('the built-in instruments', () => {
  test('have the keys and types of the recorded records', () => {
    const shape = (row: ScripRow) => Object.entries(row).map(([key, value]) => `${key}: ${typeof value}`);
    const recorded = RECORDED.map(shape)[0];
    for (const { row } of createBuiltInInstruments(istTime(2026, 11, 23, '10:00:00'))) {
      expect(shape(row)).toEqual(recorded);
    }
  });

  test('have expiries to come on every day of two years, on the weekdays of their exchanges', () => {
    for (let day = 0; day < 730; day += 1) {
      const nowMs = istTime(2026, 1, 1, '23:59:00') + day * 86_400_000;
      const derivatives = createBuiltInInstruments(nowMs).filter(({ row }) => row.expiry !== '');
      const tooEarly = derivatives.filter(({ row }) => expiryOf(row) <= nowMs);
      expect(tooEarly).toEqual([]);
      const weekdays = derivatives
        .filter(({ row }) => row.exch_seg !== 'MCX')
        .map(({ row }) => `${row.exch_seg} ${weekdayOf(expiryOf(row))}`);
      expect(new Set(weekdays)).toEqual(new Set(['NFO Tue', 'BFO Thu', 'CDS Tue']));
    }
  });

  test('have a token each, within their exchange', () => {
    const keys = createBuiltInInstruments(istTime(2027, 3, 1, '10:00:00')).map(
      ({ row }) => `${row.exch_seg}:${row.token}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('have the lots and freeze quantities of 2026', () => {
    const rows = createBuiltInInstruments(istTime(2026, 11, 23, '10:00:00')).map(({ row }) => row);
    const sizes = rows
      .filter(({ instrumenttype }) => instrumenttype === 'OPTIDX')
      .map(({ name, lotsize, freeze_qty }) => `${name} ${lotsize} ${freeze_qty}`);
    expect([...new Set(sizes)]).toEqual([
      'NIFTY 65 1801',
      'BANKNIFTY 30 601',
      'FINNIFTY 60 1801',
      'SENSEX 20 1001',
    ]);
  });

  test('are named as each exchange names them', () => {
    const symbols = createBuiltInInstruments(istTime(2026, 11, 23, '10:00:00')).map(({ row }) => row.symbol);
    expect(symbols).toEqual([
      'RELIANCE-EQ',
      'SBIN-EQ',
      'ITC-EQ',
      'BHARTIARTL-EQ',
      'SURANAT&P-BE',
      'PULZ-SM',
      'BAJFINANCE',
      'NIFTY01DEC2625300CE',
      'NIFTY01DEC2625300PE',
      'NIFTY01DEC2625400CE',
      'NIFTY01DEC2625400PE',
      'BANKNIFTY29DEC2658000CE',
      'BANKNIFTY29DEC2658000PE',
      'FINNIFTY29DEC2627100CE',
      'FINNIFTY29DEC2627100PE',
      'NIFTY29DEC26FUT',
      'RELIANCE29DEC26FUT',
      'RELIANCE29DEC261470CE',
      'SENSEX26NOV84000CE',
      'CRUDEOIL18DEC26FUT',
      'USDINR26DECFUT',
    ]);
  });
});

describe('a recorded record', () => {
  test.each([
    [
      'ASHOKLEY27OCT26FUT',
      { kind: 'future', lotSize: 5000, tick: 100, freezeQuantity: 150_000, optionType: 'XX', strike: null },
    ],
    [
      'BHARTIARTL-EQ',
      { kind: 'share', lotSize: 1, tick: 1000, freezeQuantity: 48_746, optionType: '', strike: null },
    ],
    ['BAJFINANCE', { kind: 'share', tick: 500, freezeQuantity: null }],
    ['Nifty 50', { kind: 'index', strike: null, freezeQuantity: null }],
    ['MIDCPNIFTY', { kind: 'share', lotSize: 1 }],
  ])('of %s is read', (symbol, expected) => {
    const row = RECORDED.find((each) => each.symbol === symbol);
    expect(row && readScrip(row)).toMatchObject(expected);
  });

  test('of a currency option has its strike in 1/10,000,000 rupee', () => {
    const [row] = RECORDED;
    const option = {
      ...row,
      exch_seg: 'CDS',
      instrumenttype: 'OPTCUR',
      symbol: 'X88.25CE',
      strike: '882500000.000000',
    };
    expect(row && readScrip({ ...row, ...option }).strike).toBe(882_500);
  });
});

test('the instrument master is there for everybody, as it was given', async () => {
  const { simulator } = await startLab({ instruments: RECORDED });
  const reply = await send(simulator.instrumentsUrl, { method: 'GET' });
  expect([reply.status, reply.contentType, JSON.parse(reply.text)]).toEqual([
    200,
    'application/json',
    RECORDED,
  ]);
});

test('instruments without a price take limit orders, and no market orders', async () => {
  const { master } = await startLab({ instruments: RECORDED });
  await master.login();
  const share = { tradingsymbol: 'BHARTIARTL-EQ', symboltoken: '10604', quantity: '1' };
  await master.place({ ...share, price: '1900.00' });
  await master.place({ ...share, ordertype: 'MARKET', price: '0' });
  expect((await master.rows())?.map(({ status, text }) => [status, text])).toEqual([
    ['open', ''],
    ['rejected', 'No last traded price for a market order in BHARTIARTL-EQ'],
  ]);
});
