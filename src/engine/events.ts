/** What the engine tells those who watch it: the screen, the operator's log, metrics. Facts, not sentences to print. */
import type { BrokerError, Json } from '../brokers/port.ts';
import type { SessionDecision } from '../core/copy-session.ts';
import type { Action } from '../core/deciding/decision.ts';
import type { Reason } from '../core/deciding/reasons.ts';
import type { Ratio } from '../core/exact.ts';
import type { OrderSnapshot, Side } from '../core/orders/order.ts';
import type { GateState } from './accounts/account-gate.ts';
import type { Via } from './master/master-feed.ts';

export type RunMode = 'dry_run' | 'live';

export interface Statistics {
  readonly copies: number;
  readonly successful: number;
  readonly failed: number;
  /** Placed, and not yet known to have ended well or badly. */
  readonly pending: number;
  readonly skipped: number;
}

/**
 * `EXIT_NOT_OUT`: an exit did not leave, was turned down, or ended with its day.
 * `ORDER_NOT_SEEN`: the master's position of the morning is not what its orders make.
 */
export type AlertName = 'EXIT_NOT_OUT' | 'ORDER_NOT_SEEN';

/** What becomes of one missed order at one follower. */
export interface MissedCopy {
  readonly orderId: string;
  readonly symbol: string;
  /** The master's. */
  readonly side: Side;
  readonly follower: string;
  /** Units: of the copy, and of the master's part where nothing is copied. */
  readonly quantity: number;
  readonly ageMs: number | null;
  /** By how much the price has moved since, as a share; null where it is not known or was not asked for. */
  readonly deviation: Ratio | null;
  /** `ask`: it waits for the user's word. */
  readonly verdict: Action | 'ask';
  readonly reason: Reason;
  readonly why: string;
}

export type EngineEvent =
  | {
      readonly type: 'started';
      readonly atMs: number;
      readonly mode: RunMode;
      readonly configFile: string;
      readonly followers: readonly {
        readonly name: string;
        readonly mode: RunMode;
        readonly enabled: boolean;
      }[];
      /** Orders that were in the master's book before; they are not copied. */
      readonly seenBefore: number;
      /** Open positions that the master starts with. */
      readonly positions: number;
      readonly files: { readonly records: string; readonly recording: string; readonly log: string };
    }
  | {
      readonly type: 'account';
      readonly atMs: number;
      /** `master`, or a follower's name. */
      readonly account: string;
      readonly state: GateState;
      readonly error: BrokerError | null;
    }
  /** The feed's health: a failed poll is told, and its recovery. */
  | {
      readonly type: 'feed';
      readonly atMs: number;
      readonly what: 'push_up' | 'push_down' | 'poll_failed' | 'poll_recovered';
      readonly error: BrokerError | null;
    }
  /** A master order was seen to have changed. */
  | { readonly type: 'master_order'; readonly atMs: number; readonly via: Via; readonly order: OrderSnapshot }
  | { readonly type: 'unreadable_row'; readonly atMs: number; readonly via: Via; readonly problem: string }
  | {
      readonly type: 'decided';
      readonly atMs: number;
      /** The order as it was when it was decided. */
      readonly order: OrderSnapshot;
      readonly decisions: readonly (SessionDecision & { readonly mode: RunMode })[];
    }
  /** What the master did while nobody looked, and what becomes of it; told before any of it is sent. */
  | { readonly type: 'missed'; readonly atMs: number; readonly copies: readonly MissedCopy[] }
  /** What became of one order that we meant to place. */
  | {
      readonly type: 'outcome';
      readonly atMs: number;
      readonly follower: string;
      readonly orderKey: string;
      readonly symbol: string;
      readonly side: 'buy' | 'sell';
      readonly quantity: number;
      readonly filledQuantity: number;
      readonly state: 'accepted' | 'refused' | 'unknown' | 'open' | 'complete' | 'cancelled' | 'rejected';
      readonly brokerOrderId: string | null;
      /** The broker's words of a refusal or rejection; empty where there are none. */
      readonly words: string;
      /** From the master's event being seen to the broker's reply; null where that is not measured. */
      readonly latencyMs: number | null;
    }
  /** A new config is in force. */
  | { readonly type: 'reloaded'; readonly atMs: number; readonly changes: readonly string[] }
  /**
   * Which decisions of today's orders so far the new config would have made otherwise; only told where some are.
   * `report` is lines for people, `document` what `plan --json` prints, with the first changes.
   */
  | {
      readonly type: 'plan';
      readonly atMs: number;
      readonly changed: number;
      readonly report: string;
      readonly document: Json;
    }
  /** The file was saved with errors: the config before it stays in force. `report` is what `validate` would print. */
  | { readonly type: 'reload_refused'; readonly atMs: number; readonly report: string }
  /** The user has steered. `follower` null: all; `withdrawn`: orders of entries that had not left, and do not. */
  | {
      readonly type: 'steered';
      readonly atMs: number;
      readonly action: 'pause' | 'resume' | 'close_only';
      readonly follower: string | null;
      readonly withdrawn: number;
    }
  /** Somebody has to look. Never ends an engine by itself. */
  | {
      readonly type: 'escalation';
      readonly atMs: number;
      readonly account: string;
      readonly text: string;
      /** Its name, for what scripts may wait for. */
      readonly alert?: AlertName;
    }
  | { readonly type: 'notice'; readonly atMs: number; readonly level: 'info' | 'warn'; readonly text: string }
  | {
      readonly type: 'stopped';
      readonly atMs: number;
      readonly reason: string;
      readonly statistics: Statistics;
    };

export type EngineObserver = (event: EngineEvent) => void;
