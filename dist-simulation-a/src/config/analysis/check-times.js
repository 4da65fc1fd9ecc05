/** Finds time windows in which nothing can happen, since the exchanges in question are closed. */
import { EXCHANGES } from "../../core/order.js";
import { readMatch } from "../meaning/read-match.js";
import { EXCHANGE_HOURS } from "./exchange-hours.js";
export function checkTimes({ cursor, ruleCursors, policy, isSound }) {
    const exchanges = policy.filters.exchanges ?? EXCHANGES;
    if (!isSound(cursor.get('filters')))
        return;
    checkFilterTimes(cursor.get('filters').get('time'), policy.filters, exchanges);
    for (const { name, filters } of policy.followers) {
        const own = cursor.get('followers').get(name);
        if (!isSound(own))
            continue;
        checkFilterTimes(own.get('filters').get('time'), filters, exchanges);
        for (const override of own.get('quantity').get('overrides').items()) {
            checkMatchTimes(override.get('match'), readMatch(override.get('match')), exchanges);
        }
    }
    const ofDefaults = cursor.get('defaults').get('quantity');
    for (const override of isSound(ofDefaults) ? ofDefaults.get('overrides').items() : []) {
        checkMatchTimes(override.get('match'), readMatch(override.get('match')), exchanges);
    }
    for (const [index, rule] of policy.rules.entries()) {
        const at = ruleCursors[index];
        if (at !== undefined && isSound(at))
            checkMatchTimes(at.get('match'), rule.match, exchanges);
    }
}
function checkFilterTimes(cursor, filters, outer) {
    checkWindows(cursor, filters.time ?? [], narrow(outer, filters.exchanges ?? undefined));
}
function checkMatchTimes(cursor, match, outer) {
    const exchanges = narrow(outer, match.exchange);
    checkWindows(cursor.get('time'), match.time ?? [], exchanges);
    for (const [index, branch] of cursor.get('any').items().entries()) {
        checkMatchTimes(branch, match.any?.[index] ?? {}, exchanges);
    }
    if (match.not !== undefined)
        checkMatchTimes(cursor.get('not'), match.not, exchanges);
}
function narrow(outer, own) {
    return own === undefined ? outer : outer.filter((exchange) => own.includes(exchange));
}
function checkWindows(cursor, windows, exchanges) {
    const items = cursor.items();
    for (const [index, window] of windows.entries()) {
        if (exchanges.length === 0 || exchanges.some((exchange) => areOpen(exchange, window)))
            continue;
        const opening = Math.min(...exchanges.map((exchange) => EXCHANGE_HOURS[exchange].startSecond));
        const closing = Math.max(...exchanges.map((exchange) => EXCHANGE_HOURS[exchange].endSecond));
        const where = exchanges.length > 3 ? 'the exchanges' : exchanges.join(', ');
        const message = `The window ${items[index]?.text} lies outside the hours of ${where} (${formatTime(opening)} to ${formatTime(closing)} at most, India). Write the time of day in India, 24 hours: \`14:30..15:40\`.`;
        items[index]?.report('time-outside-hours', message);
    }
}
function areOpen(exchange, { startSecond, endSecond }) {
    const hours = EXCHANGE_HOURS[exchange];
    return startSecond < hours.endSecond && endSecond > hours.startSecond;
}
function formatTime(second) {
    const two = (value) => String(value).padStart(2, '0');
    return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`;
}
//# sourceMappingURL=check-times.js.map