/** What a start practises must go all the way: an order that a rule or a filter turns away warms nothing. */
import { expect, test } from 'vitest';
import { BOUNDS } from '../../src/engine/bounds.ts';
import { practise } from '../../src/engine/start/practice.ts';
import { compiled, fileWith } from '../config/findings-of.ts';
import { MORNING } from './desk-bench.ts';

const STRICT = `filters: { symbols: { allow: [TCS] } }
rules:
  - { id: nothing, match: {}, skip: true }
defaults: { limits: { max_orders_per_day: 1 } }`;

test('entries and exits of a share and an option are decided, whatever the file keeps out', () => {
  const { policy } = compiled(fileWith(STRICT));
  const made = practise(policy, MORNING).map(({ decision, effect }) => {
    const { symbol, side, reason } = decision;
    return [symbol, side, reason, effect].join(' ');
  });
  const count = (text: string) => made.filter((one) => one === text).length;
  const rounds = BOUNDS.practiceRounds / 2;
  expect({
    shareIn: count('PRACTICE-EQ buy ENTRY entry'),
    shareOut: count('PRACTICE-EQ sell EXIT exit'),
    optionIn: count('PRACTICE29NOV26100CE buy ENTRY entry'),
    optionOut: count('PRACTICE29NOV26100CE sell EXIT exit'),
    turnedAway: count('PRACTICE-EQ buy SYMBOL_NOT_ALLOWED none'),
  }).toEqual({
    shareIn: rounds,
    shareOut: rounds,
    optionIn: rounds,
    optionOut: rounds,
    turnedAway: rounds,
  });
});
