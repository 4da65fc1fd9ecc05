/** Keeps the record file and the figures: one record an order of a copy, in the broker's words where it failed. */

import type { SessionDecision } from '../../core/copy-session.ts';
import { formatDecimal } from '../../core/exact.ts';
import type { Intent } from '../../journal/intent.ts';
import { hasEnded } from '../../journal/intent.ts';
import type { RecordsFile } from '../../journal/records-file.ts';
import type { LiveOrder } from '../copies/live-copy.ts';
import type { Statistics } from '../events.ts';

export class RecordKeeper {
  readonly #file: RecordsFile;
  readonly #onFailed: (error: unknown) => void;
  /** Tags of orders that have not ended, and what their records say so far. */
  readonly #pending = new Map<string, { readonly success: boolean }>();
  /** Orders whose records do not change any more; the reply to a request may come behind its order's end. */
  readonly #told = new WeakSet<LiveOrder>();
  #skipped = 0;

  constructor(file: RecordsFile, onFailed: (error: unknown) => void) {
    this.#file = file;
    this.#onFailed = onFailed;
  }

  get path(): string {
    return this.#file.path;
  }

  /** Copies that are decided and shown only. */
  shown(made: readonly SessionDecision[], atMs: number): void {
    const records = made.flatMap(({ decision }) =>
      decision.orders.map((order) => ({
        atMs,
        masterOrderId: decision.orderId,
        symbol: decision.symbol,
        side: order.side,
        quantity: order.quantity,
        price: order.price === null ? null : formatDecimal(order.price),
        follower: decision.follower,
        success: true,
        followerOrderId: null,
        error: null,
      })),
    );
    if (records.length > 0) this.#trying(() => this.#file.add(records));
  }

  skipped(): void {
    this.#skipped += 1;
  }

  /** What is known of an order that was to be placed. */
  placed(order: LiveOrder): void {
    const { intent } = order;
    if (this.#told.has(order)) return;
    if (intent.state === 'planned' || intent.state === 'sending' || intent.state === 'dropped') return;
    const failed = intent.state === 'refused' || intent.state === 'rejected' || intent.state === 'unknown';
    const record = {
      atMs: intent.plannedAtMs,
      masterOrderId: intent.orderKey,
      symbol: intent.tradingSymbol,
      side: intent.side,
      quantity: intent.quantity,
      price: intent.price,
      follower: intent.follower,
      success: !failed,
      followerOrderId: intent.orderId,
      error: failed ? wordsOf(intent) : null,
    };
    this.#trying(() => this.#file.put(intent.tag, record));
    if (intent.state === 'complete') this.#endRecord(order);
    if (hasEnded(intent.state)) this.#pending.delete(intent.tag);
    else this.#pending.set(intent.tag, { success: !failed });
  }

  /** Each order counts once: the file counts those that have not ended as what they are so far. */
  statistics(): Statistics {
    const { totalCopies, successful, failed } = this.#file.statistics();
    const pendingWell = [...this.#pending.values()].filter(({ success }) => success).length;
    return {
      copies: totalCopies,
      successful: successful - pendingWell,
      failed: failed - (this.#pending.size - pendingWell),
      pending: this.#pending.size,
      skipped: this.#skipped,
    };
  }

  close(): void {
    try {
      this.#file.close();
    } catch (error) {
      this.#onFailed(error);
    }
  }

  /** Executed in full: its record says what there is to say, and most of a day's orders end so. */
  #endRecord(order: LiveOrder): void {
    this.#told.add(order);
    this.#trying(() => this.#file.finalise(order.intent.tag));
  }

  /** The records are for people; the journal is what trading rests on. */
  #trying(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#onFailed(error);
    }
  }
}

function wordsOf(intent: Intent): string {
  const words = intent.brokerText ?? '';
  const coded = intent.brokerCode === null ? words : `${words} (${intent.brokerCode})`;
  return intent.state === 'unknown' ? `outcome not known yet: ${coded}` : coded;
}
