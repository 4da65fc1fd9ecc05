import { describe, expect, it } from 'vitest';
import { JsonListSplitter } from '../../../src/brokers/angelone/json-list-splitter.ts';
import {
  readInstrumentMaster,
  readInstrumentRow,
} from '../../../src/brokers/angelone/read-instrument-master.ts';
import type { InstrumentRecord, Json } from '../../../src/brokers/port.ts';
import { istDayOf } from '../../../src/core/ist-time.ts';
import { fixture, fixtureText } from './fixtures.ts';

function recordsOf(name: string): ReadonlyMap<string, InstrumentRecord> {
  const master = readInstrumentMaster(fixture(name));
  return new Map(master?.records.map((record) => [record.tradingSymbol, record]));
}

const future = {
  token: '48731',
  symbol: 'ASHOKLEY27OCT26FUT',
  name: 'ASHOKLEY',
  expiry: '27OCT2026',
  strike: '-1.000000',
  lotsize: '5000',
  instrumenttype: 'FUTSTK',
  exch_seg: 'NFO',
  tick_size: '1.000000',
  freeze_qty: '150001',
  is_cas_enabled: false,
};

function recordOf(fields: Readonly<Record<string, Json>>): InstrumentRecord {
  const reading = readInstrumentRow({ ...future, ...fields });
  if (reading.kind !== 'record') throw new Error(JSON.stringify(reading));
  return reading.record;
}

describe('the recorded instrument master of 2026', () => {
  const records = recordsOf('scripmaster_2026_new_format_excerpt.json');

  it('reads a future: tick in paise, one less than the freeze quantity', () => {
    expect(records.get('ASHOKLEY27OCT26FUT')).toEqual({
      exchange: 'NFO',
      symbolToken: '48731',
      tradingSymbol: 'ASHOKLEY27OCT26FUT',
      underlying: 'ASHOKLEY',
      instrumentType: 'FUTSTK',
      expiryDay: istDayOf(2026, 10, 27),
      strike: null,
      lotSize: 5000,
      tickSize: { n: 1, d: 100 },
      freezeQuantity: 150000,
    });
  });

  it('reads a share: its freeze quantity is the limit itself', () => {
    expect(records.get('BHARTIARTL-EQ')).toEqual({
      exchange: 'NSE',
      symbolToken: '10604',
      tradingSymbol: 'BHARTIARTL-EQ',
      underlying: 'BHARTIARTL',
      instrumentType: '',
      expiryDay: null,
      strike: null,
      lotSize: 1,
      tickSize: { n: 1, d: 10 },
      freezeQuantity: 48746,
    });
  });

  it('has no limit where the freeze quantity is 0, and no lot or tick where they are not above 0', () => {
    expect(records.get('BAJFINANCE')?.freezeQuantity).toBeNull();
    expect(records.get('MIDCPNIFTY')).toMatchObject({ lotSize: null, tickSize: null, freezeQuantity: null });
    expect(records.get('PULZ-SM')).toMatchObject({ lotSize: 2000, underlying: 'PULZ' });
  });

  it('leaves indices out and finds no row unreadable', () => {
    const master = readInstrumentMaster(fixture('scripmaster_2026_new_format_excerpt.json'));
    expect([master?.records.length, master?.notTraded, master?.unreadable, master?.problems]).toEqual([
      43,
      9,
      0,
      [],
    ]);
  });
});

describe('older recordings', () => {
  it('reads options without a freeze quantity and with a mixed-case expiry', () => {
    expect(recordsOf('scripmaster_2024-03_nfo_options_excerpt.json').get('MIDCPNIFTY18MAR249500CE')).toEqual({
      exchange: 'NFO',
      symbolToken: '50357',
      tradingSymbol: 'MIDCPNIFTY18MAR249500CE',
      underlying: 'MIDCPNIFTY',
      instrumentType: 'OPTIDX',
      expiryDay: istDayOf(2024, 3, 18),
      strike: { n: 9500, d: 1 },
      lotSize: 75,
      tickSize: { n: 1, d: 20 },
      freezeQuantity: null,
    });
  });

  it('reads commodities and BSE options', () => {
    const records = recordsOf('scripmaster_older_mcx_bfo_rows.json');
    expect(records.get('CRUDEOIL23FEBFUT')).toMatchObject({
      lotSize: 100,
      strike: null,
      tickSize: { n: 1, d: 1 },
    });
    expect(records.get('BANKEX24DEC60900CE')).toMatchObject({
      strike: { n: 60900, d: 1 },
      underlying: 'BANKEX',
    });
    expect(records.has('SENSEX')).toBe(false);
  });
});

