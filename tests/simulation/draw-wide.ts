/**
 * What came later to what is drawn: drawn from a stream of its own, and only for seeds from `WIDE_FROM` on, so that
 * those before it still bring what they always brought.
 */

import type { Fault } from '../../src/simulator/faults.ts';
import type { AppOrder } from '../../src/simulator/orders/app-order.ts';
import type { Random } from '../../src/simulator/random.ts';
import { arm, at, type Draw, type FaultField, REPLIES } from './draw-faults.ts';
import { lastOf, netOf, symbolOf, TRADED, type Traded, toTick } from './draw-orders.ts';
import { pick, type Step } from './scenario.ts';
import type { World } from './world.ts';

export const WIDE_FROM = 2_601;
/** From here on it is as before again: the test that takes precautions away has a seed there. */
const WIDE_UNTIL = 19_000;

export function isWideSeed(seed: number): boolean {
  return seed >= WIDE_FROM && seed < WIDE_UNTIL;
}

const CATCH_UP = [
  [],
  ['catch_up: ask'],
  ['catch_up: { max_age: 20s }'],
  ['catch_up: { max_age: 5m }'],
  ['catch_up: { max_age: 5m, max_deviation: "0.3%" }'],
  ['catch_up: { max_deviation: "0.5%" }'],
] as const;
const CHASE = [
  [],
  ['defaults:', '  execution: { chase: off }'],
  ['defaults:', '  execution: { chase: { every: 2s, times: 6, within: "3%" } }'],
  ['defaults:', '  execution: { chase: { every: 3s, times: 2, within: "0.2%" } }'],
] as const;

/** Lines of the file. */
export function drawWideLines(random: Random): readonly string[] {
  return [...pick(random, CATCH_UP), ...pick(random, CHASE)];
}

export function drawWideSteps(random: Random, field: FaultField): Step[] {
  const steps: Step[] = [];
  for (let left = 1 + random.integer(6); left > 0; left -= 1)
    steps.push(...pick(random, DRAWS)(random, field));
  return steps;
}

/** The price jumps, and comes back: what was sent at the price before it rests meanwhile, or fills at once. */
const gap: Draw = (random, field) => {
  const traded = pick(random, TRADED);
  const size = 0.01 + random.next() * (traded.lot === 1 ? 0.03 : 0.07);
  const by = random.integer(2) === 0 ? 1 + size : 1 - size;
  const fromMs = at(field, random);
  const step = (atMs: number, factor: number): Step => ({
    atMs,
    says: `the price jumps by ${((factor - 1) * 100).toFixed(2)} %: ${traded.symbol.source}`,
    run: (world) => move(world, traded, factor),
  });
  return [step(fromMs, by), step(fromMs + 500 + random.integer(30_000), 1 / by)];
};

function move(world: World, traded: Traded, by: number): void {
  const symbol = symbolOf(world, traded);
  world.simulator.steering.setPrice(symbol, toTick(lastOf(world, symbol) * by));
}

/** The master gets out, or a part, just as the price runs away: the exits of its followers rest. */
const exitIntoGap: Draw = (random, field) => {
  const share = random.next();
  const size = 0.01 + random.next() * 0.03;
  const fromMs = at(field, random);
  const backMs = fromMs + 2_000 + random.integer(60_000);
  let gone: { readonly traded: Traded; readonly by: number } | null = null;
  return [
    {
      atMs: fromMs,
      says: 'the master gets out as the price runs away',
      run: (world) => {
        gone = getOutIntoGap(world, share, size);
      },
    },
    {
      atMs: backMs,
      says: 'the price comes back',
      run: (world) => gone && move(world, gone.traded, 1 / gone.by),
    },
  ];
};

function getOutIntoGap(world: World, share: number, size: number) {
  const traded = TRADED.find((one) => netOf(world, 'master', symbolOf(world, one), one.product) !== 0);
  if (!traded || !world.isMarketOpen) return null;
  const symbol = symbolOf(world, traded);
  const net = netOf(world, 'master', symbol, traded.product);
  const part = Math.max(traded.lot, Math.ceil((Math.abs(net) * share) / traded.lot) * traded.lot);
  const side = net > 0 ? 'SELL' : 'BUY';
  const script = [{ afterMs: 0, do: 'complete' }] as const;
  world.hand('master').placeByHand({ symbol, side, quantity: part, product: traded.product, script });
  world.seen.keep();
  const by = net > 0 ? 1 - size : 1 + size;
  move(world, traded, by);
  return { traded, by };
}

