import { paint, type Style } from './style.ts';
import { padEnd, padStart, widthOf } from './text-width.ts';

export interface Cell {
  readonly text: string;
  readonly style: Style;
  /** Numbers stand at the right of their column. */
  readonly align: 'left' | 'right';
}

export function cell(text: string | number, style: Style = 'plain'): Cell {
  return { text: String(text), style, align: typeof text === 'number' ? 'right' : 'left' };
}

/** A text that stands at the right of its column: a figure that is written for people. */
export function toRight(text: string, style: Style = 'plain'): Cell {
  return { text, style, align: 'right' };
}

/** Rows with aligned columns, two blanks between them. */
export function alignRows(
  rows: readonly (readonly Cell[])[],
  options: { readonly colour: boolean },
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, { text }] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, widthOf(text));
  }
  return rows.map((row) =>
    row
      .map(({ text, style, align }, column) => {
        const width = column === row.length - 1 && align === 'left' ? 0 : (widths[column] ?? 0);
        const padded = align === 'right' ? padStart(text, width) : padEnd(text, width);
        return options.colour ? paint(padded, style) : padded;
      })
      .join('  ')
      .trimEnd(),
  );
}
