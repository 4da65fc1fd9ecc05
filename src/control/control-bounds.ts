/** Every bound of the control socket, in one place. */
export const CONTROL_BOUNDS = {
  /** Bytes of a socket's path: macOS takes 103 and a closing zero, Linux 107 (sockaddr_un, sys/un.h). */
  maxPathBytes: 103,
  /** Bytes of a request's body, and of its line and headers together. */
  maxBodyBytes: 1_024,
  maxHeaderBytes: 4_096,
  /** Connections at a time; more are dropped. */
  maxConnections: 32,
  /** A request must have come in whole by then. */
  requestMs: 5_000,
  /** Replies that are due when the engine has ended are sent by then. */
  closeMs: 1_000,
  /** Bytes of a reply that a client reads. */
  maxReplyBytes: 16 * 1024 * 1024,
  /** An engine answers by then, or is taken to hang. */
  answerMs: 10_000,
  /** A login at the user's word waits for a fresh TOTP code, half a minute, and for the broker. */
  retryAnswerMs: 120_000,
  /** All accounts' positions are read, once a second at most each. */
  reconcileAnswerMs: 60_000,
  /** The end of a run: see `drainMs` of the engine. */
  stopAnswerMs: 30_000,
  /** An engine that is ending may hold its socket this long after it let its journal go. */
  predecessorMs: 3_000,
  predecessorPollMs: 50,
} as const;
