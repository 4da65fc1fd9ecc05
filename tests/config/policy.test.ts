import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Match, Policy } from '../../src/core/policy/policy.ts';
import { compiled, fileWith, places } from './findings-of.ts';

const policyOf = (lines: string): Policy => compiled(fileWith(lines)).policy;
const whole = (n: number) => ({ n, d: 1 });

test('a file that says nothing has every default filled in', () => {
  const { settings, policy } = compiled('version: 1\nmaster: {}\nfollowers: { f1: {} }\n');
  expect(policy).toEqual({
    copyOn: 'complete',
    filters: NO_FILTERS,
    followers: [
      {
        name: 'f1',
        enabled: true,
        filters: NO_FILTERS,
        quantity: { sizing: { kind: 'mirror' }, round: 'down', min: null, max: null, overrides: [] },
        execution: { as: 'auto', slippage: 'auto', maxAgeMs: 60_000 },
        chase: { everyMs: 5000, times: 3, within: 'auto' },
        limits: { maxOrderValue: null, maxOrdersPerDay: null, dailyLoss: null },
        capital: null,
      },
    ],
    rules: [],
    masterCapital: null,
  });
  expect(settings).toEqual({
    mode: 'dry_run',
    confirm: false,
    catchUp: { maxAgeMs: null, maxDeviation: null },
    master: {
      name: 'master',
      broker: 'angelone',
      credentials: {
        api_key: { kind: 'env', variable: 'API_KEY' },
        client_id: { kind: 'env', variable: 'CLIENT_ID' },
        password: { kind: 'env', variable: 'PASSWORD' },
        totp_secret: { kind: 'env', variable: 'TOTP_SECRET' },
      },
      network: { kind: 'direct' },
      capital: null,
      feed: 'auto',
      pollIntervalMs: 3000,
    },
    followers: [
      {
        name: 'f1',
        broker: 'angelone',
        credentials: null,
        network: { kind: 'direct' },
        capital: null,
        enabled: true,
        mode: 'dry_run',
      },
    ],
    instrumentsFile: null,
    folder: '.',
  });
});

const NO_FILTERS = {
  exchanges: null,
  blockSymbols: null,
  allowSymbols: null,
  instruments: null,
  orderTypes: null,
  products: null,
  sides: null,
  time: null,
};

describe('defaults', () => {
  const lines = `  f2: { quantity: { max: 100 }, execution: { as: limit }, limits: { max_order_value: 900, daily_loss: 5 } }
defaults:
  quantity: { lots: 2, round: up, min: 30 }
  execution: { slippage: "1%", max_age: 5s }
  limits: { max_order_value: 1000, max_orders_per_day: 3, daily_loss: 7.5 }
`;

  test('are what a follower has where it says nothing', () => {
    expect(policyOf(lines).followers[0]).toMatchObject({
      quantity: { sizing: { kind: 'lots', lots: 2 }, round: 'up', min: 30, max: null },
      execution: { as: 'auto', slippage: { n: 1, d: 100 }, maxAgeMs: 5000 },
      limits: { maxOrderValue: whole(1000), maxOrdersPerDay: 3, dailyLoss: { n: 75, d: 10 } },
    });
  });

  test("are replaced whole by a follower's own quantity or execution; of limits the tightest binds", () => {
    expect(policyOf(lines).followers[1]).toMatchObject({
      quantity: { sizing: { kind: 'mirror' }, round: 'down', min: null, max: 100 },
      execution: { as: 'limit', slippage: 'auto', maxAgeMs: 60_000 },
      limits: { maxOrderValue: whole(900), maxOrdersPerDay: 3, dailyLoss: whole(5) },
    });
  });
});

const codesOf = (lines: string) => places(fileWith(lines)).map((place) => place.split(' ')[1]);

