import type { Writable } from 'node:stream';
import type { EngineEvent } from '../engine/events.ts';
import { sayEvent } from './log-events.ts';

/** Every event as one JSON object a line, for programs that watch. */
export function createJsonView(options: {
  readonly out: Writable;
  readonly redact: (text: string) => string;
}): { observe(event: EngineEvent): void; close(): void } {
  let open = true;
  // Text by text: in the finished line a PIN would also hit a quantity, and what stands in its place is no number.
  const redacted = (_key: string, value: unknown) =>
    typeof value === 'string' ? options.redact(value) : value;
  return {
    observe: (event) => {
      if (!open) return;
      const { level, message, fields } = sayEvent(event);
      const at = new Date(event.atMs).toISOString();
      options.out.write(`${JSON.stringify({ type: event.type, at, level, message, ...fields }, redacted)}\n`);
    },
    close: () => {
      open = false;
    },
  };
}
