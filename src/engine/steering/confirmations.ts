import type { LoadedConfig } from '../../config/compile-config.ts';
import type { OrderState } from '../../core/book/book.ts';
import { rests } from '../../core/book/followed-order.ts';
import type { CopySession } from '../../core/copy-session.ts';
import { formatDecimal } from '../../core/exact.ts';
import type { PlainInput } from '../../journal/recording/session-lines.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { EngineError, messageOf } from '../engine-error.ts';

/** Whoever answers; the signal ends a question that nobody answers. */
export type Ask = (question: string, signal?: AbortSignal) => Promise<boolean>;

export interface ConfirmationParts {
  readonly session: CopySession;
  /** Null: there is no terminal. */
  readonly ask: Ask | null;
  readonly take: (input: PlainInput) => void;
  readonly warn: (text: string) => void;
  readonly clock: Clock;
}

/** Null: nobody answered in time, or there is nothing to answer any more. */
type Answer = boolean | null;

/**
 * Asks the user about openings that wait for a word, one at a time. Exits never wait for one. A question that nobody
 * answers ends as a no, for the next ones wait behind it; and so does one about what the master has closed meanwhile.
 */
export class Confirmations {
  readonly #parts: ConfirmationParts;
  readonly #asked = new Set<string>();
  #asking: Promise<void> | null = null;
  /** The question that is open, and what ends it. */
  #open: { readonly order: OrderState; readonly done: AbortController } | null = null;
  #closed = false;

  constructor(parts: ConfirmationParts) {
    this.#parts = parts;
  }

  askWhatWaits(): void {
    if (this.#open && this.#unitsOf(this.#open.order) === 0) this.#open.done.abort();
    if (this.#closed || this.#asking || !this.#next()) return;
    const { ask } = this.#parts;
    if (ask === null) {
      this.#answer(this.#missed(), false);
      return;
    }
    this.#asking = this.#askAll(ask);
  }

  close(): void {
    this.#closed = true;
    this.#open?.done.abort();
  }

  #next() {
    return this.#parts.session.awaitingConfirmation().find(({ key }) => !this.#asked.has(key));
  }

  #missed(): readonly OrderState[] {
    return this.#parts.session.awaitingConfirmation().filter(({ missed }) => missed !== null);
  }

  async #askAll(ask: Ask): Promise<void> {
    await this.#askOfMissed(ask);
    for (let order = this.#nextOpening(); order && !this.#closed; order = this.#nextOpening()) {
      this.#asked.add(order.key);
      const units = this.#unitsOf(order);
      const answer = await this.#askOf(order, ask);
      if (this.#closed) return;
      if (answer === null && this.#unitsOf(order) > 0) this.#parts.warn(describeUnanswered(order));
      // The yes was to what the question said: what is more by now is asked about.
      if (answer && this.#unitsOf(order) > units) this.#asked.delete(order.key);
      else this.#answer([order], answer === true);
    }
    // At once: what waits from now on is asked about.
    this.#asking = null;
  }

  #nextOpening() {
    if (!this.#closed) this.#settleNetted();
    return this.#next();
  }

  /** What the master took out again while another question was open is no question any more: nothing of it opens. */
  #settleNetted(): void {
    const waiting = this.#parts.session.awaitingConfirmation();
    this.#answer(
      waiting.filter((order) => this.#unitsOf(order) === 0),
      true,
    );
  }

  /** All at once first, where there are several. */
  async #askOfMissed(ask: Ask): Promise<void> {
    const missed = this.#missed().filter((order) => this.#unitsOf(order) > 0);
    if (missed.length < 2) return;
    const many = `Copy all ${missed.length} entries that were missed (no: each is asked about)?`;
    const accepted = await this.#askInTime(many, ask, new AbortController());
    if (!this.#closed && accepted) this.#answer(missed, true);
  }

  /** The most that a yes would copy now: of an order that is copied while it rests also what has not filled. */
  #unitsOf(order: OrderState): number {
    const { waiting, last, filled } = order;
    const isFollowed = this.#parts.session.policy.copyOn === 'placed' && rests(order);
    return waiting + (isFollowed ? Math.max(0, last.quantity - filled) : 0);
  }

  async #askOf(order: OrderState, ask: Ask): Promise<Answer> {
    const done = new AbortController();
    this.#open = { order, done };
    const others = this.#parts.session.awaitingConfirmation().length - 1;
    const answer = await this.#askInTime(questionOf(order, this.#unitsOf(order), others), ask, done);
    this.#open = null;
    return answer;
  }

  async #askInTime(question: string, ask: Ask, done: AbortController): Promise<Answer> {
    const late = this.#parts.clock.sleep(BOUNDS.answerMs, done.signal).then(() => null);
    const asked = ask(question, done.signal).catch((error: unknown) => {
      this.#parts.warn(`nobody can be asked: ${messageOf(error)}`);
      return false;
    });
    const answer = await Promise.race([asked, late]);
    const wasEnded = done.signal.aborted;
    done.abort();
    return wasEnded ? null : answer;
  }

  #answer(orders: readonly OrderState[], accepted: boolean): void {
    for (const { key } of orders) {
      this.#parts.take({ kind: 'confirmation', orderKey: key, accepted });
      this.#asked.delete(key);
    }
  }
}

function questionOf({ last, missed }: OrderState, units: number, others: number): string {
  const { side, tradingSymbol, product, averagePrice, limitPrice } = last;
  const price = averagePrice ?? limitPrice;
  const at = price === null ? '' : ` at ${formatDecimal(price)}`;
  const waiting = others === 0 ? '' : ` (${others} more wait)`;
  const question = `Copy ${side} ${units} ${tradingSymbol} (${product})${at}${waiting}?`;
  return missed === null ? question : `Missed, ${missed.why}. ${question}`;
}

function describeUnanswered({ last }: OrderState): string {
  const { side, tradingSymbol } = last;
  return `nobody answered within ${BOUNDS.answerMs / 1000} s: ${side} ${tradingSymbol} is not copied`;
}

/** @throws EngineError where the config wants somebody to be asked, and nobody is there */
export function assertCanAsk({ settings }: LoadedConfig, ask: Ask | null): void {
  if (!settings.confirm || ask) return;
  const next = 'Run it in a terminal, or take `confirm` out of the file.';
  throw new EngineError('NEEDS_TERMINAL', '`confirm: true` needs a terminal to ask on', next);
}
