/**
 * Tells after each reload which decisions of today's orders so far the new config would have made otherwise. The new
 * config is in force by then, and the work is done in a thread of its own: it neither delays a copy nor, where it
 * fails, disturbs one.
 */
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LoadedConfig } from '../config/compile-config.ts';
import { dayOf, toIstSeconds } from '../core/ist-time.ts';
import type { Clock } from '../engine/clock.ts';
import type { EngineObserver } from '../engine/events.ts';
import type { RecordedConfig } from '../journal/recording/recording-line.ts';
import type { TodayPlan, TodayRequest } from '../replay/plan/plan-today.ts';
import type { PlanReply } from './plan-worker.ts';

export interface ReloadPlansParts {
  /** Path of the run's recording; others of the day stand beside it. */
  readonly recording: string;
  readonly clock: Clock;
  readonly observe: EngineObserver;
  /** The thread's program; the built one beside this file. */
  readonly worker?: URL;
}

interface Edit {
  readonly before: RecordedConfig;
  readonly after: RecordedConfig;
}

/** Of the machine's time: a recording that takes longer is not worth the heat. */
const MAX_WORK_MS = 120_000;
const MAX_HEAP_MB = 512;

export class ReloadPlans {
  readonly #parts: ReloadPlansParts;
  readonly #closing = new AbortController();
  /** Edits that came while one is worked on, as one edit. */
  #waiting: Edit | null = null;
  #working: Promise<void> | null = null;

  constructor(parts: ReloadPlansParts) {
    this.#parts = parts;
  }

  /** A new config has come into force. */
  note(before: LoadedConfig, after: LoadedConfig): void {
    if (this.#closing.signal.aborted) return;
    this.#waiting = { before: this.#waiting?.before ?? toTexts(before), after: toTexts(after) };
    this.#working ??= this.#workOff();
  }

  /** What is being worked on is given up. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
  }

  async #workOff(): Promise<void> {
    while (this.#waiting !== null && !this.#closing.signal.aborted) {
      const edit = this.#waiting;
      this.#waiting = null;
      await this.#tell(edit);
    }
    this.#working = null;
  }

  async #tell(edit: Edit): Promise<void> {
    const { clock, observe } = this.#parts;
    try {
      const plan = await this.#plan(edit);
      if (plan === null) return;
      const { changed, text, document } = plan;
      observe({ type: 'plan', atMs: clock.now(), changed, report: text, document: JSON.parse(document) });
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      const why = error instanceof Error ? error.message : String(error);
      const text = `what the new file would have made of today's orders could not be worked out: ${why}`;
      observe({ type: 'notice', atMs: clock.now(), level: 'warn', text });
    }
  }

  async #plan(edit: Edit): Promise<TodayPlan | null> {
    const { recording, clock, worker = new URL('./plan-worker.js', import.meta.url) } = this.#parts;
    const day = dayOf(toIstSeconds(clock.now()));
    const request: TodayRequest = { logsFolder: dirname(recording), recording, day, ...edit };
    const limits = { maxOldGenerationSizeMb: MAX_HEAP_MB };
    // It needs no secret, so it gets none.
    const thread = new Worker(worker, { workerData: request, env: {}, resourceLimits: limits });
    const timeUp = AbortSignal.timeout(MAX_WORK_MS);
    try {
      const reply = await replyOf(thread, AbortSignal.any([this.#closing.signal, timeUp]));
      if (!reply.ok) throw new Error(reply.problem);
      return reply.plan;
    } finally {
      await thread.terminate();
    }
  }
}

function replyOf(thread: Worker, signal: AbortSignal): Promise<PlanReply> {
  return new Promise((resolve, reject) => {
    thread.on('message', resolve);
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`the thread ended with code ${code} and no answer`)));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function toTexts({ sha256, files }: LoadedConfig): RecordedConfig {
  return { sha256, files };
}
