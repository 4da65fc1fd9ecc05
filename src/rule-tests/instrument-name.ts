import { EXCHANGES, type Exchange } from '../core/orders/order.ts';
import { parseTradingSymbol } from '../core/orders/symbol-format.ts';

export interface InstrumentName {
  readonly exchange: Exchange;
  /** As written, without an exchange in front. */
  readonly tradingSymbol: string;
}

/** Indexes whose derivatives trade at BSE. */
const BSE_INDEXES = /^(SENSEX|BANKEX)/;

/** The instrument of `NFO:NIFTY01DEC2625300CE` or of a symbol alone: then a share is NSE's, a derivative NFO's or BFO's. */
export function nameInstrument(written: string, stated: Exchange | null): InstrumentName {
  const colon = written.indexOf(':');
  const prefix = written.slice(0, Math.max(0, colon)).toUpperCase();
  const exchange = EXCHANGES.find((each) => each === prefix);
  const tradingSymbol = exchange === undefined ? written : written.slice(colon + 1);
  return { exchange: stated ?? exchange ?? guessExchange(tradingSymbol.toUpperCase()), tradingSymbol };
}

function guessExchange(symbol: string): Exchange {
  const isBse = BSE_INDEXES.test(symbol);
  if (parseTradingSymbol(isBse ? 'BFO' : 'NFO', symbol) === null) return 'NSE';
  return isBse ? 'BFO' : 'NFO';
}
