import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import { createTerminalView } from '../../src/reporting/terminal/terminal-view.ts';
import {
  atSecond,
  copy,
  decided,
  masterOrder,
  masterRow,
  outcome,
  plannedOrder,
  rupees,
  skip,
  started,
} from './scripted-events.ts';
import { Sheet, screenOf, show } from './shown.ts';

const bought = masterRow();
const resting = masterRow({
  orderId: '261123000000099',
  tradingSymbol: 'BANKNIFTY24NOV2656000PE',
  side: 'sell',
  orderType: 'limit',
  product: 'intraday',
  quantity: 3600,
  filledQuantity: 0,
  status: 'open pending',
  terminal: false,
  averagePrice: null,
  limitPrice: rupees('1234.5'),
});
const LIVE = [
  { name: 'follower1', mode: 'live', enabled: true },
  { name: 'follower2', mode: 'dry_run', enabled: true },
  { name: 'papa', mode: 'live', enabled: false },
] as const;

describe('a dry run', () => {
  it('shows the mode, the accounts, the files, an order and what each follower makes of it', () => {
    const events = [
      started({ seenBefore: 3, positions: 1 }),
      masterOrder(bought),
      decided(bought, [
        copy('follower1', [plannedOrder(65, '102')]),
        skip('follower2', 'RULE_SKIP', 'no-late-expiry-options'),
      ]),
    ];
    expect(show(events)).toBe(
      screenOf(`
      ── copytrade  DRY RUN  nothing is placed; decisions are shown and recorded ─────
        config    copytrade.yaml
        master    3 orders seen before the start, not copied; 1 open position
        followers follower1, follower2
        records   logs/copy_trading_20261123_091500.json
        recording logs/session_20261123_091500.jsonl
        log       logs/copytrade.log
        date      2026-11-23, times are IST

      09:31:02 BUY    130 NIFTY24NOV2624000CE market carryfwd complete 101.50 push
               ✓ follower1    65 limit 102.00
               · follower2 RULE_SKIP a rule says skip: no-late-expiry-options
      `),
    );
  });

  it('uses the columns of a wide terminal', () => {
    const events = [masterOrder(bought), masterOrder(resting, 1, 'poll')];
    expect(show(events, { width: 120 })).toBe(
      screenOf(`
      09:31:02 BUY      130 NIFTY24NOV2624000CE       market      carryforward complete         101.50     push
      09:31:03 SELL    3600 BANKNIFTY24NOV2656000PE   limit       intraday     open pending     1234.50    poll
      `),
    );
  });
});

describe('a live run', () => {
  it('is loud about it, and shows what became of each copy under its order', () => {
    const exit = { mode: 'live', reason: 'EXIT', rule: 'banknifty-quarter' } as const;
    const events = [
      started({ mode: 'live', followers: LIVE }),
      masterOrder(resting, 0, 'poll'),
      decided(resting, [
        copy('follower1', [plannedOrder(1800, '1234.5'), plannedOrder(200, '1234.5')], exit),
        copy('follower2', [plannedOrder(100, null)]),
        skip('papa', 'FOLLOWER_DISABLED'),
      ]),
      outcome({ quantity: 1800 }),
      outcome({ quantity: 200, state: 'refused', words: 'AB4036: Cautionary listing', brokerOrderId: null }),
      outcome({ quantity: 1800, state: 'open' }),
      outcome({ quantity: 1800, state: 'complete', filledQuantity: 1800, atMs: atSecond(1) }),
      masterOrder(bought, 5),
    ];
    expect(show(events)).toBe(
      screenOf(`
      *** LIVE ***  real orders for 1 follower  **************************************
        config    copytrade.yaml
        master    no orders yet today; 0 open positions
        followers follower1 (live), follower2 (dry run), papa (off)
        records   logs/copy_trading_20261123_091500.json
        recording logs/session_20261123_091500.jsonl
        log       logs/copytrade.log
        date      2026-11-23, times are IST

      09:31:02 SELL 3600 BANKNIFTY24NOV2656000PE limit intraday open pending 1234.50
               ✓ follower1  2000 limit 1234.50, 2 orders: 1800 + 200  exit, rule
                           banknifty-quarter
               ✓ follower2   100 at market  dry run
               · papa      FOLLOWER_DISABLED the follower is switched off
      09:31:02 ✓ follower1  1800 accepted 261123000000018, 212 ms
      09:31:02 ✗ follower1   200 refused after 212 ms: “AB4036: Cautionary listing”
      09:31:03 ✓ follower1  1800 complete

      09:31:07 BUY    130 NIFTY24NOV2624000CE market carryfwd complete 101.50 push
      `),
    );
  });

  it('names the order again where something else was shown between', () => {
    const events = [
      masterOrder(bought),
      decided(bought, [copy('papa', [plannedOrder(65, '102')])]),
      masterOrder(resting, 1),
      outcome({
        follower: 'papa',
        state: 'rejected',
        words: 'RMS: margin',
        filledQuantity: 25,
        atMs: atSecond(2),
      }),
      outcome({ follower: 'papa', state: 'cancelled', atMs: atSecond(3) }),
      decided(resting, [skip('papa', 'DECLINED')], 4),
    ];
    expect(show(events)).toBe(
      screenOf(`
      09:31:02 BUY    130 NIFTY24NOV2624000CE market carryfwd complete 101.50 push
               ✓ papa      65 limit 102.00

      09:31:03 SELL 3600 BANKNIFTY24NOV2656000PE limit intraday open pending 1234.50
      09:31:04 ✗ papa   BUY     65 NIFTY24NOV2624000CE rejected, 25 of 65 filled:
                        “RMS: margin”
      09:31:05 ✗ papa   BUY     65 NIFTY24NOV2624000CE cancelled, nothing filled
      09:31:06 SELL  3600 BANKNIFTY24NOV2656000PE limit  intraday open pending 1234.50
               · papa   DECLINED declined on the terminal
      `),
    );
  });

  it('shouts where it is not known whether there is an order, right under its own order too', () => {
    const events = [
      masterOrder(bought),
      decided(bought, [copy('follower1', [plannedOrder(65, '102')], { mode: 'live' })]),
      outcome({ state: 'unknown', words: 'no answer', brokerOrderId: null, latencyMs: 12_345 }),
    ];
    expect(show(events).split('\n').slice(2).join('\n')).toBe(
      screenOf(`
      09:31:02 ? follower1 BUY     65 NIFTY24NOV2624000CE UNKNOWN after 12.3 s: THERE
                        MAY BE AN ORDER: “no answer”
                 It is looked up in the broker's book before anything is sent again.
      `),
    );
  });
});

