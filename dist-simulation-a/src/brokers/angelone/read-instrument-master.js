import { multiply, ratio } from "../../core/exact.js";
import { parseExpiry } from "../../core/ist-time.js";
import { describeValue, isJsonObject, RowFields } from "./wire/row-fields.js";
import { EXCHANGE_BY_WORD } from "./wire/words.js";
/** Indices and currency underlyings have rows too, but nobody can trade them. */
const NOT_TRADED = new Set(['AMXIDX', 'UNDCUR', 'UNDIRC', 'UNDIRD', 'UNDIRT']);
const DERIVATIVE = /^(?:FUT|OPT)/;
const MAX_TYPE_LENGTH = 16;
/** Problems beyond these are only counted: a broken file has a hundred thousand. */
const MAX_PROBLEMS_KEPT = 20;
const PAISE = ratio(1, 100);
/** Currency contracts come as the exchange scales them (seen in code 2026-08). */
const CURRENCY_SCALE = ratio(1, 10_000_000);
/** No currency contract ticks at ten rupees, so a tick above this is scaled as the strikes are. */
const MAX_CURRENCY_TICK_PAISE = 1000;
/** Gathers instrument rows as they come, from a whole list or a stream. */
export class InstrumentMasterReader {
    #records = [];
    #problems = [];
    #position = 0;
    #notTraded = 0;
    #unreadable = 0;
    add(row) {
        const reading = readInstrumentRow(row);
        if (reading.kind === 'record')
            this.#records.push(reading.record);
        else if (reading.kind === 'not_traded')
            this.#notTraded += 1;
        else
            this.#noteProblem(reading.problem);
        this.#position += 1;
    }
    result() {
        const [notTraded, unreadable] = [this.#notTraded, this.#unreadable];
        return { records: this.#records, notTraded, unreadable, problems: this.#problems };
    }
    #noteProblem(problem) {
        this.#unreadable += 1;
        if (this.#problems.length < MAX_PROBLEMS_KEPT)
            this.#problems.push(`instrument ${this.#position}: ${problem}`);
    }
}
/** Reads the whole instrument master. @returns null where the body is no list. */
export function readInstrumentMaster(body) {
    if (!Array.isArray(body))
        return null;
    const reader = new InstrumentMasterReader();
    for (const row of body)
        reader.add(row);
    return reader.result();
}
/**
 * Reads one row of the instrument master (recorded 2026-09; rows of 2024 lack the freeze quantity).
 * Refused: no token or symbol, an exchange that is not known, an expiry that is no date.
 */
export function readInstrumentRow(row) {
    if (!isJsonObject(row))
        return { kind: 'problem', problem: `the row is ${describeValue(row)}, not an object` };
    const fields = new RowFields(row);
    const instrumentType = fields.remark('instrumenttype', MAX_TYPE_LENGTH).toUpperCase();
    if (NOT_TRADED.has(instrumentType))
        return { kind: 'not_traded' };
    const exchange = fields.oneOf('exch_seg', EXCHANGE_BY_WORD);
    const symbolToken = fields.requiredWord('token');
    const tradingSymbol = fields.requiredWord('symbol');
    const underlying = fields.word('name');
    const expiry = fields.word('expiry');
    const expiryDay = expiry === '' ? null : parseExpiry(expiry);
    if (fields.problem !== null || exchange === null)
        return { kind: 'problem', problem: `${fields.problem}` };
    if (expiry !== '' && expiryDay === null)
        return { kind: 'problem', problem: `expiry is ${describeValue(expiry)}, which is no date` };
    // One literal: a hundred thousand of these are made at once, and spreading parts together took three times as long.
    const record = {
        exchange,
        symbolToken,
        tradingSymbol,
        underlying,
        instrumentType,
        expiryDay,
        strike: readStrike(fields, exchange),
        lotSize: toCount(fields.remarkAboveZero('lotsize')),
        tickSize: readTickSize(fields, exchange),
        freezeQuantity: readFreezeQuantity(fields, instrumentType),
    };
    return { kind: 'record', record };
}
function readStrike(fields, exchange) {
    const strike = fields.remarkAboveZero('strike');
    return strike === null ? null : multiply(strike, exchange === 'CDS' ? CURRENCY_SCALE : PAISE);
}
function readTickSize(fields, exchange) {
    const tick = fields.remarkAboveZero('tick_size');
    return tick === null ? null : multiply(tick, tickScale(exchange, tick));
}
function tickScale(exchange, tick) {
    return exchange === 'CDS' && Number(tick.n) / Number(tick.d) >= MAX_CURRENCY_TICK_PAISE
        ? CURRENCY_SCALE
        : PAISE;
}
/** A derivative's row holds the first quantity that is refused, an equity's the last that is taken. */
function readFreezeQuantity(fields, instrumentType) {
    const freeze = toCount(fields.remarkAboveZero('freeze_qty'));
    if (freeze === null || !DERIVATIVE.test(instrumentType))
        return freeze;
    return freeze > 1 ? freeze - 1 : null;
}
function toCount(value) {
    return value !== null && value.d === 1 && typeof value.n === 'number' ? value.n : null;
}
//# sourceMappingURL=read-instrument-master.js.map