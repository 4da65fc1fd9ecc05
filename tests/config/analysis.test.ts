import { describe, expect, test } from 'vitest';
import { FINDING_CODES, type FindingCode } from '../../src/config/findings/codes.ts';
import { CODE_EXAMPLES } from '../../src/config/reference/code-examples.ts';
import { fileWith, findingsOf, places } from './findings-of.ts';

const rules = (...written: string[]): string =>
  `rules:\n${written.map((rule, index) => `  - { id: r${index + 1}, ${rule} }\n`).join('')}`;
/** The text without its `«`, and where they stood. */
function marked(text: string): { text: string; at: string[] } {
  const [first = '', ...rest] = text.split('«');
  let before = first;
  const at = rest.map((part) => {
    const lines = before.split('\n');
    before += part;
    return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  });
  return { text: before, at };
}
/** All findings of a text have this code, and stand where the text has a `«`. */
function expectAt(written: string, code: FindingCode): void {
  const { text, at } = marked(written);
  expect(places(text)).toEqual(at.map((place) => `${place} ${code}`));
}
/** `line:column code message` of all findings. */
const told = (text: string): string[] =>
  findingsOf(text).map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);

describe('the examples of docs/validation-codes.md', () => {
  const examples = Object.entries(CODE_EXAMPLES).filter(([, text]) => text !== null);
  test.each(examples)('%s', (code, example) => {
    const body = example ?? '';
    const isWhole = /^followers:/m.test(body) || code === 'empty-file';
    const text = isWhole ? body : `version: 1\nmaster: {}\nfollowers: { f1: {} }\n${body}\n`;
    expect([...new Set(findingsOf(text).map((finding) => finding.code))]).toEqual([code]);
    expect(FINDING_CODES).toHaveProperty([code as FindingCode]);
  });
});

describe('a match that nothing meets', () => {
  test.each([
    '{ instrument: equity, strike: «"> 100" }',
    '{ strike: "> 100", «instrument: [equity, future] }',
    '{ instrument: equity, days_to_expiry: «0 }',
    '{ exchange: NSE, instrument: «option }',
    '{ exchange: [NFO, MCX], instrument: «equity }',
    '{ exchange: BSE, days_to_expiry: «0 }',
    '{ quantity: «"< 1" }',
    '{ quantity: "> 10.2", «not: { quantity: ">= 11" } }',
    '{ price: «"< 0" }',
    '{ days_to_expiry: «"< 0" }',
    '{ side: buy, «any: [{ side: sell }, { side: sell, product: intraday }] }',
    '{ symbol: "NIFTY*", «any: [{ symbol: "BANK*" }, { symbol: "*FTY?", not: { symbol: "*" } }] }',
    '{ side: buy, «not: { side: [buy, sell] } }',
    '{ underlying: NIFTY, instrument: option, «not: { underlying: [NIFTY, SENSEX] } }',
    '{ «not: {} }',
    '{ time: "09:15..10:00", «not: { time: ["09:00..09:30", "09:30..11:00"] } }',
  ])('%s', (match) => {
    expectAt(fileWith(rules(`skip: true, match: ${match}`)), 'never-matches');
  });

  test.each([
    '{ instrument: [equity, option], strike: "> 100" }',
    '{ exchange: [NSE, NFO], instrument: option }',
    '{ days_to_expiry: "0..1" }',
    '{ quantity: "> 10", not: { quantity: ">= 12" } }',
    '{ symbol: "NIFTY*", any: [{ symbol: "*CE" }] }',
    '{ price: "> 10", not: { value: "> 10" } }',
    '{ strike: "> 5", not: { instrument: option } }',
    '{ time: "09:15..10:00", not: { time: "09:30..11:00" } }',
  ])('%s can be met', (match) => {
    expect(places(fileWith(rules(`skip: true, match: ${match}`)))).toEqual([]);
  });

  test('is told with what it does not go together', () => {
    const match = '{ instrument: future, exchange: NFO, strike: "> 100" }';
    expect(findingsOf(fileWith(rules(`match: ${match}, skip: true`))).map(({ message }) => message)).toEqual([
      'No order has this together with `instrument`, so the match never holds. Change it or remove the rule.',
    ]);
  });

  test('may be one entry of an `any`, or an override', () => {
    const any =
      '{ exchange: NFO, any: [«{ instrument: equity }, { side: buy, price: "> 5", any: [{ price: «"< 0" }, {}] }] }';
    expectAt(fileWith(rules(`match: ${any}, skip: true`)), 'never-matches');
    const override = '{ match: { instrument: equity, strike: «5 }, lots: 1 }';
    expectAt(fileWith(`defaults: { quantity: { fixed: 1, overrides: [${override}] } }\n`), 'never-matches');
  });

  test('may be one that the filters never let through', () => {
    const filtered = 'filters: { exchanges: NSE }\n';
    const match = '«match: { exchange: [NFO, BFO] }';
    expectAt(fileWith(`${filtered}${rules(`${match}, skip: true`)}`), 'never-matches');
    expectAt(
      fileWith(
        `  f2: { filters: { sides: buy } }\n${rules('followers: f2, «match: { side: sell }, skip: true')}`,
      ),
      'never-matches',
    );
    // An exit passes no filter, and asks for the execution.
    expect(
      places(fileWith(`${filtered}${rules('match: { exchange: [NFO, BFO] }, execution: { as: limit }')}`)),
    ).toEqual([]);
  });

  test('is that of a rule whose followers are switched off', () => {
    expectAt(
      fileWith(`  f2: { enabled: false }\n${rules('followers: «f2, match: {}, skip: true')}`),
      'never-matches',
    );
  });
});

