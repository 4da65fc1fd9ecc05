// Fifty rules, each said three times: as the file says it, as a closure that a person would write by hand, and as
// conditions of json-rules-engine. The closures look at an order in plain numbers (bench/by-hand.js).

const NAMES = [
  'NIFTY',
  'BANKNIFTY',
  'FINNIFTY',
  'RELIANCE',
  'INFY',
  'TCS',
  'SBIN',
  'HDFCBANK',
  'ITC',
  'WIPRO',
];
const equal = (fact, value) => ({ fact, operator: 'equal', value });
const oneOf = (fact, value) => ({ fact, operator: 'in', value });
const least = (fact, value) => ({ fact, operator: 'greaterThanInclusive', value });
const most = (fact, value) => ({ fact, operator: 'lessThanInclusive', value });

function lateExpiry(name) {
  return {
    yaml: `match: { underlying: ${name}, instrument: option, days_to_expiry: 0, time: "14:30..15:40" }, skip: true`,
    test: (o) =>
      o.underlying === name && o.isOption && o.days === 0 && o.second >= 52_200 && o.second < 56_400,
    conditions: [
      equal('underlying', name),
      equal('isOption', true),
      equal('days', 0),
      least('second', 52_200),
    ],
    skip: true,
  };
}

function largeLots(name, lots) {
  return {
    yaml: `match: { underlying: ${name}, lots: "> ${lots}" }, skip: true`,
    test: (o) => o.underlying === name && o.quantity > lots * o.lot,
    conditions: [equal('underlying', name), { fact: 'lots', operator: 'greaterThan', value: lots }],
    skip: true,
  };
}

function deepStrikes(glob, prefix, strike) {
  return {
    yaml: `match: { symbol: "${glob}", strike: ">= ${strike}", side: buy }, skip: true`,
    test: (o) => o.side === 'buy' && o.strike !== null && o.strike >= strike && o.symbol.startsWith(prefix),
    conditions: [
      equal('side', 'buy'),
      least('strike', strike),
      { fact: 'symbol', operator: 'startsWith', value: prefix },
    ],
    skip: true,
  };
}

function smaller(name, multiplier, followers) {
  return {
    yaml: `followers: [${followers.join(', ')}], match: { underlying: ${name}, product: [intraday, carryforward] }, quantity: { multiplier: ${multiplier} }`,
    test: (o) => o.underlying === name && (o.product === 'intraday' || o.product === 'carryforward'),
    conditions: [equal('underlying', name), oneOf('product', ['intraday', 'carryforward'])],
    followers,
    quantity: { kind: 'multiplier', by: multiplier },
  };
}

function dearOrders(value, lots) {
  return {
    yaml: `match: { instrument: [call, put], value: ">= ${value}" }, quantity: { lots: ${lots} }`,
    test: (o) => o.isOption && o.value >= value * 10_000,
    conditions: [equal('isOption', true), least('value', value * 10_000)],
    quantity: { kind: 'lots', lots },
  };
}

function cheapPremiums(kind, low, high, percent) {
  return {
    yaml: `match: { instrument: ${kind}, price: "${low}..${high}" }, execution: { as: limit, slippage: "${percent}%" }`,
    test: (o) => o.kind === kind && o.price >= low * 10_000 && o.price <= high * 10_000,
    conditions: [equal('kind', kind), least('price', low * 10_000), most('price', high * 10_000)],
    execution: { slippage: percent },
  };
}

function valueLimit(name, rupees) {
  return {
    yaml: `match: { underlying: ${name}, order_type: [limit, market] }, limits: { max_order_value: ${rupees} }`,
    test: (o) => o.underlying === name && (o.orderType === 'limit' || o.orderType === 'market'),
    conditions: [equal('underlying', name), oneOf('orderType', ['limit', 'market'])],
    maxOrderValue: rupees * 10_000,
  };
}

const RULES = [
  ...NAMES.slice(0, 6).map(lateExpiry),
  ...NAMES.map((name, index) => largeLots(name, index < 3 ? 7 : 75)),
  deepStrikes('NIFTY*', 'NIFTY', 26_200),
  deepStrikes('BANKNIFTY*', 'BANKNIFTY', 59_500),
  deepStrikes('FINNIFTY*', 'FINNIFTY', 27_600),
  deepStrikes('SENSEX*', 'SENSEX', 80_000),
  ...NAMES.map((name, index) => smaller(name, [0.25, 0.5, 0.3, 0.75, 1.5][index % 5], ['f1', 'f3', 'f6'])),
  ...[900_000, 600_000, 400_000, 300_000].map((value, index) => dearOrders(value, 6 - index)),
  ...['call', 'put'].flatMap((kind) =>
    [0, 12, 25].map((low) => cheapPremiums(kind, low + 1, low + 11, 2 + low / 10)),
  ),
  ...NAMES.map((name, index) => valueLimit(name, 2_000_000 + index * 100_000)),
];

/** With an `id` and an `index`, in the file's order. */
export const FIFTY_RULES = RULES.map((rule, index) => ({ ...rule, id: `rule-${index + 1}`, index }));

const SIZES = [
  ['{ multiplier: 0.5 }', { kind: 'multiplier', by: 0.5 }],
  ['mirror', { kind: 'multiplier', by: 1 }],
  ['{ multiplier: 0.25, round: up }', { kind: 'multiplier', by: 0.25, round: 'up' }],
  ['{ lots: 2 }', { kind: 'lots', lots: 2 }],
  ['{ multiplier: 1.5, max: 2000 }', { kind: 'multiplier', by: 1.5, max: 2000 }],
];

export function listFollowers(count) {
  return Array.from({ length: count }, (_, index) => ({
    name: `f${index + 1}`,
    quantity: SIZES[index % SIZES.length][1],
    intradayOnly: index % 7 === 6,
    maxOrderValue: (1_500_000 + (index % 3) * 1_000_000) * 10_000,
  }));
}

/** The file of these followers and the fifty rules. */
export function configText(count) {
  const followers = listFollowers(count).map(({ name, intradayOnly, maxOrderValue }, index) => {
    const filters = intradayOnly ? '\n    filters: { products: [intraday] }' : '';
    return `  ${name}:
    credentials: { env_prefix: ${name.toUpperCase()}_ }
    quantity: ${SIZES[index % SIZES.length][0]}${filters}
    limits: { max_order_value: ${maxOrderValue / 10_000}, daily_loss: 90000000 }`;
  });
  const rules = FIFTY_RULES.map(({ id, yaml }) => `  - { id: ${id}, ${yaml} }`);
  return `version: 1
master: { credentials: { env_prefix: M_ } }
filters: { symbols: { block: [WIPRO, "*-BE", "YES*"] } }
followers:
${followers.join('\n')}
rules:
${rules.join('\n')}
`;
}
