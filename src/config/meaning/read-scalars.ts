/** Reads the small texts of the language. The schema has checked their form; these check what they mean. */
import { compare, divide, parseDecimal, type Ratio } from '../../core/exact.ts';
import type { Range, TimeWindow } from '../../core/policy/policy.ts';
import type { Cursor } from './cursor.ts';

const MS_A_UNIT: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** A day: nothing here lasts longer. */
const MAX_DURATION_MS = 86_400_000;

/** `60s`, `500ms`, `2m`, in milliseconds; null where it is absent or refused. */
export function readDuration(cursor: Cursor<string | undefined>, leastMs: number): number | null {
  const match = /^(\d+) ?(ms|s|m|h)$/.exec(cursor.text ?? '');
  if (!match) return null;
  const ms = Number(match[1]) * (MS_A_UNIT[match[2] ?? ''] ?? Number.NaN);
  if (ms >= leastMs && ms <= MAX_DURATION_MS) return ms;
  const bounds = ms < leastMs ? `shorter than ${formatMs(leastMs)}` : 'longer than a day';
  cursor.report(
    'out-of-range',
    `\`${cursor.steps.at(-1)}\` is ${bounds}. Write ${formatMs(Math.max(leastMs, 1000))} or more, a day at most.`,
  );
  return null;
}

function formatMs(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** `14:30..15:40` */
export function readTimeWindow(cursor: Cursor<string | undefined>): TimeWindow | null {
  const match = /^(\d\d):(\d\d) ?\.\. ?(\d\d):(\d\d)$/.exec(cursor.text ?? '');
  if (!match) return null;
  const [startHour, startMinute, endHour, endMinute] = match.slice(1).map(Number);
  const startSecond = ((startHour ?? 0) * 60 + (startMinute ?? 0)) * 60;
  const endSecond = ((endHour ?? 0) * 60 + (endMinute ?? 0)) * 60;
  if (startSecond < endSecond) return { startSecond, endSecond };
  cursor.report(
    'time-reversed',
    `The window ${cursor.text} ends before it starts, or at once. Write the earlier time first; for hours around midnight write two windows.`,
  );
  return null;
}

const COMPARISON = /^\s*(>=|<=|>|<)?\s*(-?[\d.]+)\s*$/;
const BETWEEN = /^\s*(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)\s*$/;

/** `65`, `>= 100`, `< 20.5`, `10..50` */
export function readRange(cursor: Cursor<number | string | undefined>): Range | null {
  const text = cursor.text ?? '';
  const between = BETWEEN.exec(text);
  if (between) {
    const [min, max] = [parseDecimal(between[1] ?? ''), parseDecimal(between[2] ?? '')];
    if (min === null || max === null) return refuseDigits(cursor);
    if (compare(min, max) <= 0) return { min, minIncluded: true, max, maxIncluded: true };
    cursor.report(
      'range-reversed',
      `The range ${text} ends before it starts. Write the smaller number first.`,
    );
    return null;
  }
  const match = COMPARISON.exec(text);
  if (!match) return null;
  const bound = parseDecimal(match[2] ?? '');
  if (bound === null) return refuseDigits(cursor);
  return rangeOf(match[1], bound);
}

function refuseDigits(cursor: Cursor<number | string | undefined>): null {
  cursor.report('number-form', 'The number has more digits than can be meant. Write 40 at most.');
  return null;
}

function rangeOf(sign: string | undefined, bound: Ratio): Range {
  const open = { min: null, minIncluded: false, max: null, maxIncluded: false };
  switch (sign) {
    case '>=':
      return { ...open, min: bound, minIncluded: true };
    case '>':
      return { ...open, min: bound };
    case '<=':
      return { ...open, max: bound, maxIncluded: true };
    case '<':
      return { ...open, max: bound };
    default:
      return { min: bound, minIncluded: true, max: bound, maxIncluded: true };
  }
}

/** `auto`, or `0.5%` as a share (0.005). */
export function readSlippage(cursor: Cursor<string | undefined>): 'auto' | Ratio | null {
  const text = cursor.text;
  if (text === null) return null;
  return text.toLowerCase() === 'auto' ? 'auto' : readPercent(cursor);
}

/** `1%` as a share (0.01). */
export function readPercent(cursor: Cursor<string | undefined>): Ratio | null {
  const percent = parseDecimal((cursor.text ?? '').replace('%', '').trim());
  return percent === null ? null : divide(percent, { n: 100, d: 1 });
}
