import type { FollowedOrder, OrderState, RestingCopy } from '../book/book.ts';
import type { Ratio } from '../exact.ts';

const STATES: Readonly<Record<RestingCopy['state'], number>> = { resting: 1, cancelled: 2, ended: 3 };
const TURN = 0x1_0000_0000;

/**
 * A number that is another one where anything has changed of an order that rests, or rested, at the followers; equal by
 * chance once in 2⁵³. Of all orders of a day it is asked whenever the book is saved: writing them down to compare
 * what was written takes seconds, and hundreds of megabytes to keep.
 */
export function followedStamp(order: OrderState, followed: FollowedOrder): number {
  const stamp = new Stamp();
  stamp.take(followed.opening);
  stamp.take(followed.termsTime ?? -1);
  stamp.take(followed.terms.quantity);
  stamp.takeRatio(followed.terms.limitPrice);
  stamp.takeRatio(followed.terms.triggerPrice);
  for (const [seat, copy] of followed.copies.values.entries()) {
    if (copy === undefined) continue;
    for (const number of [seat, copy.revision, copy.units, copy.planned, copy.filled]) stamp.take(number);
    stamp.take(STATES[copy.state]);
    stamp.take(copy.epoch);
    // The orders of a copy change with its last revision only.
    stamp.take(order.revisions.at(seat) ?? 0);
    stamp.take(order.copied.at(seat) ?? 0);
    stamp.takeRatio(copy.scale);
  }
  return stamp.value;
}

class Stamp {
  #high = 0x811c_9dc5;
  #low = 0x1234_5677;

  get value(): number {
    return (this.#high & 0x1f_ffff) * TURN + (this.#low >>> 0);
  }

  take(number: number): void {
    const bits = (number | 0) ^ Math.floor(number / TURN);
    this.#high = Math.imul(this.#high ^ bits, 0x0100_0193);
    this.#low = Math.imul(this.#low ^ bits ^ (this.#high >>> 15), 0x85eb_ca6b);
  }

  takeRatio(ratio: Ratio | null): void {
    this.take(ratio === null ? -1 : Number(ratio.n));
    this.take(ratio === null ? -1 : Number(ratio.d));
  }
}
