/** What a day brought, from the recordings that its runs left: decided again, with what became of each order. */
import { basename } from 'node:path';
import type { Book } from '../../core/book/book.ts';
import { formatDecimal } from '../../core/exact.ts';
import { NO_INSTRUMENT_MASTER } from '../../core/orders/instrument.ts';
import type { RecordingLine } from '../../journal/recording/recording-line.ts';
import { CoverageTally } from '../coverage-tally.ts';
import { replayRecording } from '../recording/replay-recording.ts';
import { DecisionCollector } from '../report/decision-collector.ts';
import { toTallyJson } from '../report/report-json.ts';

/** An order of a copy that was to be placed. */
export interface DayOrder {
  readonly order_id: string;
  readonly symbol: string;
  readonly side: string;
  readonly quantity: number;
  readonly filled: number;
  readonly state: string;
  /** The broker's. */
  readonly words: string;
}

export interface DayFollower {
  readonly name: string;
  readonly copied: number;
  readonly skipped: number;
  readonly reasons: Readonly<Partial<Record<string, number>>>;
  /** Orders by what became of them. */
  readonly orders: Readonly<Record<string, number>>;
  /** Refused by the broker, or rejected later. */
  readonly failed: readonly DayOrder[];
  /** Nobody knows yet whether there is such an order. */
  readonly unknown: readonly DayOrder[];
  /** Rupees, exact decimal text: of its copies, at the master's prices, and the broker's unrealised figure. */
  readonly realised: string;
  readonly unrealised: string;
}

export interface DayReport {
  /** `2026-11-23`, India's. */
  readonly day: string;
  readonly sessions: readonly {
    readonly file: string;
    readonly mode: 'dry_run' | 'live';
    readonly ended: boolean;
    readonly unreadable: number;
  }[];
  readonly followers: readonly DayFollower[];
}

type Outcome = Extract<RecordingLine, { type: 'outcome' }>['outcome'];

/**
 * @param files the recordings of that day, the first first
 * Throws a `ReplayError`, a `RecordedConfigError` and the abort's own error.
 */
export async function gatherDay(
  day: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<DayReport> {
  const collector = new DecisionCollector([], { keepTexts: false });
  const outcomes = new Map<string, DayOrder & { readonly follower: string }>();
  const results = new Map<string, Pick<DayFollower, 'realised' | 'unrealised'>>();
  const sessions: DayReport['sessions'][number][] = [];
  for (const file of files) {
    const options = {
      file,
      policy: null,
      instruments: NO_INSTRUMENT_MASTER,
      positions: null,
      coverage: new CoverageTally(),
    };
    const observer = {
      onDecision: collector.add.bind(collector),
      onUnreadable: () => undefined,
      onNote: () => undefined,
      onEnd: (book: Book) => noteResults(book, results),
    };
    const replayed = await replayRecording(options, observer, signal, {
      onLine: ({ line }) => {
        if (line.type === 'outcome') noteOutcome(line.outcome, outcomes);
      },
      onMade: () => undefined,
    });
    const { first, hasEnded, unreadable } = replayed;
    sessions.push({ file: basename(file), mode: first.run_mode, ended: hasEnded, unreadable });
  }
  const names = new Set([...collector.followers.keys(), ...results.keys()]);
  const followers = [...names].map((name): DayFollower => {
    const orders = [...outcomes.values()].filter(({ follower }) => follower === name);
    const tally = collector.followers.get(name) ?? { copied: 0, skipped: 0, reasons: new Map() };
    return {
      name,
      ...toTallyJson(tally),
      orders: countStates(orders),
      failed: ordersIn(orders, ['refused', 'rejected']),
      unknown: ordersIn(orders, ['unknown']),
      ...(results.get(name) ?? { realised: '0.00', unrealised: '0.00' }),
    };
  });
  return { day, sessions, followers };
}

/** The last session goes on from those before it, so that the last word is that of the day. */
function noteResults(book: Book, results: Map<string, Pick<DayFollower, 'realised' | 'unrealised'>>): void {
  for (const [follower, { result }] of book.days) {
    results.set(follower, {
      realised: formatDecimal(result.realised),
      unrealised: formatDecimal(result.unrealised),
    });
  }
}

/** An order is told of again and again; the last word counts. */
function noteOutcome(
  outcome: Outcome,
  outcomes: Map<string, DayOrder & { readonly follower: string }>,
): void {
  if (typeof outcome !== 'object' || outcome === null || Array.isArray(outcome)) return;
  const told = new Map(Object.entries(outcome));
  const text = (key: string) => String(told.get(key) ?? '');
  outcomes.set(text('tag'), {
    follower: text('follower'),
    order_id: text('orderKey'),
    symbol: text('symbol'),
    side: text('side'),
    quantity: Number(told.get('quantity') ?? 0),
    filled: Number(told.get('filledQuantity') ?? 0),
    state: text('state'),
    words: text('words'),
  });
}

function countStates(orders: readonly DayOrder[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of orders) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function ordersIn(
  orders: readonly (DayOrder & { readonly follower: string })[],
  states: readonly string[],
): DayOrder[] {
  return orders.filter(({ state }) => states.includes(state)).map(({ follower: _, ...order }) => order);
}
