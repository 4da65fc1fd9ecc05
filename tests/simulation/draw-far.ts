/**
 * What came after `draw-hard.ts`, on top of it and of `draw-wide.ts`: only for seeds from `FAR_FROM` on, from a stream of
 * its own. One instrument in two products, money that runs out, slices of another size, a full disk, servers whose clocks
 * differ, rows that are odd, and openings that somebody is asked about.
 */
import type { Random } from '../../src/simulator/random.ts';
import { at, type Draw, type FaultField } from './draw-faults.ts';
import { lastOf, netOf, symbolOf, toTick } from './draw-orders.ts';
import type { CopyOn } from './drawn-file.ts';
import { ODD_ROWS } from './lies.ts';
import { FREEZE_SHARES } from './read-instruments.ts';
import { pick, type Step } from './scenario.ts';
import type { World } from './world.ts';

export const FAR_FROM = 90_001;

export function isFarSeed(seed: number): boolean {
  return seed >= FAR_FROM;
}

/** Copies that rest over restarts: they come more often here. */
export function drawCopyOn(random: Random): CopyOn | null {
  return random.integer(3) === 0 ? 'placed' : null;
}

export function drawFarLines(random: Random): readonly string[] {
  return random.integer(5) === 0 ? ['confirm: true'] : [];
}

/** Rupees; what one of them has is soon used up. */
export function drawFunds(random: Random, roles: readonly string[]): Readonly<Record<string, number>> {
  if (random.integer(2) === 0) return {};
  const poor = roles.filter(() => random.integer(3) > 0);
  return Object.fromEntries(poor.map((role) => [role, 20_000 + random.integer(600_000)]));
}

/** The engine takes the broker's clock to be known to about a second (`lastMomentMs`). */
const APART_MS = 1_000;

/** By how much the clock of an account's server is ahead, in milliseconds: the broker has several. */
export function drawServerClocks(random: Random, roles: readonly string[]): ReadonlyMap<string, number> {
  if (random.integer(2) === 0) return new Map();
  return new Map(
    ['master', ...roles].map((role) => [role, random.integer(2 * APART_MS) - APART_MS] as const),
  );
}

export function drawFarSteps(random: Random, field: FaultField): Step[] {
  const steps: Step[] = [];
  for (let left = 2 + random.integer(5); left > 0; left -= 1)
    steps.push(...pick(random, DRAWS)(random, field));
  return steps;
}

const IN_TWO = [
  { symbol: /^RELIANCE-EQ$/, lot: 1, most: 40, products: ['INTRADAY', 'DELIVERY'] },
  { symbol: /^ITC-EQ$/, lot: 1, most: 40, products: ['DELIVERY', 'INTRADAY'] },
  { symbol: /^NIFTY.*25300CE$/, lot: 65, most: 6, products: ['CARRYFORWARD', 'INTRADAY'] },
  { symbol: /^BANKNIFTY.*58000CE$/, lot: 30, most: 45, products: ['CARRYFORWARD', 'INTRADAY'] },
] as const;

/** The master moves from one product to the other: two orders of one instant, in either order. */
const movesOver: Draw = (random, field) => {
  const traded = pick(random, IN_TWO);
  const lots = 1 + random.integer(traded.most);
  const isOutFirst = random.integer(2) === 0;
  const apartMs = random.integer(3) === 0 ? random.integer(2_000) : 0;
  const fromMs = at(field, random);
  const [one, other] = traded.products;
  const place = (
    world: World,
    side: 'BUY' | 'SELL',
    product: typeof one | typeof other,
    quantity: number,
  ) => {
    if (quantity <= 0 || !world.isMarketOpen) return;
    world.hand('master').placeByHand({ symbol: symbolOf(world, traded), side, quantity, product });
    world.seen.keep();
  };
  const leaves = (world: World) =>
    place(world, 'SELL', one, netOf(world, 'master', symbolOf(world, traded), one));
  const enters = (world: World) => place(world, 'BUY', other, lots * traded.lot);
  const [first, second] = isOutFirst ? [leaves, enters] : [enters, leaves];
  return [
    {
      atMs: fromMs,
      says: `the master buys ${traded.symbol.source}`,
      run: (world) => place(world, 'BUY', one, lots * traded.lot),
    },
    { atMs: fromMs + 1_000 + random.integer(15_000), says: `the master moves to ${other}`, run: first },
    { atMs: fromMs + 16_000 + apartMs, says: `the master is in ${other} only`, run: second },
    {
      atMs: fromMs + 18_000 + random.integer(20_000),
      says: `the master leaves ${other}`,
      run: (world) => place(world, 'SELL', other, netOf(world, 'master', symbolOf(world, traded), other)),
    },
  ];
};

