import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readInstrumentRecords } from '../../src/composition/read-instruments.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { InstrumentsReader } from '../../src/config/online-checks.ts';
import { fileWith, VALIDATORS } from './findings-of.ts';
import { folderWith } from './temporary-folder.ts';

const row = (exchange: string, name: string, type: string, lot: number, symbol: string, token: number) => ({
  token: String(token),
  symbol,
  name,
  expiry: type === '' ? '' : '26NOV2026',
  strike: type.startsWith('OPT') ? '2500000.000000' : '-1.000000',
  lotsize: String(lot),
  instrumenttype: type,
  exch_seg: exchange,
  tick_size: '5.000000',
});
const MASTER = [
  row('NSE', 'RELIANCE', '', 1, 'RELIANCE-EQ', 1),
  row('NFO', 'RELIANCE', 'FUTSTK', 500, 'RELIANCE26NOV26FUT', 2),
  row('NFO', 'NIFTY', 'OPTIDX', 65, 'NIFTY26NOV2625000CE', 3),
  row('NFO', 'NIFTY', 'OPTIDX', 65, 'NIFTY26NOV2625000PE', 4),
  row('NFO', 'BANKNIFTY', 'FUTIDX', 30, 'BANKNIFTY26NOV26FUT', 5),
  row('MCX', 'CRUDEOIL', 'FUTCOM', 100, 'CRUDEOIL19NOV26FUT', 6),
];
const readInstruments: InstrumentsReader = async (file) =>
  file === null ? null : readInstrumentRecords(file);

async function told(lines: string, master = JSON.stringify(MASTER)): Promise<string[]> {
  const text = `${fileWith(lines)}instruments: day.json\n`;
  const folder = await folderWith({ 'copytrade.yaml': text, 'day.json': master });
  const result = await loadConfig(join(folder, 'copytrade.yaml'), {
    validators: VALIDATORS,
    readInstruments,
  });
  const findings = result.ok ? result.config.findings : result.findings;
  return findings.map(({ line, column, code, message }) =>
    `${line}:${column} ${code} ${message}`.replaceAll(folder, '.'),
  );
}

describe('names that no instrument has', () => {
  test('are told of with what was probably meant', async () => {
    const symbols = '{ allow: [RELIANCE, RELIANSE-EQ, "NSE:NIFTY", "BANK*FUT", "NFO:*-EQ"], block: NIFTTY }';
    expect(await told(`filters: { symbols: ${symbols} }\n`)).toEqual([
      '5:41 symbol-unknown No instrument is called RELIANSE-EQ. Did you mean RELIANCE-EQ?',
      '5:54 symbol-unknown No instrument is called NSE:NIFTY. Write NFO:NIFTY.',
      "5:79 symbol-unknown No instrument matches NFO:*-EQ. Write the broker's name of a trading symbol (RELIANCE-EQ) or of an underlying (NIFTY).",
      '5:99 symbol-unknown No instrument is called NIFTTY. Did you mean NIFTY?',
    ]);
  });

  test('in rules too; contracts of other months are let be', async () => {
    const match =
      '{ underlying: [NIFTY, BANKNIFY], not: { symbol: [RELIANCE-EQ, NIFTY31DEC2625000CE, INFY-EQ] } }';
    expect(await told(`rules: [{ id: r, match: ${match}, skip: true }]\n`)).toEqual([
      '5:47 symbol-unknown No instrument has the underlying BANKNIFY. Did you mean BANKNIFTY?',
      "5:108 symbol-unknown No instrument has the trading symbol INFY-EQ. Write the broker's name of a trading symbol (RELIANCE-EQ) or of an underlying (NIFTY).",
    ]);
  });
});

describe('fixed quantities', () => {
  test('that are no whole number of lots are told of', async () => {
    expect(await told('defaults: { quantity: { fixed: 65 } }\nfilters: { exchanges: NFO }\n')).toEqual([
      '5:32 fixed-not-whole-lots 65 units are no whole number of lots of RELIANCE (lot size 500), BANKNIFTY (lot size 30), so they are rounded. Write a multiple of the lot size, or `lots:` in its place.',
    ]);
    const rule = '{ id: r, match: { underlying: [NIFTY, CRUDEOIL] }, quantity: { fixed: 130 } }';
    expect(await told(`rules: [${rule}]\n`)).toEqual([
      '5:79 fixed-not-whole-lots 130 units are no whole number of lots of CRUDEOIL (lot size 100), so they are rounded. Write a multiple of the lot size, or `lots:` in its place.',
    ]);
  });

  test.each([
    'filters: { symbols: { allow: [NIFTY, RELIANCE-EQ] } }\ndefaults: { quantity: { fixed: 65 } }\n',
    'filters: { instruments: option }\ndefaults: { quantity: { fixed: 130 } }\n',
    'filters: { exchanges: NFO, symbols: { block: RELIANCE } }\ndefaults: { quantity: { fixed: 65, overrides: [{ match: { underlying: BANKNIFTY }, fixed: 60 }] } }\n',
    // Whether the rule is for this contract depends on the order.
    'rules: [{ id: r, match: { underlying: NIFTY, price: "> 5" }, quantity: { fixed: 60 } }]\n',
  ])('not %s', async (lines) => {
    expect(await told(lines)).toEqual([]);
  });
});

test('a file that is no instrument master is an error', async () => {
  expect(await told('', '[]')).toEqual([
    "5:14 instruments-unreadable ./day.json lists no instrument. Name the broker's OpenAPIScripMaster.json, or remove the key.",
  ]);
  expect(await told('', '{"a":')).toEqual([
    expect.stringMatching(/^5:14 instruments-unreadable .*is no instrument master/),
  ]);
});
