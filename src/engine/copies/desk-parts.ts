/** What a follower's desk is made of, and whom it tells. */
import type { RestingCopy } from '../../core/book/book.ts';
import type { PlannedOrder } from '../../core/deciding/decision.ts';
import type { Intent } from '../../journal/intent.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import type { Clock } from '../clock.ts';
import type { AlertName } from '../events.ts';
import type { ChaseTerms } from '../exits/chase-terms.ts';
import type { JournalBuffer } from '../record/journal-buffer.ts';
import type { CopyEvents, DecidedSince } from './live-copies.ts';
import type { LiveCopy } from './live-copy.ts';

export interface DeskEvents extends CopyEvents {
  /** @param alert its name, where it has one to be told apart by */
  onEscalation(text: string, alert?: AlertName): void;
  /** Units of an order that were executed after its copy had ended. @returns whether they count as copies from now on */
  onLateFill(intent: Intent, units: number): boolean;
  /** @returns whether the journal does not know an order with this tag of ours, which the book has */
  isStrange(tag: string): boolean;
}

/**
 * `taken_back`: the master's order does not rest any more. `left`: the master was out again since the entry was decided. `held_back`: the user has paused entries since.
 * `too_much`: the master has reduced since, and the copies hold more than their share, should the entry be filled.
 */
export type EntryStanding = 'wanted' | 'too_much' | 'held_back' | 'left' | 'taken_back';

export interface DeskParts {
  readonly name: string;
  readonly gate: AccountGate;
  readonly clock: Clock;
  readonly journal: JournalBuffer;
  readonly events: DeskEvents;
  /**
   * How many units an exit may take out in all, going by what the copies of its position hold there; null where the
   * ledger does not know it.
   * @param later what was decided in that position since: it is left out
   */
  readonly allowedOf: (exit: LiveCopy, later: DecidedSince) => number | null;
  /** How a copy that rests is to stand; null of any other. */
  readonly standsAs: (copy: LiveCopy) => RestingCopy | null;
  /** On what terms an exit that rests is re-priced; null where it is not. */
  readonly chaseOf: (exit: LiveCopy) => ChaseTerms | null;
  /** Records one more order of a copy that rests; null where it cannot be. */
  readonly planMore: (copy: LiveCopy, wanted: PlannedOrder) => Intent | null;
  readonly standingOf: (entry: LiveCopy) => EntryStanding;
  /** Records an order in the place of one that was refused without having been there; null where it cannot be. */
  readonly planAgain: (copy: LiveCopy, refused: Intent) => Intent | null;
}