/** The master goes into one thing again and again, in both products, with orders that rest and that do not. */
const burst: Draw = (random, field) => {
  const traded = pick(random, IN_TWO);
  const fromMs = at(field, random);
  const steps: Step[] = [];
  let atMs = fromMs;
  for (let left = 3 + random.integer(6); left > 0; left -= 1) {
    const product = pick(random, traded.products);
    const quantity = traded.lot * (1 + random.integer(Math.ceil(traded.most / 3)));
    const rests = random.integer(3) === 0;
    const off = 0.998 + random.next() * 0.002;
    steps.push({
      atMs,
      says: `the master: BUY ${quantity} ${traded.symbol.source} ${product} in a burst`,
      run: (world) => {
        if (!world.isMarketOpen) return;
        const symbol = symbolOf(world, traded);
        const price = rests ? { price: toTick(lastOf(world, symbol) * off) } : {};
        world.hand('master').placeByHand({ symbol, side: 'BUY', quantity, product, ...price });
        world.seen.keep();
      },
    });
    atMs += random.integer(120);
  }
  return steps;
};

/** Money is taken out of an account, and comes back, or does not. */
const withdraws: Draw = (random, field) => {
  const role = pick(random, field.roles);
  const leftRupees = random.integer(80_000);
  const fromMs = at(field, random);
  const takes: Step = {
    atMs: fromMs,
    says: `${role}: all but Rs. ${leftRupees} is taken out`,
    run: (world) => world.keepCash(role, leftRupees),
  };
  if (random.integer(2) === 0) return [takes];
  const back: Step = {
    atMs: fromMs + 1_000 + random.integer(40_000),
    says: `${role}: money is paid in`,
    run: (world) => world.keepCash(role, 500_000_000),
  };
  return [takes, back];
};

/** The instrument master that the next process reads names other freeze quantities; the process is started anew. */
const otherFreeze: Draw = (random, field) => {
  const share = pick(random, FREEZE_SHARES);
  const fromMs = at(field, random);
  const restartMs = 1_500 + random.integer(4_000);
  return [
    {
      atMs: fromMs,
      says: `the instrument master changes: freeze quantities times ${share}`,
      run: (world) => world.takeInstruments(share),
    },
    {
      atMs: fromMs + random.integer(3_000),
      says: 'the engine is stopped and started',
      run: (world) => void world.stop('SIGTERM').then(() => world.time.after(restartMs, () => world.boot())),
    },
  ];
};

/** The journal's disk is full for a while; a supervisor starts the engine again and again. */
const fullDisk: Draw = (random, field) => {
  const fromMs = at(field, random);
  return [
    { atMs: fromMs, says: 'the disk is full', run: (world) => world.setDiskFull(true) },
    {
      atMs: fromMs + 200 + random.integer(random.integer(2) === 0 ? 3_000 : 40_000),
      says: 'the disk has room again',
      run: (world) => world.setDiskFull(false),
    },
  ];
};

/** A book has rows that are odd, or in another order. */
const oddRows: Draw = (random, field) => {
  const role = pick(random, ['master', 'master', ...field.roles, ...field.roles]);
  const kind = pick(random, ODD_ROWS);
  const forMs = 1_000 + random.integer(9_000);
  const row = random.integer(12);
  return [
    {
      atMs: at(field, random),
      says: `${role}: its book has rows that are ${kind} for ${forMs} ms`,
      run: (world) => world.lie(role, { endpoint: 'getOrderBook', kind, forMs, row }),
    },
  ];
};

/** Stopped and started while something rests, and again. */
const restarts: Draw = (random, field) => {
  const fromMs = at(field, random);
  const steps: Step[] = [];
  let atMs = fromMs;
  for (let left = 1 + random.integer(3); left > 0; left -= 1) {
    const restartMs = 1_500 + random.integer(3_000);
    steps.push({
      atMs,
      says: 'the engine is stopped and started',
      run: (world) => void world.stop('SIGTERM').then(() => world.time.after(restartMs, () => world.boot())),
    });
    atMs += 4_000 + random.integer(12_000);
  }
  return steps;
};

const DRAWS: readonly Draw[] = [
  movesOver,
  movesOver,
  burst,
  burst,
  withdraws,
  withdraws,
  otherFreeze,
  fullDisk,
  fullDisk,
  oddRows,
  oddRows,
  restarts,
];
