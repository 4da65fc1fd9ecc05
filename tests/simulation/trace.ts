import { createHash } from 'node:crypto';
import type { EngineEvent } from '../../src/engine/events.ts';
import { logEvent } from '../../src/reporting/log-events.ts';
import type { ReceivedRequest } from '../../src/simulator/http/received-request.ts';

/** All that happened in a run, in its order: as a fingerprint, and as lines to read where somebody wants them. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #startAtMs: number;
  readonly #write: ((line: string) => void) | null;

  constructor(startAtMs: number, write: ((line: string) => void) | null) {
    this.#startAtMs = startAtMs;
    this.#write = write;
  }

  note(atMs: number, who: string, what: string): void {
    const line = `${((atMs - this.#startAtMs) / 1000).toFixed(3).padStart(9)}  ${who.padEnd(9)} ${what}`;
    this.#hash.update(line);
    this.#write?.(line);
  }

  engine(atMs: number, event: EngineEvent): void {
    const { message, fields } = logEvent(event);
    // The files lie in another folder each time, and the time stands in front.
    const told = Object.entries(fields).filter(([name]) => name !== 'files' && name !== 'at_ms');
    this.note(atMs, 'engine', `${message} ${JSON.stringify(Object.fromEntries(told))}`);
  }

  request(who: string, { atMs, endpoint, body, fault }: ReceivedRequest): void {
    const isOrder = endpoint === 'placeOrder' || endpoint === 'cancelOrder' || endpoint === 'modifyOrder';
    const said = isOrder ? JSON.stringify(body) : '';
    this.note(atMs, who, `${endpoint ?? '?'} ${said}${fault === null ? '' : ` [${fault}]`}`);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
