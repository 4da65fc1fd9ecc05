/**
 * Compares, at the start and every few minutes, what copies hold with what the accounts hold. A drift is told when two
 * readings in a row show it, for figures may be late; and once, until it changes.
 */
import type { Book } from '../../core/book/book.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { EngineObserver } from '../events.ts';
import { type ComparedPosition, comparePositions } from './compare-positions.ts';

export interface PositionWatchParts {
  readonly clock: Clock;
  readonly observe: EngineObserver;
  readonly book: () => Book;
  /** Followers whose copies are placed, with their accounts. */
  readonly accounts: () => ReadonlyMap<string, AccountGate>;
}

export class PositionWatch {
  readonly #parts: PositionWatchParts;
  readonly #closing = new AbortController();
  /** What a drift looked like in the last reading, by follower and position. */
  #seen = new Map<string, string>();
  readonly #told = new Map<string, string>();

  constructor(parts: PositionWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    void this.#watch();
  }

  close(): void {
    this.#closing.abort();
  }

  /** Compares now. An account that cannot be read is absent: unread is not flat. */
  async compare(): Promise<ReadonlyMap<string, readonly ComparedPosition[]>> {
    const { accounts, book } = this.#parts;
    const compared = new Map<string, readonly ComparedPosition[]>();
    const readings = [...accounts()].map(async ([follower, gate]) => {
      if (gate.state !== 'open') return;
      const reading = await gate.readPositions();
      if (!reading.ok || reading.value.problems.length > 0) return;
      compared.set(
        follower,
        comparePositions(book(), follower, { positions: reading.value.positions, holdings: null }),
      );
    });
    await Promise.all(readings);
    return compared;
  }

  async #watch(): Promise<void> {
    const { clock } = this.#parts;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const hasDrift = this.#note(await this.compare());
      const ms = hasDrift ? BOUNDS.positionsRecheckMs : BOUNDS.positionsIntervalMs;
      await clock.sleep(ms, signal);
    }
  }

  /** @returns whether a drift has been seen once and is to be looked at again */
  #note(compared: ReadonlyMap<string, readonly ComparedPosition[]>): boolean {
    const seen = new Map<string, string>();
    for (const [follower, positions] of compared) {
      for (const position of positions) {
        if (position.standing !== 'drifted') continue;
        const key = `${follower} ${position.exchange}:${position.tradingSymbol} ${position.product}`;
        const text = describeDrift(position);
        seen.set(key, text);
        if (this.#seen.get(key) === text && this.#told.get(key) !== text) this.#tell(follower, key, text);
      }
    }
    for (const key of this.#told.keys()) if (!seen.has(key)) this.#told.delete(key);
    this.#seen = seen;
    return [...seen].some(([key, text]) => this.#told.get(key) !== text);
  }

  #tell(follower: string, key: string, text: string): void {
    const { clock, observe } = this.#parts;
    if (this.#closing.signal.aborted) return;
    this.#told.set(key, text);
    observe({ type: 'escalation', atMs: clock.now(), account: follower, text });
  }
}

function describeDrift({ tradingSymbol, product, copied, held, mend }: ComparedPosition): string {
  const order =
    mend === null
      ? ''
      : `; \`copytrade reconcile --fix\` takes ${mend.quantity} out of the copies, or ${mend.side} ${mend.quantity} to have them back`;
  return `the account holds ${held} ${tradingSymbol} (${product}) where copies hold ${copied}${order}`;
}
