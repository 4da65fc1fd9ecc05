/** Whole explanations of handpicked decisions, as people read them, in tests/explain/pinned/. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { LiveSession, OPENING_MS, share } from '../replay/live-session.ts';
import { type Asked, explainIn } from './support.ts';

const NIFTY_CALL = 'NIFTY01DEC2625300CE';
const INSTRUMENTS = [
  {
    token: '57101',
    symbol: NIFTY_CALL,
    name: 'NIFTY',
    expiry: '01DEC2026',
    strike: '2530000.000000',
    lotsize: '65',
    instrumenttype: 'OPTIDX',
    exch_seg: 'NFO',
    tick_size: '5.000000',
    freeze_qty: '1801',
  },
];

/** Followers and what else the file says, a line each. */
const config = (...lines: readonly string[]) => `version: 1\nmaster: {}\n${lines.join('\n')}\n`;

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string | object>>;
  readonly asked: Asked;
}

const CASES: readonly Case[] = [
  {
    name: 'an entry sized by a rule, priced by the table, and sliced',
    files: {
      'copytrade.yaml': config(
        'instruments: instruments.json',
        'filters: { symbols: { allow: [NIFTY, RELIANCE-EQ], block: [FINNIFTY] }, time: "09:15..15:30" }',
        'followers: { a: { quantity: { fixed: 65, overrides: [{ match: { underlying: BANKNIFTY }, lots: 1 }], round: nearest } } }',
        'rules:',
        '  - id: no-late-expiry',
        '    match: { instrument: option, days_to_expiry: 0, time: "14:30..15:40" }',
        '    skip: true',
        '  - id: nifty-more',
        '    why: The small account has grown.',
        '    match: { underlying: NIFTY, any: [{ side: buy }, { price: "< 10" }] }',
        '    quantity: { multiplier: 2.5 }',
      ),
      'instruments.json': INSTRUMENTS,
    },
    asked: { words: [`buy 1560 ${NIFTY_CALL} market @ 20`], width: 120 },
  },
  {
    name: 'an entry that a rule skips, on a narrow terminal',
    files: {
      'copytrade.yaml': config(
        'followers: { a: {}, b: {} }',
        'rules:',
        '  - id: protect-long',
        '    match: { side: sell, not: { instrument: equity } }',
        '    skip: false',
        '  - id: no-late-expiry',
        '    why: Expiry-day premiums swing too fast after half past two.',
        '    match: { instrument: option, days_to_expiry: 0, time: "14:30..15:40" }',
        '    skip: true',
      ),
    },
    asked: {
      described: {
        symbol: NIFTY_CALL,
        side: 'buy',
        quantity: 65,
        price: '12.5',
        lotSize: 65,
        date: '2026-12-01',
        time: '14:45',
      },
      follower: 'b',
      width: 56,
    },
  },
  {
    name: 'filters of the file let it pass, one of the follower does not',
    files: {
      'copytrade.yaml': config(
        'filters: { symbols: { allow: ["NSE:*-EQ"], block: [SBIN] }, order_types: [market, limit] }',
        'followers: { a: { filters: { symbols: { block: ["REL*"] } } } }',
      ),
    },
    asked: { words: ['buy', '100', 'RELIANCE-EQ', '@', '1500'] },
  },
  {
    name: 'an exit of a part, at a share that has no end in decimals',
    files: {
      'copytrade.yaml': config(
        'followers: { a: { quantity: { fixed: 50 }, execution: { as: auto, slippage: "0.5%" } } }',
      ),
    },
    asked: { words: ['buy 300 RELIANCE-EQ @ 1500', 'sell 100 RELIANCE-EQ @ 1480 stop 1495 average 1491.1'] },
  },
  {
    name: 'a quantity by the ratio of capitals, with bounds, and a limit of a rule',
    files: {
      'copytrade.yaml': config(
        'followers:',
        '  a:',
        '    capital: 200000',
        '    quantity: { capital_ratio: 1, round: up, min: 5, max: 40 }',
        '    limits: { max_order_value: 70000, max_orders_per_day: 3, daily_loss: 5000 }',
        'rules:',
        '  - { id: small, match: { value: "> 100000" }, limits: { max_order_value: 50000 } }',
      ).replace('master: {}', 'master: { capital: 300000 }'),
    },
    asked: { words: ['buy 100 RELIANCE-EQ @ 1500'] },
  },
  {
    name: 'an exit at a price below one tick',
    files: { 'copytrade.yaml': config('followers: { a: { quantity: { lots: 2 } } }') },
    asked: { words: [`buy 75 ${NIFTY_CALL} @ 0.1 lot 75`, `sell 75 ${NIFTY_CALL} market @ 0.05 lot 75`] },
  },
  {
    name: 'a value that a rule asks for is not known',
    files: {
      'copytrade.yaml': config(
        'followers: { a: {} }',
        'rules: [{ id: far, match: { lots: "> 4", side: buy }, limits: { max_order_value: 10000 } }]',
      ),
    },
    asked: { words: ['buy', '75', NIFTY_CALL, '@', '100'] },
  },
  {
    name: 'what waits is closed again, and the rest is copied when the order ends',
    files: {
      'copytrade.yaml': config('followers: { a: {}, off: { enabled: false } }'),
      'log.json': [
        share('1', 'BUY', 100, { orderstatus: 'open', filledshares: '60' }),
        share('2', 'SELL', 20, { updatetime: '23-Nov-2026 09:16:00' }),
        share('1', 'BUY', 100, {
          orderstatus: 'cancelled',
          filledshares: '60',
          updatetime: '23-Nov-2026 09:17:00',
        }),
      ],
    },
    asked: { logs: ['log.json'], orderId: '1' },
  },
  {
    name: 'an order of the tool itself, without colours or letters beyond ASCII',
    files: {
      'copytrade.yaml': config('followers: { a: {} }'),
      'log.json': [share('1', 'BUY', 100, { ordertag: 'ct0123456789abc' })],
    },
    asked: { logs: ['log.json'], orderId: '1', unicode: false },
  },
];

