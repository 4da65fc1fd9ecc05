/** Most lines of a recording are read without parsing them; what comes of that must be what parsing gives. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { REASONS } from '../../src/core/deciding/reasons.ts';
import { readPlainLine } from '../../src/journal/recording/plain-lines.ts';
import { decodeLine, encodeLine } from '../../src/journal/recording/recording-format.ts';
import type { RecordingLine } from '../../src/journal/recording/recording-line.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('₹ 1,00,000', '"', '\\', '\n'),
);
const whole = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.maxSafeInteger());
const order = fc.record({
  order_type: text,
  side: fc.constantFrom('buy', 'sell'),
  quantity: whole,
  price: fc.option(text),
  trigger_price: fc.option(text),
  product: text,
  variety: text,
});
const decided = {
  order_id: text,
  symbol: text,
  exchange: fc.constantFrom('NSE', 'NFO', 'MCX'),
  side: fc.constantFrom('buy', 'sell'),
  follower: text,
  action: fc.constantFrom('copy', 'skip', 'modify', 'cancel'),
  reason: fc.constantFrom(...Object.keys(REASONS)) as fc.Arbitrary<keyof typeof REASONS>,
  rule: fc.option(text),
  master_quantity: whole,
  quantity: whole,
  orders: fc.array(order, { maxLength: 3 }),
};
const line = fc.oneof(
  fc.record({
    type: fc.constant('decision'),
    at_ms: whole,
    order_key: text,
    revision: whole,
    decision: fc.oneof(fc.record(decided), fc.record({ ...decided, revision: whole })),
  }),
  fc.record({
    type: fc.constant('copy_ended'),
    at_ms: whole,
    order_key: text,
    follower: text,
    revision: whole,
    filled: fc.option(whole),
  }),
) as fc.Arbitrary<RecordingLine>;

test('a line is read as it was written, whatever stands in it', () => {
  fc.assert(
    fc.property(line, (written) => {
      expect(decodeLine(encodeLine(written))).toEqual({ ok: true, line: written });
    }),
  );
});

test('a line that is written in another form means the same', () => {
  fc.assert(
    fc.property(line, (written) => {
      const spaced = JSON.stringify(JSON.parse(encodeLine(written)), null, 1).replaceAll('\n', ' ');
      expect(readPlainLine(spaced)).toBeNull();
      expect(decodeLine(spaced)).toEqual({ ok: true, line: written });
    }),
  );
});

const DECISION =
  '{"type":"decision","at_ms":5,"order_key":"1","revision":1,"decision":{"order_id":"1","symbol":"SBIN-EQ",' +
  '"exchange":"NSE","side":"buy","follower":"a","action":"copy","reason":"ENTRY","rule":null,"master_quantity":4,' +
  '"quantity":2,"orders":[{"order_type":"LIMIT","side":"buy","quantity":2,"price":"871.35","trigger_price":null,' +
  '"product":"DELIVERY","variety":"NORMAL"}]}}';
const ENDED = '{"type":"copy_ended","at_ms":5,"order_key":"1","follower":"a","revision":1,"filled":2}';

test('lines of a day are plain', () => {
  expect([DECISION, ENDED].map((one) => readPlainLine(one))).toEqual([
    JSON.parse(DECISION),
    JSON.parse(ENDED),
  ]);
});

test.each([
  [DECISION.replace('"ENTRY"', '"NOBODY_KNOWS"'), /^decision\.decision\.reason is not one of /],
  [DECISION.replace('"ENTRY"', '"toString"'), /^decision\.decision\.reason is not one of /],
  [DECISION.replace('"action":"copy"', '"action":"buy"'), /^decision\.decision\.action is not one of /],
  [
    DECISION.replace('"quantity":2,"orders"', '"quantity":"2","orders"'),
    /^decision\.decision\.quantity is not a whole number$/,
  ],
  [DECISION.replace('"SBIN-EQ"', '"SBIN\u0001EQ"'), /^the line is not JSON$/],
  [`${DECISION}}`, /^the line is not JSON$/],
  [ENDED.replace('"filled":2', '"filled":02'), /^the line is not JSON$/],
  [ENDED.replace('"filled":2', '"filled":2.5'), /^copy_ended\.filled is not a whole number$/],
])('what is wrong with %s is said as of any line', (broken, problem) => {
  expect(decodeLine(broken)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
});