describe('rows of the master', () => {
  it('are shown when first seen and when status, fill or price change, and not on their way to the exchange', () => {
    const rows = [
      { ...resting, status: 'validation pending' },
      { ...resting, status: 'open pending' },
      { ...resting, status: 'open' },
      { ...resting, status: 'open', filledQuantity: 900 },
      { ...resting, status: 'open', filledQuantity: 900 },
      { ...resting, status: 'modified', limitPrice: rupees('1230'), filledQuantity: 900 },
      { ...resting, status: 'cancelled', terminal: true, filledQuantity: 900, averagePrice: rupees('1234') },
      { ...resting, status: 'cancelled', terminal: true, filledQuantity: 900, averagePrice: rupees('1234') },
    ];
    expect(show(rows.map((row, index) => masterOrder(row, index)))).toBe(
      screenOf(`
      09:31:02 SELL 3600 BANKNIFTY24NOV2656000PE limit intraday validation pending
               1234.50 push
      09:31:05 SELL 3600 BANKNIFTY24NOV2656000PE limit intraday open 900/3600 1234.50
      09:31:07 SELL 3600 BANKNIFTY24NOV2656000PE limit intraday modified 900/3600
               1230.00 push
      09:31:08 SELL 3600 BANKNIFTY24NOV2656000PE limit intraday cancelled 900/3600
               1234.00 push
      `),
    );
  });

  it('are shown once where a push, which has no unique id, is told again by a poll, which has one', () => {
    const pushed = masterRow({ uniqueOrderId: null });
    const polled = masterRow({ uniqueOrderId: 'f1b7a6c2' });
    const once = show([masterOrder(pushed)]);
    expect(show([masterOrder(pushed), masterOrder(polled), masterOrder(pushed)])).toBe(once);
  });

  it('show the trigger of a stop, and the words of a rejection', () => {
    const stop = masterRow({
      orderType: 'stop_limit',
      status: 'rejected',
      limitPrice: rupees('99.5'),
      averagePrice: null,
      triggerPrice: rupees('100'),
      filledQuantity: 0,
      text: 'Trigger price is above the last price',
    });
    expect(show([masterOrder(stop)], { width: 110 })).toBe(
      screenOf(`
      09:31:02 BUY 130 NIFTY24NOV2624000CE stop limit (trigger 100.00) carryforward rejected 99.50 push
               “Trigger price is above the last price”
      `),
    );
  });
});

