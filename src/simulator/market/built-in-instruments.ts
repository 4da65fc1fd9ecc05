/**
 * A small instrument master in the format of 2026, with prices to start from. Lots and freeze quantities are those
 * of 2026 (NSE circular NSE/FAOP/70616, freeze of February 2026: `freeze_qty` is the limit + 1). Shares' tokens are
 * real; tokens of derivatives are made up. Expiries are reckoned from the day given, so that none has expired.
 */

import { DAY_MS, formatExpiry, pad, startOfDay, toIstParts } from '../ist.ts';
import type { ScripRow } from './instrument.ts';

/** A record and the price in rupees at which it starts. */
export interface PricedScrip {
  readonly row: ScripRow;
  readonly price: number;
}

/** Derivatives live on for two days at least, so that a test may cross a midnight. */
const DAYS_LEFT_AT_LEAST = 2;
const TUESDAY = 2;
const THURSDAY = 4;

export function createBuiltInInstruments(nowMs: number): PricedScrip[] {
  const weekly = nextWeekday(nowMs, TUESDAY);
  const monthly = lastWeekdayOfMonth(nowMs, TUESDAY);
  const bse = lastWeekdayOfMonth(nowMs, THURSDAY);
  return [
    ...SHARES,
    ...strikes({ name: 'NIFTY', lot: 65, freeze: 1801, expiresAtMs: weekly }, [25_300, 25_400], 142.35),
    ...strikes({ name: 'BANKNIFTY', lot: 30, freeze: 601, expiresAtMs: monthly }, [58_000], 612.4),
    ...strikes({ name: 'FINNIFTY', lot: 60, freeze: 1801, expiresAtMs: monthly }, [27_100], 318.75),
    future({ name: 'NIFTY', lot: 65, freeze: 1801, expiresAtMs: monthly }, 'FUTIDX', 25_412.5),
    future({ name: 'RELIANCE', lot: 500, freeze: 40_001, expiresAtMs: monthly }, 'FUTSTK', 1476.3),
    stockOption(monthly),
    sensexOption(bse),
    crudeFuture(nowMs),
    currencyFuture(monthly),
  ];
}

const SHARES: readonly PricedScrip[] = [
  share({ token: '2885', symbol: 'RELIANCE-EQ', freeze: 40_000, tick: 10 }, 1470.2),
  share({ token: '3045', symbol: 'SBIN-EQ', freeze: 70_000, tick: 5 }, 902.45),
  share({ token: '1660', symbol: 'ITC-EQ', freeze: 150_000, tick: 5 }, 408.6),
  share({ token: '10604', symbol: 'BHARTIARTL-EQ', freeze: 48_746, tick: 10 }, 1988.1),
  share({ token: '10700', symbol: 'SURANAT&P-BE', freeze: 4_439_350, tick: 1 }, 18.42),
  share({ token: '19640', symbol: 'PULZ-SM', freeze: 0, tick: 5, lot: 2000 }, 61.5),
  share({ token: '500034', symbol: 'BAJFINANCE', freeze: 0, tick: 5, exchange: 'BSE' }, 1012.35),
];

interface Share {
  readonly token: string;
  readonly symbol: string;
  readonly freeze: number;
  /** Paise. */
  readonly tick: number;
  readonly lot?: number;
  readonly exchange?: string;
}

interface Contract {
  readonly name: string;
  readonly lot: number;
  /** As the file writes it: the limit + 1. */
  readonly freeze: number;
  readonly expiresAtMs: number;
}

function share(it: Share, price: number): PricedScrip {
  const row: ScripRow = {
    token: it.token,
    symbol: it.symbol,
    name: it.symbol.split('-')[0] ?? it.symbol,
    expiry: '',
    strike: '-1.000000',
    lotsize: String(it.lot ?? 1),
    instrumenttype: '',
    exch_seg: it.exchange ?? 'NSE',
    tick_size: decimals(it.tick),
    freeze_qty: String(it.freeze),
    is_cas_enabled: it.symbol.endsWith('-EQ'),
  };
  return { row, price };
}

interface Derivative extends Contract {
  readonly symbol: string;
  readonly type: string;
  readonly exchange: string;
  /** Rupees × 100, or -1 or 0 for none, as the file writes it. */
  readonly strike: number;
  /** Paise. */
  readonly tick: number;
}

