/** Configurations of all shapes, as the strict form has them. */
import fc from 'fast-check';
import type { ConfigContent } from '../../src/config/describe-changes.ts';
import type { CredentialReferences, Network, SecretReference, Settings } from '../../src/config/settings.ts';
import { parseDecimal, type Ratio } from '../../src/core/exact.ts';
import {
  EXCHANGES,
  INSTRUMENT_KINDS,
  ORDER_TYPES,
  PRODUCTS,
  SIDES,
  VARIETIES,
} from '../../src/core/orders/order.ts';
import type {
  Chase,
  Execution,
  Filters,
  FollowerPolicy,
  Limits,
  Match,
  PartialQuantity,
  Policy,
  Quantity,
  Range,
  Rule,
  Sizing,
  SymbolPattern,
  TimeWindow,
} from '../../src/core/policy/policy.ts';

const orNull = <V>(arbitrary: fc.Arbitrary<V>): fc.Arbitrary<V | null> => fc.option(arbitrary, { nil: null });
const some = <V>(values: readonly V[]): fc.Arbitrary<V[]> => fc.subarray([...values], { minLength: 1 });
const units = fc.integer({ min: 1, max: 5000 });
const mode = fc.constantFrom('dry_run', 'live');
const word = fc.constantFrom('NIFTY', 'BANKNIFTY', 'RELIANCE-EQ', '*-BE', 'SENSEX?');

export const decimal: fc.Arbitrary<Ratio> = fc.integer({ min: 1, max: 9_999_999 }).map((cents) => {
  const value = parseDecimal(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
  return value ?? { n: 0, d: 1 };
});

const sizing: fc.Arbitrary<Sizing> = fc.oneof(
  fc.constant<Sizing>({ kind: 'mirror' }),
  fc.record({ kind: fc.constant('multiplier'), by: decimal }),
  fc.record({ kind: fc.constant('fixed'), units }),
  fc.record({ kind: fc.constant('lots'), lots: units }),
  fc.record({ kind: fc.constant('capital_ratio'), by: decimal }),
);
const round = fc.constantFrom('down', 'nearest', 'up');

const window: fc.Arbitrary<TimeWindow> = fc
  .tuple(fc.integer({ min: 0, max: 43_000 }), fc.integer({ min: 43_200, max: 86_399 }))
  .map(([startSecond, endSecond]) => ({ startSecond, endSecond }));

const range: fc.Arbitrary<Range> = fc
  .record({
    min: orNull(fc.integer({ min: 0, max: 50 })),
    max: orNull(fc.integer({ min: 51, max: 99 })),
    minIncluded: fc.boolean(),
    maxIncluded: fc.boolean(),
  })
  .filter(({ min, max }) => min !== null || max !== null)
  .map(({ min, max, minIncluded, maxIncluded }) => ({
    min: min === null ? null : { n: min, d: 1 },
    minIncluded: min !== null && minIncluded,
    max: max === null ? null : { n: max, d: 1 },
    maxIncluded: max !== null && maxIncluded,
  }));
const ranges = fc.array(range, { minLength: 1, maxLength: 2 });

const texts = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const flatMatch = {
  symbol: texts,
  underlying: texts,
  exchange: some(EXCHANGES),
  instrument: some(INSTRUMENT_KINDS),
  side: some(SIDES),
  orderType: some(ORDER_TYPES),
  product: some(PRODUCTS),
  variety: some(VARIETIES),
  tag: texts,
  quantity: ranges,
  lots: ranges,
  price: ranges,
  value: ranges,
  strike: ranges,
  daysToExpiry: ranges,
  time: fc.array(window, { minLength: 1, maxLength: 2 }),
};
const simpleMatch: fc.Arbitrary<Match> = fc.record(flatMatch, { requiredKeys: [] });
export const match: fc.Arbitrary<Match> = fc.record(
  { ...flatMatch, any: fc.array(simpleMatch, { minLength: 1, maxLength: 2 }), not: simpleMatch },
  { requiredKeys: [] },
);

const partialQuantity: fc.Arbitrary<PartialQuantity> = fc.record({
  sizing,
  round: orNull(round),
  min: orNull(units),
  max: orNull(units),
});
const quantity: fc.Arbitrary<Quantity> = fc.record({
  sizing,
  round,
  min: orNull(units),
  max: orNull(units),
  overrides: fc.array(fc.record({ match, quantity: partialQuantity }), { maxLength: 2 }),
});
const execution: fc.Arbitrary<Execution> = fc.record({
  as: fc.constantFrom('auto', 'same', 'limit', 'market'),
  slippage: fc.oneof(fc.constant('auto' as const), decimal),
  maxAgeMs: fc.integer({ min: 1, max: 86_400_000 }),
});
const chase: fc.Arbitrary<Chase> = fc.record({
  everyMs: fc.integer({ min: 1000, max: 86_400_000 }),
  times: fc.integer({ min: 1, max: 1000 }),
  within: fc.oneof(fc.constant('auto' as const), decimal),
});
const limits: fc.Arbitrary<Limits> = fc.record({
  maxOrderValue: orNull(decimal),
  maxOrdersPerDay: orNull(units),
  dailyLoss: orNull(decimal),
});

const pattern: fc.Arbitrary<SymbolPattern> = fc
  .record({ text: word, exchange: orNull(fc.constantFrom(...EXCHANGES)) })
  .map((each) => ({ ...each, isGlob: /[*?]/.test(each.text) }));
const patterns = fc.uniqueArray(pattern, {
  minLength: 1,
  maxLength: 3,
  selector: ({ text, exchange }) => `${exchange}:${text}`,
});
const filters: fc.Arbitrary<Filters> = fc.record({
  exchanges: orNull(some(EXCHANGES)),
  blockSymbols: orNull(patterns),
  allowSymbols: orNull(patterns),
  instruments: orNull(some(INSTRUMENT_KINDS)),
  orderTypes: orNull(some(ORDER_TYPES)),
  products: orNull(some(PRODUCTS)),
  sides: orNull(some(SIDES)),
  time: orNull(
    fc.uniqueArray(window, { minLength: 1, maxLength: 2, selector: (each) => JSON.stringify(each) }),
  ),
});

const name = fc.constantFrom('follower1', 'follower2', 'follower3', 'papa');
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  why: orNull(fc.constantFrom('one reason', 'another')),
  followers: orNull(names),
  match,
  skip: orNull(fc.boolean()),
  quantity: orNull(partialQuantity),
  execution: orNull(execution),
  limits: orNull(limits),
  source: fc.record({ file: fc.constantFrom('a.yaml', 'b.yaml'), line: units, column: units }),
});

