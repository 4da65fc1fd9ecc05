/**
 * The record files of `run` hold copies, not the master's orders: what is missing of an order is assumed here, and
 * `RUN_RECORDS_ASSUMED` says so.
 */
import { readOrderRow } from '../../brokers/angelone/read-order-row.ts';
import type { Json, OrderReading } from '../../brokers/port.ts';
import { type IstSeconds, istDayOf, toIstSeconds } from '../../core/ist-time.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import { EXCHANGES, type Exchange } from '../../core/orders/order.ts';
import { parseTradingSymbol } from '../../core/orders/symbol-format.ts';
import { isObject } from './log-format.ts';

export const RUN_RECORDS_ASSUMED =
  'record files of `run` hold copies: each master order is taken as one complete MARKET order of the quantity and ' +
  'price of its first copy, CARRYFORWARD for a derivative, else DELIVERY, its exchange by the form of the symbol';

const NSE_SERIES = /-[A-Z0-9]{1,2}$/;
const BSE_INDEX = /^(?:SENSEX50|SENSEX|BANKEX)\d/;
const CURRENCY = /^(?:USDINR|EURINR|GBPINR|JPYINR)\d/;
/** Of 2026; commodities that are not here are taken for contracts of NFO. */
const COMMODITY =
  /^(?:CRUDEOILM?|NATURALGAS|NATGASMINI|GOLD(?:M|GUINEA|PETAL|TEN)?|SILVER(?:M|MIC)?|COPPER|ZINC(?:MINI)?|LEAD(?:MINI)?|ALUMINIUM|ALUMINI|NICKEL|MENTHAOIL|COTTON(?:CNDY)?|KAPAS|STEELREBAR|ELECDMBL)\d/;
const YEAR_MONTH_CONTRACT = /\D\d{2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)FUT$/;
const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** Reads one record as the master order that it was a copy of. */
export function readRunRecord(record: Json, instruments: InstrumentMaster): OrderReading {
  if (!isObject(record)) return readOrderRow(record);
  const symbol = typeof record.symbol === 'string' ? record.symbol.trim() : '';
  const exchange = assumeExchange(symbol, instruments);
  const row = {
    orderid: record.master_order_id ?? null,
    tradingsymbol: symbol,
    transactiontype: record.transaction_type ?? null,
    quantity: record.quantity ?? null,
    averageprice: record.price ?? null,
    ordertype: 'MARKET',
    variety: 'NORMAL',
    producttype: parseTradingSymbol(exchange, symbol) === null ? 'DELIVERY' : 'CARRYFORWARD',
    exchange,
    orderstatus: 'complete',
  };
  const reading = readOrderRow(row);
  if (!reading.ok) return reading;
  const eventTime = typeof record.timestamp === 'string' ? readTimestamp(record.timestamp) : null;
  return { ok: true, order: { ...reading.order, eventTime }, raw: record };
}

function assumeExchange(tradingSymbol: string, instruments: InstrumentMaster): Exchange {
  const listed = EXCHANGES.find((exchange) => instruments.bySymbol(exchange, tradingSymbol) !== null);
  if (listed !== undefined) return listed;
  const symbol = tradingSymbol.toUpperCase();
  if (parseTradingSymbol('NFO', symbol) === null) return NSE_SERIES.test(symbol) ? 'NSE' : 'BSE';
  if (COMMODITY.test(symbol)) return 'MCX';
  if (CURRENCY.test(symbol)) return 'CDS';
  return BSE_INDEX.test(symbol) || YEAR_MONTH_CONTRACT.test(symbol) ? 'BFO' : 'NFO';
}

/** ISO 8601; without a zone it is the time in India. @returns null where it is none. */
function readTimestamp(text: string): IstSeconds | null {
  const match = TIMESTAMP.exec(text.trim());
  if (match === null) return null;
  const [, year, month, date, hour, minute, second, zone] = match;
  const day = istDayOf(Number(year), Number(month), Number(date));
  if (day === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const wallClock = day * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (zone === undefined) return wallClock;
  return toIstSeconds((wallClock - offsetSeconds(zone)) * 1000);
}

function offsetSeconds(zone: string): number {
  if (zone === 'Z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}
