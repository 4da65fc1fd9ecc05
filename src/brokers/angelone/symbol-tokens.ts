import type { Exchange } from '../../core/orders/order.ts';
import type { InstrumentRecord } from '../port.ts';

/** Finds the token of a trading symbol. @returns null where there is none, or more than one. */
export type FindSymbolToken = (exchange: Exchange, tradingSymbol: string) => string | null;

/** Indexes the instrument master by exchange and symbol. A symbol with two tokens is no instrument's name. */
export function indexSymbolTokens(records: Iterable<InstrumentRecord>): FindSymbolToken {
  const tokens = new Map<string, string | null>();
  for (const { exchange, tradingSymbol, symbolToken } of records) {
    const key = keyOf(exchange, tradingSymbol);
    const known = tokens.get(key);
    tokens.set(key, known === undefined || known === symbolToken ? symbolToken : null);
  }
  return (exchange, tradingSymbol) => tokens.get(keyOf(exchange, tradingSymbol)) ?? null;
}

function keyOf(exchange: Exchange, tradingSymbol: string): string {
  return `${exchange}:${tradingSymbol.toUpperCase()}`;
}