describe('how exits are chased', () => {
  const chasesOf = (defaults: string, own: string) =>
    policyOf(`  f2: { execution: { ${own} } }\ndefaults: { execution: { ${defaults} } }\n`).followers.map(
      ({ chase }) => chase,
    );

  test('is said of a follower or of all, whole', () => {
    expect(chasesOf('chase: { every: 10s, within: 1% }', 'chase: Off')).toEqual([
      { everyMs: 10_000, times: 3, within: { n: 1, d: 100 } },
      null,
    ]);
  });

  test("goes with a follower's own execution", () => {
    expect(chasesOf('chase: off', 'as: limit')).toEqual([null, { everyMs: 5000, times: 3, within: 'auto' }]);
    expect(policyOf('defaults: { execution: { chase: off } }\n').followers[0]?.chase).toBe(null);
  });

  test.each([
    ['chase: on', 'wrong-value'],
    ['chase: {}', 'empty-value'],
    ['chase: { every: 500ms }', 'out-of-range'],
    ['chase: { times: 0 }', 'out-of-range'],
    ['chase: { within: 100% }', 'wrong-value'],
    ['chase: { entries: true }', 'unknown-key'],
  ])('%s is refused', (written, code) => {
    expect(codesOf(`defaults: { execution: { ${written} } }\n`)).toEqual([code]);
  });

  test('is not said of an order', () => {
    expect(codesOf('rules: [{ id: r, match: {}, execution: { chase: off } }]\n')).toEqual(['unknown-key']);
  });
});

describe('words', () => {
  test('may be in letters of any case', () => {
    const policy = policyOf(
      'copy_on: Fill\nfilters: { sides: BUY, exchanges: [nfo, Bse], products: [IntraDay] }\n',
    );
    expect(policy).toMatchObject({
      copyOn: 'fill',
      filters: { sides: ['buy'], exchanges: ['NFO', 'BSE'], products: ['intraday'] },
    });
  });

  test('option and stop stand for two kinds each', () => {
    expect(policyOf('filters: { instruments: option, order_types: [stop, limit] }\n').filters).toMatchObject({
      instruments: ['call', 'put'],
      orderTypes: ['limit', 'stop_limit', 'stop_market'],
    });
  });

  test('symbols are upper case, know globs and an exchange in front', () => {
    expect(
      policyOf('filters: { symbols: { allow: nifty, block: ["nse:*-be", "BAJAJ-AUTO", m&m] } }\n').filters,
    ).toMatchObject({
      allowSymbols: [{ text: 'NIFTY', isGlob: false, exchange: null }],
      blockSymbols: [
        { text: '*-BE', isGlob: true, exchange: 'NSE' },
        { text: 'BAJAJ-AUTO', isGlob: false, exchange: null },
        { text: 'M&M', isGlob: false, exchange: null },
      ],
    });
  });
});

describe('matches', () => {
  const matchOf = (match: string): Match | undefined =>
    policyOf(`rules: [{ id: r, match: ${match}, skip: true }]\n`).rules[0]?.match;

  test('hold single values and lists alike', () => {
    expect(
      matchOf(
        '{ underlying: banknifty, exchange: [nfo, bfo], symbol: ["nifty*ce", Reliance-EQ], tag: Algo-* }',
      ),
    ).toEqual({
      underlying: ['BANKNIFTY'],
      exchange: ['NFO', 'BFO'],
      symbol: ['NIFTY*CE', 'RELIANCE-EQ'],
      tag: ['ALGO-*'],
    });
  });

  test.each([
    ['65', { min: whole(65), minIncluded: true, max: whole(65), maxIncluded: true }],
    ['"65"', { min: whole(65), minIncluded: true, max: whole(65), maxIncluded: true }],
    ['">= 100"', { min: whole(100), minIncluded: true, max: null, maxIncluded: false }],
    ['">100"', { min: whole(100), minIncluded: false, max: null, maxIncluded: false }],
    ['"< 20.5"', { min: null, minIncluded: false, max: { n: 205, d: 10 }, maxIncluded: false }],
    ['"<=20.05"', { min: null, minIncluded: false, max: { n: 2005, d: 100 }, maxIncluded: true }],
    ['"10..50"', { min: whole(10), minIncluded: true, max: whole(50), maxIncluded: true }],
    ['10 .. 10', { min: whole(10), minIncluded: true, max: whole(10), maxIncluded: true }],
    ['-5..0.25', { min: whole(-5), minIncluded: true, max: { n: 25, d: 100 }, maxIncluded: true }],
  ])('read the range %s', (written, range) => {
    expect(matchOf(`{ price: ${written} }`)).toEqual({ price: [range] });
  });

  test.each(['"10.."', '"..5"', '"=> 5"', '"1..2..3"', '"5 lots"', '"> -"', '""', '"1,5"', '[]', '"<> 5"'])(
    'refuse the range %s',
    (written) => {
      expect(places(fileWith(`rules: [{ id: r, match: { price: ${written} }, skip: true }]\n`))).toHaveLength(
        1,
      );
    },
  );

  test('read days, times and lists of ranges', () => {
    expect(matchOf('{ days_to_expiry: [0, ">= 7"], time: "14:30..15:40" }')).toEqual({
      daysToExpiry: [
        { min: whole(0), minIncluded: true, max: whole(0), maxIncluded: true },
        { min: whole(7), minIncluded: true, max: null, maxIncluded: false },
      ],
      time: [{ startSecond: 52_200, endSecond: 56_400 }],
    });
  });

  test('nest with any and not', () => {
    expect(matchOf('{ any: [{ side: buy }, { not: { instrument: option } }], not: {} }')).toEqual({
      any: [{ side: ['buy'] }, { not: { instrument: ['call', 'put'] } }],
      not: {},
    });
  });

  test('know no glob of an underlying', () => {
    expect(places(fileWith('rules: [{ id: r, match: { underlying: NIFTY* }, skip: true }]\n'))).toEqual([
      '5:39 wrong-value',
    ]);
  });
});

