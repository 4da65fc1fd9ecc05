import type { Reason } from '../core/deciding/reasons.ts';
import type { Stage } from './stage.ts';

/** One part of the session: what happens at the master, and what is to come of it at the followers. */
export interface Scene {
  readonly caption: string;
  readonly act: (stage: Stage) => Promise<void>;
  readonly expected: ExpectedOutcome;
}

export interface ExpectedOutcome {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** What the master's order fills, in units. */
  readonly masterFills: number;
  /** Of both followers' decisions. */
  readonly reason: Reason;
  /** What each follower copies, in units; 0 is a skip. */
  readonly copies: Readonly<Record<FollowerName, number>>;
}

export const FOLLOWERS = ['follower1', 'follower2'] as const;

export type FollowerName = (typeof FOLLOWERS)[number];
