/** What must hold of all decisions, whatever the day. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Decision, toDecisionRecord } from '../../src/core/deciding/decision.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import { sortByEventTime } from '../../src/replay/replay-orders.ts';
import {
  decide,
  distinctRows,
  INSTRUMENTS,
  orderOf,
  quantity,
  type RawRow,
  readRows,
  rows,
  type Traded,
} from './generated-day.ts';

const RUNS = { numRuns: 150 };

function tradedBy({ symbol }: Decision): Traded {
  const traded = INSTRUMENTS.find((one) => one.symbol === symbol);
  if (!traded) throw new Error(`${symbol} was not traded`);
  return traded;
}

const signed = ({ side, quantity: units }: Decision) => (side === 'buy' ? units : -units);

/** Position by symbol after each of the decisions of one follower. */
function* positionsOf(decisions: readonly Decision[]) {
  const held = new Map<string, number>();
  for (const decision of decisions) {
    const before = held.get(decision.symbol) ?? 0;
    const after = before + signed(decision);
    held.set(decision.symbol, after);
    yield { decision, before, after };
  }
}

function masterPosition(orders: readonly OrderSnapshot[], symbol: string): number {
  const own = orders.filter(({ tradingSymbol }) => tradingSymbol === symbol);
  return own.reduce((sum, one) => sum + (one.side === 'buy' ? 1 : -1) * one.filledQuantity, 0);
}

test('a multiplier is exact: 100 lots times 0.29 are 29', () => {
  const hundredths = fc.integer({ min: 1, max: 1000 });
  // Results that are whole, or nearly: where binary fractions go wrong.
  const lots = fc.constantFrom(1, 10, 20, 25, 50, 99, 100, 101, 200);
  fc.assert(
    fc.property(lots, hundredths, (of, by) => {
      const [decision] = decide({ f1: { quantity: { multiplier: by / 100 } } }, orderOf(of));
      expect(decision?.quantity).toBe(Math.floor((of * by) / 100) * 65);
    }),
    { numRuns: 300 },
  );
});

test('copies are whole lots, and their slices add up, respect the freeze and come full first', () => {
  fc.assert(
    fc.property(rows, quantity, (orders, size) => {
      for (const decision of decide({ f1: { quantity: size } }, orders)) {
        if (decision.action === 'skip') continue;
        const { lot, freeze } = tradedBy(decision);
        const most = Math.floor(freeze / lot) * lot;
        const slices = decision.orders.map((one) => one.quantity);
        const full = Math.ceil(decision.quantity / most) - 1;
        expect(decision.quantity % lot).toBe(0);
        expect(slices).toEqual([...Array(full).fill(most), decision.quantity - full * most]);
        expect(slices.every((slice) => slice > 0 && slice % lot === 0 && slice <= freeze)).toBe(true);
      }
    }),
    RUNS,
  );
});

test('an exit never exceeds the copied position nor flips it, and an entry never reduces one', () => {
  fc.assert(
    fc.property(rows, quantity, (orders, size) => {
      for (const { decision, before, after } of positionsOf(decide({ f1: { quantity: size } }, orders))) {
        if (decision.reason === 'EXIT') {
          expect(Math.abs(after)).toBe(Math.abs(before) - decision.quantity);
        } else if (decision.reason === 'ENTRY') {
          expect(Math.abs(after)).toBe(Math.abs(before) + decision.quantity);
        }
      }
    }),
    RUNS,
  );
});

test('where the master is flat, so are the followers, whatever filters, rules and limits say', () => {
  const bars = {
    rules: [
      { id: 'no-sells', match: { side: 'sell' }, skip: true },
      { id: 'halves', match: { lots: '> 3' }, quantity: { multiplier: 0.5, max: 100 } },
    ],
    filters: { sides: ['buy'] },
    defaults: { limits: { max_orders_per_day: 3, daily_loss: 100 } },
  };
  fc.assert(
    fc.property(rows, quantity, fc.boolean(), (orders, size, barred) => {
      const held = new Map<string, number>();
      orders.forEach((_, index) => {
        const until = orders.slice(0, index + 1);
        const decisions = decide({ f1: { quantity: size } }, until, barred ? bars : {});
        for (const { decision, after } of positionsOf(decisions)) held.set(decision.symbol, after);
        const flat = INSTRUMENTS.filter(({ symbol }) => masterPosition(until, symbol) === 0);
        expect(flat.map(({ symbol }) => held.get(symbol) ?? 0)).toEqual(flat.map(() => 0));
      });
    }),
    { numRuns: 60 },
  );
});

