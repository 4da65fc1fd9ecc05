import type { Static } from '@sinclair/typebox';
import type { Execution } from '../../core/policy.ts';
import type { execution } from '../schema/execution-schema.ts';
import type { Cursor } from './cursor.ts';
import { readDuration, readSlippage } from './read-scalars.ts';

type ExecutionFile = Static<typeof execution>;

const WAYS: readonly Execution['as'][] = ['auto', 'same', 'limit', 'market'];

export const AUTO_EXECUTION: Execution = { as: 'auto', slippage: 'auto', maxAgeMs: 60_000 };

/** An execution with what it does not state filled in; null where there is none. */
export function readExecution(cursor: Cursor<ExecutionFile | undefined>): Execution | null {
  if (!cursor.isReadable) return null;
  const as = cursor.get('as').word(WAYS) ?? AUTO_EXECUTION.as;
  return {
    as,
    slippage: readSlippage(cursor.get('slippage')) ?? AUTO_EXECUTION.slippage,
    maxAgeMs: readDuration(cursor.get('max_age'), 1) ?? AUTO_EXECUTION.maxAgeMs,
  };
}
