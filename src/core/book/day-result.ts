import { add, compare, keepFine, multiplyByInteger, type Ratio, subtract, toNumber, ZERO } from '../exact.ts';

/** Twice the most by which one operation of binary fractions is off, as a share of the result. */
const OFF = 2 ** -51;

interface Lowest {
  /** How many gains had been taken then. */
  readonly gains: number;
  readonly unrealised: Ratio;
  readonly approximate: number;
}

/**
 * What a follower's copies brought today. Exact; but as hardly anybody asks, what is asked is first answered by binary
 * fractions with a bound on how far they are off, and worked out exactly only where that leaves it open.
 */
export class DayResult {
  // (price - cost) × units each.
  readonly #prices: Ratio[] = [];
  readonly #costs: Ratio[] = [];
  readonly #units: number[] = [];
  #unrealised: Ratio;
  #approximate: number;
  #off: number;
  #lowest: Lowest;
  /** The lowest result where it is known exactly. */
  #exactLowest: Ratio | null;
  /** The sum of the first gains, exactly; never of more than the lowest result counts. */
  #summed: { readonly gains: number; readonly sum: Ratio };

  /** Goes on from figures in rupees. */
  constructor(realised: Ratio = ZERO, unrealised: Ratio = ZERO, lowest: Ratio = ZERO) {
    this.#unrealised = unrealised;
    this.#approximate = toNumber(realised);
    this.#off = Math.abs(this.#approximate) * OFF;
    this.#lowest = { gains: 0, unrealised, approximate: toNumber(lowest) };
    this.#exactLowest = lowest;
    this.#summed = { gains: 0, sum: realised };
  }

  get unrealised(): Ratio {
    return this.#unrealised;
  }

  /** Rupees. */
  get realised(): Ratio {
    return this.#sumOf(this.#units.length);
  }

  /** Rupees: the lowest that realised and unrealised together have been. */
  get lowest(): Ratio {
    if (this.#exactLowest === null) {
      const { gains, unrealised } = this.#lowest;
      this.#summed = { gains, sum: this.#sumOf(gains) };
      this.#exactLowest = add(this.#summed.sum, unrealised);
    }
    return this.#exactLowest;
  }

  /** Units that cost so much each were sold at a price (or bought back: units below zero). */
  take(price: Ratio, cost: Ratio, units: number): void {
    this.correct(price, cost, units);
    this.#noteLowest();
  }

  /** Like `take`, of what turns out not to have happened: that is no new result. */
  correct(price: Ratio, cost: Ratio, units: number): void {
    this.#prices.push(price);
    this.#costs.push(cost);
    this.#units.push(units);
    const [received, paid] = [toNumber(price) * units, toNumber(cost) * units];
    this.#approximate += received - paid;
    this.#off += (Math.abs(received) + Math.abs(paid) + Math.abs(this.#approximate)) * OFF;
  }

  setUnrealised(amount: Ratio): void {
    this.#unrealised = amount;
    this.#noteLowest();
  }

  /** Whether the lowest result has been at or below `limit` (rupees). */
  hasReached(limit: Ratio): boolean {
    const far = toNumber(limit) - this.#lowest.approximate;
    if (Math.abs(far) > 2 * this.#off + Math.abs(toNumber(limit)) * OFF) return far > 0;
    return compare(this.lowest, limit) <= 0;
  }

  #noteLowest(): void {
    const unrealised = toNumber(this.#unrealised);
    const approximate = this.#approximate + unrealised;
    const below = this.#lowest.approximate - approximate;
    const off = 2 * (this.#off + (Math.abs(unrealised) + Math.abs(approximate)) * OFF);
    const isLower = Math.abs(below) > off ? below > 0 : compare(this.#now(), this.lowest) <= 0;
    if (!isLower) return;
    this.#lowest = { gains: this.#units.length, unrealised: this.#unrealised, approximate };
    this.#exactLowest = null;
  }

  #now(): Ratio {
    return add(this.realised, this.#unrealised);
  }

  #sumOf(gains: number): Ratio {
    let { gains: from, sum } = this.#summed;
    for (; from < gains; from += 1) {
      const [price, cost, units] = [this.#prices[from], this.#costs[from], this.#units[from]];
      if (price === undefined || cost === undefined || units === undefined) continue;
      sum = keepFine(add(sum, multiplyByInteger(subtract(price, cost), units)), 'down');
    }
    return sum;
  }
}
