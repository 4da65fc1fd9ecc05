/**
 * The lines of a recording, `logs/session_YYYYMMDD_HHMMSS.jsonl` (docs/recording-format.md): every input that a
 * decision used, as it came, and every decision. Keys are those of the file.
 */
import type { Json } from '../../brokers/port.ts';
import type { LedgerInput } from '../../core/book/mending.ts';
import type { DecisionRecord } from '../../core/deciding/decision.ts';
import type { Ratio } from '../../core/exact.ts';
import type { IstDay } from '../../core/ist-time.ts';
import type { Missed } from '../../core/orders/missed.ts';
import type { Exchange, Product } from '../../core/orders/order.ts';
import type { SteerAction } from '../../core/steering.ts';

export const RECORDING_VERSION = 1;

/** A config as texts: from these it compiles again. */
export interface RecordedConfig {
  /** Hex. */
  readonly sha256: string;
  /** The file itself, then the included ones. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

interface Line<T extends string> {
  readonly type: T;
  /** Milliseconds since the epoch. */
  readonly at_ms: number;
}

/** The first line. */
export interface SessionLine extends Line<'session'> {
  readonly version: typeof RECORDING_VERSION;
  /** `YYYYMMDD_HHMMSS`, IST. */
  readonly session: string;
  readonly run_mode: 'dry_run' | 'live';
  readonly config: RecordedConfig;
  /** Openings wait for the user's word. */
  readonly confirm: boolean;
  /** The book that the session goes on from (core/book-snapshot.ts); null where it begins with none. */
  readonly state: Json;
}

/** A reload: the config in force from here on. */
export interface ConfigLine extends Line<'config'> {
  readonly config: RecordedConfig;
  readonly confirm: boolean;
}

/** What the instrument master says of one instrument, before the first input that asks for it. */
export interface InstrumentLine extends Line<'instrument'> {
  readonly exchange: Exchange;
  readonly symbol_token: string;
  readonly trading_symbol: string;
  readonly underlying: string;
  readonly instrument_type: string;
  readonly expiry_day: IstDay | null;
  /** Rupees. */
  readonly strike: Ratio | null;
  readonly lot_size: number | null;
  /** Rupees. */
  readonly tick_size: Ratio | null;
  readonly freeze_quantity: number | null;
}

/** The master's positions, all of them, as rows of the broker. */
export interface PositionsLine extends Line<'positions'> {
  readonly rows: readonly Json[];
}

/** Orders that were in the master's book before the session began, as rows of the broker. */
export interface SeenBeforeLine extends Line<'seen_before'> {
  readonly rows: readonly Json[];
}

/** A master order as the broker told of it; `at_ms` is when it was seen. */
export interface MasterLine extends Line<'master'> {
  readonly via: 'push' | 'poll';
  readonly row: Json;
  /** What was judged of its entry where nobody looked when it came; left out where somebody did. */
  readonly missed: Missed | null;
}

export interface CopyEndedLine extends Line<'copy_ended'> {
  readonly order_key: string;
  readonly follower: string;
  readonly revision: number;
  /** Units. Null: it is only shown, and fills as its master order does. */
  readonly filled: number | null;
}

export interface FundsLine extends Line<'funds'> {
  /** A follower; the master is `''`. */
  readonly account: string;
  /** Rupees. */
  readonly available: Ratio;
}

export interface UnrealisedLine extends Line<'unrealised'> {
  readonly follower: string;
  /** Rupees. */
  readonly amount: Ratio;
}

export interface SteerLine extends Line<'steer'> {
  readonly action: SteerAction;
  /** Null: all followers. */
  readonly follower: string | null;
}

export interface ConfirmationLine extends Line<'confirmation'> {
  readonly order_key: string;
  readonly accepted: boolean;
}

/** What the user has agreed to of one position: see core/mending.ts. */
interface MendLine<T extends string> extends Line<T> {
  readonly follower: string;
  readonly exchange: Exchange;
  readonly symbol_token: string | null;
  readonly trading_symbol: string;
  readonly product: Product;
  readonly units: number;
  /** Rupees. */
  readonly price: Ratio | null;
}

export interface LedgerLine extends MendLine<'ledger'> {
  readonly change: LedgerInput['change'];
}

export interface CloseLine extends MendLine<'close'> {
  readonly order_key: string;
}

export interface DayLine extends Line<'day'> {
  readonly day: IstDay;
}

export interface DecisionLine extends Line<'decision'> {
  readonly order_key: string;
  /** 0 for a skip. */
  readonly revision: number;
  readonly decision: DecisionRecord;
}

/** What became of an order that was placed: for people. */
export interface OutcomeLine extends Line<'outcome'> {
  readonly outcome: Json;
}

/** The last line of a session that ended by itself. */
export interface EndLine extends Line<'end'> {
  readonly statistics: Json;
}

export type RecordingLine =
  | SessionLine
  | ConfigLine
  | InstrumentLine
  | PositionsLine
  | SeenBeforeLine
  | MasterLine
  | CopyEndedLine
  | FundsLine
  | UnrealisedLine
  | SteerLine
  | ConfirmationLine
  | LedgerLine
  | CloseLine
  | DayLine
  | DecisionLine
  | OutcomeLine
  | EndLine;
