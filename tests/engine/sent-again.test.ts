/** What seeds of the simulation have found about sending again, each as small as it can be. */
import { expect, test } from 'vitest';
import { formatDecimal, type Ratio, ratio } from '../../src/core/exact.ts';
import type { InstrumentFacts } from '../../src/core/orders/instrument.ts';
import type { Chase } from '../../src/core/policy/policy.ts';
import { DeskBench, MORNING, NO_CONNECTION, TODAY } from './desk-bench.ts';

const UNKNOWN = {
  kind: 'unknown',
  error: { kind: 'transient', code: 'TIMEOUT', message: 'no reply' },
} as const;
const TURNED_DOWN = {
  kind: 'refused',
  error: { kind: 'refused', code: 'AB4008', message: 'not allowed' },
} as const;
const OPTION: InstrumentFacts = {
  ...{ kind: 'call', isDerivative: true, isOption: true, underlying: 'NIFTY', lotSize: 65 },
  ...{ tickSize: ratio(1, 20), freezeQuantity: null, strike: ratio(25_300), expiryDay: null },
  slippageClass: 'index_option',
};
const UNTIL_MIDNIGHT_MS = 14 * 3_600_000;

/** Meets `what` so many times, and is taken then. */
function times(count: number, what: typeof NO_CONNECTION | typeof UNKNOWN) {
  let left = count;
  return () => {
    left -= 1;
    return left >= 0 ? what : null;
  };
}

test('an exit that meets no connection goes again until it is out: spaced, and never given up', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  const asked: number[] = [];
  bench.meet = () => {
    asked.push(bench.time.now());
    return asked.length > 8 ? null : NO_CONNECTION;
  };
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(300_000);
  const waits = asked.slice(1).map((at, index) => Math.floor((at - (asked[index] ?? 0)) / 1_000));
  expect([bench.sent, waits]).toEqual([['sell 65'], [2, 4, 8, 16, 30, 30, 30, 30]]);
  expect(bench.told.map((text) => text.replace(/\d+ s:/, 'N s:'))).toEqual([
    'EXIT_NOT_OUT: the exit of 65 NIFTY01DEC2625300CE did not leave: no connection (CONNECT); it goes again in 2 s',
    'EXIT_NOT_OUT: the exit of 65 NIFTY01DEC2625300CE has not left for N s: no connection (CONNECT); it goes again in 30 s',
  ]);
});

test('an exit that is rejected goes again: the other leg of a spread may have freed the margin', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.rejects = () => bench.placed.length < 2;
  const exit = bench.copy('exit', 'sell', [65]);
  bench.desk.carryOut(exit);
  await bench.pass(60_000);
  expect(bench.placed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'complete']);
  expect(new Set(exit.orders.map(({ intent }) => intent.tag)).size).toBe(3);
  expect([bench.held, bench.ended.map(({ filled }) => filled), bench.told]).toEqual([
    0,
    [65],
    ['EXIT_NOT_OUT: the exit of 65 NIFTY01DEC2625300CE was rejected: margin exceeds; it goes again in 2 s'],
  ]);
});

test.each([
  ['rejected', 'margin exceeds', { rejects: () => true }],
  ['refused', 'not allowed (AB4008)', { meet: () => TURNED_DOWN }],
])(
  'an exit that is always %s is given up with words, after a bounded number of tries',
  async (how, why, set) => {
    const bench = await new DeskBench().open();
    bench.held = 65;
    Object.assign(bench, set);
    const exit = bench.copy('exit', 'sell', [65]);
    bench.desk.carryOut(exit);
    await bench.pass(600_000);
    expect([exit.orders.length, exit.ended, bench.ended.map(({ filled }) => filled)]).toEqual([6, true, [0]]);
    const all = `EXIT_NOT_OUT: the exit of 65 NIFTY01DEC2625300CE was ${how}: ${why}`;
    expect([bench.told[0], bench.told.at(-1)]).toEqual([
      `${all}; it goes again in 2 s`,
      `${all}; it was tried 6 times and does not go again: look at the position`,
    ]);
  },
);

