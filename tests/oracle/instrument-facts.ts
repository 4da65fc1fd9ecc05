/** Section 3: what is known of an instrument, from the instrument master, the row, the symbol. */
import { compare, decimal, type Fraction, fraction, over, zero } from './fraction.ts';

export type Raw = Readonly<Record<string, unknown>>;
type Kind = 'equity' | 'future' | 'call' | 'put';

export interface Facts {
  readonly kind: Kind;
  /** Units; null where it is not known. */
  readonly lot: number | null;
  readonly tick: Fraction;
  /** The most units of one order; null where there is none. */
  readonly freeze: number | null;
  readonly underlying: string | null;
  /** Days since 1970-01-01; null where unknown, or where there is none (a share). */
  readonly expiryDay: number | null;
  /** Rupees; null where unknown, or where there is none. */
  readonly strike: Fraction | null;
  /** The broker's table knows four kinds of rows. */
  readonly slippageClass: 'cash' | 'index' | 'stock' | 'commodity';
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** The months of weekly BFO and CDS symbols: "M = 1-9,O,N,D". */
const WEEKLY_MONTHS = '123456789OND';
const MONTH = `(${MONTHS.join('|')})`;
const END = String.raw`(?:FUT|(\d+(?:\.\d+)?)(?:CE|PE))`;
/** NFO, MCX: NAME DD MMM YY then STRIKE CE/PE, or FUT. */
const DATED = new RegExp(`^(.+?)(\\d{2})${MONTH}(\\d{2})${END}$`);
/** BFO, CDS, old MCX: NAME YY MMM then STRIKE CE/PE, or FUT. The day of the month is not told. */
const MONTHLY = new RegExp(`^(.+?)(\\d{2})${MONTH}${END}$`);
/** BFO, CDS: NAME YY M DD then STRIKE CE/PE, or FUT. */
const WEEKLY = new RegExp(`^(.+?)(\\d{2})([${WEEKLY_MONTHS}])(\\d{2})${END}$`);

const INDEX_NAMES = new Set([
  'NIFTY',
  'BANKNIFTY',
  'FINNIFTY',
  'MIDCPNIFTY',
  'NIFTYNXT50',
  'SENSEX',
  'SENSEX50',
  'BANKEX',
]);

export const text = (value: unknown) => (value === null || value === undefined ? '' : String(value).trim());
export const dayNumber = (year: number, month: number, day: number) =>
  Date.UTC(year, month - 1, day) / 86_400_000;

interface SymbolForm {
  readonly underlying: string;
  readonly expiryDay: number | null;
  readonly strike: Fraction | null;
}

/** "…and the rest from the row's own fields, then from the symbol's format." */
function readSymbolForm(exchange: string, symbol: string): SymbolForm | null {
  if (exchange !== 'BFO' && exchange !== 'CDS') {
    const [, name, day, month, year, strike] = DATED.exec(symbol) ?? [];
    if (name !== undefined) {
      const expiryDay = dayNumber(2000 + Number(year), MONTHS.indexOf(month ?? '') + 1, Number(day));
      return { underlying: name, expiryDay, strike: decimal(strike) };
    }
  }
  const [, monthlyName, , , monthlyStrike] = MONTHLY.exec(symbol) ?? [];
  if (monthlyName !== undefined)
    return { underlying: monthlyName, expiryDay: null, strike: decimal(monthlyStrike) };
  const [, name, year, month, day, strike] = WEEKLY.exec(symbol) ?? [];
  if (name === undefined) return null;
  const expiryDay = dayNumber(2000 + Number(year), WEEKLY_MONTHS.indexOf(month ?? '') + 1, Number(day));
  return { underlying: name, expiryDay, strike: decimal(strike) };
}

/** `27JUN2024`, in any letters' case. */
function readExpiry(value: unknown): number | null {
  const match = /^(\d{2})([A-Z]{3})(\d{4})$/.exec(text(value).toUpperCase());
  if (match === null) return null;
  const [, day, month = '', year] = match;
  return dayNumber(Number(year), MONTHS.indexOf(month) + 1, Number(day));
}

/**
 * "Kind: `instrumenttype` FUT… = future, OPT… = option (CE = call, PE = put), empty = by the symbol's form (…CE, …PE
 * with a strike, …FUT), else equity."
 */
function readKind(raw: Raw, symbol: string): Kind {
  const type = text(raw.instrumenttype).toUpperCase();
  if (type.startsWith('FUT')) return 'future';
  if (type.startsWith('OPT')) {
    const optionType = text(raw.optiontype).toUpperCase();
    return optionType === 'CE' || (optionType !== 'PE' && symbol.endsWith('CE')) ? 'call' : 'put';
  }
  if (/\d(\.\d+)?CE$/.test(symbol)) return 'call';
  if (/\d(\.\d+)?PE$/.test(symbol)) return 'put';
  if (symbol.endsWith('FUT')) return 'future';
  return 'equity';
}

const aboveZero = (value: Fraction | null) => (value !== null && compare(value, zero) > 0 ? value : null);

function wholeAboveZero(value: unknown): number | null {
  const number = aboveZero(decimal(value));
  return number === null || number.d !== 1n ? null : Number(number.n);
}

/** "Tick and strike of the instrument master are in paise (CDS strikes in 1/10,000,000)". */
function masterStrike(exchange: string, master: Raw | null): Fraction | null {
  const strike = aboveZero(decimal(master?.strike));
  return strike === null ? null : over(strike, fraction(exchange === 'CDS' ? 10_000_000 : 100));
}

/** 4.8: "In the instrument master `freeze_qty` of a derivative is the limit + 1; an equity's is the limit". */
function readFreeze(kind: Kind, master: Raw | null): number | null {
  const freeze = wholeAboveZero(master?.freeze_qty);
  if (freeze === null) return null;
  return kind === 'equity' ? freeze : freeze - 1;
}

/** 4.6: "index or stock by the instrument type, else by the known index names; currency as stock". */
function readSlippageClass(exchange: string, kind: Kind, type: string, underlying: string | null) {
  if (kind === 'equity') return 'cash';
  if (exchange === 'MCX') return 'commodity';
  if (exchange === 'CDS') return 'stock';
  if (type.endsWith('IDX')) return 'index';
  if (type.endsWith('STK')) return 'stock';
  return underlying !== null && INDEX_NAMES.has(underlying) ? 'index' : 'stock';
}

/** `raw` is the row, `master` the instrument master's record of the instrument, null where there is none. */
export function readFacts(raw: Raw, exchange: string, tradingSymbol: string, master: Raw | null): Facts {
  const symbol = tradingSymbol.toUpperCase();
  const kind = readKind(raw, symbol);
  const derivative = kind !== 'equity';
  const form = derivative ? readSymbolForm(exchange, symbol) : null;
  // "A share's underlying is its symbol without the NSE series."
  const share = exchange === 'NSE' ? symbol.replace(/-[A-Z0-9]{2}$/, '') : symbol;
  const name = text(master?.name).toUpperCase();
  const underlying = name !== '' ? name : derivative ? (form?.underlying ?? null) : share;
  // "else lot = the row's `lotsize` (absent, 0 or negative: 1 for a share, unknown for a derivative)".
  const lot = wholeAboveZero(master?.lotsize) ?? wholeAboveZero(raw.lotsize) ?? (derivative ? null : 1);
  const tickPaise = aboveZero(decimal(master?.tick_size));
  const option = kind === 'call' || kind === 'put';
  const type = (text(raw.instrumenttype) || text(master?.instrumenttype)).toUpperCase();
  return {
    kind,
    lot,
    tick: tickPaise === null ? fraction(5, 100) : over(tickPaise, fraction(100)),
    freeze: readFreeze(kind, master),
    underlying,
    expiryDay: derivative
      ? (readExpiry(master?.expiry) ?? readExpiry(raw.expirydate) ?? form?.expiryDay ?? null)
      : null,
    // "a row's own strike is in rupees and comes first."
    strike: option
      ? (aboveZero(decimal(raw.strikeprice)) ?? masterStrike(exchange, master) ?? form?.strike ?? null)
      : null,
    slippageClass: readSlippageClass(exchange, kind, type, underlying),
  };
}