describe('many followers', () => {
  const names = Array.from({ length: 100 }, (_, index) => `f${String(index + 1).padStart(3, '0')}`);
  const decisions = names.map((name, index) =>
    index === 1 ? copy(name, [plannedOrder(65, '102')]) : skip(name, 'SYMBOL_NOT_ALLOWED'),
  );

  it('that skip for the same reason are folded, in their order', () => {
    const followers = names.map((name) => ({ name, mode: 'dry_run' as const, enabled: name !== 'f007' }));
    const shown = show([started({ followers }), masterOrder(bought), decided(bought, decisions)]);
    expect(shown).toContain('\n  followers 100: 99 on, 1 off\n');
    expect(shown.slice(shown.indexOf('09:31:02'))).toBe(
      screenOf(`
      09:31:02 BUY    130 NIFTY24NOV2624000CE market carryfwd complete 101.50 push
               · f001   SYMBOL_NOT_ALLOWED filters: symbols.allow
               ✓ f002      65 limit 102.00
               · 98 followers: SYMBOL_NOT_ALLOWED filters: symbols.allow
      `),
    );
  });

  it('are named from first to last where there is room', () => {
    expect(show([masterOrder(bought), decided(bought, decisions)], { width: 100 })).toContain(
      '· 98 followers: SYMBOL_NOT_ALLOWED filters: symbols.allow (f003 to f100)\n',
    );
  });

  it('are not folded where they are eight, or where another rule says so', () => {
    const eight = decisions.slice(2, 10);
    const rules = Array.from({ length: 9 }, (_, index) =>
      skip(`f${index}`, 'RULE_SKIP', `rule-${index % 2}`),
    );
    expect(show([masterOrder(bought), decided(bought, eight)]).match(/SYMBOL_NOT_ALLOWED/g)).toHaveLength(8);
    expect(show([masterOrder(bought), decided(bought, rules)]).match(/RULE_SKIP/g)).toHaveLength(9);
  });

  it('with many slices list them by size', () => {
    const slices = [1800, 1800, 1800, 1800, 400].map((units) => plannedOrder(units, '102'));
    expect(show([masterOrder(bought), decided(bought, [copy('f001', slices)])])).toContain(
      '✓ f001    7600 limit 102.00, 5 orders: 4 × 1800 + 400\n',
    );
  });
});