describe('a rule that an earlier one overtakes', () => {
  test.each([
    ['match: {}, quantity: mirror', 'match: { side: buy }, quantity: mirror'],
    [
      'match: { instrument: option }, skip: true',
      'match: { instrument: call, underlying: NIFTY }, skip: false',
    ],
    [
      'match: { symbol: "NIFTY*" }, quantity: mirror',
      'match: { symbol: ["NIFTY*CE", "NIFTY?PE"] }, quantity: mirror',
    ],
    ['match: { price: ["< 20", "20..50"] }, skip: true', 'match: { price: "10..30" }, skip: true'],
    ['match: { quantity: ["1..5", "6..10"] }, skip: true', 'match: { quantity: "2..8" }, skip: true'],
    [
      'match: { time: ["09:00..10:00", "10:00..11:00"] }, skip: true',
      'match: { time: "09:30..10:30" }, skip: true',
    ],
    [
      'match: { any: [{ side: buy }, { underlying: NIFTY }] }, skip: true',
      'match: { any: [{ side: buy, product: intraday }, { underlying: NIFTY }] }, skip: true',
    ],
    ['match: { not: { side: sell } }, skip: true', 'match: { side: buy }, skip: true'],
    [
      'match: { not: { instrument: option, side: sell } }, skip: true',
      'match: { not: { instrument: option } }, skip: true',
    ],
    [
      'match: { variety: amo }, followers: [f1], skip: true',
      'match: { variety: amo, side: buy }, followers: f1, skip: true',
    ],
  ])('%s before %s', (first, second) => {
    expectAt(fileWith(`  f2: {}\n${rules(first, second)}`).replace('id: r2', 'id: «r2'), 'overtaken');
  });

  test.each([
    ['match: { side: buy }, quantity: mirror', 'match: {}, quantity: mirror'],
    ['match: { side: buy }, quantity: mirror', 'match: { side: buy }, execution: { as: limit }'],
    ['match: { side: buy }, limits: { daily_loss: 5 }', 'match: { side: buy }, limits: { daily_loss: 9 }'],
    ['match: { symbol: "NIFTY?CE" }, skip: true', 'match: { symbol: "NIFTY*CE" }, skip: true'],
    ['match: { price: ["< 20", "> 20"] }, skip: true', 'match: { price: "10..30" }, skip: true'],
    ['match: { instrument: option }, skip: true', 'match: { strike: "> 5" }, skip: true'],
    ['match: { side: buy }, followers: [f1], skip: true', 'match: { side: buy }, skip: true'],
    [
      'match: { not: { instrument: option } }, skip: true',
      'match: { not: { instrument: option, side: sell } }, skip: true',
    ],
    // Both are needed for the third.
    ['match: { side: buy }, quantity: mirror', 'match: { side: sell }, quantity: mirror'],
  ])('not %s before %s', (first, second) => {
    expect(places(fileWith(`  f2: {}\n${rules(first, second)}`))).toEqual([]);
  });

  test('is told by which, and for what of it', () => {
    const found = told(
      fileWith(
        rules(
          'match: { side: buy }, quantity: { lots: 1 }',
          'match: { side: buy, product: intraday }, quantity: { lots: 2 }, limits: { daily_loss: 5 }',
        ),
      ),
    );
    expect(found).toEqual([
      '7:56 overtaken The rule `r1` (copytrade.yaml:6) states `quantity` too, matches every order that this rule matches, and comes first. Put this rule before it, or remove this `quantity`.',
    ]);
  });

  test('may be one whose orders are all skipped, unless something protects them', () => {
    const sized = 'match: { side: buy, product: intraday }, «quantity: { lots: 2 }';
    const skipping = 'match: { side: buy }, skip: true';
    expectAt(fileWith(rules(sized, skipping)), 'overtaken');
    expect(findingsOf(marked(fileWith(rules(sized, skipping))).text)[0]?.message).toBe(
      'The rule `r2` (copytrade.yaml:7) skips every entry that this rule matches, so this `quantity` is never used. Remove one of the two.',
    );
    expectAt(fileWith(rules(`${sized}, skip: true`)), 'overtaken');
    const unsized = sized.replace('«', '');
    expectAt(fileWith(rules('match: { underlying: NIFTY }, skip: false', unsized, skipping)), 'overtaken');
    expectAt(fileWith(rules('match: { side: sell }, skip: false', sized, skipping)), 'overtaken');
  });

  test('may stand in another file, and overrides are overtaken too', () => {
    const included = 'rules:\n  - { id: narrow, match: { side: buy, variety: amo }, skip: true }\n';
    const main = `${fileWith(rules('match: { side: buy }, skip: true'))}include: more.yaml\n`;
    expect(places(main, ['more.yaml', included])).toEqual(['more.yaml:2:11 overtaken']);
    const overrides =
      '[{ match: { side: buy }, lots: 1 }, { «match: { side: buy, product: margin }, lots: 2 }]';
    expectAt(fileWith(`  f2: { quantity: { fixed: 5, overrides: ${overrides} } }\n`), 'overtaken');
  });
});

