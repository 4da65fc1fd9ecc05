import type { InstrumentMaster, InstrumentRecord } from '../../core/orders/instrument.ts';
import type { Exchange } from '../../core/orders/order.ts';

/** Instruments by token and by symbol. What is added later about a token or symbol takes the place of what was known. */
export class InstrumentTable implements InstrumentMaster {
  readonly #byToken = new Map<string, InstrumentRecord>();
  readonly #bySymbol = new Map<string, InstrumentRecord>();

  add(record: InstrumentRecord): void {
    this.#byToken.set(`${record.exchange}#${record.symbolToken}`, record);
    this.#bySymbol.set(symbolKey(record.exchange, record.tradingSymbol), record);
  }

  byToken(exchange: Exchange, symbolToken: string): InstrumentRecord | null {
    return this.#byToken.get(`${exchange}#${symbolToken}`) ?? null;
  }

  bySymbol(exchange: Exchange, tradingSymbol: string): InstrumentRecord | null {
    return this.#bySymbol.get(symbolKey(exchange, tradingSymbol)) ?? null;
  }
}

function symbolKey(exchange: Exchange, tradingSymbol: string): string {
  return `${exchange}:${tradingSymbol.trim().toUpperCase()}`;
}

/** What the first knows, and else what the second does. */
export class LayeredInstruments implements InstrumentMaster {
  readonly #first: InstrumentMaster;
  readonly #second: InstrumentMaster;

  constructor(first: InstrumentMaster, second: InstrumentMaster) {
    this.#first = first;
    this.#second = second;
  }

  byToken(exchange: Exchange, symbolToken: string): InstrumentRecord | null {
    return this.#first.byToken(exchange, symbolToken) ?? this.#second.byToken(exchange, symbolToken);
  }

  bySymbol(exchange: Exchange, tradingSymbol: string): InstrumentRecord | null {
    return this.#first.bySymbol(exchange, tradingSymbol) ?? this.#second.bySymbol(exchange, tradingSymbol);
  }
}