test('filters let no blocked symbol in, however it is named', () => {
  const names = INSTRUMENTS.flatMap(({ symbol, underlying }) =>
    [symbol, underlying, `${underlying}2*`, `nfo:${underlying}`].map((name) => ({ symbol, name })),
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(...names), fc.boolean(), (orders, { symbol, name }, ofFile) => {
      const filters = { symbols: { block: [name] } };
      const decisions = ofFile
        ? decide({ f1: {} }, orders, { filters })
        : decide({ f1: { filters } }, orders);
      const letIn = decisions.filter((one) => one.action === 'copy').map((one) => one.symbol);
      expect(letIn).not.toContain(symbol);
    }),
    RUNS,
  );
});

test('the order of followers, and of rules for different underlyings, changes nothing', () => {
  const effect = fc.oneof(
    fc.constant({ skip: true }),
    quantity.map((of) => ({ quantity: of })),
    fc.constantFrom(1000, 50_000).map((max_order_value) => ({ limits: { max_order_value } })),
    fc.constantFrom('limit', 'market').map((as) => ({ execution: { as } })),
  );
  const effects = fc.tuple(effect, effect, effect);
  fc.assert(
    fc.property(rows, fc.tuple(quantity, quantity, quantity), effects, (orders, sizes, then) => {
      const followers = sizes.map((size, index) => [`f${index + 1}`, { quantity: size }] as const);
      const rules = then.map((one, index) => {
        const { underlying } = INSTRUMENTS[index] ?? { underlying: '' };
        // The first concerns one follower only.
        const whom = index === 0 ? { followers: ['f1'] } : {};
        return { id: `rule-${index}`, match: { underlying }, ...whom, ...one };
      });
      const ways = [
        decide(Object.fromEntries(followers), orders, { rules }),
        decide(Object.fromEntries(followers.toReversed()), orders, { rules }),
        decide(Object.fromEntries(followers), orders, { rules: rules.toReversed() }),
      ];
      const byFollower = ways.map((way) =>
        followers.map(([name]) => way.filter((decision) => decision.follower === name)),
      );
      expect(byFollower[1]).toEqual(byFollower[0]);
      expect(byFollower[2]).toEqual(byFollower[0]);
      const alone = followers.map(([name, own]) => {
        const his = rules.filter((one) => name === 'f1' || !('followers' in one));
        return decide({ [name]: own }, orders, { rules: his });
      });
      expect(alone).toEqual(byFollower[0]);
    }),
    { numRuns: 60 },
  );
});

test('the same orders have the same digest: again, in another time zone, and as one log or several', () => {
  const late = { id: 'late', match: { time: '12:00..15:40', days_to_expiry: '<= 1' }, quantity: { lots: 1 } };
  const digest = (logs: readonly (readonly RawRow[])[], size: object) => {
    const read = sortByEventTime(logs.map((raw) => ({ orders: readRows(raw) })));
    const decisions = decide({ f1: { quantity: size }, f2: {} }, read, { rules: [late] });
    return createHash('sha256')
      .update(JSON.stringify(decisions.map(toDecisionRecord)))
      .digest('hex');
  };
  const zone = process.env.TZ;
  try {
    fc.assert(
      fc.property(distinctRows, quantity, fc.infiniteStream(fc.nat(2)), (raw, size, places) => {
        const logs: RawRow[][] = [[], [], []];
        for (const row of raw) logs[places.next().value ?? 0]?.push(row);
        process.env.TZ = 'Asia/Kolkata';
        const whole = digest([raw], size);
        process.env.TZ = 'America/New_York';
        expect([digest([raw], size), digest(logs, size)]).toEqual([whole, whole]);
      }),
      { numRuns: 60 },
    );
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
