/**
 * What was decided on one event, as the one text that is written before anything is sent. Hundreds of followers get nearly
 * the same decision and the same order: what they share is written once, so that the commit stays small.
 */
import type { JournaledDecision } from './decision-table.ts';
import type { NewIntent } from './intent.ts';
import { packSimilar, type SimilarTexts, unpackSimilar } from './similar-texts.ts';

export interface Decided {
  readonly decisions: readonly JournaledDecision[];
  readonly intents: readonly NewIntent[];
}

type Cell = string | number | null;

/** Rows by column: of each what all rows have, or what each has. */
type Columns = { readonly [name: string]: { readonly all: Cell } | { readonly each: readonly Cell[] } };

interface PackedEntry {
  readonly packed: {
    readonly counts: readonly [decisions: number, intents: number];
    readonly heads: Columns;
    readonly bodies: SimilarTexts;
    readonly intents: Columns;
  };
}

export function packEntry({ decisions, intents }: Decided): string {
  const entry: PackedEntry = {
    packed: {
      counts: [decisions.length, intents.length],
      heads: {
        orderKey: columnOf(decisions, ({ orderKey }) => orderKey),
        follower: columnOf(decisions, ({ follower }) => follower),
        revision: columnOf(decisions, ({ revision }) => revision),
        atMs: columnOf(decisions, ({ atMs }) => atMs),
      },
      bodies: packSimilar(decisions.map(({ body }) => body)),
      intents: columnsOf(intents),
    },
  };
  return JSON.stringify(entry);
}

/** Reads what `packEntry` wrote, and what was written before there was one: the entry as JSON. */
export function unpackEntry(text: string): Decided {
  const entry = JSON.parse(text) as PackedEntry | Decided;
  if (!('packed' in entry)) return entry;
  const { counts, heads, bodies, intents } = entry.packed;
  const texts = unpackSimilar(bodies);
  const decisions = rowsOf<Omit<JournaledDecision, 'body'>>(heads, counts[0]);
  return {
    decisions: decisions.map((head, index) => ({ ...head, body: texts[index] ?? '' })),
    intents: rowsOf<NewIntent>(intents, counts[1]),
  };
}

/** All have the columns of the first, and a state: left out, it is `planned`. */
function columnsOf(rows: readonly NewIntent[]): Columns {
  const [first] = rows;
  if (first === undefined) return {};
  const columns: { [name: string]: Columns[string] } = {};
  for (const name of Object.keys(first) as (keyof NewIntent)[])
    columns[name] = columnOf(rows, (row) => row[name] ?? null);
  columns.state = columnOf(rows, ({ state }) => state ?? 'planned');
  return columns;
}

function columnOf<T>(rows: readonly T[], cellOf: (row: T) => Cell): Columns[string] {
  const [first] = rows;
  const all = first === undefined ? null : cellOf(first);
  return rows.every((row) => cellOf(row) === all) ? { all } : { each: rows.map(cellOf) };
}

function rowsOf<T>(columns: Columns, count: number): T[] {
  const named = Object.entries(columns);
  return Array.from({ length: count }, (_, index) => {
    const cells = named.map(([name, column]) => [name, 'all' in column ? column.all : column.each[index]]);
    return Object.fromEntries(cells) as T;
  });
}
