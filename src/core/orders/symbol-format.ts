/**
 * What a trading symbol says by its form. The instrument master is always the better source; this is for
 * recordings and rows that come without one. Formats: SmartAPI scrip masters of 2023 to 2026 (recorded).
 */
import { parseDecimal, type Ratio, signOf } from '../exact.ts';
import { type IstDay, istDayOf } from '../ist-time.ts';

export interface SymbolParts {
  readonly form: 'future' | 'call' | 'put';
  /** Null where the symbol ends like a derivative and no known form fits the rest. */
  readonly underlying: string | null;
  /** Null where the form names a month but no day. */
  readonly expiryDay: IstDay | null;
  /** Rupees; null for a future, and where no known form fits. */
  readonly strike: Ratio | null;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const MONTH = MONTHS.join('|');
const STRIKE = '(\\d+(?:\\.\\d+)?)(CE|PE)';
/** NIFTY31OCT2424600PE: the date has a fixed width, for a strike of digits follows. */
const DATED_OPTION = new RegExp(`^(.+)(\\d{2})(${MONTH})(\\d{2})${STRIKE}$`);
const DATED_FUTURE = new RegExp(`^(.+)(\\d{2})(${MONTH})(\\d{2})FUT$`);
/** SENSEX24MAR75000PE, USDINR26OCTFUT: year and month, no day. */
const MONTHLY_OPTION = new RegExp(`^(.+)(\\d{2})(${MONTH})${STRIKE}$`);
const MONTHLY_FUTURE = new RegExp(`^(.+)(\\d{2})(${MONTH})FUT$`);
/** SENSEX25O2382700CE, USDINR26O09FUT: year, month in one character, day. */
const WEEKLY_OPTION = new RegExp(`^(\\d{2})([1-9OND])(\\d{2})${STRIKE}$`);
const WEEKLY_FUTURE = /^(.+)(\d{2})([1-9OND])(\d{2})FUT$/;
const ENDS_LIKE_OPTION = /\d(?:CE|PE)$/;
/** Exchanges that write monthly contracts as year and month; NFO and MCX write the day. */
const YEAR_MONTH_EXCHANGES: readonly string[] = ['BFO', 'CDS'];
/** Names that end in digits or begin like another name: the longest comes first. */
const NAMES_BEFORE_WEEKLY = ['SENSEX50', 'SENSEX', 'BANKEX'];

/** @returns null where the symbol has no form of a derivative: then it is a share. */
export function parseTradingSymbol(exchange: string, tradingSymbol: string): SymbolParts | null {
  const symbol = tradingSymbol.trim().toUpperCase();
  if (symbol.endsWith('FUT')) return parseFuture(symbol, exchange) ?? future(null, null);
  if (!ENDS_LIKE_OPTION.test(symbol)) return null;
  return parseOption(symbol, exchange) ?? unknownOption(symbol);
}

function parseFuture(symbol: string, exchange: string): SymbolParts | null {
  const dated = DATED_FUTURE.exec(symbol);
  if (dated) return future(dated[1], dayFrom(dated[4], monthFrom(dated[3]), dated[2]));
  const monthly = MONTHLY_FUTURE.exec(symbol);
  if (monthly) return future(monthly[1], null);
  const weekly = YEAR_MONTH_EXCHANGES.includes(exchange) ? WEEKLY_FUTURE.exec(symbol) : null;
  return weekly ? future(weekly[1], dayFrom(weekly[2], weekMonthFrom(weekly[3]), weekly[4])) : null;
}

function future(underlying: string | null = null, expiryDay: IstDay | null): SymbolParts {
  return { form: 'future', underlying, expiryDay, strike: null };
}

function unknownOption(symbol: string): SymbolParts {
  return { form: symbol.endsWith('CE') ? 'call' : 'put', underlying: null, expiryDay: null, strike: null };
}

function parseOption(symbol: string, exchange: string): SymbolParts | null {
  if (YEAR_MONTH_EXCHANGES.includes(exchange)) {
    return parseMonthlyOption(symbol) ?? parseWeeklyOption(symbol);
  }
  const dated = DATED_OPTION.exec(symbol);
  if (dated) {
    const expiryDay = dayFrom(dated[4], monthFrom(dated[3]), dated[2]);
    const parts = expiryDay === null ? null : option(dated[1], dated[5], dated[6], expiryDay);
    if (parts) return parts;
  }
  return parseMonthlyOption(symbol);
}

function parseMonthlyOption(symbol: string): SymbolParts | null {
  const match = MONTHLY_OPTION.exec(symbol);
  return match ? option(match[1], match[4], match[5], null) : null;
}

function parseWeeklyOption(symbol: string): SymbolParts | null {
  const known = NAMES_BEFORE_WEEKLY.find((name) => symbol.startsWith(name));
  const name = known ?? /^[A-Z&-]+/.exec(symbol)?.[0] ?? '';
  const match = name === '' ? null : WEEKLY_OPTION.exec(symbol.slice(name.length));
  if (!match) return null;
  const expiryDay = dayFrom(match[1], weekMonthFrom(match[2]), match[3]);
  return expiryDay === null ? null : option(name, match[4], match[5], expiryDay);
}

function option(underlying = '', strikeText = '', suffix = '', expiryDay: IstDay | null): SymbolParts | null {
  const strike = parseDecimal(strikeText);
  if (strike === null || signOf(strike) <= 0) return null;
  return { form: suffix === 'CE' ? 'call' : 'put', underlying, expiryDay, strike };
}

function monthFrom(text = ''): number {
  return MONTHS.indexOf(text) + 1;
}

function weekMonthFrom(text = ''): number {
  const index = 'OND'.indexOf(text);
  return index >= 0 ? 10 + index : Number(text);
}

function dayFrom(year = '', month: number, day = ''): IstDay | null {
  return istDayOf(2000 + Number(year), month, Number(day));
}
