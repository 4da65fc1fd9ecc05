/**
 * Prices inside the simulator are whole numbers of 1/10,000 rupee: currency contracts tick at 0.0025 rupees.
 * At the edges they are what the broker writes: JSON numbers of rupees, or texts with two decimals.
 */

/** 1/10,000 rupee. */
export type Price = number;

const UNITS_A_RUPEE = 10_000;

/** Reads rupees. @returns null where it is no number of 0 or more. */
export function parsePrice(value: unknown): Price | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  if (typeof value === 'string' && value.trim() === '') return null;
  const rupees = Number(value);
  return Number.isFinite(rupees) && rupees >= 0 ? Math.round(rupees * UNITS_A_RUPEE) : null;
}

/** @throws where it is no price: for what a test or a person hands in. */
export function toPrice(rupees: number | string): Price {
  const price = parsePrice(rupees);
  if (price === null) throw new TypeError(`not a price in rupees: ${rupees}`);
  return price;
}

/** The JSON number that the broker sends. */
export function toRupees(price: Price): number {
  return price / UNITS_A_RUPEE;
}

/** `2298.25`; more decimals only where the price has them. */
export function formatRupees(price: Price): string {
  const text = toRupees(Math.round(price)).toFixed(4);
  return text.endsWith('00') ? text.slice(0, -2) : text;
}

/** Always two decimals, as funds are written. */
export function formatFunds(price: Price): string {
  return toRupees(price).toFixed(2);
}

/** A price made better for nobody: a buy's limit goes down to the tick, a sell's goes up. */
export function roundToTick(price: Price, tick: Price, side: 'BUY' | 'SELL'): Price {
  const steps = side === 'BUY' ? Math.floor(price / tick) : Math.ceil(price / tick);
  return Math.max(1, steps) * tick;
}
