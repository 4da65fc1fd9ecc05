import { CopySession } from '../core/copy-session.ts';
import type { Decision } from '../core/deciding/decision.ts';
import { createInstrumentMaster } from '../core/orders/instrument.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import { LayeredInstruments } from '../journal/recording/recorded-instruments.ts';
import { compareDecisions, type FactRow } from './compare-decisions.ts';
import type { Place, RuleTest } from './rule-test.ts';
import type { Subject } from './test-subjects.ts';

export interface TestResult {
  readonly test: RuleTest;
  readonly failures: readonly Failure[];
}

/** What was decided of an order for a follower is not what was expected. */
export interface Failure {
  readonly order: OrderSnapshot;
  readonly follower: string;
  readonly at: Place;
  readonly rows: readonly FactRow[];
}

/** Decides the orders of a test, and compares. */
export function runRuleTest(test: RuleTest, { policy, instruments, coverage }: Subject): TestResult {
  const known = new LayeredInstruments(createInstrumentMaster(test.given.instruments), instruments);
  const session = new CopySession(policy, { live: false, fills: 'assumed', instruments: known });
  session.accept({ kind: 'positions', positions: test.given.positions });
  for (const [account, available] of test.given.capital) {
    session.accept({ kind: 'funds', account, available });
  }
  const decided = decideOrders(test, session);
  coverage.add(session.coverage());
  const followers = policy.followers.map(({ name }) => name);
  return { test, failures: test.orders.flatMap((_, index) => compareOrder(test, index, decided, followers)) };
}

/** Decisions by the entry of the test that they are about: an order that ends with its day is decided later. */
function decideOrders({ orders }: RuleTest, session: CopySession): Decision[][] {
  const decided: Decision[][] = orders.map(() => []);
  const lastEntry = new Map<string, number>();
  for (const [index, { snapshot }] of orders.entries()) {
    lastEntry.set(snapshot.orderId, index);
    for (const { decision } of session.accept({ kind: 'row', row: snapshot, seenAtMs: null })) {
      decided[lastEntry.get(decision.orderId) ?? index]?.push(decision);
    }
  }
  return decided;
}

function compareOrder(
  { orders }: RuleTest,
  index: number,
  decided: readonly (readonly Decision[])[],
  all: readonly string[],
): Failure[] {
  const order = orders[index];
  if (order === undefined) return [];
  return order.expectations.flatMap(({ follower, at, decisions }) =>
    (follower === null ? all : [follower]).flatMap((name) => {
      const made = decided[index]?.filter((decision) => decision.follower === name) ?? [];
      const rows = compareDecisions(decisions, made);
      return rows === null ? [] : [{ order: order.snapshot, follower: name, at, rows }];
    }),
  );
}