describe('time windows', () => {
  test('one or a list; midnight ends a day', () => {
    expect(policyOf('filters: { time: 09:15..15:20 }\n').filters.time).toEqual([
      { startSecond: 33_300, endSecond: 55_200 },
    ]);
    expect(policyOf('filters: { time: [00:00..01:00, "23:00..24:00"] }\n').filters.time).toEqual([
      { startSecond: 0, endSecond: 3600 },
      { startSecond: 82_800, endSecond: 86_400 },
    ]);
  });

  test.each([
    ['15:00..09:00', 'time-reversed'],
    ['09:15..09:15', 'time-reversed'],
    ['25:00..26:00', 'wrong-value'],
    ['9:15..10:00', 'wrong-value'],
    ['24:00..24:00', 'wrong-value'],
    ['09:15-15:30', 'wrong-value'],
  ])('refuse %s', (window, code) => {
    expect(places(fileWith(`filters: { time: "${window}" }\n`))).toEqual([`5:18 ${code}`]);
  });
});

describe('quantities', () => {
  test('overrides say what they do not take from the quantity they stand in for', () => {
    const lines =
      'defaults: { quantity: { fixed: 65, min: 10, overrides: [{ match: { side: buy }, lots: 1, round: up }, { match: {} }] } }\n';
    expect(policyOf(lines).followers[0]?.quantity).toEqual({
      sizing: { kind: 'fixed', units: 65 },
      round: 'down',
      min: 10,
      max: null,
      overrides: [
        {
          match: { side: ['buy'] },
          quantity: { sizing: { kind: 'lots', lots: 1 }, round: 'up', min: null, max: null },
        },
        { match: {}, quantity: { sizing: { kind: 'mirror' }, round: null, min: null, max: null } },
      ],
    });
  });

  test('mirror is a word or a mapping without a sizing', () => {
    const mirror = { sizing: { kind: 'mirror' }, round: null, min: null, max: null };
    expect(policyOf('rules: [{ id: r, match: {}, quantity: Mirror }]\n').rules[0]?.quantity).toEqual(mirror);
    expect(policyOf('rules: [{ id: r, match: {}, quantity: { max: 5 } }]\n').rules[0]?.quantity).toEqual({
      ...mirror,
      max: 5,
    });
  });

  test('are sized in one way, with min not above max', () => {
    expect(places(fileWith('defaults: { quantity: { fixed: 1, lots: 1 } }\n'))).toEqual(['5:41 two-sizings']);
    expect(places(fileWith('defaults: { quantity: { min: 5, max: 4 } }\n'))).toEqual([
      '5:30 bounds-reversed',
    ]);
    expect(
      places(fileWith('defaults: { quantity: { min: 5, overrides: [{ match: {}, max: 4 }] } }\n')),
    ).toEqual(['5:63 bounds-reversed']);
  });

  test("a rule's has no overrides", () => {
    expect(places(fileWith('rules: [{ id: r, match: {}, quantity: { overrides: [] } }]\n'))).toEqual([
      '5:41 unknown-key',
    ]);
  });
});

