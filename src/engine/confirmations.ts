import type { CopySession } from '../core/copy-session.ts';
import type { PlainInput } from '../journal/recording/session-lines.ts';

/** Asks the user about openings that wait for a word, one at a time. Exits never wait for one. */
export class Confirmations {
  readonly #session: CopySession;
  readonly #ask: (question: string) => Promise<boolean>;
  readonly #take: (input: PlainInput) => void;
  readonly #asked = new Set<string>();
  #asking: Promise<void> | null = null;
  #closed = false;

  constructor(
    session: CopySession,
    ask: (question: string) => Promise<boolean>,
    take: (input: PlainInput) => void,
  ) {
    this.#session = session;
    this.#ask = ask;
    this.#take = take;
  }

  askWhatWaits(): void {
    if (this.#closed || this.#asking || !this.#next()) return;
    this.#asking = this.#askAll().finally(() => {
      this.#asking = null;
    });
  }

  close(): void {
    this.#closed = true;
  }

  #next() {
    return this.#session.awaitingConfirmation().find(({ key }) => !this.#asked.has(key));
  }

  async #askAll(): Promise<void> {
    for (let order = this.#next(); order && !this.#closed; order = this.#next()) {
      const { side, tradingSymbol, product } = order.last;
      this.#asked.add(order.key);
      const accepted = await this.#ask(`Copy ${side} ${order.waiting} ${tradingSymbol} (${product})?`);
      if (this.#closed) return;
      this.#take({ kind: 'confirmation', orderKey: order.key, accepted });
      this.#asked.delete(order.key);
    }
  }
}
