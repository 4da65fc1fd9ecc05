import type { Ratio } from '../core/exact.ts';
import type { EngineEvent } from '../engine/events.ts';

/** The last price at which the master's orders traded or stood; what a paper account fills at. */
export class PriceBoard {
  readonly #prices = new Map<string, Ratio>();

  readonly observe = (event: EngineEvent): void => {
    if (event.type !== 'master_order') return;
    const { exchange, tradingSymbol, averagePrice, limitPrice } = event.order;
    const price = averagePrice ?? limitPrice;
    if (price) this.#prices.set(`${exchange}:${tradingSymbol}`, price);
  };

  readonly priceOf = (instrument: {
    readonly exchange: string;
    readonly tradingSymbol: string;
  }): Ratio | null => this.#prices.get(`${instrument.exchange}:${instrument.tradingSymbol}`) ?? null;
}
