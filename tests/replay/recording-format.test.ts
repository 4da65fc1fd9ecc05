import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBook } from '../../src/core/book/book.ts';
import { ratio } from '../../src/core/exact.ts';
import { istDayOf } from '../../src/core/ist-time.ts';
import { toSnapshot } from '../../src/core/saving/book-snapshot.ts';
import { decodeLine, encodeLine } from '../../src/journal/recording/recording-format.ts';
import type { RecordingLine } from '../../src/journal/recording/recording-line.ts';
import { toSessionInput } from '../../src/replay/recording/recorded-inputs.ts';

const AT = 1_795_600_000_123;
const CONFIG = { sha256: 'ab12', files: [{ path: 'copytrade.yaml', text: 'version: 1\n' }] };
const ROW = { orderid: '261125000000001', price: 101.5, text: 'a "quoted"\nreason', extra: [null, true] };
const ON_25_NOVEMBER = istDayOf(2026, 11, 25) ?? 0;

/** Each line, and the very text that it has in the file. */
const LINES: readonly (readonly [RecordingLine, string])[] = [
  [
    {
      type: 'session',
      at_ms: AT,
      version: 1,
      session: '20261125_153640',
      run_mode: 'dry_run',
      config: CONFIG,
      confirm: false,
      state: null,
    },
    '{"type":"session","at_ms":1795600000123,"version":1,"session":"20261125_153640","run_mode":"dry_run",' +
      '"config":{"sha256":"ab12","files":[{"path":"copytrade.yaml","text":"version: 1\\n"}]},"confirm":false,"state":null}',
  ],
  [
    { type: 'config', at_ms: AT, config: CONFIG, confirm: true },
    '{"type":"config","at_ms":1795600000123,"config":{"sha256":"ab12","files":[{"path":"copytrade.yaml",' +
      '"text":"version: 1\\n"}]},"confirm":true}',
  ],
  [
    {
      type: 'instrument',
      at_ms: AT,
      exchange: 'NFO',
      symbol_token: '48731',
      trading_symbol: 'NIFTY01DEC2625300CE',
      underlying: 'NIFTY',
      instrument_type: 'OPTIDX',
      expiry_day: istDayOf(2026, 12, 1),
      strike: ratio(25_300),
      lot_size: 65,
      tick_size: ratio(5, 100),
      freeze_quantity: null,
    },
    '{"type":"instrument","at_ms":1795600000123,"exchange":"NFO","symbol_token":"48731",' +
      '"trading_symbol":"NIFTY01DEC2625300CE","underlying":"NIFTY","instrument_type":"OPTIDX",' +
      '"expiry_day":"2026-12-01","strike":"25300/1","lot_size":65,"tick_size":"1/20","freeze_quantity":null}',
  ],
  [
    { type: 'positions', at_ms: AT, rows: [{ netqty: '65' }] },
    '{"type":"positions","at_ms":1795600000123,"rows":[{"netqty":"65"}]}',
  ],
  [{ type: 'seen_before', at_ms: AT, rows: [] }, '{"type":"seen_before","at_ms":1795600000123,"rows":[]}'],
  [
    { type: 'master', at_ms: AT, via: 'push', row: ROW, missed: null },
    '{"type":"master","at_ms":1795600000123,"via":"push","row":{"orderid":"261125000000001","price":101.5,' +
      '"text":"a \\"quoted\\"\\nreason","extra":[null,true]}}',
  ],
  [
    {
      type: 'master',
      at_ms: AT,
      via: 'poll',
      row: { orderid: '1' },
      missed: { verdict: 'stale', why: '4 min old' },
    },
    '{"type":"master","at_ms":1795600000123,"via":"poll","row":{"orderid":"1"},' +
      '"missed":{"verdict":"stale","why":"4 min old"}}',
  ],
  [
    { type: 'copy_ended', at_ms: AT, order_key: '1', follower: 'follower1', revision: 2, filled: 30 },
    '{"type":"copy_ended","at_ms":1795600000123,"order_key":"1","follower":"follower1","revision":2,"filled":30}',
  ],
  [
    { type: 'funds', at_ms: AT, account: '', available: ratio(100_050, 100) },
    '{"type":"funds","at_ms":1795600000123,"account":"","available":"2001/2"}',
  ],
  [
    { type: 'unrealised', at_ms: AT, follower: 'follower1', amount: ratio(-7, 3) },
    '{"type":"unrealised","at_ms":1795600000123,"follower":"follower1","amount":"-7/3"}',
  ],
  [
    { type: 'steer', at_ms: AT, action: 'close_only', follower: null },
    '{"type":"steer","at_ms":1795600000123,"action":"close_only","follower":null}',
  ],
  [
    { type: 'confirmation', at_ms: AT, order_key: '1', accepted: false },
    '{"type":"confirmation","at_ms":1795600000123,"order_key":"1","accepted":false}',
  ],
  [
    { type: 'day', at_ms: AT, day: ON_25_NOVEMBER },
    '{"type":"day","at_ms":1795600000123,"day":"2026-11-25"}',
  ],
  [
    {
      type: 'decision',
      at_ms: AT,
      order_key: '1',
      revision: 1,
      decision: {
        order_id: '1',
        symbol: 'SBIN-EQ',
        exchange: 'NSE',
        side: 'buy',
        follower: 'follower1',
        action: 'copy',
        reason: 'ENTRY',
        rule: null,
        master_quantity: 10,
        quantity: 5,
        orders: [
          {
            order_type: 'LIMIT',
            side: 'buy',
            quantity: 5,
            price: '101.50',
            trigger_price: null,
            product: 'INTRADAY',
            variety: 'NORMAL',
          },
        ],
      },
    },
    '{"type":"decision","at_ms":1795600000123,"order_key":"1","revision":1,"decision":{"order_id":"1",' +
      '"symbol":"SBIN-EQ","exchange":"NSE","side":"buy","follower":"follower1","action":"copy","reason":"ENTRY",' +
      '"rule":null,"master_quantity":10,"quantity":5,"orders":[{"order_type":"LIMIT","side":"buy","quantity":5,' +
      '"price":"101.50","trigger_price":null,"product":"INTRADAY","variety":"NORMAL"}]}}',
  ],
  [
    { type: 'outcome', at_ms: AT, outcome: { state: 'complete', any: ['thing'] } },
    '{"type":"outcome","at_ms":1795600000123,"outcome":{"state":"complete","any":["thing"]}}',
  ],
  [
    { type: 'end', at_ms: AT, statistics: { copies: 3 } },
    '{"type":"end","at_ms":1795600000123,"statistics":{"copies":3}}',
  ],
];

