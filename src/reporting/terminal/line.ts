import type { Style } from './style.ts';
import { cutToWidth, widthOf } from './text-width.ts';

/** A part of a line in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** What stands on the screen as one line, or where it is too long as several. */
export interface Line {
  readonly spans: readonly Span[];
  /** Columns by which what does not fit is moved in. Null: the line stands as it is, however long. */
  readonly hang: number | null;
}

export const EMPTY_LINE: Line = { spans: [], hang: null };

export function span(text: string, style: Style = 'plain'): Span {
  return { text, style };
}

export function line(hang: number, ...spans: readonly Span[]): Line {
  return { spans, hang };
}

/** Breaks a line between words so that no row is wider than `width`. */
export function wrapLine({ spans, hang }: Line, width: number): Span[][] {
  const text = spans.map((each) => each.text).join('');
  if (hang === null || widthOf(text.trimEnd()) <= width) return [[...spans]];
  const rows = new Rows(width, Math.min(hang, Math.floor(width / 2)));
  for (const each of spans) {
    const { style } = each;
    for (const piece of each.text.split(/( +)/)) {
      if (piece.startsWith(' ')) rows.addBlanks(piece, style);
      else if (piece !== '') rows.addWord(piece, style);
    }
  }
  return rows.finish();
}

class Rows {
  readonly #width: number;
  readonly #hang: number;
  readonly #rows: Span[][] = [];
  #row: Span[] = [];
  #taken = 0;
  /** Nothing but the indentation stands in the row so far. */
  #isFresh = true;

  constructor(width: number, hang: number) {
    this.#width = width;
    this.#hang = hang;
  }

  addBlanks(text: string, style: Style): void {
    if (this.#rows.length > 0 && this.#isFresh) return;
    this.#push(text, style);
  }

  addWord(text: string, style: Style): void {
    if (!this.#isFresh && this.#taken + widthOf(text) > this.#width) this.#break();
    const [first = '', ...rest] = cutToWidth(text, Math.max(1, this.#width - this.#taken));
    this.#push(first, style);
    this.#isFresh = false;
    if (rest.length === 0) return;
    this.#break();
    this.addWord(rest.join(''), style);
  }

  finish(): Span[][] {
    return [...this.#rows, this.#row];
  }

  #push(text: string, style: Style): void {
    this.#row.push({ text, style });
    this.#taken += widthOf(text);
  }

  #break(): void {
    this.#rows.push(this.#row);
    this.#row = [];
    this.#taken = 0;
    this.#push(' '.repeat(this.#hang), 'plain');
    this.#isFresh = true;
  }
}