const secret: fc.Arbitrary<SecretReference> = fc.oneof(
  fc.record({ kind: fc.constant('env'), variable: fc.constantFrom('A', 'B') }),
  fc.record({ kind: fc.constant('file'), path: fc.constantFrom('secrets/a', 'secrets/b') }),
  fc.record({ kind: fc.constant('exec'), command: some(['pass', 'show', 'angel']) }),
);
const credentials: fc.Arbitrary<CredentialReferences> = fc.record({
  api_key: secret,
  client_id: secret,
  password: secret,
  totp_secret: secret,
});
const network: fc.Arbitrary<Network> = fc.oneof(
  fc.constant<Network>({ kind: 'direct' }),
  fc.record({ kind: fc.constant('local_address'), address: fc.constantFrom('203.0.113.7', '203.0.113.8') }),
  fc.record({
    kind: fc.constant('proxy'),
    url: fc.constantFrom(
      'http://me:one@proxy.example:8080',
      'http://me:two@proxy.example:8080',
      'https://p2.example',
    ),
  }),
);
const account = {
  broker: fc.constantFrom('angelone', 'paper'),
  credentials: orNull(credentials),
  network,
  capital: orNull(decimal),
};

const followerPolicy = (called: string): fc.Arbitrary<FollowerPolicy> =>
  fc.record({
    name: fc.constant(called),
    enabled: fc.boolean(),
    filters,
    quantity,
    execution,
    chase: orNull(chase),
    limits,
    capital: orNull(decimal),
  });

const followerSettings = (called: string): fc.Arbitrary<Settings['followers'][number]> =>
  fc.record({ name: fc.constant(called), enabled: fc.boolean(), mode, ...account });

const policyFor = (followers: readonly string[]): fc.Arbitrary<Policy> =>
  fc.record({
    copyOn: fc.constantFrom('complete', 'fill', 'placed'),
    filters,
    followers: fc.tuple(...followers.map(followerPolicy)),
    rules: fc.uniqueArray(rule, { maxLength: 3, selector: ({ id }) => id }),
    masterCapital: orNull(decimal),
  });

const settingsFor = (followers: readonly string[]): fc.Arbitrary<Settings> =>
  fc.record({
    mode,
    confirm: fc.boolean(),
    catchUp: fc.oneof(
      fc.constant('ask' as const),
      fc.record({ maxAgeMs: orNull(fc.integer({ min: 1, max: 600_000 })), maxDeviation: orNull(decimal) }),
    ),
    master: fc.record({
      name: fc.constant('master'),
      feed: fc.constantFrom('auto', 'websocket', 'poll'),
      pollIntervalMs: fc.integer({ min: 1000, max: 60_000 }),
      ...account,
    }),
    followers: fc.tuple(...followers.map(followerSettings)),
    instrumentsFile: orNull(fc.constantFrom('a.json', 'b.json')),
    folder: fc.constantFrom('.', 'config'),
  });

export const config: fc.Arbitrary<ConfigContent> = names.chain((followers) =>
  fc.record({ policy: policyFor(followers), settings: settingsFor(followers) }),
);
