/** What the master did while nobody looked, as a table: one row an order and follower. */
import { formatAge, formatPercent } from '../../core/orders/missed.ts';
import type { EngineEvent, MissedCopy } from '../../engine/events.ts';
import type { Layout } from './layout.ts';
import { EMPTY_LINE, type Line, line, type Span, span } from './line.ts';
import type { Style } from './style.ts';
import { padEnd, padStart, widthOf } from './text-width.ts';

const VERDICT_STYLES: Readonly<Record<MissedCopy['verdict'], Style>> = {
  copy: 'good',
  ask: 'warning',
  modify: 'good',
  cancel: 'warning',
  skip: 'quiet',
};

const HEADER = ['order', 'side', 'quantity', 'symbol', 'follower', 'age', 'price moved', 'verdict'];
const QUANTITY_COLUMN = 2;

export function missedLines(
  { atMs, copies }: Extract<EngineEvent, { type: 'missed' }>,
  layout: Layout,
): Line[] {
  const rows = copies.map((copy) => cellsOf(copy, layout));
  const widths = HEADER.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((cells) => widthOf(cells[column] ?? ''))),
  );
  const head = 'the master traded while nobody looked; what becomes of it:';
  return [
    line(0, layout.time(atMs), span('! ', 'warning'), span(head, 'warning')),
    EMPTY_LINE,
    tableLine(HEADER, widths, 'quiet'),
    ...copies.map((copy, index) => {
      const style = VERDICT_STYLES[copy.verdict];
      return tableLine(rows[index] ?? [], widths, style, `${copy.reason}: ${layout.clean(copy.why, 400)}`);
    }),
    EMPTY_LINE,
  ];
}

function cellsOf(copy: MissedCopy, layout: Layout): string[] {
  return [
    layout.clean(copy.orderId, 40),
    copy.side.toUpperCase(),
    String(copy.quantity),
    layout.clean(copy.symbol, 48),
    layout.clean(copy.follower, 64),
    copy.ageMs === null ? '?' : formatAge(copy.ageMs),
    copy.deviation === null ? '-' : formatPercent(copy.deviation),
    copy.verdict,
  ];
}

function tableLine(cells: readonly string[], widths: readonly number[], style: Style, why = ''): Line {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    return span(`${column === QUANTITY_COLUMN ? padStart(cell, width) : padEnd(cell, width)}  `, style);
  });
  const spans: Span[] = [span('  '), ...padded, span(why)];
  return line(4, ...spans);
}
