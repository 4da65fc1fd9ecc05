/** What becomes of prices on their way: market price protection, and the exchange's bands. */
import type { Instrument } from '../market/instrument.ts';
import { type Price, roundToTick } from '../market/price.ts';
import type { Side } from './order.ts';

const INDEX_OPTION = 'OPTIDX';

/**
 * By how many per mille of the last price a MARKET order may be filled worse, as the broker publishes it
 * (angelone.in, "Market Price Protection", Dec-2024). Currency is not in the table and counts as stock.
 */
function protectionPerMille(instrument: Instrument, last: Price): number {
  if (instrument.kind === 'option') {
    const premiumRupees = last / 10_000;
    const band = premiumRupees < 10 ? 0 : premiumRupees < 20 ? 1 : premiumRupees <= 50 ? 2 : 3;
    const table =
      instrument.type === INDEX_OPTION || instrument.exchange === 'MCX' ? INDEX_BANDS : STOCK_BANDS;
    return table[band];
  }
  if (instrument.kind === 'future') return instrument.type === 'FUTIDX' ? 5 : 10;
  return 5;
}

const INDEX_BANDS = [200, 100, 50, 25] as const;
const STOCK_BANDS = [400, 200, 100, 50] as const;

/** The limit at which a MARKET order is really sent, rounded to the tick towards the passive side. */
export function protectedPrice(instrument: Instrument, side: Side, last: Price): Price {
  const distance = (last * protectionPerMille(instrument, last)) / 1000;
  return roundToTick(side === 'BUY' ? last + distance : last - distance, instrument.tick, side);
}

/** A price's lowest and highest allowed. */
export interface Band {
  readonly low: Price;
  readonly high: Price;
}

const OPTION_BAND_BELOW = 500_000;
const OPTION_BAND = 200_000;

/**
 * The limit price protection of derivatives, around the last price; beyond it a limit order is refused in the
 * reply. That it exists is reported (SmartAPI forum 4703); its width here is a guess.
 */
export function limitPriceBand(instrument: Instrument, last: Price): Band | null {
  if (instrument.kind === 'option') {
    const distance = last <= OPTION_BAND_BELOW ? OPTION_BAND : last * 0.4;
    return { low: Math.max(0, last - distance), high: last + distance };
  }
  if (instrument.kind === 'future') return { low: last * 0.97, high: last * 1.03 };
  return null;
}

/** A share's price band of the day, around yesterday's close; beyond it an order is rejected later, in the book. */
export function circuitBand(instrument: Instrument, close: Price): Band | null {
  return instrument.kind === 'share' ? { low: close * 0.9, high: close * 1.1 } : null;
}

export function isOutside(price: Price, band: Band | null): boolean {
  return band !== null && (price < band.low || price > band.high);
}
