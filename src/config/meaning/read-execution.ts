import type { Static } from '@sinclair/typebox';
import type { Chase, Execution } from '../../core/policy/policy.ts';
import type { execution, ruleExecution } from '../schema/execution-schema.ts';
import type { Cursor } from './cursor.ts';
import { readDuration, readSlippage } from './read-scalars.ts';

type ExecutionFile = Static<typeof execution>;
type PricingFile = Static<typeof ruleExecution>;
type ChaseBounds = Exclude<ExecutionFile['chase'], string>;

const WAYS: readonly Execution['as'][] = ['auto', 'same', 'limit', 'market'];
/** After each try the follower's book is read, once a second at most. */
const LEAST_EVERY_MS = 1000;

export const AUTO_EXECUTION: Execution = { as: 'auto', slippage: 'auto', maxAgeMs: 60_000 };
/** What holds where nothing is said: after fifteen seconds at most, twice the broker's own protection in all. */
export const AUTO_CHASE: Chase = { everyMs: 5000, times: 3, within: 'auto' };

/** An execution with what it does not state filled in; null where there is none. */
export function readExecution(cursor: Cursor<PricingFile | undefined>): Execution | null {
  if (!cursor.isReadable) return null;
  const as = cursor.get('as').word(WAYS) ?? AUTO_EXECUTION.as;
  return {
    as,
    slippage: readSlippage(cursor.get('slippage')) ?? AUTO_EXECUTION.slippage,
    maxAgeMs: readDuration(cursor.get('max_age'), 1) ?? AUTO_EXECUTION.maxAgeMs,
  };
}

/** How exits are chased; null where they are not. */
export function readChase(execution: Cursor<ExecutionFile | undefined>): Chase | null {
  const cursor = execution.get('chase');
  if (cursor.word(['off']) === 'off') return null;
  const bounds = cursor as Cursor<ChaseBounds>;
  return {
    everyMs: readDuration(bounds.get('every'), LEAST_EVERY_MS) ?? AUTO_CHASE.everyMs,
    times: bounds.get('times').whole ?? AUTO_CHASE.times,
    within: readSlippage(bounds.get('within')) ?? AUTO_CHASE.within,
  };
}
