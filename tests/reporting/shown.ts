import { Writable } from 'node:stream';
import type { EngineEvent } from '../../src/engine/events.ts';
import { createTerminalView, type TerminalViewOptions } from '../../src/reporting/terminal/terminal-view.ts';

/** A stream that keeps what is written to it. */
export class Sheet extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** What the view shows of events: without colour and 80 columns wide where the options say nothing else. */
export function show(events: readonly EngineEvent[], options: Partial<TerminalViewOptions> = {}): string {
  const out = new Sheet();
  const view = createTerminalView({ out, colour: false, redact: (text) => text, ...options });
  for (const event of events) view.observe(event);
  view.close();
  return out.text;
}

/** A template's text without its first line break and the indentation of its last line. */
export function screenOf(text: string): string {
  const lines = text.split('\n').slice(1);
  const indent = lines.at(-1)?.length ?? 0;
  return lines.map((each) => each.slice(indent)).join('\n');
}
