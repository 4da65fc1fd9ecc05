/** Where things stand in a line, and how times and quantities are written: the same for every kind of line. */
import { formatIstTime, toIstSeconds } from '../../core/ist-time.ts';
import type { Side } from '../../core/orders/order.ts';
import { type Span, span } from './line.ts';
import { toSafeText } from './safe-text.ts';
import type { Style } from './style.ts';
import { padEnd, padStart } from './text-width.ts';

/** Columns from which on lines are set wider and words written out. */
const WIDE_FROM = 100;
/** `09:31:02 ` */
export const TIME_COLUMNS = 9;

export interface LayoutOptions {
  readonly width: number;
  readonly redact: (text: string) => string;
}

export class Layout {
  readonly width: number;
  readonly isWide: boolean;
  readonly #redact: (text: string) => string;
  #nameColumns = 6;

  constructor({ width, redact }: LayoutOptions) {
    this.width = width;
    this.isWide = width >= WIDE_FROM;
    this.#redact = redact;
  }

  /** A text of others, without secrets and harmless. */
  clean(text: string, maxLength?: number): string {
    return toSafeText(this.#redact(text), maxLength);
  }

  redact(text: string): string {
    return this.#redact(text);
  }

  /** Names of these lengths shall stand in one column; a longer one only moves its own line. */
  makeRoomFor(names: readonly string[]): void {
    const most = this.isWide ? 24 : 14;
    for (const { length } of names) this.#nameColumns = Math.max(this.#nameColumns, Math.min(length, most));
  }

  time(atMs: number): Span {
    return span(`${timeOf(atMs)} `, 'quiet');
  }

  get indent(): Span {
    return span(' '.repeat(TIME_COLUMNS));
  }

  name(name: string, style: Style = 'plain'): Span {
    return span(`${padEnd(this.clean(name, 64), this.#nameColumns)} `, style);
  }

  side(side: Side): Span {
    return span(padEnd(side.toUpperCase(), 5), side);
  }

  quantity(units: number): Span {
    return span(`${padStart(String(units), this.isWide ? 7 : 5)} `);
  }

  symbol(symbol: string): Span {
    const shown = this.clean(symbol, 48) || '(no symbol)';
    return span(`${padEnd(shown, this.isWide ? 25 : 19)} `, 'strong');
  }

  /** Columns at which the text after mark and name begins. */
  get detailColumn(): number {
    return TIME_COLUMNS + 2 + this.#nameColumns + 1;
  }
}

/** `09:31:02`, in India. */
function timeOf(atMs: number): string {
  return formatIstTime(toIstSeconds(atMs)).slice(11);
}

/** `2026-11-22`, in India. */
export function dateOf(atMs: number): string {
  return formatIstTime(toIstSeconds(atMs)).slice(0, 10);
}

/** `1 order`, `2 orders` */
export function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}
