import type { DecisionRecord } from '../core/deciding/decision.ts';
import type { RecordedConfig } from '../journal/recording/recording-line.ts';
import { DecisionComparison } from '../replay/recording/decision-comparison.ts';
import type { RecordingWatcher, ReplayedRecording } from '../replay/recording/replay-recording.ts';

/** What the recording says was decided live on the order, and under which config. */
export class OrderWatcher implements RecordingWatcher {
  readonly #orderId: string;
  readonly #follower: string | null;
  readonly #comparison = new DecisionComparison();
  readonly #recorded: DecisionRecord[] = [];
  /** The last reload; null before any. */
  #config: RecordedConfig | null = null;
  /** The one in force when the order was decided last. */
  #deciding: RecordedConfig | null = null;
  #lastInput = 0;

  constructor(orderId: string, follower: string | null) {
    this.#orderId = orderId;
    this.#follower = follower;
  }

  onLine({ number, line }: Parameters<RecordingWatcher['onLine']>[0]): void {
    if (line.type === 'config') this.#config = line.config;
    if (line.type !== 'decision') {
      if (line.type !== 'outcome') this.#lastInput = number;
      return;
    }
    if (!this.#concerns(line.order_key, line.decision.order_id, line.decision.follower)) return;
    this.#recorded.push(line.decision);
    this.#comparison.noteRecorded(line, number);
  }

  onMade(...[made, number]: Parameters<RecordingWatcher['onMade']>): void {
    if (!this.#concerns(made.orderKey, made.decision.orderId, made.decision.follower)) return;
    this.#deciding = this.#config;
    this.#comparison.noteMade(made, number);
  }

  finish({ hasEnded, first }: ReplayedRecording) {
    // What a run that goes on has not written yet is no divergence.
    this.#comparison.finish(hasEnded ? null : this.#lastInput);
    const { files, sha256 } = this.#deciding ?? first.config;
    return {
      recorded: this.#recorded,
      diverges: this.#comparison.divergences > 0,
      config: { file: files[0]?.path ?? '', sha256 },
    };
  }

  #concerns(orderKey: string, rowId: string, follower: string): boolean {
    const isOrder = orderKey === this.#orderId || rowId === this.#orderId;
    return isOrder && (this.#follower === null || this.#follower === follower);
  }
}