describe('executions', () => {
  test('fill what they do not state', () => {
    expect(
      policyOf('rules: [{ id: r, match: {}, execution: { slippage: 2.5% } }]\n').rules[0]?.execution,
    ).toEqual({
      as: 'auto',
      slippage: { n: 1, d: 40 },
      maxAgeMs: 60_000,
    });
  });

  test.each([
    ['500ms', 500],
    ['3s', 3000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['24h', 86_400_000],
  ])('read the duration %s', (written, ms) => {
    expect(
      policyOf(`defaults: { execution: { max_age: ${written} } }\n`).followers[0]?.execution.maxAgeMs,
    ).toBe(ms);
  });

  test.each([
    ['max_age: 0s', 'out-of-range'],
    ['max_age: 25h', 'out-of-range'],
    ['max_age: 1.5s', 'wrong-value'],
    ['max_age: sixty', 'wrong-value'],
    ['max_age: -1s', 'wrong-value'],
    ['slippage: 100%', 'wrong-value'],
    ['slippage: -1%', 'wrong-value'],
    ['slippage: half', 'wrong-value'],
  ])('refuse %s', (written, code) => {
    expect(
      places(fileWith(`defaults: { execution: { ${written} } }\n`)).map((place) => place.split(' ')[1]),
    ).toEqual([code]);
  });

  test('a market order is warned of', () => {
    expect(places(fileWith('defaults: { execution: { as: market } }\n'))).toEqual([
      '5:30 market-orders-barred',
    ]);
  });
});

describe('rules', () => {
  test('know where they stand', () => {
    const { rules } = compiled(
      fileWith('include: more.yaml\nrules:\n  - id: own\n    match: {}\n    skip: false\n'),
      [
        'more.yaml',
        'rules:\n\n- { id: theirs, match: {}, why: "since\\n so", limits: { max_orders_per_day: 0 } }\n',
      ],
    ).policy;
    expect(rules).toEqual([
      {
        id: 'own',
        why: null,
        followers: null,
        match: {},
        skip: false,
        quantity: null,
        execution: null,
        limits: null,
        source: { file: 'copytrade.yaml', line: 7, column: 5 },
      },
      {
        id: 'theirs',
        why: 'since\n so',
        followers: null,
        match: {},
        skip: null,
        quantity: null,
        execution: null,
        limits: { maxOrderValue: null, maxOrdersPerDay: 0, dailyLoss: null },
        source: { file: 'more.yaml', line: 3, column: 3 },
      },
    ]);
  });

  test('do something, have ids of their own, and name followers that there are', () => {
    expect(places(fileWith('rules: [{ id: r, match: {} }]\n'))).toEqual(['5:9 rule-without-effect']);
    expect(
      places(fileWith('include: more.yaml\nrules: [{ id: r, match: {}, skip: true }]\n'), [
        'more.yaml',
        'rules: [{ id: r, match: {}, skip: true }]\n',
      ]),
    ).toEqual(['more.yaml:1:15 rule-id-duplicate']);
    expect(places(fileWith('rules: [{ id: r, followers: [f1, g1], match: {}, skip: true }]\n'))).toEqual([
      '5:34 rule-follower-unknown',
    ]);
  });
});

describe('filters that contradict', () => {
  test('are warned of, since block beats allow', () => {
    expect(places(fileWith('filters: { symbols: { allow: [NIFTY, SBIN], block: [nifty] } }\n'))).toEqual([
      '5:31 filters-contradict',
    ]);
    expect(
      places(
        'version: 1\nmaster: {}\nfilters: { products: [intraday] }\nfollowers: { f1: { filters: { products: delivery } } }\n',
      ),
    ).toEqual(['4:41 filters-contradict']);
  });
});

test('anchors and aliases repeat values', () => {
  const { policy } = compiled(
    'version: 1\nmaster: {}\nfollowers:\n  f1: &same { quantity: { fixed: 5 } }\n  f2: *same\n',
  );
  expect(policy.followers[1]?.quantity).toEqual(policy.followers[0]?.quantity);
});

test('the file that the language was designed around', () => {
  const text = readFileSync('tests/fixtures/config/complete.yaml', 'utf8');
  const { findings, settings, policy } = compiled(text, ['rules/none.yaml', 'rules: []\n']);
  expect(findings).toEqual([]);
  expect(settings.followers.map(({ name, mode, network }) => ({ name, mode, network }))).toEqual([
    { name: 'follower1', mode: 'dry_run', network: { kind: 'direct' } },
    { name: 'follower2', mode: 'dry_run', network: { kind: 'local_address', address: '203.0.113.7' } },
  ]);
  expect(policy).toMatchSnapshot();
});
