/** Indian Standard Time as the broker writes it. India has one zone and no summer time. */
const IST_OFFSET_MS = 19_800_000;
export const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export function toIstParts(epochMs) {
    const at = new Date(epochMs + IST_OFFSET_MS);
    return {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth() + 1,
        monthName: MONTHS[at.getUTCMonth()] ?? '',
        day: at.getUTCDate(),
        weekday: at.getUTCDay(),
        minuteOfDay: at.getUTCHours() * 60 + at.getUTCMinutes(),
    };
}
/** The instant at which this day began in India. */
export function startOfDay(epochMs) {
    return epochMs - ((epochMs + IST_OFFSET_MS) % DAY_MS);
}
export function nextMidnight(epochMs) {
    return startOfDay(epochMs) + DAY_MS;
}
/** `20-Oct-2020 13:10:59`. */
export function formatTime(epochMs) {
    const { day, monthName, year } = toIstParts(epochMs);
    return `${pad(day)}-${monthName}-${year} ${formatClock(epochMs)}`;
}
/** `13:10:59`. */
export function formatClock(epochMs) {
    return new Date(epochMs + IST_OFFSET_MS).toISOString().slice(11, 19);
}
/** `2026-01-01 00:00:00`. */
export function formatIsoTime(epochMs) {
    return new Date(epochMs + IST_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
/** `27JUN2024`. */
export function formatExpiry(epochMs) {
    const { day, monthName, year } = toIstParts(epochMs);
    return `${pad(day)}${monthName.toUpperCase()}${year}`;
}
/** `260922`. */
export function formatOrderDay(epochMs) {
    const { day, month, year } = toIstParts(epochMs);
    return `${pad(year % 100)}${pad(month)}${pad(day)}`;
}
export function pad(value) {
    return String(value).padStart(2, '0');
}
//# sourceMappingURL=ist.js.map