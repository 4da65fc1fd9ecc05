import { afterNextTurn, type WaitingWork } from '../journal/after-next-turn.ts';
import type { EngineEvent, EngineObserver } from './events.ts';

/**
 * Tells events in order, once the turn of the event loop is over: what people look at never delays an order that is
 * about to leave.
 */
export class EventQueue {
  readonly #observe: EngineObserver;
  #waiting: EngineEvent[] = [];
  #turn: WaitingWork | null = null;

  constructor(observe: EngineObserver) {
    this.#observe = observe;
  }

  readonly add: EngineObserver = (event) => {
    this.#waiting.push(event);
    this.#turn ??= afterNextTurn(() => this.flush());
  };

  /** Tells what waits now; for the end. */
  flush(): void {
    this.#turn?.cancel();
    this.#turn = null;
    const events = this.#waiting;
    this.#waiting = [];
    for (const event of events) this.#observe(event);
  }
}
