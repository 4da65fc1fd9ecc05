/** What the scenes play on: the running engine, the simulated broker, and all that the engine has told so far. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision } from '../core/deciding/decision.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { AccountHand } from '../simulator/accounts/account-hand.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { editFile } from './demo-config.ts';
import type { ExpectedOutcome } from './scene.ts';

/** A machine may be slow; the session is wrong only where something never comes. */
const DEADLINE_MS = 30_000;
const LOOK_EVERY_MS = 15;

export interface StageParts {
  readonly simulator: Simulator;
  readonly master: AccountHand;
  readonly configFile: string;
  /** What people need to read a line or two; 0 where nobody reads. */
  readonly beatMs: number;
  /** A line about what is to be seen. */
  readonly say: (caption: string) => void;
  readonly signal: AbortSignal;
}

/** A copy of which nothing more is to be expected; whether it ended well is checked in the books. */
const ENDED: ReadonlySet<string> = new Set(['complete', 'cancelled', 'refused', 'rejected']);

/** What was waited for did not come, so that going on makes no sense. */
export class SceneError extends Error {}

export class Stage {
  readonly #parts: StageParts;
  readonly #events: EngineEvent[] = [];
  /** What was not as it should be, in sentences. */
  readonly problems: string[] = [];

  constructor(parts: StageParts) {
    this.#parts = parts;
  }

  get master(): AccountHand {
    return this.#parts.master;
  }

  get events(): readonly EngineEvent[] {
    return this.#events;
  }

  /** In the order in which they were made. */
  get decisions(): readonly Decision[] {
    return this.#events.flatMap((event) =>
      event.type === 'decided' ? event.decisions.map(({ decision }) => decision) : [],
    );
  }

  note(event: EngineEvent): void {
    this.#events.push(event);
  }

  say(caption: string): void {
    this.#parts.say(caption);
  }

  report(problem: string): void {
    this.problems.push(problem);
  }

  setPrice(symbol: string, rupees: number): void {
    this.#parts.simulator.setPrice(symbol, rupees);
  }

  /** Whether the engine has started, and hears of the master's orders by push. */
  get isFollowing(): boolean {
    return (
      this.#hasHappened('started') &&
      this.#events.some((event) => event.type === 'feed' && event.what === 'push_up')
    );
  }

  /** Whether the engine has seen this order of the master with this status. */
  hasSeen(orderId: string, status: string): boolean {
    return this.#events.some(
      (event) =>
        event.type === 'master_order' && event.order.orderId === orderId && event.order.status === status,
    );
  }

  /** Saves the edited file and waits until it is in force. */
  async edit(edit: { readonly from: string; readonly to: string }): Promise<void> {
    const before = this.#reloads();
    await editFile(this.#parts.configFile, edit);
    await this.until('the edited file is in force', () => this.#reloads() > before);
  }

  /** Waits until every follower has decided, and all that is copied has ended at their broker. */
  async untilCopied({ symbol, side, copies }: ExpectedOutcome, since: number): Promise<void> {
    const made = () =>
      this.decisions.slice(since).filter((each) => each.symbol === symbol && each.side === side);
    const followers = Object.keys(copies).length;
    await this.until(`the decisions on ${side} ${symbol}`, () => made().length >= followers);
    const copying = made().filter(({ action }) => action === 'copy');
    await this.until(`the copies of ${side} ${symbol}`, () => copying.every((copy) => this.#hasEnded(copy)));
  }

  /** @param beats how long, in what it takes to read a line or two */
  async pause(beats: number): Promise<void> {
    await sleep(beats * this.#parts.beatMs, undefined, { signal: this.#parts.signal });
  }

  /** @throws SceneError after the deadline; the signal's abort as it is */
  async until(what: string, holds: () => boolean): Promise<void> {
    const { signal } = this.#parts;
    const deadline = performance.now() + DEADLINE_MS;
    while (!holds()) {
      if (this.#hasHappened('stopped')) {
        throw new SceneError(`the engine ended while this was waited for: ${what}`);
      }
      if (performance.now() > deadline) throw new SceneError(`waited in vain for this: ${what}`);
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  }

  #hasHappened(type: EngineEvent['type']): boolean {
    return this.#events.some((event) => event.type === type);
  }

  #reloads(): number {
    return this.#events.filter(({ type }) => type === 'reloaded').length;
  }

  #hasEnded(copy: Decision): boolean {
    return this.#events.some(
      (event) =>
        event.type === 'outcome' &&
        ENDED.has(event.state) &&
        event.follower === copy.follower &&
        event.symbol === copy.symbol &&
        event.side === copy.side,
    );
  }
}
