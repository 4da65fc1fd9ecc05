import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ratio } from '../../src/core/exact.ts';
import type { DecisionChange } from '../../src/replay/plan/changed-decisions.ts';
import type { ToldDecision } from '../../src/replay/plan/decision-pairs.ts';
import { NO_DECISIONS } from '../../src/replay/plan/decision-totals.ts';
import { compareDecisions, PlanComparison } from '../../src/replay/plan/plan-comparison.ts';
import { OPENING, told } from './told-decisions.ts';

const A = { before: ['a'], after: ['a'] };

/** Both sides of the changes of follower a. */
function changesOf(before: readonly ToldDecision[], after: readonly ToldDecision[], limit = 100): string[] {
  const [plan] = compareDecisions(before, after, A, limit);
  return (plan?.changes ?? []).map(write);
}

function write({ orderKey, before, after }: DecisionChange): string {
  const side = (one: typeof before) => (one === null ? 'nothing' : `${one.reason} ${one.quantity}`);
  return `${orderKey}: ${side(before)} → ${side(after)}`;
}

describe('comparing decisions', () => {
  test('tells totals and each decision that differs', () => {
    const kept = told('1', 50);
    const [was, is] = [told('2', 10), told('2', 0, { rule: 'no-late' })];
    expect(compareDecisions([kept, was], [kept, is], A, 100)).toEqual([
      {
        name: 'a',
        presence: 'kept',
        before: { copied: 2, skipped: 0, followed: 0, units: 60, rupees: ratio(6000), marketOrders: 0 },
        after: { copied: 1, skipped: 1, followed: 0, units: 50, rupees: ratio(5000), marketOrders: 0 },
        changed: 1,
        changes: [{ orderKey: '2', time: OPENING, before: was.decision, after: is.decision }],
      },
    ]);
  });

  test.each([
    ['price', { price: 101 }],
    ['order type', { price: null }],
    ['reason', { reason: 'EXIT' }],
    ['rule', { rule: 'other' }],
    ['master quantity', { masterQuantity: 99 }],
  ] as const)('another %s is a difference', (_, fields) => {
    const [plan] = compareDecisions([told('1', 50)], [told('1', 50, fields)], A, 100);
    expect(plan?.changed).toBe(1);
  });

  test('counts orders at the market, which have no value', () => {
    const [plan] = compareDecisions([told('1', 50, { price: null })], [told('1', 50)], A, 100);
    expect([plan?.before, plan?.after]).toEqual([
      { copied: 1, skipped: 0, followed: 0, units: 50, rupees: ratio(0), marketOrders: 1 },
      { copied: 1, skipped: 0, followed: 0, units: 50, rupees: ratio(5000), marketOrders: 0 },
    ]);
  });

  test('counts a copy that rests once, when it is made', () => {
    const made = told('1', 50);
    const [more, less] = [told('1', 80, { action: 'modify' }), told('1', 60, { action: 'modify' })];
    const gone = told('1', 0, { action: 'cancel', reason: 'NOT_FILLED' });
    const [plan] = compareDecisions([made, more, gone], [made, less, gone], A, 100);
    const totals = { copied: 1, skipped: 0, followed: 2, units: 50, rupees: ratio(5000), marketOrders: 0 };
    expect([plan?.before, plan?.after, plan?.changed]).toEqual([totals, totals, 1]);
  });

  test('pairs the decisions of one order in their order, and says what has no counterpart', () => {
    const [first, second] = [told('1', 40, { time: OPENING + 1 }), told('1', 60, { time: OPENING + 2 })];
    expect(changesOf([told('1', 100, { time: OPENING + 2 })], [first, second])).toEqual([
      '1: ENTRY 100 → ENTRY 40',
      '1: nothing → ENTRY 60',
    ]);
    expect(changesOf([first, second], [first])).toEqual(['1: ENTRY 60 → nothing']);
  });

  test('never takes what was netted for an exit', () => {
    const netted = told('1', 0, { reason: 'NETTED' });
    const exit = (quantity: number) => told('1', quantity, { reason: 'EXIT' });
    expect(changesOf([netted, exit(20)], [exit(30)])).toEqual([
      '1: NETTED 0 → nothing',
      '1: EXIT 20 → EXIT 30',
    ]);
  });

  test('lists changes by time, those without one first, those of one second by the id of the order', () => {
    const at = (orderKey: string, time: number | null, quantity: number) =>
      told(orderKey, quantity, { time });
    const decide = (quantity: number) => [
      at('10', OPENING, quantity),
      at('9', OPENING, quantity),
      at('7', OPENING - 5, quantity),
      at('8', null, quantity),
    ];
    const expected = ['8', '7', '9', '10'].map((id) => `${id}: ENTRY 1 → ENTRY 2`);
    expect(changesOf(decide(1), decide(2))).toEqual(expected);
    expect(changesOf(decide(1), decide(2).reverse())).toEqual(expected);
  });

  test('keeps the first changes and counts all', () => {
    const decide = (quantity: number) =>
      Array.from({ length: 5000 }, (_, index) => told(String(index), quantity, { time: OPENING - index }));
    const [plan] = compareDecisions(decide(1), decide(2), A, 2);
    expect(plan?.changed).toBe(5000);
    expect(plan?.changes.map(write)).toEqual(['4999: ENTRY 1 → ENTRY 2', '4998: ENTRY 1 → ENTRY 2']);
  });

  test('says which followers are new and which are gone, in the order of the new file', () => {
    const followers = { before: ['gone', 'a'], after: ['new', 'a'] };
    const [gone, added] = [told('1', 5, { follower: 'gone' }), told('1', 7, { follower: 'new' })];
    const same = told('1', 50);
    const one = (units: number) => ({
      copied: 1,
      skipped: 0,
      followed: 0,
      units,
      rupees: ratio(100 * units),
      marketOrders: 0,
    });
    expect(compareDecisions([gone, same], [added, same], followers, 100)).toEqual([
      { name: 'new', presence: 'added', before: NO_DECISIONS, after: one(7), changed: 1, changes: [] },
      { name: 'a', presence: 'kept', before: one(50), after: one(50), changed: 0, changes: [] },
      { name: 'gone', presence: 'removed', before: one(5), after: NO_DECISIONS, changed: 1, changes: [] },
    ]);
  });

  test('pairs nothing across sessions, where an id may come again', () => {
    const comparison = new PlanComparison(A, 100);
    comparison.note('before', told('1', 1));
    comparison.endSession();
    comparison.note('after', told('1', 1));
    comparison.endSession();
    expect(comparison.result()[0]?.changes.map(write)).toEqual([
      '1: ENTRY 1 → nothing',
      '1: nothing → ENTRY 1',
    ]);
  });
});

