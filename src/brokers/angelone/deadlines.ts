/** How long each step of a request may take, in milliseconds. The totals bind whatever the steps do. */
export interface Deadlines {
  /** Name look-up, TCP and TLS. */
  readonly connectMs: number;
  /** From the request to the first line of the reply. */
  readonly headersMs: number;
  /** Between two pieces of the reply. */
  readonly bodyMs: number;
  /** A whole order request: the broker's own client gives up after as long (seen in code). */
  readonly orderMs: number;
  /** A whole read, login or logout: the order book of a busy day is long. */
  readonly readMs: number;
  /** The handshake of the order feed. */
  readonly handshakeMs: number;
}

export const DEFAULT_DEADLINES: Deadlines = {
  connectMs: 3_000,
  headersMs: 7_000,
  bodyMs: 5_000,
  orderMs: 7_000,
  readMs: 10_000,
  handshakeMs: 10_000,
};
