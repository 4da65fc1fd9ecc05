/**
 * Indian Standard Time, as the broker writes it: wall-clock time without a zone. India has one zone and no
 * summer time, so a count of wall-clock seconds is enough, on a machine of any time zone.
 */

/** Wall-clock seconds in India since 1970-01-01 00:00 there. */
export type IstSeconds = number;
/** Calendar days in India since 1970-01-01. */
export type IstDay = number;

const SECONDS_A_DAY = 86_400;
/** IST is UTC+05:30. */
const IST_OFFSET_SECONDS = 19_800;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE_TIME = /^(\d{2})-([A-Za-z]{3})-(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;
const DATE = /^(\d{2})([A-Za-z]{3})(\d{4})$/;

/** Reads `20-Oct-2020 13:10:59`. @returns null where it is no such time. */
export function parseIstTime(text: string): IstSeconds | null {
  const match = DATE_TIME.exec(text.trim());
  if (!match) return null;
  const day = toIstDay(match[1], match[2], match[3]);
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])];
  if (day === null || hour > 23 || minute > 59 || second > 59) return null;
  return day * SECONDS_A_DAY + hour * 3600 + minute * 60 + second;
}

/** Reads an expiry, `27JUN2024`, in letters of any case. @returns null where it is none. */
export function parseExpiry(text: string): IstDay | null {
  const match = DATE.exec(text.trim());
  return match ? toIstDay(match[1], match[2], match[3]) : null;
}

function toIstDay(day = '', month = '', year = ''): IstDay | null {
  return istDayOf(Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day));
}

/** The day of a calendar date (month 1 to 12). @returns null where the calendar has no such date. */
export function istDayOf(year: number, month: number, day: number): IstDay | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return at.getTime() / 1000 / SECONDS_A_DAY;
}

/** The wall-clock time in India at an instant (milliseconds since the epoch, UTC). */
export function toIstSeconds(epochMs: number): IstSeconds {
  return Math.floor(epochMs / 1000) + IST_OFFSET_SECONDS;
}

/** The instant (milliseconds since the epoch, UTC) of a wall-clock time in India. */
export function toEpochMs(time: IstSeconds): number {
  return (time - IST_OFFSET_SECONDS) * 1000;
}

export function dayOf(time: IstSeconds): IstDay {
  return Math.floor(time / SECONDS_A_DAY);
}

/** Seconds since midnight in India. */
export function secondOfDay(time: IstSeconds): number {
  return time - dayOf(time) * SECONDS_A_DAY;
}

/** `2026-11-22`. */
export function formatIstDay(day: IstDay): string {
  return new Date(day * SECONDS_A_DAY * 1000).toISOString().slice(0, 10);
}

/** `2026-11-22 13:10:59`. */
export function formatIstTime(time: IstSeconds): string {
  return new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
