/** What making room for an exit goes by, and what comes of it. */
import type { AccountGate } from '../accounts/account-gate.ts';
import type { Clock } from '../clock.ts';
import type { LiveCopy, LiveOrder } from '../copies/live-copy.ts';

export interface ExitRoom {
  readonly clock: Clock;
  readonly gate: AccountGate;
  readonly signal: AbortSignal;
  /** Copies in the same position, decided before, that have not ended. */
  readonly earlier: () => readonly LiveCopy[];
  /**
   * How many units the copy may take out in all: what was decided, less what the exits decided up to this one exceed
   * what the copies hold by, if all live ones fill. Null where the ledger does not know the copy.
   */
  readonly allowed: () => number | null;
  readonly readBook: () => Promise<boolean>;
  /** For how long the copy has not got out, in milliseconds; 0 at first. */
  readonly troubledMs: () => number;
}

export interface RoomMade {
  /** What was measured: orders planned since then are not in it. */
  readonly orders: readonly LiveOrder[];
  /** How many units may leave. */
  readonly units: number;
  /** How many may leave later: what earlier entries brought is not known yet, or the account contradicts itself. */
  readonly waiting: number;
  /** How it contradicts itself; null: it does not. */
  readonly contradiction: string | null;
  /** How many fewer both are than was decided. */
  readonly difference: number;
  readonly why: string;
  /** Whether the copies hold what it was decided for: it is the account that does not, yet. */
  readonly isOwed: boolean;
  /** Nobody could tell what the account holds, though it tells of such positions. */
  readonly isBlind: boolean;
}

export function describeDifference({ orders }: LiveCopy, { units, difference, why }: RoomMade): string {
  const symbol = orders[0]?.intent.tradingSymbol;
  return `the exit of ${symbol} is ${units} units, ${difference} fewer than decided: ${why}`;
}
