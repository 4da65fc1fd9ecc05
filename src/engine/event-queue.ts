import type { EngineEvent, EngineObserver } from './events.ts';

/**
 * Tells events in order, once the turn of the event loop is over: what people look at never delays an order that is
 * about to leave.
 */
export class EventQueue {
  readonly #observe: EngineObserver;
  #waiting: EngineEvent[] = [];
  #turn: NodeJS.Immediate | null = null;

  constructor(observe: EngineObserver) {
    this.#observe = observe;
  }

  readonly add: EngineObserver = (event) => {
    this.#waiting.push(event);
    this.#turn ??= setImmediate(() => this.flush());
  };

  /** Tells what waits now; for the end. */
  flush(): void {
    if (this.#turn) clearImmediate(this.#turn);
    this.#turn = null;
    const events = this.#waiting;
    this.#waiting = [];
    for (const event of events) this.#observe(event);
  }
}
