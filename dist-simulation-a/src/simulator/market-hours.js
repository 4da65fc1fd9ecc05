/** When an exchange takes orders. Outside of that the broker keeps every order as an after-market order. */
import { DAY_MS, startOfDay, toIstParts } from "./ist.js";
const MINUTE_MS = 60_000;
const CASH = { opens: 555, closes: 930 };
const DERIVATIVES = { opens: 555, closes: 940 };
const CURRENCY = { opens: 540, closes: 1020 };
const COMMODITIES = { opens: 540, closes: 1435 };
function sessionOf(exchange) {
    switch (exchange) {
        case 'NFO':
        case 'BFO':
            return DERIVATIVES;
        case 'CDS':
            return CURRENCY;
        case 'MCX':
            return COMMODITIES;
        default:
            return CASH;
    }
}
export function isOpen(hours, exchange, nowMs) {
    if (hours !== 'exchange')
        return hours === 'always';
    const { weekday, minuteOfDay } = toIstParts(nowMs);
    const { opens, closes } = sessionOf(exchange);
    return weekday !== 0 && weekday !== 6 && minuteOfDay >= opens && minuteOfDay < closes;
}
/** The next opening by the exchange's clock, after now. */
export function nextOpening(exchange, nowMs) {
    const { opens } = sessionOf(exchange);
    let at = startOfDay(nowMs) + opens * MINUTE_MS;
    while (at <= nowMs || !isOpen('exchange', exchange, at))
        at += DAY_MS;
    return at;
}
//# sourceMappingURL=market-hours.js.map