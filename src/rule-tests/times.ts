import { type IstDay, istDayOf } from '../core/ist-time.ts';

/** `14:45` or `14:45:30`, in seconds since midnight. @returns null where it is no time of day. */
export function parseTimeOfDay(text: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!match) return null;
  return (Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3] ?? 0);
}

/** `2026-12-01`. @returns null where the calendar has no such day. */
export function parseDay(text: string): IstDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? istDayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}
