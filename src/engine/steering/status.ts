/** How a running engine stands: what `copytrade status` shows. */
import type { BrokerError } from '../../brokers/port.ts';
import type { LoadedConfig } from '../../config/compile-config.ts';
import type { FollowerSettings } from '../../config/settings.ts';
import type { Book } from '../../core/book/book.ts';
import type { Exchange, Product } from '../../core/orders/order.ts';
import { whyHeldBack } from '../../core/steering.ts';
import type { AccountGate, GateState } from '../accounts/account-gate.ts';
import type { DeskFloor } from '../copies/desk-floor.ts';
import type { RunMode, Statistics } from '../events.ts';

export interface EngineStatus {
  /** `starting` until the master is followed; `stopping` while it waits for what is on its way. */
  readonly state: 'starting' | 'running' | 'stopping';
  readonly mode: RunMode;
  readonly configFile: string;
  readonly configSha256: string;
  readonly master: SessionStatus;
  /** By how much the broker's clock is ahead of this machine's, to about a second; null where no reply has told. */
  readonly clockSkewMs: number | null;
  /** Of the file, and those that retire. */
  readonly followers: readonly FollowerStatus[];
  readonly statistics: Statistics;
}

export interface SessionStatus {
  readonly session: GateState;
  readonly error: Pick<BrokerError, 'code' | 'message'> | null;
}

export interface FollowerStatus {
  readonly name: string;
  readonly mode: RunMode;
  /** Null: it is only shown, and is not logged in. */
  readonly session: GateState | null;
  readonly error: SessionStatus['error'];
  readonly entries: EntriesStatus;
  /** Orders that have not ended. */
  readonly orders: { readonly onTheirWay: number; readonly unknown: number; readonly resting: number };
  /** What its copies hold. */
  readonly positions: readonly CopiedPositionStatus[];
}

export interface EntriesStatus {
  readonly state: 'copied' | 'paused' | 'close_only' | 'off';
  /** Who says so: `user` steered, `file` no longer says live, names or enables it. Null where entries are copied. */
  readonly by: 'user' | 'file' | null;
}

export interface CopiedPositionStatus {
  readonly exchange: Exchange;
  readonly symbol: string;
  readonly product: Product;
  /** Units; below zero is short. */
  readonly quantity: number;
}

/** What the status is gathered from. */
export interface EngineStanding extends Pick<EngineStatus, 'state' | 'mode' | 'statistics'> {
  readonly config: LoadedConfig;
  /** Null before it was opened, as the book is. */
  readonly master: AccountGate | null;
  readonly floor: DeskFloor;
  readonly book: Book | null;
}

export function engineStatus(standing: EngineStanding): EngineStatus {
  const { state, mode, statistics, config, master, book } = standing;
  const { settings, files, sha256 } = config;
  const named = new Map(settings.followers.map((one) => [one.name, one] as const));
  const names = new Set([...named.keys(), ...(book?.retiring ?? [])]);
  return {
    state,
    mode,
    configFile: files[0]?.path ?? '',
    configSha256: sha256,
    master: sessionStatus(master),
    clockSkewMs: master?.clockSkewMs ?? null,
    followers: [...names].map((name) => followerStatus(name, named.get(name) ?? null, standing)),
    statistics,
  };
}

function sessionStatus(gate: AccountGate | null): SessionStatus {
  const error = gate?.lastError ?? null;
  return {
    session: gate?.state ?? 'closed',
    error: error === null ? null : { code: error.code, message: error.message },
  };
}

/** @param settings as the file names it; null: it retires */
function followerStatus(
  name: string,
  settings: FollowerSettings | null,
  { book, floor }: EngineStanding,
): FollowerStatus {
  const gate = floor.deskOf(name)?.gate ?? null;
  const { session, error } = sessionStatus(gate);
  return {
    name,
    mode: floor.modeOf(name),
    session: gate === null ? null : session,
    error,
    entries: settings?.enabled === false ? { state: 'off', by: 'file' } : entriesStatus(book, name),
    orders: countOrders(floor, name),
    positions: book === null ? [] : copiedPositions(book, name),
  };
}

function entriesStatus(book: Book | null, name: string): EntriesStatus {
  const why = book === null ? null : whyHeldBack(book, name);
  if (book === null || why === null) return { state: 'copied', by: null };
  if (why === 'PAUSED') return { state: 'paused', by: 'user' };
  const isFiles = book.narrowed.has(name) || book.retiring.has(name);
  return { state: 'close_only', by: isFiles ? 'file' : 'user' };
}

function countOrders(floor: DeskFloor, name: string): FollowerStatus['orders'] {
  const orders = (floor.deskOf(name)?.copies ?? []).flatMap((copy) => copy.orders);
  const count = (...states: readonly string[]) =>
    orders.filter(({ intent }) => states.includes(intent.state)).length;
  return {
    onTheirWay: count('planned', 'sending'),
    unknown: count('unknown'),
    resting: count('accepted', 'open'),
  };
}

function copiedPositions(book: Book, name: string): CopiedPositionStatus[] {
  return [...book.holdings.values()].flatMap(({ instrument, product, copied }) => {
    const quantity = copied.get(name)?.quantity ?? 0;
    if (quantity === 0) return [];
    return [{ exchange: instrument.exchange, symbol: instrument.tradingSymbol, product, quantity }];
  });
}
