/** What the session and the journal know of an exit that rests, for re-pricing it. */
import { copyKey } from '../../core/book/book.ts';
import type { CopySession } from '../../core/copy-session.ts';
import { parseDecimal, type Ratio } from '../../core/exact.ts';
import type { InstrumentFacts } from '../../core/orders/instrument.ts';
import type { Chase, Execution } from '../../core/policy/policy.ts';
import type { Journal } from '../../journal/journal.ts';
import { decodeLine } from '../../journal/recording/recording-format.ts';
import type { LiveCopy } from '../copies/live-copy.ts';

export interface ChaseTerms {
  /** Null: it stays at its price. Somebody is called all the same where it does not get out. */
  readonly chase: Chase | null;
  readonly slippage: Execution['slippage'];
  /** What was decided, also where it has been changed before a restart; null where it had no price. Rupees. */
  readonly firstPrice: () => Ratio | null;
  /** Null where it is not known. */
  readonly instrument: InstrumentFacts | null;
}

/** @returns null where nobody says how: its follower is unknown */
export function chaseTerms(session: CopySession, journal: Journal, exit: LiveCopy): ChaseTerms | null {
  const { orderKey, follower, revision } = exit;
  const policy = session.policy.followers.find(({ name }) => name === follower);
  if (!policy) return null;
  const open = session.book.openCopies.get(copyKey(orderKey, follower, revision));
  return {
    chase: policy.chase,
    slippage: policy.execution.slippage,
    firstPrice: () => firstPriceOf(journal, exit),
    instrument: open?.holding.instrument.facts?.facts ?? null,
  };
}

/** The orders of one exit all had one price. */
function firstPriceOf(journal: Journal, { orderKey, follower, revision }: LiveCopy): Ratio | null {
  const decided = journal
    .decisionsOf(orderKey)
    .find((one) => one.follower === follower && one.revision === revision);
  if (decided === undefined) return null;
  const read = decodeLine(decided.body);
  const line = read.ok ? read.line : null;
  const price = line?.type === 'decision' ? line.decision.orders[0]?.price : null;
  return typeof price === 'string' ? parseDecimal(price) : null;
}
