import type { Decision } from '../core/deciding/decision.ts';
import { type Facts, NONE, toDecisionFacts } from './decision-facts.ts';
import type { Expectation } from './rule-test.ts';

/** One line of the two sides. Null: nothing is stated, or there is no decision. */
export interface FactRow {
  readonly key: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly differs: boolean;
}

/** Shown of every decision that is not as expected, stated or not. */
const ALWAYS_SHOWN = ['action', 'reason', 'rule', 'quantity', 'price'];
const NO_FACTS: Facts = new Map();

/** @returns null where all that is stated holds, and there are as many decisions as expectations; else both sides. */
export function compareDecisions(
  expected: readonly Expectation[],
  made: readonly Decision[],
): readonly FactRow[] | null {
  const count = Math.max(expected.length, made.length);
  const rows: FactRow[] = [];
  if (expected.length !== made.length) {
    const [wanted, found] = [String(expected.length), String(made.length)];
    rows.push({ key: 'decisions', expected: wanted, actual: found, differs: true });
  }
  for (let index = 0; index < count; index++) {
    const decision = made[index];
    const actual = decision === undefined ? null : toDecisionFacts(decision);
    const prefix = count > 1 ? `${index + 1}. ` : '';
    rows.push(...compareFacts(expected[index]?.facts ?? null, actual, prefix));
  }
  return rows.some((row) => row.differs) ? rows : null;
}

function compareFacts(expected: Facts | null, actual: Facts | null, prefix: string): FactRow[] {
  const keys = new Set([...ALWAYS_SHOWN, ...(expected ?? NO_FACTS).keys()]);
  return [...keys].flatMap((key) => {
    const stated = expected?.get(key) ?? null;
    const found = actual === null ? null : (actual.get(key) ?? NONE);
    const differs =
      actual === null || expected === null ? stated !== found : stated !== null && stated !== found;
    // A price, a rule that is nowhere needs no line.
    if (stated === null && (found === null || found === NONE)) return [];
    return [{ key: `${prefix}${key}`, expected: stated, actual: found, differs }];
  });
}
