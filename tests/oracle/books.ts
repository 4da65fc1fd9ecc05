/** 4.2 Positions: the master's, and each follower's copied positions, per instrument and product. */
import { compare, type Fraction, fraction, minus, over, plus, times, zero } from './fraction.ts';

/** The master's position in one instrument and product. */
export interface MasterPosition {
  readonly product: string;
  /** "all its fills seen, of every order, copied or not, on top of its opening position"; units, below 0 is short. */
  quantity: number;
  /** Of the instrument, as far as any row told. */
  expiryDay: number | null;
}

/** What one follower's copies filled in one instrument and product. */
export interface CopiedPosition {
  /** Units, below 0 is short. */
  quantity: number;
  /** "what it ought to hold"; of the copied position's sign. */
  share: Fraction;
  /** Rupees; null while nothing with a known price joined. */
  averageCost: Fraction | null;
}

/** One follower's book: "each copy fills in full at the reference price". */
export class FollowerBook {
  readonly positions = new Map<string, CopiedPosition>();
  /** 4.7: "the day's realised result of this follower's copies", and "the lowest that [it] has been today". */
  realised: Fraction = zero;
  lowest: Fraction = zero;
  /** "master orders whose entry this follower copied today". */
  readonly countedToday = new Set<object>();

  position(key: string): CopiedPosition {
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    const position: CopiedPosition = { quantity: 0, share: zero, averageCost: null };
    this.positions.set(key, position);
    return position;
  }

  /** "an entry adds what it fills" to the share. `signed`: below 0 sells. */
  enter(key: string, signed: number, reference: Fraction | null): void {
    const position = this.position(key);
    const before = Math.abs(position.quantity);
    const added = Math.abs(signed);
    // "or where there is none joins at the average cost". AMBIGUOUS (4): with no average yet, the first price known is it.
    if (reference !== null) {
      const old = position.averageCost ?? reference;
      const cost = plus(times(old, fraction(before)), times(reference, fraction(added)));
      position.averageCost = over(cost, fraction(before + added));
    }
    position.quantity += signed;
    position.share = plus(position.share, fraction(signed));
  }

  /** Takes `quantity` units off, towards 0. "average cost, at the master's reference prices". */
  exit(key: string, quantity: number, reference: Fraction | null): void {
    const position = this.position(key);
    const signed = position.quantity > 0 ? quantity : -quantity;
    // "where there is none … realises nothing".
    if (reference !== null && position.averageCost !== null) {
      const gain = times(minus(reference, position.averageCost), fraction(signed));
      this.realised = plus(this.realised, gain);
      if (compare(this.realised, this.lowest) < 0) this.lowest = this.realised;
    }
    position.quantity -= signed;
    if (position.quantity === 0) position.averageCost = null;
  }

  startDay(): void {
    this.realised = zero;
    this.lowest = zero;
    this.countedToday.clear();
  }
}

/**
 * "then the day starts flat in `intraday` and `bracket` products and in instruments that expired before it."
 * AMBIGUOUS (5): in the followers' books as in the master's, and nothing is realised by it.
 */
export function startFlat(
  master: ReadonlyMap<string, MasterPosition>,
  followers: Iterable<FollowerBook>,
  day: number,
): void {
  const books = [...followers];
  for (const [key, position] of master) {
    const expired = position.expiryDay !== null && position.expiryDay < day;
    if (!expired && position.product !== 'intraday' && position.product !== 'bracket') continue;
    position.quantity = 0;
    for (const book of books) book.positions.delete(key);
  }
}
