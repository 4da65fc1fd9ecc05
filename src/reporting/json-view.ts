import type { Writable } from 'node:stream';
import type { EngineEvent } from '../engine/events.ts';
import { sayEvent } from './log-events.ts';

/** Every event as one JSON object a line, for programs that watch. */
export function createJsonView(options: {
  readonly out: Writable;
  readonly redact: (text: string) => string;
}): { observe(event: EngineEvent): void; close(): void } {
  let open = true;
  return {
    observe: (event) => {
      if (!open) return;
      const { level, message, fields } = sayEvent(event);
      const at = new Date(event.atMs).toISOString();
      options.out.write(
        `${options.redact(JSON.stringify({ type: event.type, at, level, message, ...fields }))}\n`,
      );
    },
    close: () => {
      open = false;
    },
  };
}
