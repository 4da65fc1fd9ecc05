import type { InstrumentMaster, InstrumentRecord } from '../../core/orders/instrument.ts';
import type { Exchange } from '../../core/orders/order.ts';

/**
 * The same instruments, with a word on each the first time a session is given it: a recording must hold it before
 * the input that asked.
 */
export class ObservedInstruments implements InstrumentMaster {
  readonly #master: InstrumentMaster;
  readonly #onFirstUse: (record: InstrumentRecord) => void;
  readonly #told = new Set<InstrumentRecord>();

  constructor(master: InstrumentMaster, onFirstUse: (record: InstrumentRecord) => void) {
    this.#master = master;
    this.#onFirstUse = onFirstUse;
  }

  byToken(exchange: Exchange, symbolToken: string): InstrumentRecord | null {
    return this.#tell(this.#master.byToken(exchange, symbolToken));
  }

  bySymbol(exchange: Exchange, tradingSymbol: string): InstrumentRecord | null {
    return this.#tell(this.#master.bySymbol(exchange, tradingSymbol));
  }

  #tell(record: InstrumentRecord | null): InstrumentRecord | null {
    if (record !== null && !this.#told.has(record)) {
      this.#told.add(record);
      this.#onFirstUse(record);
    }
    return record;
  }
}