describe('the health of the engine', () => {
  const throttled = { kind: 'throttled', code: 'THROTTLED', message: 'exceeding access rate' } as const;

  it('is told in a line, a lasting failure once', () => {
    const failed: EngineEvent = { type: 'feed', atMs: atSecond(2), what: 'poll_failed', error: throttled };
    const wrongPin = { kind: 'credentials', code: 'AB1050', message: 'Invalid totp' } as const;
    const events: EngineEvent[] = [
      { type: 'account', atMs: atSecond(0), account: 'master', state: 'opening', error: null },
      { type: 'account', atMs: atSecond(0), account: 'master', state: 'open', error: null },
      { type: 'account', atMs: atSecond(0), account: 'papa', state: 'locked', error: wrongPin },
      { type: 'feed', atMs: atSecond(1), what: 'push_up', error: null },
      failed,
      { ...failed, atMs: atSecond(4) },
      { type: 'feed', atMs: atSecond(9), what: 'poll_recovered', error: null },
      { ...failed, atMs: atSecond(11) },
      { type: 'unreadable_row', atMs: atSecond(12), via: 'poll', problem: 'the row has no order id' },
      { type: 'notice', atMs: atSecond(13), level: 'warn', text: 'entries are paused' },
      { type: 'notice', atMs: atSecond(14), level: 'info', text: 'funds were read' },
      { type: 'steered', atMs: atSecond(15), action: 'pause', follower: null, withdrawn: 2 },
      { type: 'steered', atMs: atSecond(16), action: 'close_only', follower: 'papa', withdrawn: 0 },
      { type: 'steered', atMs: atSecond(17), action: 'resume', follower: 'papa', withdrawn: 0 },
    ];
    expect(show(events)).toBe(
      screenOf(`
      09:31:02 ✓ master logged in
      09:31:02 ! papa   is locked: the credentials are wrong and are not tried again:
                 AB1050 “Invalid totp”
      09:31:03 ✓ feed: push connected
      09:31:04 ! feed: the master's order book could not be read: THROTTLED “exceeding
                 access rate”
      09:31:11 ✓ feed: the master's order book can be read again
      09:31:13 ! feed: the master's order book could not be read: THROTTLED “exceeding
                 access rate”
      09:31:14 ✗ a row of the master's orders could not be read (poll): the row has no
                 order id
      09:31:15 ! entries are paused
      09:31:16 · funds were read
      09:31:17 ! everybody paused: no entries are copied; exits go on; 2 orders had
                 not left and will not
      09:31:18 ! papa close-only: only exits are copied
      09:31:19 ✓ papa resumed: entries are copied again
      `),
    );
  });

  it('tells what a reload would have changed in what was decided today', () => {
    const report =
      'Follower papa: 1 decision differs\n  copied  1  →  0\n\nFollower mama: 1 decision differs';
    expect(show([{ type: 'plan', atMs: atSecond(0), changed: 2, report, document: {} }])).toBe(
      [
        "09:31:02 · of today's orders so far, 2 decisions would have been otherwise",
        '           (nothing is sent for it):',
        '',
        report,
        '',
        '',
      ].join('\n'),
    );
  });

  it('tells reloads in plain words, and refused ones as validate does', () => {
    const report = 'copytrade.yaml:12:3: error[unknown-key]\n\n  12 |   quantty: mirror\n     |   ^^^^^^^\n';
    const events: EngineEvent[] = [
      { type: 'reloaded', atMs: atSecond(0), changes: ['follower1: quantity 0.5 × → 0.25 ×'] },
      { type: 'reloaded', atMs: atSecond(1), changes: [] },
      { type: 'reload_refused', atMs: atSecond(2), report },
    ];
    expect(show(events)).toBe(
      screenOf(`
      09:31:02 ✓ the configuration is in force:
                 follower1: quantity 0.5 × → 0.25 ×
      09:31:03 ✓ the configuration was read again; nothing changes
      09:31:04 ✗ the configuration has errors: what was in force before stays in force

      copytrade.yaml:12:3: error[unknown-key]

        12 |   quantty: mirror
           |   ^^^^^^^

      `),
    );
  });

  it('is loud where somebody has to look, and counts at the end', () => {
    const statistics = { copies: 4, successful: 2, failed: 1, pending: 1, skipped: 3 };
    const events: EngineEvent[] = [
      { type: 'escalation', atMs: atSecond(0), account: 'papa', text: 'holds 35 where the ledger says 65' },
      { type: 'stopped', atMs: atSecond(60), reason: 'interrupted', statistics },
    ];
    expect(show(events)).toBe(
      screenOf(`
      09:31:02 !!! papa: SOMEBODY HAS TO LOOK !!!
                 holds 35 where the ledger says 65

      09:32:02 stopped: interrupted
               4 copies: 2 successful, 1 failed, 1 pending; 3 skipped
      `),
    );
  });

  it('says when another day has begun', () => {
    const event: EngineEvent = { type: 'notice', atMs: atSecond(0), level: 'info', text: 'a' };
    expect(show([event, { ...event, atMs: atSecond(86_400) }])).toBe(
      screenOf(`
      09:31:02 · a

      2026-11-24
      09:31:02 · a
      `),
    );
  });
});

describe('texts of others', () => {
  const HOSTILE = '\u001b[2J\u001b]0;owned\u0007EVIL\r\n✓ follower1 \u202e001\u200b';

  it('cannot move the cursor, colour, begin a line or turn letters round', () => {
    const row = masterRow({ tradingSymbol: HOSTILE, status: 'rejected', text: 'a\u0085b\u009b31mc' });
    const shown = show([masterOrder(row)], { width: 200 });
    expect(shown).toBe(
      screenOf(`
      09:31:02 BUY      130 \\u{1b}[2J\\u{1b}]0;owned\\u{7}EVIL ✓ follower1 \\u{202e}001\\u{200b} market      carryforward rejected         101.50     push
               “a\\u{85}b\\u{9b}31mc”
      `),
    );
  });

  it('stay within a screen of 40 columns, however long a word is', () => {
    const row = masterRow({ tradingSymbol: 'X'.repeat(4000) });
    const events: EngineEvent[] = [
      masterOrder(row),
      decided(row, [skip('a'.repeat(400), 'NO_PRICE')]),
      outcome({ words: `${'€'.repeat(300)} ${'漢'.repeat(300)}`, state: 'refused' }),
      { type: 'escalation', atMs: 0, account: 'z'.repeat(500), text: 'y'.repeat(500) },
    ];
    const columns = (text: string) => [...text].reduce((sum, char) => sum + (char === '漢' ? 2 : 1), 0);
    const widths = show(events, { width: 40 }).split('\n').map(columns);
    expect(Math.max(...widths)).toBe(40);
  });

  it('are shown without secrets, wherever they stand', () => {
    const secret = 'S3CRET';
    const row = masterRow({ tradingSymbol: secret, status: 'rejected', text: secret });
    const events: EngineEvent[] = [
      started({ configFile: secret }),
      masterOrder(row),
      decided(row, [skip('follower1', 'RULE_SKIP', secret)]),
      outcome({ symbol: secret, words: secret, state: 'unknown', brokerOrderId: secret }),
      {
        type: 'account',
        atMs: 0,
        account: 'master',
        state: 'failed',
        error: { kind: 'session', code: 'X', message: secret },
      },
      { type: 'reloaded', atMs: 0, changes: [secret] },
      { type: 'reload_refused', atMs: 0, report: secret },
      { type: 'plan', atMs: 0, changed: 1, report: secret, document: null },
      { type: 'escalation', atMs: 0, account: secret, text: secret },
      { type: 'notice', atMs: 0, level: 'warn', text: secret },
      { type: 'unreadable_row', atMs: 0, via: 'push', problem: secret },
      {
        type: 'stopped',
        atMs: 0,
        reason: secret,
        statistics: { copies: 1, successful: 0, failed: 0, pending: 0, skipped: 0 },
      },
    ];
    const shown = show(events, { redact: (text) => text.replaceAll(secret, '[token]') });
    expect(shown).not.toContain(secret);
    expect(shown.match(/\[token\]/g)).toHaveLength(18);
  });
});

