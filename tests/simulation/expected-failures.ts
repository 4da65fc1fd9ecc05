/** Errors that a run may bring about, and that are no trouble. */
import { EngineError } from '../../src/engine/engine-error.ts';
import { JournalError } from '../../src/journal/journal-error.ts';

/** The disk is full only where a step has made it so. */
export function isFull(error: unknown): error is JournalError {
  return error instanceof JournalError && error.code === 'JOURNAL_FULL';
}

export function isRefusal(error: unknown): error is EngineError | JournalError {
  return error instanceof EngineError || isFull(error);
}
