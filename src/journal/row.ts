/** Reads columns of a row that the database gave. The schema promises their types; a row that breaks it is a bug. */
import assert from 'node:assert/strict';

function readColumn(row: unknown, column: string): unknown {
  assert(typeof row === 'object' && row !== null && column in row, `the row has no column ${column}`);
  return Reflect.get(row, column);
}

export function readInteger(row: unknown, column: string): number {
  const value = readColumn(row, column);
  assert(typeof value === 'number' && Number.isSafeInteger(value), `${column} is no whole number`);
  return value;
}

export function readNullableInteger(row: unknown, column: string): number | null {
  return readColumn(row, column) === null ? null : readInteger(row, column);
}

export function readText(row: unknown, column: string): string {
  const value = readColumn(row, column);
  assert(typeof value === 'string', `${column} is no text`);
  return value;
}

export function readNullableText(row: unknown, column: string): string | null {
  return readColumn(row, column) === null ? null : readText(row, column);
}

/** One of a closed set of words. */
export function readWord<T extends string>(row: unknown, column: string, words: readonly T[]): T {
  const value = readText(row, column);
  const word = words.find((known) => known === value);
  assert(word !== undefined, `${column} is ${value}, which is none of ${words.join(', ')}`);
  return word;
}
