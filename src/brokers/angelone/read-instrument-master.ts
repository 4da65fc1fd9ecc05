import { multiply, type Ratio, ratio } from '../../core/exact.ts';
import { type IstDay, parseExpiry } from '../../core/ist-time.ts';
import type { Exchange } from '../../core/orders/order.ts';
import type { InstrumentRecord, Json } from '../port.ts';
import { describeValue, isJsonObject, RowFields } from './wire/row-fields.ts';
import { EXCHANGE_BY_WORD } from './wire/words.ts';

/** Indices and currency underlyings have rows too, but nobody can trade them. */
const NOT_TRADED: ReadonlySet<string> = new Set(['AMXIDX', 'UNDCUR', 'UNDIRC', 'UNDIRD', 'UNDIRT']);
const DERIVATIVE = /^(?:FUT|OPT)/;
const MAX_TYPE_LENGTH = 16;
/** Problems beyond these are only counted: a broken file has a hundred thousand. */
const MAX_PROBLEMS_KEPT = 20;

const PAISE = ratio(1, 100);
/** Currency contracts come as the exchange scales them (seen in code 2026-08). */
const CURRENCY_SCALE = ratio(1, 10_000_000);
/** No currency contract ticks at ten rupees, so a tick above this is scaled as the strikes are. */
const MAX_CURRENCY_TICK_PAISE = 1000;

export type InstrumentReading =
  | { readonly kind: 'record'; readonly record: InstrumentRecord }
  /** An index or an underlying: nothing to trade. */
  | { readonly kind: 'not_traded' }
  | { readonly kind: 'problem'; readonly problem: string };

export interface InstrumentMaster {
  readonly records: readonly InstrumentRecord[];
  readonly notTraded: number;
  readonly unreadable: number;
  /** The first problems, with the position of their row. */
  readonly problems: readonly string[];
}

/** The same few numbers and days stand in a hundred thousand rows: each is read once. */
class KnownWords {
  readonly #numbers = new Map<string, Ratio | null>();
  readonly #days = new Map<string, IstDay | null>();

  /** @returns a number above zero, or null */
  numberOf(row: RowFields, key: string): Ratio | null {
    const word = row.remark(key, MAX_TYPE_LENGTH);
    let known = this.#numbers.get(word);
    if (known === undefined) {
      known = row.remarkAboveZero(key);
      // A longer text may begin like another.
      if (word.length < MAX_TYPE_LENGTH) this.#numbers.set(word, known);
    }
    return known;
  }

  dayOf(expiry: string): IstDay | null {
    let known = this.#days.get(expiry);
    if (known === undefined) {
      known = parseExpiry(expiry);
      this.#days.set(expiry, known);
    }
    return known;
  }
}

/** Gathers instrument rows as they come, from a whole list or a stream. */
export class InstrumentMasterReader {
  readonly #records: InstrumentRecord[] = [];
  readonly #problems: string[] = [];
  #position = 0;
  #notTraded = 0;
  #unreadable = 0;
  readonly #words = new KnownWords();

  add(row: Json): void {
    const reading = readInstrumentRow(row, this.#words);
    if (reading.kind === 'record') this.#records.push(reading.record);
    else if (reading.kind === 'not_traded') this.#notTraded += 1;
    else this.#noteProblem(reading.problem);
    this.#position += 1;
  }

  result(): InstrumentMaster {
    const [notTraded, unreadable] = [this.#notTraded, this.#unreadable];
    return { records: this.#records, notTraded, unreadable, problems: this.#problems };
  }

  #noteProblem(problem: string): void {
    this.#unreadable += 1;
    if (this.#problems.length < MAX_PROBLEMS_KEPT)
      this.#problems.push(`instrument ${this.#position}: ${problem}`);
  }
}

/** Reads the whole instrument master. @returns null where the body is no list. */
export function readInstrumentMaster(body: Json): InstrumentMaster | null {
  if (!Array.isArray(body)) return null;
  const reader = new InstrumentMasterReader();
  for (const row of body) reader.add(row);
  return reader.result();
}

/**
 * Reads one row of the instrument master (recorded 2026-09; rows of 2024 lack the freeze quantity).
 * Refused: no token or symbol, an exchange that is not known, an expiry that is no date.
 */
export function readInstrumentRow(row: Json, words = new KnownWords()): InstrumentReading {
  if (!isJsonObject(row))
    return { kind: 'problem', problem: `the row is ${describeValue(row)}, not an object` };
  const fields = new RowFields(row);
  const instrumentType = fields.remark('instrumenttype', MAX_TYPE_LENGTH).toUpperCase();
  if (NOT_TRADED.has(instrumentType)) return { kind: 'not_traded' };
  const exchange = fields.oneOf('exch_seg', EXCHANGE_BY_WORD);
  const symbolToken = fields.requiredWord('token');
  const tradingSymbol = fields.requiredWord('symbol');
  const underlying = fields.word('name');
  const expiry = fields.word('expiry');
  const expiryDay = expiry === '' ? null : words.dayOf(expiry);
  if (fields.problem !== null || exchange === null) return { kind: 'problem', problem: `${fields.problem}` };
  if (expiry !== '' && expiryDay === null)
    return { kind: 'problem', problem: `expiry is ${describeValue(expiry)}, which is no date` };
  // One literal: a hundred thousand of these are made at once, and spreading parts together took three times as long.
  const record: InstrumentRecord = {
    exchange,
    symbolToken,
    tradingSymbol,
    underlying,
    instrumentType,
    expiryDay,
    strike: toStrike(words.numberOf(fields, 'strike'), exchange),
    lotSize: toCount(words.numberOf(fields, 'lotsize')),
    tickSize: toTickSize(words.numberOf(fields, 'tick_size'), exchange),
    freezeQuantity: toFreezeQuantity(words.numberOf(fields, 'freeze_qty'), instrumentType),
  };
  return { kind: 'record', record };
}

function toStrike(strike: Ratio | null, exchange: Exchange): Ratio | null {
  return strike === null ? null : multiply(strike, exchange === 'CDS' ? CURRENCY_SCALE : PAISE);
}

function toTickSize(tick: Ratio | null, exchange: Exchange): Ratio | null {
  return tick === null ? null : multiply(tick, tickScale(exchange, tick));
}

function tickScale(exchange: Exchange, tick: Ratio): Ratio {
  return exchange === 'CDS' && Number(tick.n) / Number(tick.d) >= MAX_CURRENCY_TICK_PAISE
    ? CURRENCY_SCALE
    : PAISE;
}

/** A derivative's row holds the first quantity that is refused, an equity's the last that is taken. */
function toFreezeQuantity(number: Ratio | null, instrumentType: string): number | null {
  const freeze = toCount(number);
  if (freeze === null || !DERIVATIVE.test(instrumentType)) return freeze;
  return freeze > 1 ? freeze - 1 : null;
}

function toCount(value: Ratio | null): number | null {
  return value !== null && value.d === 1 && typeof value.n === 'number' ? value.n : null;
}
