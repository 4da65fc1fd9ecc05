/** Last prices, asked of the quote endpoint by token, up to fifty at a time (SmartAPI docs 2026, Live Market Data). */
import { parseDecimal, signOf } from "../../core/exact.js";
import { failureOf, readEnvelope } from "./wire/envelope.js";
import { describeValue, fieldOf, isJsonObject, RowFields } from "./wire/row-fields.js";
import { EXCHANGE_BY_WORD } from "./wire/words.js";
/** Tokens that one request may name. */
const TOKENS_A_REQUEST = 50;
/** The bodies that ask for all of them; an instrument without a token cannot be asked for. */
export function toQuoteBodies(instruments, findSymbolToken) {
    const named = instruments.flatMap(({ exchange, symbolToken, tradingSymbol }) => {
        const token = symbolToken ?? findSymbolToken(exchange, tradingSymbol);
        return token === null || token === '' ? [] : [{ exchange, token }];
    });
    const bodies = [];
    for (let from = 0; from < named.length; from += TOKENS_A_REQUEST) {
        const exchangeTokens = {};
        for (const { exchange, token } of named.slice(from, from + TOKENS_A_REQUEST)) {
            exchangeTokens[exchange] = [...(exchangeTokens[exchange] ?? []), token];
        }
        bodies.push({ mode: 'LTP', exchangeTokens });
    }
    return bodies;
}
/** Reads a quote reply: `data.fetched` holds what has a price. A row that cannot be read has none. */
export function readQuoteReply(body) {
    const envelope = readEnvelope(body);
    if (envelope === null)
        return { ok: false, problem: 'the reply is no quote reply' };
    const failure = failureOf(envelope);
    if (failure !== null)
        return { ok: false, problem: failure };
    const { data } = envelope;
    const fetched = isJsonObject(data) ? fieldOf(data, 'fetched') : null;
    if (!Array.isArray(fetched))
        return { ok: false, problem: `the reply's data is ${describeValue(data)}, not prices` };
    return { ok: true, value: fetched.flatMap(readPrice) };
}
function readPrice(row) {
    if (!isJsonObject(row))
        return [];
    const fields = new RowFields(row);
    const exchange = fields.oneOf('exchange', EXCHANGE_BY_WORD);
    const symbolToken = fields.requiredWord('symbolToken');
    const tradingSymbol = fields.word('tradingSymbol');
    const last = fieldOf(row, 'ltp');
    const price = typeof last === 'number' || typeof last === 'string' ? parseDecimal(last) : null;
    if (fields.problem !== null || exchange === null || price === null || signOf(price) <= 0)
        return [];
    return [{ exchange, symbolToken, tradingSymbol, price }];
}
//# sourceMappingURL=read-prices.js.map