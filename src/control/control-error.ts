/** Why an engine could not be spoken to, or did not do what it was asked; and what to do next. */
export class ControlError extends Error {
  readonly code: ControlErrorCode;
  readonly next: string;

  constructor(code: ControlErrorCode, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ControlError';
    this.code = code;
    this.next = next;
  }
}

export const CONTROL_ERROR_CODES = [
  /** Nobody listens there. */
  'NO_ENGINE',
  /** Two engines share the folder, and none was named. */
  'TWO_ENGINES',
  /** It runs another file than the one that was named. */
  'OTHER_CONFIG',
  /** It listens and does not answer, or nothing that can be read. */
  'NO_ANSWER',
  /** Another version of the program runs. */
  'OTHER_VERSION',
  /** The request is none. */
  'BAD_REQUEST',
  'NO_SUCH_FOLLOWER',
  /** The engine is starting, stopping, or has failed. */
  'NOT_RUNNING',
  /** Another user could open the socket, or put another in its place. */
  'NOT_PRIVATE',
  /** Another process listens where this engine would. */
  'IN_USE',
  /** This system has no such sockets, or the folder takes none. */
  'NO_SOCKET',
  /** A bug in the engine. */
  'FAILED',
] as const;

export type ControlErrorCode = (typeof CONTROL_ERROR_CODES)[number];

export function isControlErrorCode(code: unknown): code is ControlErrorCode {
  return CONTROL_ERROR_CODES.some((known) => known === code);
}