describe('a line of a recording', () => {
  test.each(LINES.map(([line, text]) => [line.type, line, text] as const))(
    '%s has one text, and is read back from it',
    (_, line, text) => {
      expect(encodeLine(line)).toBe(text);
      expect(decodeLine(text)).toEqual({ ok: true, line });
    },
  );

  test('carries a book that a session goes on from', () => {
    const line: RecordingLine = {
      type: 'session',
      at_ms: AT,
      version: 1,
      session: '20261125_153640',
      run_mode: 'live',
      config: CONFIG,
      confirm: true,
      state: toSnapshot(createBook()),
    };
    expect(decodeLine(encodeLine(line))).toEqual({ ok: true, line });
  });

  test('may have fields that are not known yet', () => {
    expect(decodeLine('{"filled":1,"type":"day","day":"2026-11-25","at_ms":5}')).toEqual({
      ok: true,
      line: { type: 'day', at_ms: 5, day: ON_25_NOVEMBER },
    });
  });

  test.each([
    ['', 'the line is not JSON'],
    ['{"type":"master","at_ms":17956', 'the line is not JSON'],
    ['[]', 'the line is no JSON object'],
    ['null', 'the line is no JSON object'],
    ['{}', 'type is missing, which is no line of a recording'],
    ['{"type":"__proto__"}', 'type is "__proto__", which is no line of a recording'],
    ['{"type":"toString"}', 'type is "toString", which is no line of a recording'],
    ['{"type":7}', 'type is no text, which is no line of a recording'],
    ['{"type":"day","at_ms":1}', 'day.day is not a day such as "2026-11-22"'],
    ['{"type":"day","at_ms":1,"day":"2026-02-30"}', 'day.day is not a day such as "2026-11-22"'],
    ['{"type":"master","at_ms":1,"via":"push"}', 'master.row is not there'],
    ['{"type":"master","at_ms":"1","via":"push","row":{}}', 'master.at_ms is not a number'],
    [
      '{"type":"funds","at_ms":1,"account":"","available":"1/0"}',
      'funds.available is not a ratio such as "1/2"',
    ],
    [
      '{"type":"copy_ended","at_ms":1,"order_key":"1","follower":"f","revision":1,"filled":0.5}',
      'copy_ended.filled is not a whole number',
    ],
    [
      '{"type":"session","at_ms":1,"version":2}',
      'session.version is not 1, the only one that this program reads',
    ],
  ])('that is none is told so: %s', (text, problem) => {
    expect(decodeLine(text)).toEqual({ ok: false, problem });
  });

  test('never throws, whatever is in the file', () => {
    const someLine = fc.constantFrom(...LINES.map(([, text]) => text));
    const torn = fc.tuple(someLine, fc.nat()).map(([text, at]) => text.slice(0, at % text.length));
    const spoilt = fc
      .tuple(fc.constantFrom(...LINES.map(([line]) => line)), fc.string(), fc.jsonValue())
      .map(([line, key, value]) =>
        JSON.stringify({ ...line, [key]: value, ...(fieldOf(line, value) ?? {}) }),
      );
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), torn, spoilt), (text) => {
        const decoded = decodeLine(text);
        if (decoded.ok) toSessionInput(decoded.line);
        else expect(decoded.problem).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});

/** One field of the line, by the value's own whim, with that value. */
function fieldOf(line: RecordingLine, value: unknown): Record<string, unknown> | null {
  const names = Object.keys(line).filter((name) => name !== 'type');
  const name = names[JSON.stringify(value).length % names.length];
  return name === undefined ? null : { [name]: value };
}

test('a line is an input of a session, or says so by null', () => {
  for (const [line] of LINES) {
    const isInput = toSessionInput(line) !== null;
    expect([line.type, isInput]).toEqual([
      line.type,
      !['session', 'config', 'instrument', 'master', 'decision', 'outcome', 'end'].includes(line.type),
    ]);
  }
});
