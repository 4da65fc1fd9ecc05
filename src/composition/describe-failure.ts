import { ControlError, type ControlErrorCode } from '../control/control-error.ts';
import { EngineError, type EngineErrorCode } from '../engine/engine-error.ts';
import { JournalError } from '../journal/journal-error.ts';
import { LogFileError } from '../journal/log-file-error.ts';
import { ReplayError } from '../replay/replay-error.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
const EXIT_ONLINE = 4;

const EXIT_CODES: Readonly<Record<EngineErrorCode, number>> = {
  MASTER_LOGIN_FAILED: EXIT_ONLINE,
  MASTER_BOOK_UNREADABLE: EXIT_ONLINE,
  MASTER_POSITIONS_UNREADABLE: EXIT_ONLINE,
  BOOK_KEEPS_MOVING: EXIT_ONLINE,
  SAME_ACCOUNT: 78,
  OTHER_MASTER: 78,
  ACCOUNT_IN_USE: EXIT_FAILED,
  CREDENTIALS: 78,
  STATE_UNREADABLE: EXIT_FAILED,
  JOURNAL_FAILED: EXIT_FAILED,
  NEEDS_TERMINAL: EXIT_USAGE,
  NO_SUCH_FOLLOWER: EXIT_USAGE,
  NEEDS_ENGINE: EXIT_FAILED,
  NOT_RUNNING: EXIT_FAILED,
};

const CONTROL_EXIT_CODES: Readonly<Record<ControlErrorCode, number>> = {
  NO_ENGINE: EXIT_FAILED,
  TWO_ENGINES: EXIT_USAGE,
  OTHER_CONFIG: EXIT_FAILED,
  NO_ANSWER: EXIT_FAILED,
  OTHER_VERSION: EXIT_FAILED,
  BAD_REQUEST: EXIT_USAGE,
  NO_SUCH_FOLLOWER: EXIT_USAGE,
  NOT_RUNNING: EXIT_FAILED,
  NOT_PRIVATE: EXIT_FAILED,
  IN_USE: EXIT_FAILED,
  NO_SOCKET: EXIT_FAILED,
  FAILED: EXIT_FAILED,
};

/** What happened and what to do next, for a failure that is expected; null for a bug. */
export function describeFailure(error: unknown): { readonly text: string; readonly exitCode: number } | null {
  if (error instanceof EngineError) {
    return { text: `${error.message}.\n${error.next}`, exitCode: EXIT_CODES[error.code] };
  }
  if (error instanceof ControlError) {
    return { text: `${error.message}.\n${error.next}`, exitCode: CONTROL_EXIT_CODES[error.code] };
  }
  if (error instanceof JournalError || error instanceof LogFileError) {
    return { text: `${error.message} (${error.code})`, exitCode: EXIT_FAILED };
  }
  // The instrument file that the config names.
  if (error instanceof ReplayError) return { text: `${error.message}.\n${error.next}`, exitCode: EXIT_USAGE };
  return null;
}
