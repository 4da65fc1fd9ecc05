/** Files that are valid by section 2 and whose conditions lie around the values that occur. */
import fc from 'fast-check';
import { CATALOG } from './generate-instruments.ts';
import { chance, sometimes } from './generate-rows.ts';

type Json = Record<string, unknown>;

/** Leaves out the keys that are undefined, as YAML has none. */
function withoutAbsent(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/** An empty list or map says nothing; left out, it cannot be an error either. */
const withoutEmpty = (value: Json): Json =>
  Object.fromEntries(
    Object.entries(value).filter(([, one]) => typeof one !== 'object' || Object.keys(one ?? {}).length > 0),
  );

const record = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Json> =>
  fc.record(model).map((value) => withoutAbsent(value));

/** One of them as a scalar, or a few of them as a list. */
const oneOrMore = (...values: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }) },
  );
const listOf = (...values: readonly unknown[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 });

const SYMBOLS = CATALOG.map((item) => item.symbol);
const NAMES = [...new Set(CATALOG.map((item) => item.name))];
const EXCHANGES = ['NSE', 'BSE', 'NFO', 'BFO', 'MCX', 'CDS'];
const KINDS = ['equity', 'future', 'option', 'call', 'put'];
const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit', 'stop_market'];
const PRODUCTS = ['intraday', 'delivery', 'carryforward', 'margin', 'bracket'];
const TIMES = ['09:15..10:30', '10:00..12:00', '11:00..15:31', '14:30..15:40'];

/** One key of a match each. */
const CONDITIONS: Record<string, fc.Arbitrary<unknown>> = {
  symbol: oneOrMore(...SYMBOLS, 'NIFTY*', '*-eq', '*CE', '*24NOV26*', 'RELIANCE??NOV*', 'crudeoil*'),
  underlying: oneOrMore(...NAMES, 'nifty', 'FINNIFTY'),
  exchange: oneOrMore(...EXCHANGES, 'nfo'),
  instrument: oneOrMore(...KINDS),
  side: oneOrMore('buy', 'sell', 'BUY'),
  order_type: oneOrMore(...ORDER_TYPES),
  product: oneOrMore(...PRODUCTS),
  variety: oneOrMore('normal', 'stoploss', 'amo', 'robo'),
  tag: oneOrMore('algo-*', 'MANUAL', 'ct*', 'algo-?'),
  quantity: oneOrMore(1, 65, '>= 100', '< 131', '2..50', '> 195', '<= 500', '60..130'),
  lots: oneOrMore(1, '<= 2', '1..3', '> 1.5', '>= 3', '< 0.5'),
  price: oneOrMore('< 20', '10..50', '>= 100', '<= 50.05', '> 1000.5', '< 10'),
  value: oneOrMore('> 10000', '<= 6500', '500..13000', '>= 1000000.5'),
  strike: oneOrMore(25300, '> 30000', '1000..26000', '1402.5', '< 1402.5'),
  days_to_expiry: oneOrMore(0, '<= 1', '1..8', '> 8', '>= 30'),
  time: oneOrMore(...TIMES),
};
/** What may not be known more often than the rest. */
const KEYS = [...Object.keys(CONDITIONS), 'days_to_expiry', 'days_to_expiry', 'lots', 'price', 'quantity'];

const plainMatch = fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 2 }).chain((keys) => {
  const model = Object.fromEntries(keys.map((key) => [key, CONDITIONS[key] ?? fc.constant(0)]));
  return fc.record(model) as fc.Arbitrary<Json>;
});

const match: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: plainMatch },
  { weight: 1, arbitrary: plainMatch.map((one) => ({ not: one })) },
  { weight: 1, arbitrary: fc.tuple(plainMatch, plainMatch).map(([one, two]) => ({ ...one, not: two })) },
  { weight: 1, arbitrary: fc.array(plainMatch, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
  {
    weight: 1,
    arbitrary: fc.tuple(plainMatch, plainMatch).map(([one, two]) => ({ any: [{ not: one }, two] })),
  },
);

/** `min` is never above `max`. */
const bounds = record({
  round: sometimes(30, fc.constantFrom('down', 'nearest', 'up')),
  min: sometimes(12, fc.constantFrom(1, 10, 65, 66)),
  max: sometimes(20, fc.constantFrom(66, 100, 130, 200, 1000)),
});

const form: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(0.5, 0.29, 0.25, 1, 1.5, 2, 0.333, 3).map((multiplier) => ({ multiplier })),
  },
  { weight: 2, arbitrary: fc.constantFrom(1, 10, 50, 65, 100, 130, 500).map((fixed) => ({ fixed })) },
  { weight: 2, arbitrary: fc.constantFrom(1, 2, 3).map((lots) => ({ lots })) },
  { weight: 1, arbitrary: fc.constantFrom(1, 0.5, 2).map((capital_ratio) => ({ capital_ratio })) },
);
const terms = fc.tuple(form, bounds).map(([how, between]): Json => ({ ...how, ...between }));

const override = fc.tuple(match, terms).map(([when, then]) => ({ match: when, ...then }));
const ruleQuantity: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('mirror') },
  { weight: 5, arbitrary: terms },
);
const quantity: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: ruleQuantity },
  {
    weight: 2,
    arbitrary: fc
      .tuple(terms, fc.array(override, { minLength: 1, maxLength: 2 }))
      .map(([own, overrides]) => ({ ...own, overrides })),
  },
  // None of the forms: mirror, within bounds.
  { weight: 1, arbitrary: fc.constantFrom({ max: 130 }, { round: 'up' }, { min: 66, round: 'nearest' }) },
);

