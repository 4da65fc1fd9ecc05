export type ExplainErrorCode =
  /** What is asked for is not said, or said twice. */
  | 'WHICH_ORDER'
  /** The words or flags of a hypothetical order. */
  | 'ORDER_NOT_UNDERSTOOD'
  | 'NO_SUCH_ORDER'
  | 'NO_SUCH_FOLLOWER'
  /** The folder holds no recording of `run`. */
  | 'NO_RECORDING';

/** Nothing can be explained. The message says why; `next` says what to do. */
export class ExplainError extends Error {
  readonly code: ExplainErrorCode;
  readonly next: string;

  constructor(code: ExplainErrorCode, message: string, next: string) {
    super(message);
    this.name = 'ExplainError';
    this.code = code;
    this.next = next;
  }
}