describe('pinned explanations', () => {
  test.each(CASES)('$name', async ({ name, files, asked }) => {
    const { code, out, err } = await explainIn(files, asked);
    expect([code, err]).toEqual([0, '']);
    await expect(out).toMatchFileSnapshot(`pinned/${name.replaceAll(/[^A-Za-z]+/g, '-')}.txt`);
  });

  test('the example of docs/explain.md', async () => {
    const documentation = await readFile(new URL('../../docs/explain.md', import.meta.url), 'utf8');
    const [, words = '', shown] =
      /\n\$ copytrade explain (.+) --follower follower1\n([^`]+)```/.exec(documentation) ?? [];
    const files = {
      'copytrade.yaml': config(
        'filters: { symbols: { block: [FINNIFTY, "*-BE"] } }',
        'followers:',
        '  follower1: { quantity: { multiplier: 0.5 } }',
        '  follower2: { quantity: { lots: 1 } }',
        '',
        'rules:',
        '  - id: no-late-expiry',
        '    match: { instrument: option, days_to_expiry: 0, time: "14:30..15:40" }',
        '    skip: true',
      ),
    };
    const { out } = await explainIn(files, { words: words.split(' '), follower: 'follower1', width: 118 });
    expect(out).toBe(shown);
  });

  test('a live order that was copied, and paused for another, with its colours', async () => {
    const live = new LiveSession(config('followers: { a: { quantity: { multiplier: 0.5 } }, b: {} }'));
    live.tell({ kind: 'steer', action: 'pause', follower: 'b' });
    live.nowMs = OPENING_MS + 1000;
    live.seeAndFill(share('1', 'BUY', 100));
    live.seeAndFill(share('2', 'BUY', 10, { updatetime: '23-Nov-2026 09:13:00' }));
    const files = { 'logs/session_20261123_091500.jsonl': live.text() };
    const [copied, stale] = [
      await explainIn(files, { orderId: '1', colour: true }),
      await explainIn(files, { orderId: '2', follower: 'a' }),
    ];
    expect([copied.code, copied.err, stale.code, stale.err]).toEqual([0, '', 0, '']);
    await expect(copied.out).toMatchFileSnapshot('pinned/a-live-order-in-colours.txt');
    await expect(stale.out).toMatchFileSnapshot('pinned/a-live-order-that-came-late.txt');
  });

  test('an opening that meets a copied position on the other side', async () => {
    const live = new LiveSession(config('followers: { a: { quantity: { multiplier: 0.5, min: 40 } } }'));
    live.seeAndFill(share('1', 'BUY', 100));
    live.take({ type: 'positions', at_ms: live.nowMs, rows: [] });
    live.seeAndFill(share('2', 'SELL', 60));
    const files = { 'logs/session_20261123_091500.jsonl': live.text() };
    const { code, out, err } = await explainIn(files, { orderId: '2' });
    expect([code, err]).toEqual([0, '']);
    await expect(out).toMatchFileSnapshot('pinned/an-opening-on-the-other-side.txt');
  });
});