test('a part that has an error in it is not reasoned about; the others are', () => {
  const wrong = rules(
    'match: { side: buyy, product: intraday }, skip: true',
    'match: { product: intraday }, skip: true',
    'match: { product: intraday, side: buy }, skip: true',
  );
  expect(findingsOf(fileWith(wrong)).map(({ line, code }) => `${line} ${code}`)).toEqual([
    '6 wrong-value',
    '8 overtaken',
  ]);
});

describe('filters that let nothing through', () => {
  const withFollower = (file: string, own: string): string =>
    `version: 1\nmaster: {}\nfilters: { ${file} }\nfollowers: { f1: { ${own} } }\n`;

  test.each([
    ['symbols: { block: "*-BE" }', 'filters: { symbols: { allow: [NIFTY, «X-BE] } }'],
    ['symbols: { block: NIFTY }', 'filters: { symbols: { allow: «"NFO:NIFTY" } }'],
    ['symbols: { block: "N*" }', 'filters: { symbols: { allow: «"NIFTY*CE" } }'],
    ['exchanges: NSE', 'filters: { symbols: { allow: [«"NFO:NIFTY", X] } }'],
    ['symbols: { allow: [NIFTY, RELIANCE] }', 'filters: { symbols: { allow: [«BANKNIFTY, RELIANCE-EQ] } }'],
    ['sides: buy', 'filters: { sides: «sell }'],
    ['time: "09:15..10:00"', '«filters: { time: "10:00..11:00" }'],
    ['exchanges: [NSE, BSE]', '«filters: { instruments: option }'],
  ])('%s and %s', (file, own) => {
    expectAt(withFollower(file, own), 'filters-contradict');
  });

  test.each([
    ['symbols: { block: "N*" }', 'symbols: { allow: NIFTY }'],
    ['symbols: { block: "*-AUTO" }', 'symbols: { allow: BAJAJ-AUTO }'],
    ['symbols: { block: "NFO:NIFTY" }', 'symbols: { allow: NIFTY }'],
    ['symbols: { allow: "NIFTY*CE" }', 'symbols: { allow: NIFTY }'],
    ['exchanges: [NSE, NFO]', 'instruments: option'],
  ])('not %s and %s', (file, own) => {
    expect(places(withFollower(file, `filters: { ${own} }`))).toEqual([]);
  });

  test('kinds that are not traded at the exchanges', () => {
    expectAt(fileWith('filters: { exchanges: NSE, «instruments: [option, future] }\n'), 'filters-contradict');
  });
});

