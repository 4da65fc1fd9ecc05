import type { Intent, IntentChange } from '../journal/intent.ts';

/** The part of the journal that outcomes go to. */
export interface IntentJournal {
  markIntents(changes: readonly { readonly tag: string; readonly change: IntentChange }[]): readonly Intent[];
  adjustQuantity(tag: string, quantity: number, atMs: number): Intent;
}

/**
 * Writes outcomes of one turn of the event loop in one commit: a hundred replies that come in together cost one
 * flush to the disk. What is lost by a crash in between is only what the follower's book tells again.
 */
export class IntentWriter {
  readonly #journal: IntentJournal;
  readonly #onFailed: (error: unknown) => void;
  #waiting: { tag: string; change: IntentChange }[] = [];
  #turn: NodeJS.Immediate | null = null;

  constructor(journal: IntentJournal, onFailed: (error: unknown) => void) {
    this.#journal = journal;
    this.#onFailed = onFailed;
  }

  write(tag: string, change: IntentChange): void {
    this.#waiting.push({ tag, change });
    this.#turn ??= setImmediate(() => this.flush());
  }

  /** Durable when it returns: for what has to be known before the next byte is sent. */
  adjustQuantity(tag: string, quantity: number, atMs: number): Intent {
    this.flush();
    return this.#journal.adjustQuantity(tag, quantity, atMs);
  }

  flush(): void {
    if (this.#turn) clearImmediate(this.#turn);
    this.#turn = null;
    const changes = this.#waiting;
    this.#waiting = [];
    if (changes.length === 0) return;
    try {
      this.#journal.markIntents(changes);
    } catch (error) {
      this.#onFailed(error);
    }
  }
}
