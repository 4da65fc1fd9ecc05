/** Counts a replay's decisions: few of them here, many in a thread of their own. */
import { Worker } from 'node:worker_threads';
import type { SessionDecision } from '../../core/copy-session.ts';
import type { IstSeconds } from '../../core/ist-time.ts';
import {
  type CollectedDecisions,
  DecisionCollector,
  type PlainTally,
  toCollected,
} from './decision-collector.ts';
import { DecisionPacker, type PackedDecisions, unpackDecisions } from './packed-decisions.ts';

/** What the thread answers: null to each pack, and the tally when it has been told that there are no more. */
export interface TallyReply {
  readonly tally: PlainTally | null;
}

/** Some ten thousand decisions: to start a thread takes as long as to count them. */
const PACKS_COUNTED_HERE = 4;
/** Half a megabyte each. */
const MOST_PACKS_WAITING = 16;
/** Nothing of a pack outlives it; left to itself the thread takes 18 MiB more. */
const YOUNG_MB = 16;

export class TallyThread {
  readonly #followers: readonly string[];
  readonly #program: URL;
  #packer = new DecisionPacker();
  /** Until there are enough of them for a thread. */
  readonly #kept: PackedDecisions[] = [];
  #thread: Worker | null = null;
  #waiting = 0;
  /** Called when the thread has come nearer, or has failed. */
  #wake: () => void = () => undefined;
  #tally: PlainTally | null = null;
  #failure: Error | null = null;

  /**
   * @param followers names, in the file's order
   * @param program the thread's; the built one beside this file
   */
  constructor(followers: readonly string[], program = new URL('./tally-worker.js', import.meta.url)) {
    this.#followers = followers;
    this.#program = program;
  }

  add({ decision }: Pick<SessionDecision, 'decision'>, time: IstSeconds | null): void {
    this.#packer.add(decision, time);
    if (!this.#packer.isFull) return;
    this.#kept.push(this.#packer.finish());
    this.#packer = new DecisionPacker();
    if (this.#thread !== null || this.#kept.length > PACKS_COUNTED_HERE) this.#handOver();
  }

  /** Null: the thread keeps up. Else it resolves when the thread does. Throws what the thread failed with. */
  caughtUp(): Promise<void> | null {
    return this.#waiting <= MOST_PACKS_WAITING
      ? null
      : this.#until(() => this.#waiting < MOST_PACKS_WAITING / 2);
  }

  /** To be asked for at the end: nothing can be added after it. */
  async finish(): Promise<CollectedDecisions> {
    this.#kept.push(this.#packer.finish());
    if (this.#thread === null) return this.#countHere();
    this.#handOver();
    this.#thread.postMessage(null);
    await this.#until(() => this.#tally !== null);
    if (this.#tally === null) throw new Error('the thread that counts gave no answer');
    return toCollected(this.#tally);
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #countHere(): CollectedDecisions {
    const collector = new DecisionCollector(this.#followers, { keepTexts: false });
    for (const pack of this.#kept)
      unpackDecisions(pack, (decision, time) => collector.add({ decision }, time));
    return toCollected(collector.plain());
  }

  #handOver(): void {
    this.#thread ??= this.#start();
    for (const pack of this.#kept.splice(0)) {
      this.#thread.postMessage(pack, [pack.numbers.buffer]);
      this.#waiting += 1;
    }
  }

  #start(): Worker {
    // It needs no secret, so it gets none.
    const limits = { maxYoungGenerationSizeMb: YOUNG_MB };
    const thread = new Worker(this.#program, {
      workerData: this.#followers,
      env: {},
      resourceLimits: limits,
    });
    thread.on('message', ({ tally }: TallyReply) => {
      this.#waiting -= 1;
      this.#tally = tally;
      this.#wake();
    });
    thread.on('error', (error) => this.#fail(error));
    thread.on('exit', () => this.#fail(new Error('the thread that counts ended too early')));
    return thread;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached()) {
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