describe('readInstrumentRow', () => {
  it('reads currency strikes in ten-millionths of a rupee, and ticks in either scale', () => {
    const option = { exch_seg: 'CDS', instrumenttype: 'OPTCUR', strike: '832500000.000000' };
    expect(recordOf({ ...option, tick_size: '0.250000' })).toMatchObject({
      strike: { n: 333, d: 4 },
      tickSize: { n: 1, d: 400 },
    });
    expect(recordOf({ ...option, tick_size: '25000.000000' }).tickSize).toEqual({ n: 1, d: 400 });
  });

  it('reads numbers as well as strings', () => {
    expect(recordOf({ token: 48731, lotsize: 5000, strike: -1, tick_size: 1, freeze_qty: 150001 })).toEqual(
      recordOf({}),
    );
  });

  it.each<[Readonly<Record<string, Json>>, Partial<InstrumentRecord>]>([
    [{ freeze_qty: '1' }, { freezeQuantity: null }],
    [{ freeze_qty: '' }, { freezeQuantity: null }],
    [{ freeze_qty: '10.5' }, { freezeQuantity: null }],
    [{ lotsize: '0' }, { lotSize: null }],
    [{ lotsize: {} }, { lotSize: null }],
    [{ tick_size: 'x' }, { tickSize: null }],
    [{ name: null }, { underlying: '' }],
    [{ expiry: '' }, { expiryDay: null }],
  ])('leaves open what %j does not say', (fields, expected) => {
    expect(recordOf(fields)).toEqual({ ...recordOf({}), ...expected });
  });

  it.each<[Readonly<Record<string, Json>>, string]>([
    [{ token: '' }, 'token is "", where a value must be'],
    [{ symbol: null }, 'symbol is null, where a value must be'],
    [
      { exch_seg: 'nse_cm' },
      'exch_seg is "nse_cm", which is none of NSE, BSE, NFO, BFO, MCX, CDS, NCDEX, NCO',
    ],
    [{ expiry: '31FEB2026' }, 'expiry is "31FEB2026", which is no date'],
    [{ name: [] }, 'name is a list, which is no short text'],
  ])('refuses %j', (fields, problem) => {
    expect(readInstrumentRow({ ...future, ...fields })).toEqual({ kind: 'problem', problem });
  });

  it('counts all problems and keeps the first, each with its position', () => {
    const master = readInstrumentMaster([future, ...Array<Json>(30).fill(7)]);
    expect([master?.unreadable, master?.problems.length, master?.problems[0]]).toEqual([
      30,
      20,
      'instrument 1: the row is 7, not an object',
    ]);
    expect(readInstrumentMaster({ data: [] })).toBeNull();
  });
});

describe('JsonListSplitter', () => {
  const text = fixtureText('scripmaster_2026_new_format_excerpt.json');

  it.each([1, 2, 7, 1000, 1_000_000])(
    'gives the rows of a list that comes in pieces of %i characters',
    (length) => {
      const splitter = new JsonListSplitter();
      const rows: string[] = [];
      for (let at = 0; at < text.length; at += length)
        rows.push(...splitter.push(text.slice(at, at + length)));
      splitter.end();
      expect(rows.map((row) => JSON.parse(row) as Json)).toEqual(JSON.parse(text));
    },
  );

  it.each(['[{"a":"}{][\\"\\\\"},{"b":{"c":[1,{}]}}]', '\ufeff [ ] ', '[\n{}\n]\n'])('reads %j', (list) => {
    const splitter = new JsonListSplitter();
    const rows = [...list].flatMap((piece) => splitter.push(piece));
    splitter.end();
    expect(rows.map((row) => JSON.parse(row) as Json)).toEqual(JSON.parse(list.replace('\ufeff', '')));
  });

  it.each(['{"data":[]}', '[1]', '["a"]', 'null', '<html>', '[]x', '[]]', '[{}][{}]', ']'])(
    'refuses %j',
    (body) => {
      expect(() => new JsonListSplitter().push(body)).toThrow(SyntaxError);
    },
  );

  it('refuses a list that ends in the middle, and a row without an end', () => {
    const splitter = new JsonListSplitter();
    splitter.push('[{"a":1},{"b"');
    expect(() => splitter.end()).toThrow('the list ends in the middle');
    expect(() => new JsonListSplitter().push(`[{"a":"${'x'.repeat(70_000)}`)).toThrow(SyntaxError);
  });
});
