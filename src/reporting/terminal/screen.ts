import type { Writable } from 'node:stream';
import { toAscii } from './glyphs.ts';
import { EMPTY_LINE, type Line, type Span, wrapLine } from './line.ts';
import { paint } from './style.ts';

/** What a terminal that does not keep up may leave waiting, in bytes; lines beyond it are left out and counted. */
const MAX_WAITING = 1_000_000;

export interface ScreenOptions {
  readonly out: Writable;
  readonly colour: boolean;
  /** False: ASCII only. */
  readonly unicode: boolean;
  /** Columns. */
  readonly width: number;
}

/** Lines that are only ever added. */
export class Screen {
  readonly #options: ScreenOptions;
  readonly #onError = (): void => {
    this.#isBroken = true;
  };
  #isBroken = false;
  #endsBlank = false;
  #omitted = 0;

  /** A screen that goes away (a closed pipe) ends what is shown, never what is run. */
  constructor(options: ScreenOptions) {
    this.#options = options;
    options.out.on('error', this.#onError);
  }

  close(): void {
    this.#options.out.off('error', this.#onError);
    this.#isBroken = true;
  }

  print(lines: readonly Line[]): void {
    const { out } = this.#options;
    if (lines.length === 0 || this.#isBroken || !out.writable) return;
    if (out.writableLength > MAX_WAITING) {
      this.#omitted += lines.length;
      return;
    }
    const omitted =
      this.#omitted > 0 ? `(${this.#omitted} lines left out: the terminal did not keep up)\n` : '';
    this.#omitted = 0;
    out.write(omitted + lines.flatMap((line) => this.#rowsOf(line)).join(''));
  }

  #rowsOf(line: Line): string[] {
    // One blank line parts as well as two.
    if (line === EMPTY_LINE && this.#endsBlank) return [];
    this.#endsBlank = line === EMPTY_LINE;
    const spans = this.#options.unicode
      ? line.spans
      : line.spans.map(({ text, style }) => ({ text: toAscii(text), style }));
    return wrapLine({ ...line, spans }, this.#options.width).map((row) => `${this.#paintRow(row)}\n`);
  }

  #paintRow(row: readonly Span[]): string {
    const merged: Span[] = [];
    for (const { text, style } of trimEnd(row)) {
      const last = merged.at(-1);
      if (last?.style === style) merged[merged.length - 1] = { text: last.text + text, style };
      else merged.push({ text, style });
    }
    return merged.map(({ text, style }) => (this.#options.colour ? paint(text, style) : text)).join('');
  }
}

/** Without blanks at the end, but for a band of colour. */
function trimEnd(row: readonly Span[]): readonly Span[] {
  const last = row.at(-1);
  if (last === undefined || last.style === 'live') return row;
  const text = last.text.trimEnd();
  return text === '' ? trimEnd(row.slice(0, -1)) : [...row.slice(0, -1), { text, style: last.style }];
}