test('an exit that was turned down goes again at a price of now, on either side of the old one, within its bounds', async () => {
  const pricesOf = async (last: Ratio | null, chase: Chase | null) => {
    const bench = await new DeskBench().open();
    bench.held = 65;
    bench.rejects = () => bench.placed.length < 1;
    bench.lastPrice = last;
    bench.chase = { slippage: ratio(1, 100), firstPrice: () => ratio(100), chase, instrument: OPTION };
    bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
    await bench.pass(30_000);
    return bench.placed.map(({ ticket }) => ticket.limitPrice && formatDecimal(ticket.limitPrice));
  };
  const chase: Chase = { everyMs: 5_000, times: 3, within: ratio(2, 100) };
  expect(await pricesOf(ratio(120), chase)).toEqual(['100.00', '118.80']);
  expect(await pricesOf(ratio(99), chase)).toEqual(['100.00', '98.00']);
  expect(await pricesOf(ratio(80), chase)).toEqual(['100.00', '98.00']);
  expect(await pricesOf(null, chase)).toEqual(['100.00', '100.00']);
  expect(await pricesOf(ratio(120), null)).toEqual(['100.00', '100.00']);
});

test('an exit that was rejected does not go again where the account holds nothing any more', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.rejects = () => true;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(1_500);
  bench.held = 0;
  await bench.pass(60_000);
  expect([bench.placed.length, bench.ended.map(({ filled }) => filled)]).toEqual([1, [0]]);
});

test('an exit that was cut by what its entries did not bring is cut by that once, however often it goes again', async () => {
  const bench = await new DeskBench().open();
  bench.held = 260;
  bench.shortBy = 65;
  bench.meet = times(3, NO_CONNECTION);
  bench.desk.carryOut(bench.copy('exit', 'sell', [260]));
  await bench.pass(60_000);
  expect(bench.sent).toEqual(['sell 195']);
});

test('slices of an exit that fail together all get out', async () => {
  const bench = await new DeskBench().open();
  bench.held = 1950;
  bench.meet = times(3, NO_CONNECTION);
  bench.desk.carryOut(bench.copy('exit', 'sell', [650, 650, 650]));
  await bench.pass(60_000);
  expect([bench.sent, bench.held, bench.ended]).toEqual([
    ['sell 650', 'sell 650', 'sell 650'],
    0,
    [expect.objectContaining({ filled: 1950 })],
  ]);
});

test('slices of an exit that are rejected together all go again, however many they are', async () => {
  const bench = await new DeskBench().open();
  bench.held = 5200;
  bench.rejects = () => bench.placed.length < 16;
  bench.desk.carryOut(bench.copy('exit', 'sell', Array<number>(8).fill(650)));
  await bench.pass(120_000);
  expect([bench.held, bench.placed.length, bench.ended.map(({ filled }) => filled), bench.told]).toEqual([
    0,
    24,
    [5200],
    ['EXIT_NOT_OUT: the exit of 650 NIFTY01DEC2625300CE was rejected: margin exceeds; it goes again in 2 s'],
  ]);
});

test('a slice that is on its way is not sent again with another that did not leave', async () => {
  const bench = await new DeskBench().open();
  bench.held = 1300;
  bench.requestMs = () => (bench.placed.length === 0 ? 8_000 : 0);
  let asked = 0;
  bench.meet = () => {
    asked += 1;
    return asked === 2 ? NO_CONNECTION : null;
  };
  bench.desk.carryOut(bench.copy('exit', 'sell', [650, 650]));
  await bench.pass(60_000);
  expect([bench.sent, bench.held]).toEqual([['sell 650', 'sell 650'], 0]);
});