const execution = fc
  .tuple(
    fc.constantFrom('auto', 'same', 'limit', 'market'),
    sometimes(60, fc.constantFrom('auto', '0.5%', '1%', '2.5%', '12%')),
  )
  .map(([as, slippage]) => withoutAbsent({ as, slippage }));

/** By the place of limits in the file: the followers', the defaults', the rules'. */
const ORDERS_A_DAY = [2, 4, 5, 3, 6, 1, 7, 8, 9];

/** No two of the file's limits are equally tight, so that it is clear which of them bound: their place sets them apart. */
function limits(place: number): fc.Arbitrary<Json> {
  const any = record({
    max_order_value: sometimes(
      40,
      fc.constantFrom(1000, 6500, 20000, 100000.5, 500000, 5000000).map((value) => value + place),
    ),
    max_orders_per_day: sometimes(
      40,
      fc.nat(1).map((more) => (ORDERS_A_DAY[place] ?? 10) + more * 9),
    ),
    daily_loss: sometimes(
      40,
      fc.constantFrom(1, 50.5, 500, 5000).map((value) => value + place),
    ),
  });
  return any.map((value) => (Object.keys(value).length > 0 ? value : { daily_loss: 200 + place }));
}

const SYMBOL_ENTRIES = [...NAMES, ...SYMBOLS, '*-EQ', 'NFO:NIFTY', 'bse:*', '*26*FUT', 'FINNIFTY', '*?E'];
const filters = record({
  exchanges: sometimes(20, fc.shuffledSubarray(EXCHANGES, { minLength: 4 })),
  symbols: sometimes(
    30,
    fc.oneof(
      listOf(...SYMBOL_ENTRIES).map((block) => ({ block })),
      fc.shuffledSubarray(SYMBOL_ENTRIES, { minLength: 8 }).map((allow) => ({ allow })),
    ),
  ),
  instruments: sometimes(20, fc.shuffledSubarray(KINDS, { minLength: 3 })),
  order_types: sometimes(20, fc.shuffledSubarray(ORDER_TYPES, { minLength: 3 })),
  products: sometimes(20, fc.shuffledSubarray(PRODUCTS, { minLength: 3 })),
  sides: sometimes(12, fc.constantFrom(['buy'], ['sell'], ['buy', 'sell'])),
  time: sometimes(15, fc.constantFrom(...TIMES, '09:00..15:31')),
}).map((value) => (Object.keys(value).length > 0 ? value : { sides: ['buy', 'sell'] }));

const NAMES_OF_FOLLOWERS = ['f1', 'mum', 'dad_2', 'x-9'];

function follower(name: string, index: number): fc.Arbitrary<Json> {
  return record({
    credentials: fc.constant({ env_prefix: `F${index}_` }),
    enabled: sometimes(12, fc.constant(false)),
    capital: sometimes(60, fc.constantFrom(50000, 100000, 250000.5)),
    filters: sometimes(20, filters),
    quantity: sometimes(70, quantity),
    execution: sometimes(40, execution),
    limits: sometimes(25, limits(index)),
  }).map((value) => ({ ...value, name }));
}

function rule(index: number, names: readonly string[]): fc.Arbitrary<Json> {
  const effect = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(true, true, false).map((skip) => ({ skip })) },
    { weight: 3, arbitrary: ruleQuantity.map((one) => ({ quantity: one })) },
    { weight: 2, arbitrary: execution.map((one) => ({ execution: one })) },
    { weight: 2, arbitrary: limits(index + 5).map((one) => ({ limits: one })) },
  );
  return fc
    .tuple(match, effect, effect, sometimes(30, fc.shuffledSubarray([...names], { minLength: 1 })))
    .map(([when, one, two, followers]) =>
      withoutAbsent({ id: `rule-${index}`, followers, match: when, ...one, ...two }),
    );
}

/** A whole file, as its parser gives it. */
export const configs: fc.Arbitrary<Json> = fc.integer({ min: 1, max: 4 }).chain((count) => {
  const names = NAMES_OF_FOLLOWERS.slice(0, count);
  return record({
    version: fc.constant(1),
    copy_on: fc.constantFrom('complete', 'complete', 'fill', 'placed', 'placed', undefined),
    master: fc
      .tuple(chance(60), fc.constantFrom(100000, 200000))
      .map(([has, capital]) => ({ credentials: { env_prefix: '' }, ...(has ? { capital } : {}) })),
    filters: sometimes(20, filters),
    defaults: sometimes(
      50,
      record({
        quantity: sometimes(60, quantity),
        execution: sometimes(30, execution),
        limits: sometimes(25, limits(4)),
      }),
    ),
    followers: fc
      .tuple(...names.map((name, index) => follower(name, index)))
      .map((list) => Object.fromEntries(list.map(({ name, ...rest }) => [String(name), rest]))),
    rules: fc
      .integer({ min: 0, max: 4 })
      .chain((rules) => fc.tuple(...Array.from({ length: rules }, (_, index) => rule(index, names)))),
  }).map(withoutEmpty);
});