/** An order of the master's that only the price can fill. */
const away: Draw = (random, field) => {
  const traded = pick(random, TRADED);
  const side = traded.mayShort && random.integer(2) === 0 ? 'SELL' : 'BUY';
  const quantity = traded.lot * (1 + random.integer(traded.most));
  const off = 0.002 + random.next() * 0.01;
  return [
    {
      atMs: at(field, random),
      says: `the master: ${side} ${quantity} away from the price ${traded.symbol.source}`,
      run: (world) => {
        if (!world.isMarketOpen) return;
        const symbol = symbolOf(world, traded);
        const price = toTick(lastOf(world, symbol) * (side === 'BUY' ? 1 - off : 1 + off));
        const order: AppOrder = { symbol, side, quantity, product: traded.product, price };
        world.hand('master').placeByHand(order);
        world.seen.keep();
      },
    },
  ];
};

/** Replies to two accounts fail at the same instant. */
const twoAtOnce: Draw = (random, field) => {
  const both = new Set([pick(random, field.roles), pick(random, ['master', ...field.roles])]);
  const kind = pick(random, REPLIES);
  const endpoint = pick(random, [
    'placeOrder',
    'getOrderBook',
    'getPosition',
    'cancelOrder',
    'login',
  ] as const);
  const fault: Fault = { kind, endpoint, accepted: random.integer(2) === 0, times: 1 + random.integer(4) };
  return [
    {
      atMs: at(field, random),
      says: `${[...both].join(' and ')}: ${JSON.stringify(fault)}`,
      run: (world) => {
        for (const role of both) arm(world, role, fault);
      },
    },
  ];
};

/** A person looks, and agrees a while later to what was shown. */
const reconcile: Draw = (random, field) => {
  const role = random.integer(2) === 0 ? null : pick(random, field.roles);
  const action = pick(random, ['compare', 'fix', 'fix', 'adopt'] as const);
  const afterMs = 500 + random.integer(8_000);
  return [
    {
      atMs: at(field, random),
      says: `reconcile ${action} ${role ?? 'all'}, agreed to after ${afterMs} ms`,
      run: (world) => world.people.reconcile(action, role, afterMs),
    },
  ];
};

/** A person sells a part of what the copies brought, and has the ledger told of it. */
const sellAndForget: Draw = (random, field) => {
  const role = pick(random, field.roles);
  const share = random.next();
  const fromMs = at(field, random);
  return [
    {
      atMs: fromMs,
      says: `${role}: a person gets out of a part, and says so`,
      run: (world) => world.people.getOutByHand(role, share),
    },
    {
      atMs: fromMs + 2_000 + random.integer(6_000),
      says: `reconcile fix ${role}`,
      run: (world) => world.people.reconcile('fix', role, 1_000),
    },
  ];
};

/** A follower holds as the master does, by its own hand; the copies are to take it along. */
const buyAndAdopt: Draw = (random, field) => {
  const role = pick(random, field.roles);
  const lots = 1 + random.integer(5);
  const fromMs = at(field, random);
  return [
    {
      atMs: fromMs,
      says: `${role}: a person goes in beside the master`,
      run: (world) => world.people.goInByHand(role, lots),
    },
    {
      atMs: fromMs + 2_000 + random.integer(6_000),
      says: `reconcile adopt ${role}`,
      run: (world) => world.people.reconcile('adopt', role, 1_000),
    },
  ];
};

const retry: Draw = (random, field) => {
  const role = random.integer(2) === 0 ? null : pick(random, field.roles);
  return [
    {
      atMs: at(field, random),
      says: `retry ${role ?? 'all'}`,
      run: (world) => world.people.retry(role),
    },
  ];
};

const DRAWS: readonly Draw[] = [
  gap,
  gap,
  exitIntoGap,
  exitIntoGap,
  exitIntoGap,
  away,
  away,
  twoAtOnce,
  twoAtOnce,
  reconcile,
  sellAndForget,
  buyAndAdopt,
  retry,
];