function derivative(it: Derivative, price: number): PricedScrip {
  const row: ScripRow = {
    token: tokenOf(it.symbol, it.exchange),
    symbol: it.symbol,
    name: it.name,
    expiry: formatExpiry(it.expiresAtMs),
    strike: decimals(it.strike),
    lotsize: String(it.lot),
    instrumenttype: it.type,
    exch_seg: it.exchange,
    tick_size: decimals(it.tick),
    freeze_qty: String(it.freeze),
    is_cas_enabled: false,
  };
  return { row, price };
}

/** A call and a put for each strike; those further out cost a little less. */
function strikes(it: Contract, levels: readonly number[], price: number): PricedScrip[] {
  return levels.flatMap((strike, index) =>
    ['CE', 'PE'].map((side) => {
      const symbol = `${it.name}${compactDay(it.expiresAtMs)}${strike}${side}`;
      const terms = { ...it, symbol, type: 'OPTIDX', exchange: 'NFO', strike: strike * 100, tick: 5 };
      return derivative(terms, price - index * 40);
    }),
  );
}

function future(it: Contract, type: string, price: number): PricedScrip {
  const symbol = `${it.name}${compactDay(it.expiresAtMs)}FUT`;
  return derivative({ ...it, symbol, type, exchange: 'NFO', strike: -1, tick: 10 }, price);
}

function stockOption(expiresAtMs: number): PricedScrip {
  const symbol = `RELIANCE${compactDay(expiresAtMs)}1470CE`;
  const terms = { name: 'RELIANCE', lot: 500, freeze: 40_001, expiresAtMs };
  return derivative({ ...terms, symbol, type: 'OPTSTK', exchange: 'NFO', strike: 147_000, tick: 5 }, 32.6);
}

/** Monthly contracts of BSE are written with year and month only. */
function sensexOption(expiresAtMs: number): PricedScrip {
  const symbol = `SENSEX${yearAndMonth(expiresAtMs)}84000CE`;
  const terms = { name: 'SENSEX', lot: 20, freeze: 1001, expiresAtMs };
  return derivative(
    { ...terms, symbol, type: 'OPTIDX', exchange: 'BFO', strike: 8_400_000, tick: 5 },
    455.05,
  );
}

function crudeFuture(nowMs: number): PricedScrip {
  const expiresAtMs = nextDayOfMonth(nowMs, 18);
  const terms = { name: 'CRUDEOIL', lot: 100, freeze: 0, expiresAtMs };
  const symbol = `CRUDEOIL${compactDay(expiresAtMs)}FUT`;
  return derivative({ ...terms, symbol, type: 'FUTCOM', exchange: 'MCX', strike: 0, tick: 100 }, 5214);
}

/** Ticks at 0.0025 rupees. How the real file scales a currency tick is not known; here it is paise, like the rest. */
function currencyFuture(expiresAtMs: number): PricedScrip {
  const terms = { name: 'USDINR', lot: 1000, freeze: 0, expiresAtMs };
  const symbol = `USDINR${yearAndMonth(expiresAtMs)}FUT`;
  return derivative({ ...terms, symbol, type: 'FUTCUR', exchange: 'CDS', strike: -1, tick: 0.25 }, 88.4525);
}

/** A made-up token that depends on nothing but the contract's name. */
function tokenOf(symbol: string, exchange: string): string {
  let value = 7;
  for (const character of `${exchange}:${symbol}`) value = (value * 31 + character.charCodeAt(0)) % 899_999;
  return String(100_000 + value);
}

function decimals(value: number): string {
  return value.toFixed(6);
}

/** `27OCT26`. */
function compactDay(epochMs: number): string {
  const { day, monthName, year } = toIstParts(epochMs);
  return `${pad(day)}${monthName.toUpperCase()}${pad(year % 100)}`;
}

/** `26OCT`. */
function yearAndMonth(epochMs: number): string {
  const { monthName, year } = toIstParts(epochMs);
  return `${pad(year % 100)}${monthName.toUpperCase()}`;
}

function nextWeekday(nowMs: number, weekday: number): number {
  let at = startOfDay(nowMs) + DAYS_LEFT_AT_LEAST * DAY_MS;
  while (toIstParts(at).weekday !== weekday) at += DAY_MS;
  return at;
}

/** The last such weekday of a month, of this month or the next. */
function lastWeekdayOfMonth(nowMs: number, weekday: number): number {
  let at = nextWeekday(nowMs, weekday);
  while (toIstParts(at + 7 * DAY_MS).month === toIstParts(at).month) at += 7 * DAY_MS;
  return at;
}

function nextDayOfMonth(nowMs: number, day: number): number {
  let at = startOfDay(nowMs) + DAYS_LEFT_AT_LEAST * DAY_MS;
  while (toIstParts(at).day !== day) at += DAY_MS;
  return at;
}
