/** Figures and small charts as the page shows them. */
import type { Ratio } from '../../core/exact.ts';
import { html, type Markup, NOTHING } from '../../reporting/html/markup.ts';
import { formatRupees, plural } from '../report/figure-text.ts';

/** `₹12,34,567.50`, with the paise set smaller. */
export function rupees(amount: Ratio): Markup {
  const [whole = '', paise = ''] = formatRupees(amount).split('.');
  return html`${whole}<span class="paise">.${paise}</span>`;
}

export interface BarPart {
  readonly kind: 'entry' | 'exit' | 'skip';
  readonly many: number;
}

/** Parts side by side, as long together as `many` is of `most`. The numbers stand beside it as text. */
export function bar(parts: readonly BarPart[], most: number): Markup {
  let x = 0;
  const rectangles = parts.flatMap(({ kind, many }) => {
    if (many === 0) return [];
    const width = (many / Math.max(1, most)) * 100;
    const rectangle = html`<rect class="${kind}" x="${trim(x)}" width="${trim(width)}" height="6"/>`;
    x += width;
    return [rectangle];
  });
  return html`<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${rectangles}</svg>`;
}

/** Two decimals, and no more than are needed. */
export function trim(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** `… and 12 more rules.`, below a table that was cut. */
export function andMore(many: number, noun: string): Markup {
  return many <= 0 ? NOTHING : html`<p class="more">… and ${plural(many, `more ${noun}`)}.</p>`;
}
