import { parseDecimal } from "../../core/exact.js";
import { failureOf, readEnvelope } from "./wire/envelope.js";
import { describeValue, fieldOf, isJsonObject } from "./wire/row-fields.js";
/**
 * Reads a getRMS reply: texts of two decimals or null (recorded 2026-09-19).
 * What the account can trade with is `availablecash`, the trading balance of the broker's own app (seen in code
 * 2026-07-29); `net` stands in only where that is not told.
 */
export function readFundsReply(body) {
    const envelope = readEnvelope(body);
    if (envelope === null)
        return { ok: false, problem: 'the reply is no getRMS reply' };
    const failure = failureOf(envelope);
    if (failure !== null)
        return { ok: false, problem: failure };
    const { data } = envelope;
    if (!isJsonObject(data))
        return { ok: false, problem: `the reply's data is ${describeValue(data)}, not funds` };
    const available = readAmount(data, 'availablecash') ?? readAmount(data, 'net');
    return { ok: true, value: { available, unrealised: readAmount(data, 'm2munrealized'), raw: body } };
}
function readAmount(data, key) {
    const value = fieldOf(data, key);
    return typeof value === 'string' || typeof value === 'number' ? parseDecimal(value) : null;
}
//# sourceMappingURL=read-funds.js.map