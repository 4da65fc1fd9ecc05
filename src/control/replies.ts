/** What an engine replies, and what the commands print with --json. Keys are those of the published schemas. */

export interface StatusReply {
  readonly version: string;
  readonly pid: number;
  readonly state: 'starting' | 'running' | 'stopping';
  readonly mode: 'live' | 'dry_run';
  /** ISO 8601, India's time. */
  readonly started_at: string;
  /** The path is absolute. */
  readonly config: { readonly file: string; readonly path: string; readonly sha256: string };
  readonly master: SessionReply & { readonly feed: FeedReply };
  /** By how much the broker's clock is ahead of this machine's, to about a second; null where it is not known. */
  readonly clock_skew_ms: number | null;
  readonly followers: readonly FollowerReply[];
  readonly statistics: StatisticsReply;
  /** The last of them. */
  readonly escalations: readonly EscalationReply[];
  readonly files: { readonly records: string; readonly recording: string; readonly log: string };
}

export interface SessionReply {
  readonly session: string;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface FeedReply {
  /** Null: it has not been told yet, or the master's orders are only polled. */
  readonly push: 'up' | 'down' | null;
  readonly poll: 'fine' | 'failing';
}

export interface EntriesReply {
  readonly state: 'copied' | 'paused' | 'close_only' | 'off';
  readonly by: 'user' | 'file' | null;
}

export interface FollowerReply {
  readonly name: string;
  readonly mode: 'live' | 'dry_run';
  readonly entries: EntriesReply;
  readonly session: string | null;
  readonly error: SessionReply['error'];
  readonly orders: { readonly on_their_way: number; readonly unknown: number; readonly resting: number };
  readonly positions: readonly {
    readonly exchange: string;
    readonly symbol: string;
    readonly product: string;
    readonly quantity: number;
  }[];
}

export interface StatisticsReply {
  readonly copies: number;
  readonly successful: number;
  readonly failed: number;
  readonly pending: number;
  readonly skipped: number;
}

export interface EscalationReply {
  readonly at: string;
  readonly account: string;
  readonly text: string;
}

export interface SteerReply {
  readonly action: 'pause' | 'resume' | 'close_only';
  readonly follower: string | null;
  /** Those that were meant, as they stand now. */
  readonly followers: readonly { readonly name: string; readonly entries: EntriesReply }[];
  /** Orders of entries that were decided, had not left, and do not leave any more. */
  readonly withdrawn: readonly {
    readonly follower: string;
    readonly order_id: string;
    readonly symbol: string;
    readonly side: 'buy' | 'sell';
    readonly quantity: number;
  }[];
}

export interface RetryReply {
  readonly accounts: readonly { readonly account: string; readonly ok: boolean; readonly text: string }[];
}

export interface ReconcileReply {
  readonly action: 'compare' | 'fix' | 'adopt';
  readonly followers: readonly {
    readonly name: string;
    /** Why its positions could not be read; null: they were. */
    readonly unread: string | null;
    /** Why its holdings could not be read: delivery is not compared then; null: they were. */
    readonly holdings_unread: string | null;
    readonly positions: readonly ReconciledReply[];
  }[];
  /** What would be done, or was. */
  readonly offers: readonly OfferReply[];
  /** Names the offers: who agrees to them gives it back. */
  readonly agreement: string;
  readonly done: boolean;
  /** Whether a running engine said it, or the journal of one that has ended. */
  readonly engine: 'running' | 'stopped';
  /** Why the ledger is not what a running engine would have now; null: it is. */
  readonly behind: string | null;
}

export interface ReconciledReply {
  readonly exchange: string;
  readonly symbol: string;
  readonly product: string;
  readonly copied: number;
  readonly held: number;
  readonly standing: 'in_sync' | 'drifted' | 'left_in' | 'foreign' | 'settling' | 'not_compared';
}

export interface OfferReply {
  /** `close`: an order. `forget`, `adopt`: only the ledger of copies changes. */
  readonly kind: 'close' | 'forget' | 'adopt';
  readonly follower: string;
  readonly exchange: string;
  readonly symbol: string;
  readonly product: string;
  readonly units: number;
}

export interface StopReply {
  readonly statistics: StatisticsReply;
}