describe('colours and letters', () => {
  it('paints by meaning, and each row for itself', () => {
    const esc = '\u001b';
    const shown = show(
      [
        masterOrder(bought),
        decided(bought, [copy('papa', [plannedOrder(65, '102')]), skip('mama', 'NO_PRICE')]),
      ],
      { colour: true },
    );
    expect(shown.replaceAll(esc, '^')).toBe(
      screenOf(`
      ^[2m09:31:02 ^[0m^[1;36mBUY  ^[0m  130 ^[1mNIFTY24NOV2624000CE ^[0mmarket carryfwd ^[32mcomplete ^[0m101.50 ^[2mpush^[0m
               ^[32m✓ ^[0mpapa      65 limit 102.00
               ^[2m· mama   ^[0mNO_PRICE^[2m no price is known where one is needed^[0m
      `),
    );
  });

  it('uses ASCII only where the terminal is not UTF-8', () => {
    const shown = show(
      [
        started(),
        masterOrder({ ...bought, tradingSymbol: 'NIFTY₹€' }),
        decided(bought, [
          copy(
            'papa',
            [1, 1, 1, 1, 2].map((units) => plannedOrder(units, null)),
          ),
        ]),
        { type: 'reloaded', atMs: atSecond(1), changes: ['papa: 0.5 × → 1 ×'] },
      ],
      { unicode: false },
    );
    expect(shown).toMatch(/^[\n -~]+$/);
    expect(shown).toContain('-- copytrade  DRY RUN  nothing is placed');
    expect(shown).toContain('NIFTYRs \\u{20ac}');
    expect(shown).toContain('+ papa          6 at market, 5 orders: 4 x 1 + 2\n');
    expect(shown).toContain('papa: 0.5 x -> 1 x\n');
  });
});

describe('the stream', () => {
  it('is written no more once the view is closed', () => {
    const out = new Sheet();
    const view = createTerminalView({ out, colour: false, redact: (text) => text });
    view.close();
    view.observe(masterOrder(bought));
    expect(out.text).toBe('');
    expect(out.listenerCount('error')).toBe(0);
  });

  it('may break without harm: a closed pipe does not end an engine', async () => {
    const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const view = createTerminalView({ out, colour: false, redact: (text) => text });
    const closed = new Promise((resolve) => out.on('close', resolve));
    view.observe(masterOrder(bought));
    await closed;
    expect(() => view.observe(masterOrder(resting))).not.toThrow();
  });

  it('that does not keep up loses lines, which are counted', () => {
    const chunks: string[] = [];
    const pending: (() => void)[] = [];
    const out = new Writable({
      write: (chunk, _encoding, done) => {
        chunks.push(String(chunk));
        pending.push(done);
      },
    });
    const view = createTerminalView({ out, colour: false, redact: (text) => text });
    const text = 'x'.repeat(2000);
    for (let each = 0; each < 700; each++) view.observe({ type: 'notice', atMs: 0, level: 'info', text });
    expect(out.writableLength).toBeLessThan(1_010_000);
    for (let done = pending.shift(); done !== undefined; done = pending.shift()) done();
    view.observe({ type: 'notice', atMs: 0, level: 'info', text: 'after' });
    for (let done = pending.shift(); done !== undefined; done = pending.shift()) done();
    expect(chunks.at(-1)).toMatch(
      /^\(\d+ lines left out: the terminal did not keep up\)\n05:30:00 · after\n$/,
    );
  });
});
