import type { StatusReply } from '../control/replies.ts';
import type { EngineEvent } from '../engine/events.ts';
import { formatTimestamp } from '../journal/private-files.ts';

const KEPT_ESCALATIONS = 20;

/** What of a run's events still matters when somebody asks how it stands. */
export class StatusBoard {
  #push: 'up' | 'down' | null = null;
  #poll: 'fine' | 'failing' = 'fine';
  readonly #escalations: StatusReply['escalations'][number][] = [];

  readonly observe = (event: EngineEvent): void => {
    if (event.type === 'feed') this.#takeFeed(event.what);
    if (event.type !== 'escalation') return;
    const { atMs, account, text } = event;
    this.#escalations.push({ at: formatTimestamp(atMs), account, text });
    if (this.#escalations.length > KEPT_ESCALATIONS) this.#escalations.shift();
  };

  get feed(): StatusReply['master']['feed'] {
    return { push: this.#push, poll: this.#poll };
  }

  get escalations(): StatusReply['escalations'] {
    return [...this.#escalations];
  }

  #takeFeed(what: Extract<EngineEvent, { type: 'feed' }>['what']): void {
    switch (what) {
      case 'push_up':
        this.#push = 'up';
        return;
      case 'push_down':
        this.#push = 'down';
        return;
      case 'poll_failed':
        this.#poll = 'failing';
        return;
      case 'poll_recovered':
        this.#poll = 'fine';
    }
  }
}
