/** Why the engine could not start or go on, and what to do next. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  /** What the user can do. */
  readonly next: string;

  constructor(code: EngineErrorCode, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
    this.next = next;
  }
}

export type EngineErrorCode =
  | 'MASTER_LOGIN_FAILED'
  | 'MASTER_BOOK_UNREADABLE'
  | 'MASTER_POSITIONS_UNREADABLE'
  | 'BOOK_KEEPS_MOVING'
  | 'SAME_ACCOUNT'
  | 'OTHER_MASTER'
  | 'ACCOUNT_IN_USE'
  | 'STATE_UNREADABLE'
  | 'JOURNAL_FAILED'
  | 'CREDENTIALS'
  | 'NEEDS_TERMINAL'
  | 'NO_SUCH_FOLLOWER'
  /** What is asked for needs a running engine, and none runs. */
  | 'NEEDS_ENGINE'
  | 'NOT_RUNNING';

export function sameAccount(name: string, other: string): EngineError {
  return new EngineError(
    'SAME_ACCOUNT',
    `${name} and ${other} are one account: their client ids are the same`,
    'An account cannot copy itself. Give each its own credentials.',
  );
}

export function notRunning(why: string): EngineError {
  return new EngineError(
    'NOT_RUNNING',
    `the engine takes no orders from anybody now: ${why}`,
    'Look at its status.',
  );
}

/** Of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