test('two orders of one tag in the book are told, once', async () => {
  const bench = await new DeskBench().open();
  bench.fills = () => false;
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(2_000);
  const [first] = bench.placed;
  if (first) bench.placed.push({ ...first });
  await bench.pass(60_000);
  expect(bench.told).toEqual([
    expect.stringMatching(
      /^its book has two orders buy 65 NIFTY01DEC2625300CE with one tag \(ct\d+\): 0 and 1; one of them is too much: look at the position$/,
    ),
  ]);
});

test('an exit in doubt that is not in the book goes again, for what the account holds by then', async () => {
  const bench = await new DeskBench().open();
  bench.held = 130;
  bench.meet = times(1, UNKNOWN);
  bench.desk.carryOut(bench.copy('exit', 'sell', [130]));
  await bench.pass(20_000);
  bench.held = 65;
  await bench.pass(90_000);
  expect([bench.sent, bench.held]).toEqual([['sell 65'], 0]);
});

test('an exit goes again however often it was in doubt', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.meet = times(6, UNKNOWN);
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(600_000);
  expect([bench.sent, bench.held]).toEqual([['sell 65'], 0]);
});

test('what of an exit cannot be measured while an entry is in doubt leaves when that is known', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.tellsPositions = false;
  bench.meet = times(1, UNKNOWN);
  bench.desk.carryOut(bench.copy('entry', 'buy', [130]));
  await bench.pass(5_000);
  bench.standing = 'left';
  bench.desk.carryOut(bench.copy('exit', 'sell', [195]));
  await bench.pass(15_000);
  expect([bench.sent, bench.told]).toEqual([['sell 65'], []]);
  bench.shortBy = 130;
  await bench.pass(120_000);
  expect([bench.sent, bench.held, bench.told]).toEqual([
    ['sell 65'],
    0,
    ['the exit of NIFTY01DEC2625300CE is 0 units, 130 fewer than decided: its entries were not filled'],
  ]);
});

test('… and is what the entry brought', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.fills = ({ side }) => side === 'sell';
  bench.tellsPositions = false;
  bench.cancels = () => false;
  bench.desk.carryOut(bench.copy('entry', 'buy', [130]));
  await bench.pass(5_000);
  bench.standing = 'left';
  bench.desk.carryOut(bench.copy('exit', 'sell', [195]));
  await bench.pass(15_000);
  expect(bench.sent).toEqual(['buy 130', 'sell 65']);
  bench.fillResting();
  await bench.pass(30_000);
  expect([bench.sent, bench.held]).toEqual([['buy 130', 'sell 65', 'sell 130'], 0]);
});

test('an entry that certainly did not leave goes again while it is fresh', async () => {
  const bench = await new DeskBench().open();
  bench.meet = times(3, NO_CONNECTION);
  const entry = bench.copy('entry', 'buy', [65]);
  bench.desk.carryOut(entry);
  await bench.pass(30_000);
  expect([bench.sent, new Set(entry.orders.map(({ intent }) => intent.tag)).size]).toEqual([['buy 65'], 1]);
});

test('… and ends with words when it has become old', async () => {
  const bench = await new DeskBench().open();
  bench.meet = () => NO_CONNECTION;
  const entry = bench.copy('entry', 'buy', [65]);
  bench.desk.carryOut(entry);
  await bench.pass(120_000);
  bench.meet = () => null;
  await bench.pass(120_000);
  expect(bench.sent).toEqual([]);
  expect(entry.orders.map(({ intent }) => [intent.state, intent.brokerCode, intent.brokerText])).toEqual([
    ['refused', 'STALE', 'not sent: no connection (CONNECT); then it was too old, or not wanted any more'],
  ]);
});

test('an entry that waits to go again is withdrawn by the exit that comes meanwhile', async () => {
  const bench = await new DeskBench().open();
  bench.meet = () => NO_CONNECTION;
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(10_000);
  bench.standing = 'left';
  bench.shortBy = 65;
  bench.meet = () => null;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(60_000);
  expect([bench.sent, bench.held]).toEqual([[], 0]);
});

