import type { Dispatcher } from 'undici';

export type FailureCode =
  /** Refused, unreachable, or the local address is not ours. */
  | 'CONNECT'
  | 'DNS'
  | 'TLS'
  | 'TIMEOUT'
  /** The connection broke under way. */
  | 'RESET'
  /** What came back is no HTTP. */
  | 'GARBLED'
  | 'OVERSIZED'
  | 'ABORTED';

export type HttpResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Lower case; empty where there is none. */
      readonly contentType: string;
      readonly text: string;
      /** The server's own time (`Date`), whole seconds, milliseconds since the epoch; null where it told none. */
      readonly serverTimeMs: number | null;
    }
  | {
      readonly kind: 'failure';
      readonly code: FailureCode;
      /** True: not a byte of the request has left. False: it may have arrived. */
      readonly certainlyNotSent: boolean;
      readonly message: string;
    };

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/**
 * One request and what became of it. undici announces a request just before it writes it to a connection; a
 * failure before that cannot have reached the broker, every failure after it may have.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #settle: (result: HttpResult) => void;
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #controller: Dispatcher.DispatchController | null = null;
  #head: { readonly status: number; readonly headers: Headers } | null = null;
  #settled = false;

  constructor(maxBytes: number, settle: (result: HttpResult) => void) {
    this.#maxBytes = maxBytes;
    this.#settle = settle;
  }

  /** Ends the exchange from our side. A request that still waits for a connection is never written. */
  giveUp(code: FailureCode, message: string): void {
    this.#finish({ kind: 'failure', code, certainlyNotSent: this.#controller === null, message });
    this.#controller?.abort(new Error(message));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) controller.abort(new Error('given up before it was sent'));
    else this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status >= 200) this.#head = { status, headers };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes)
      this.giveUp('OVERSIZED', `the reply is longer than ${this.#maxBytes} bytes`);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const head = this.#head;
    if (head === null) throw new Error('a reply ended that never began');
    this.#finish({
      kind: 'response',
      status: head.status,
      contentType: textOf(head.headers['content-type']).toLowerCase(),
      text: Buffer.concat(this.#chunks).toString('utf8'),
      serverTimeMs: timeOf(textOf(head.headers.date)),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const systemCode = codeOf(error);
    const certainlyNotSent = this.#controller === null;
    const code = certainlyNotSent ? codeBeforeSending(systemCode) : codeAfterSending(systemCode);
    const message = `${certainlyNotSent ? 'the request was not sent' : 'no whole reply came'} (${systemCode})`;
    this.#finish({ kind: 'failure', code, certainlyNotSent, message });
  }

  #finish(result: HttpResult): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(result);
  }
}

function codeOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}

function codeBeforeSending(systemCode: string): FailureCode {
  if (systemCode === 'ENOTFOUND' || systemCode === 'EAI_AGAIN') return 'DNS';
  if (systemCode === 'UND_ERR_CONNECT_TIMEOUT') return 'TIMEOUT';
  if (systemCode === 'UND_ERR_DESTROYED' || systemCode === 'UND_ERR_CLOSED') return 'ABORTED';
  return /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED)/.test(systemCode)
    ? 'TLS'
    : 'CONNECT';
}

function codeAfterSending(systemCode: string): FailureCode {
  if (systemCode === 'UND_ERR_HEADERS_TIMEOUT' || systemCode === 'UND_ERR_BODY_TIMEOUT') return 'TIMEOUT';
  if (systemCode === 'UND_ERR_DESTROYED' || systemCode === 'UND_ERR_CLOSED') return 'ABORTED';
  return /^(?:HPE_|HTTPParserError|UND_ERR_HEADERS)/.test(systemCode) ? 'GARBLED' : 'RESET';
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
