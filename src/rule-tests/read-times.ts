import type { Cursor } from '../config/meaning/cursor.ts';
import type { IstDay } from '../core/ist-time.ts';
import { parseDay, parseTimeOfDay } from './times.ts';

export function readDay(cursor: Cursor<string | undefined>): IstDay | null {
  if (cursor.text === null) return null;
  const day = parseDay(cursor.text);
  if (day === null)
    cursor.report('wrong-value', `The calendar has no ${cursor.text}. Write YYYY-MM-DD, such as 2026-12-01.`);
  return day;
}

/** Seconds since midnight; the schema has checked the form. */
export function readTimeOfDay(cursor: Cursor<string | undefined>): number | null {
  return cursor.text === null ? null : parseTimeOfDay(cursor.text);
}
