import type { Instrument } from './instrument.ts';
import type { Price } from './price.ts';

/** The day's prices of one instrument. */
export interface Quote {
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  /** Of the day before; the middle of the day's price band. */
  readonly close: Price;
  readonly last: Price;
}

/** Last traded prices, by instrument. There is no order book behind them: whoever crosses the last price trades. */
export class Market {
  readonly #quotes = new Map<string, Quote>();
  readonly #listeners: ((instrument: Instrument) => void)[] = [];

  onMove(listener: (instrument: Instrument) => void): void {
    this.#listeners.push(listener);
  }

  /** Null where nothing has traded yet. */
  quote(instrument: Instrument): Quote | null {
    return this.#quotes.get(instrument.key) ?? null;
  }

  last(instrument: Instrument): Price | null {
    return this.#quotes.get(instrument.key)?.last ?? null;
  }

  /** The first price of an instrument is also its close of yesterday. */
  setPrice(instrument: Instrument, last: Price): void {
    const before = this.#quotes.get(instrument.key);
    this.#quotes.set(
      instrument.key,
      before
        ? { ...before, last, high: Math.max(before.high, last), low: Math.min(before.low, last) }
        : { open: last, high: last, low: last, close: last, last },
    );
    for (const listener of this.#listeners) listener(instrument);
  }

  /** A new day: the last price becomes yesterday's close. */
  startDay(): void {
    for (const [key, { last }] of this.#quotes) {
      this.#quotes.set(key, { open: last, high: last, low: last, close: last, last });
    }
  }
}
