/**
 * Indian Standard Time, as the broker writes it: wall-clock time without a zone. India has one zone and no
 * summer time, so a count of wall-clock seconds is enough, on a machine of any time zone.
 */
const SECONDS_A_DAY = 86_400;
/** IST is UTC+05:30. */
const IST_OFFSET_SECONDS = 19_800;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DATE = /^(\d{2})([A-Za-z]{3})(\d{4})$/;
/** Reads `20-Oct-2020 13:10:59`. @returns null where it is no such time. */
export function parseIstTime(text) {
    const trimmed = text.trim();
    // By hand: a log has as many of these as rows, and a regular expression takes most of a row's time.
    if (!hasSeparators(trimmed))
        return null;
    const day = istDayOf(numberAt(trimmed, 7, 4), monthOf(trimmed.slice(3, 6)), numberAt(trimmed, 0, 2));
    const [hour, minute] = [numberAt(trimmed, 12, 2), numberAt(trimmed, 15, 2)];
    const second = numberAt(trimmed, 18, 2);
    if (day === null || !(hour <= 23 && minute <= 59 && second <= 59))
        return null;
    return day * SECONDS_A_DAY + hour * 3600 + minute * 60 + second;
}
const [HYPHEN, BLANK, COLON] = ['-', ' ', ':'].map((one) => one.charCodeAt(0));
/** `__-___-____ __:__:__` */
function hasSeparators(text) {
    return (text.length === 20 &&
        text.charCodeAt(2) === HYPHEN &&
        text.charCodeAt(6) === HYPHEN &&
        text.charCodeAt(11) === BLANK &&
        text.charCodeAt(14) === COLON &&
        text.charCodeAt(17) === COLON);
}
/** @returns NaN where one of the characters is no digit */
function numberAt(text, from, length) {
    let value = 0;
    for (let at = from; at < from + length; at += 1) {
        const digit = text.charCodeAt(at) - DIGIT_0;
        value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
    }
    return value;
}
const DIGIT_0 = 0x30;
/** From 1; 0 where it is none. */
function monthOf(name) {
    return MONTHS.indexOf(name.toLowerCase()) + 1;
}
/** Reads an expiry, `27JUN2024`, in letters of any case. @returns null where it is none. */
export function parseExpiry(text) {
    const match = DATE.exec(text.trim());
    return match ? istDayOf(Number(match[3]), monthOf(match[2] ?? ''), Number(match[1])) : null;
}
/** The day of a calendar date (month 1 to 12, years from 100). @returns null where the calendar has no such date. */
export function istDayOf(year, month, day) {
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
    if (!(year >= 100 && day >= 1 && day <= days))
        return null;
    return daysBefore(month > 2 ? year : year - 1, (month + 9) % 12) + day;
}
/** Days from 1970-01-01 to the day before a month, in years that begin in March: a leap day is then the last one. */
function daysBefore(year, monthsSinceMarch) {
    const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
    return year * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) - DAYS_TO_1970 - 1;
}
/** From 1 March of the year 0. */
const DAYS_TO_1970 = 719_468;
/** The wall-clock time in India at an instant (milliseconds since the epoch, UTC). */
export function toIstSeconds(epochMs) {
    return Math.floor(epochMs / 1000) + IST_OFFSET_SECONDS;
}
/** The instant (milliseconds since the epoch, UTC) of a wall-clock time in India. */
export function toEpochMs(time) {
    return (time - IST_OFFSET_SECONDS) * 1000;
}
export function dayOf(time) {
    return Math.floor(time / SECONDS_A_DAY);
}
/** Seconds since midnight in India. */
export function secondOfDay(time) {
    return time - dayOf(time) * SECONDS_A_DAY;
}
/** `2026-11-22`. */
export function formatIstDay(day) {
    return new Date(day * SECONDS_A_DAY * 1000).toISOString().slice(0, 10);
}
/** `2026-11-22 13:10:59`. */
export function formatIstTime(time) {
    return new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
//# sourceMappingURL=ist-time.js.map