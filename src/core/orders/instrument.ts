/** What is known of the instrument of an order: from the instrument master, the row itself, the symbol's form. */
import { type Ratio, ratio } from '../exact.ts';
import type { IstDay } from '../ist-time.ts';
import type { Exchange, InstrumentKind, OrderSnapshot } from './order.ts';
import { parseTradingSymbol, type SymbolParts } from './symbol-format.ts';

/** What the instrument master says of one instrument. Null is "it does not say". */
export interface InstrumentRecord {
  readonly exchange: Exchange;
  readonly symbolToken: string;
  readonly tradingSymbol: string;
  readonly underlying: string;
  /** `FUTIDX`, `OPTSTK`, …; empty for a share. */
  readonly instrumentType: string;
  readonly expiryDay: IstDay | null;
  /** Rupees. */
  readonly strike: Ratio | null;
  readonly lotSize: number | null;
  /** Rupees. */
  readonly tickSize: Ratio | null;
  /** The largest quantity of one order; null where there is no limit. */
  readonly freezeQuantity: number | null;
}

/** The loaded instrument master. */
export interface InstrumentMaster {
  byToken(exchange: Exchange, symbolToken: string): InstrumentRecord | null;
  bySymbol(exchange: Exchange, tradingSymbol: string): InstrumentRecord | null;
}

export const NO_INSTRUMENT_MASTER: InstrumentMaster = { byToken: () => null, bySymbol: () => null };

/** Indexes the records of an instrument master. Of two with one name the first counts. */
export function createInstrumentMaster(records: Iterable<InstrumentRecord>): InstrumentMaster {
  const byToken = new Map<string, InstrumentRecord>();
  const bySymbol = new Map<string, InstrumentRecord>();
  for (const record of records) {
    const token = `${record.exchange}#${record.symbolToken}`;
    const symbol = `${record.exchange}:${record.tradingSymbol.trim().toUpperCase()}`;
    if (!byToken.has(token)) byToken.set(token, record);
    if (!bySymbol.has(symbol)) bySymbol.set(symbol, record);
  }
  return {
    byToken: (exchange, symbolToken) => byToken.get(`${exchange}#${symbolToken}`) ?? null,
    bySymbol: (exchange, tradingSymbol) =>
      bySymbol.get(`${exchange}:${tradingSymbol.trim().toUpperCase()}`) ?? null,
  };
}

/** How a market order is protected by the broker; its published table differs by these. */
export type SlippageClass =
  | 'cash'
  | 'index_future'
  | 'stock_future'
  | 'index_option'
  | 'stock_option'
  | 'commodity_future'
  | 'commodity_option';

export interface InstrumentFacts {
  /** Null: an option of which it is not known whether it is a call or a put. */
  readonly kind: InstrumentKind | null;
  readonly isDerivative: boolean;
  readonly isOption: boolean;
  /** Upper case; null where a derivative's is not known. */
  readonly underlying: string | null;
  /** Units; null where a derivative's is not known. */
  readonly lotSize: number | null;
  /** Rupees. */
  readonly tickSize: Ratio;
  readonly freezeQuantity: number | null;
  /** Rupees; null for what has none, and for an option of which it is not known. */
  readonly strike: Ratio | null;
  readonly expiryDay: IstDay | null;
  readonly slippageClass: SlippageClass;
}

const DEFAULT_TICK: Ratio = ratio(5, 100);
const INDEX_NAMES: ReadonlySet<string> = new Set([
  'NIFTY',
  'BANKNIFTY',
  'FINNIFTY',
  'MIDCPNIFTY',
  'NIFTYNXT50',
  'SENSEX',
  'SENSEX50',
  'BANKEX',
]);
const COMMODITY_EXCHANGES: readonly string[] = ['MCX', 'NCDEX', 'NCO'];
const NSE_SERIES = /-[A-Z0-9]{1,2}$/;

/** Gathers what is known. `record` is what the instrument master says, where it says something. */
export function gatherFacts(order: OrderSnapshot, record: InstrumentRecord | null): InstrumentFacts {
  const symbol = (order.tradingSymbol || record?.tradingSymbol || '').trim().toUpperCase();
  const parts = parseTradingSymbol(order.exchange, symbol);
  const type = (order.instrument.instrumentType || record?.instrumentType || '').toUpperCase();
  const kind = kindOf(type, order, parts);
  const isDerivative = kind !== 'equity';
  const isOption = isDerivative && kind !== 'future';
  const underlying =
    record?.underlying.toUpperCase() ||
    (isDerivative ? (parts?.underlying ?? null) : withoutSeries(symbol, order.exchange));
  return {
    kind,
    isDerivative,
    isOption,
    underlying,
    lotSize: record?.lotSize ?? order.instrument.lotSize ?? (isDerivative ? null : 1),
    tickSize: record?.tickSize ?? DEFAULT_TICK,
    freezeQuantity: record?.freezeQuantity ?? null,
    strike: isOption ? (order.instrument.strike ?? record?.strike ?? parts?.strike ?? null) : null,
    expiryDay: isDerivative
      ? (record?.expiryDay ?? order.instrument.expiryDay ?? parts?.expiryDay ?? null)
      : null,
    slippageClass: slippageClassOf(type, order.exchange, { isDerivative, isOption, underlying }),
  };
}

function kindOf(type: string, order: OrderSnapshot, parts: SymbolParts | null): InstrumentKind | null {
  if (type.startsWith('FUT')) return 'future';
  if (type.startsWith('OPT')) {
    if (order.instrument.optionKind !== null) return order.instrument.optionKind;
    const symbol = order.tradingSymbol.trim().toUpperCase();
    if (symbol.endsWith('CE')) return 'call';
    return symbol.endsWith('PE') ? 'put' : null;
  }
  return parts?.form ?? 'equity';
}

function withoutSeries(symbol: string, exchange: Exchange): string {
  return exchange === 'NSE' ? symbol.replace(NSE_SERIES, '') : symbol;
}

function slippageClassOf(
  type: string,
  exchange: Exchange,
  known: { isDerivative: boolean; isOption: boolean; underlying: string | null },
): SlippageClass {
  if (!known.isDerivative) return 'cash';
  const suffix = known.isOption ? 'option' : 'future';
  if (COMMODITY_EXCHANGES.includes(exchange)) return `commodity_${suffix}`;
  if (type.endsWith('IDX')) return `index_${suffix}`;
  if (type === '' && known.underlying !== null && INDEX_NAMES.has(known.underlying)) return `index_${suffix}`;
  return `stock_${suffix}`;
}
