import { REASONS, type Reason } from '../../core/deciding/reasons.ts';
import { add, type Ratio, ZERO } from '../../core/exact.ts';
import type { FollowerTally, ReasonTally } from '../report/decision-collector.ts';

/** What was decided for one follower, or for several together. */
export interface FollowerTotals {
  readonly entries: number;
  readonly exits: number;
  readonly skipped: number;
  readonly orders: number;
  /** Rupees: of the orders that have a price. */
  readonly entryValue: Ratio;
  readonly exitValue: Ratio;
  /** Orders without a price: MARKET. */
  readonly unpriced: number;
}

const NO_DECISIONS: FollowerTotals = {
  entries: 0,
  exits: 0,
  skipped: 0,
  orders: 0,
  entryValue: ZERO,
  exitValue: ZERO,
  unpriced: 0,
};

export function totalsOf({ skipped, reasons }: FollowerTally): FollowerTotals {
  const [entry, exit] = [reasons.get('ENTRY'), reasons.get('EXIT')];
  return {
    entries: entry?.decisions ?? 0,
    exits: exit?.decisions ?? 0,
    skipped,
    orders: (entry?.orders ?? 0) + (exit?.orders ?? 0),
    entryValue: entry?.value ?? ZERO,
    exitValue: exit?.value ?? ZERO,
    unpriced: (entry?.unpriced ?? 0) + (exit?.unpriced ?? 0),
  };
}

export function sumTotals(all: readonly FollowerTotals[]): FollowerTotals {
  return all.reduce(
    (sum, one) => ({
      entries: sum.entries + one.entries,
      exits: sum.exits + one.exits,
      skipped: sum.skipped + one.skipped,
      orders: sum.orders + one.orders,
      entryValue: add(sum.entryValue, one.entryValue),
      exitValue: add(sum.exitValue, one.exitValue),
      unpriced: sum.unpriced + one.unpriced,
    }),
    NO_DECISIONS,
  );
}

export function decisionsOf({ entries, exits, skipped }: FollowerTotals): number {
  return entries + exits + skipped;
}

/** In the order of the reasons' table, so that equal tallies look the same. */
export function listReasons({ reasons }: FollowerTally): (readonly [Reason, ReasonTally])[] {
  return (Object.keys(REASONS) as Reason[]).flatMap((reason) => {
    const tally = reasons.get(reason);
    return tally ? [[reason, tally] as const] : [];
  });
}