test('an entry waits until the exit before it has left', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.meet = times(2, NO_CONNECTION);
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  bench.desk.carryOut(bench.copy('entry', 'sell', [130]));
  await bench.pass(60_000);
  expect([bench.sent, bench.held]).toEqual([['sell 65', 'sell 130'], -130]);
});

test('an entry that waits for an exit in doubt leaves as soon as the book shows that this has left', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.fills = ({ side }) => side === 'buy';
  bench.meet = (ticket) => (ticket.side === 'sell' ? bench.takeSilently(ticket) : null);
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(100);
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(100);
  expect(bench.sent).toEqual(['sell 65']);
  await bench.pass(5_000);
  expect(bench.sent).toEqual(['sell 65', 'buy 65']);
});

test('an exit that rests while the master was in again on the other side is cancelled by the exit of that', async () => {
  const bench = await new DeskBench().open();
  bench.held = -65;
  bench.fills = ({ quantity }) => quantity !== 65;
  bench.desk.carryOut(bench.copy('exit', 'buy', [65]));
  await bench.pass(5_000);
  bench.desk.carryOut(bench.copy('entry', 'buy', [195]));
  await bench.pass(5_000);
  bench.desk.carryOut(bench.copy('exit', 'sell', [195]));
  await bench.pass(60_000);
  expect(bench.placed.map(({ ticket, status }) => `${ticket.side} ${ticket.quantity} ${status}`)).toEqual([
    'buy 65 cancelled',
    'buy 195 complete',
    'sell 130 complete',
  ]);
  expect(bench.held).toBe(0);
});

test('… and waits for it where the account does not hold yet what it is to take out', async () => {
  const bench = await new DeskBench().open();
  bench.held = -66;
  bench.fills = ({ quantity }) => quantity !== 66;
  bench.desk.carryOut(bench.copy('exit', 'buy', [66]));
  await bench.pass(5_000);
  bench.desk.carryOut(bench.copy('entry', 'buy', [52]));
  await bench.pass(5_000);
  bench.desk.carryOut(bench.copy('exit', 'sell', [52]));
  await bench.pass(60_000);
  expect([bench.sent, bench.held, bench.told]).toEqual([['buy 66', 'buy 52'], -14, []]);
  bench.fillResting();
  await bench.pass(60_000);
  expect([bench.sent, bench.held, bench.told]).toEqual([['buy 66', 'buy 52', 'sell 52'], 0, []]);
});

test('an exit that has nothing to take out leaves the entry alone that was decided after it', async () => {
  const bench = await new DeskBench().open();
  bench.shortBy = 65;
  bench.fills = () => false;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  bench.desk.carryOut(bench.copy('entry', 'buy', [130]));
  await bench.pass(30_000);
  expect(bench.placed.map(({ ticket, status }) => `${ticket.side} ${ticket.quantity} ${status}`)).toEqual([
    'buy 130 open',
  ]);
});

test('what is in doubt at midnight is not sent on the next day', async () => {
  const bench = await new DeskBench(MORNING + UNTIL_MIDNIGHT_MS - 20_000).open();
  bench.meet = times(1, UNKNOWN);
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(300_000);
  expect([bench.sent, bench.told]).toEqual([
    [],
    [expect.stringMatching(/^what became of buy 65 .* was not known when its day ended/)],
  ]);
});

test('an exit that meets no connection over midnight ends with its day, and somebody is called', async () => {
  const bench = await new DeskBench(MORNING + UNTIL_MIDNIGHT_MS - 20_000).open();
  bench.held = 65;
  bench.meet = () => NO_CONNECTION;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65], { day: TODAY }));
  await bench.pass(40_000);
  bench.meet = () => null;
  await bench.pass(120_000);
  expect(bench.sent).toEqual([]);
  expect(bench.told.at(-1)).toBe(
    'EXIT_NOT_OUT: the exit of 65 NIFTY01DEC2625300CE did not get out before its day ended: look at the position',
  );
});