describe('a follower to whom nothing can be copied', () => {
  test.each([
    `  «f2: {}\n${rules('match: {}, followers: f2, skip: true')}`,
    `  «f2: { filters: { sides: buy, products: intraday } }\n${rules('match: { side: buy }, skip: true')}`,
    '  «f2: { quantity: { fixed: 5, min: 10 } }\n',
    '  «f2: { quantity: { capital_ratio: 1 } }\n',
  ])('%s', (lines) => {
    expectAt(fileWith(lines), 'copies-nothing');
  });

  test.each([
    `  f2: { filters: { sides: buy } }\n${rules('match: { underlying: NIFTY }, skip: false', 'match: { side: buy }, skip: true')}`,
    '  f2: { enabled: false, quantity: { capital_ratio: 1 } }\n',
    '  f2: { capital: 100000, quantity: { capital_ratio: 1 } }\n',
    '  f2: { quantity: { fixed: 5, min: 10, round: up } }\n',
    `  f2: { quantity: { fixed: 5, min: 10 } }\n${rules('match: { side: buy }, quantity: mirror')}`,
  ])('not %s', (lines) => {
    expect(places(fileWith(lines))).toEqual([]);
  });
});

describe('market orders', () => {
  test.each([
    'defaults: { execution: { as: «market } }\n',
    'defaults: { execution: { as: «same } }\n',
    `  f2: { execution: { as: limit } }\n${rules('match: {}, followers: f2, execution: { as: «market }')}`,
  ])('%s', (lines) => {
    expectAt(fileWith(lines), 'market-orders-barred');
  });

  test('are not warned of where none go to a broker that bars them', () => {
    const limited = 'defaults: { execution: { as: same } }\nfilters: { order_types: [limit, stop_limit] }\n';
    expect(places(fileWith(limited))).toEqual([]);
    const paper =
      'version: 1\nmaster: {}\nfollowers: { f1: { broker: paper }, f2: { execution: { as: limit } } }\n';
    const market = `defaults: { execution: { as: market } }\n${rules('match: {}, followers: f1, execution: { as: market }')}`;
    expect(places(`${paper}${market}`)).toEqual([]);
  });
});

describe('times outside the hours of the exchanges in question', () => {
  const evening = 'time: «"20:00..21:00"';
  test.each([
    'filters: { time: ["09:15..10:00", «"03:00..04:00"] }\n',
    `filters: { exchanges: [NSE, NFO], ${evening} }\n`,
    rules(`match: { exchange: NFO, any: [{ ${evening} }, { not: { ${evening} } }] }, skip: true`),
    `defaults: { quantity: { fixed: 1, overrides: [{ match: { exchange: BSE, ${evening} }, lots: 1 }] } }\n`,
  ])('%s', (lines) => {
    expectAt(fileWith(lines), 'time-outside-hours');
  });

  test('are told with the hours', () => {
    expect(findingsOf(fileWith('filters: { time: "03:00..04:00" }\n')).map(({ message }) => message)).toEqual(
      [
        'The window 03:00..04:00 lies outside the hours of the exchanges (09:00 to 24:00 at most, India). Write the time of day in India, 24 hours: `14:30..15:40`.',
      ],
    );
  });

  test.each(['filters: { time: "20:00..21:00" }\n', rules('match: { time: "14:30..18:00" }, skip: true')])(
    'not %s',
    (lines) => {
      expect(places(fileWith(lines))).toEqual([]);
    },
  );
});