const decisions = fc.array(
  fc
    .record({
      orderKey: fc.constantFrom('1', '2', '3'),
      quantity: fc.nat(2),
      follower: fc.constantFrom('a', 'b'),
      isNetted: fc.boolean(),
      minute: fc.option(fc.nat(3)),
    })
    .map(({ orderKey, quantity, follower, isNetted, minute }) =>
      told(orderKey, quantity, {
        follower,
        time: minute === null ? null : OPENING + 60 * minute,
        ...(isNetted && quantity === 0 ? { reason: 'NETTED' } : {}),
      }),
    ),
  { maxLength: 12 },
);
const BOTH = { before: ['a', 'b'], after: ['a', 'b'] };

describe('whatever is decided', () => {
  test('a config compared with itself differs in nothing', () => {
    fc.assert(
      fc.property(decisions, (all) => {
        const plans = compareDecisions(all, all, BOTH, 100);
        expect(plans.map(({ changed, changes }) => [changed, changes])).toEqual([
          [0, []],
          [0, []],
        ]);
      }),
    );
  });

  test('the comparison is the same however the two replays take turns', () => {
    fc.assert(
      fc.property(decisions, decisions, fc.infiniteStream(fc.boolean()), (before, after, turns) => {
        const comparison = new PlanComparison(BOTH, 5);
        const [left, right] = [[...before], [...after]];
        for (const isBefore of turns) {
          const [side, from] = isBefore ? (['before', left] as const) : (['after', right] as const);
          const next = from.shift();
          if (next) comparison.note(side, next);
          if (left.length + right.length === 0) break;
        }
        comparison.endSession();
        expect(comparison.result()).toEqual(compareDecisions(before, after, BOTH, 5));
      }),
    );
  });

  test('the other way round it is the mirror image', () => {
    fc.assert(
      fc.property(decisions, decisions, (before, after) => {
        const mirrored = compareDecisions(after, before, BOTH, 100).map((plan) => ({
          ...plan,
          before: plan.after,
          after: plan.before,
          changes: plan.changes.map((change) => ({ ...change, before: change.after, after: change.before })),
        }));
        expect(mirrored).toEqual(compareDecisions(before, after, BOTH, 100));
      }),
    );
  });
});
