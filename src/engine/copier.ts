/**
 * The one place where inputs become decisions and decisions become orders, one input after another. What is decided
 * is in the journal before the first byte of it leaves; if the journal cannot be written, nothing leaves.
 */
import type { Json, OrderReading } from '../brokers/port.ts';
import type { OrderState } from '../core/book/book.ts';
import type { CopySession, SessionDecision, SessionInput } from '../core/copy-session.ts';
import { dayOf, type IstDay, toIstSeconds } from '../core/ist-time.ts';
import type { Missed } from '../core/orders/missed.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import type { Intent, NewIntent } from '../journal/intent.ts';
import type { RecordingLine } from '../journal/recording/recording-line.ts';
import { type PlainInput, toInputLine } from '../journal/recording/session-lines.ts';
import type { Clock } from './clock.ts';
import { createLiveOrder, type LiveCopy } from './copies/live-copy.ts';
import { planIntents } from './copies/plan-intents.ts';
import type { EngineObserver, RunMode } from './events.ts';
import type { Via } from './master/master-feed.ts';
import type { RecordKeeper } from './record/record-keeper.ts';
import type { SessionLog } from './record/session-log.ts';

export interface CopierParts {
  readonly session: CopySession;
  readonly log: SessionLog;
  readonly records: RecordKeeper;
  readonly clock: Clock;
  /** By the broker's clock: what its rows tell is as old as that says, and of that day. */
  readonly brokerNow: () => number;
  readonly observe: EngineObserver;
  /** Whether a follower's copies are placed or only shown. */
  readonly modeOf: (follower: string) => RunMode;
  readonly desks: CopyDesks;
  /** The journal failed: nothing more may be sent. */
  readonly onFatal: (error: unknown) => void;
  /** Replaces a master's client code in ids, so that live, restart and replay know an order by one name. */
  readonly redact: (text: string) => string;
}

/** Those who carry out what was decided, once it is durable. */
export interface CopyDesks {
  carryOut(copy: LiveCopy): void;
  /** Brings copies that rest in line with what was decided of them. Null: those of all orders. */
  follow(orderKey: string | null, follower: string): void;
  /** A master order that rested has ended. */
  tellEnd(order: OrderState): void;
}

export class Copier {
  readonly #parts: CopierParts;
  #failed = false;

  constructor(parts: CopierParts) {
    this.#parts = parts;
  }

  get session(): CopySession {
    return this.#parts.session;
  }

  /**
   * One row or push message of the master.
   * @param missed what was judged of its entry where nobody looked when it came
   */
  takeReading(reading: OrderReading, via: Via, missed: Missed | null = null): void {
    const { clock, brokerNow, observe } = this.#parts;
    if (!reading.ok) {
      observe({ type: 'unreadable_row', atMs: clock.now(), via, problem: reading.problem });
      return;
    }
    const row = this.known(reading.order);
    observe({ type: 'master_order', atMs: clock.now(), via, order: row });
    const seenAtMs = brokerNow();
    const line: RecordingLine = { type: 'master', at_ms: seenAtMs, via, row: reading.raw, missed };
    const { ordersById } = this.session.book;
    const hadEnded = ordersById.get(row.orderId)?.terminal ?? false;
    this.#accept({ kind: 'row', row, seenAtMs, missed }, line);
    const order = ordersById.get(row.orderId);
    if (order?.followed && order.terminal && !hadEnded) this.#parts.desks.tellEnd(order);
  }

  /** Inputs that hold nothing of the broker's own words. */
  take(input: PlainInput): void {
    this.#accept(input, toInputLine(input, this.#parts.clock.now()));
  }

  /** Orders that were there before anything was decided. */
  takeSeenBefore(readings: readonly OrderReading[]): void {
    const rows = readings.flatMap((reading) => (reading.ok ? [this.known(reading.order)] : []));
    const raw = readings.flatMap((reading) => (reading.ok ? [reading.raw] : []));
    const line: RecordingLine = { type: 'seen_before', at_ms: this.#parts.clock.now(), rows: raw };
    this.#accept({ kind: 'seen_before', rows }, line);
  }

  /** @param rows the positions in the words that the recording holds them in */
  takePositions(input: Extract<SessionInput, { kind: 'positions' }>, rows: readonly Json[]): void {
    this.#accept(input, { type: 'positions', at_ms: this.#parts.clock.now(), rows });
  }

  takeDay(day: IstDay): void {
    const atMs = this.#parts.clock.now();
    if (this.session.book.day === day) return;
    this.#accept({ kind: 'day', day, atMs }, { type: 'day', at_ms: atMs, day });
  }

  takePolicy(
    input: Extract<SessionInput, { kind: 'policy' }>,
    line: Extract<RecordingLine, { type: 'config' }>,
  ): void {
    this.#accept(input, line);
  }

  #accept(input: SessionInput, line: RecordingLine): void {
    if (this.#failed) return;
    const seenAtMonotonic = this.#parts.clock.monotonic();
    const made = this.session.accept(input);
    try {
      if (made.length === 0) this.#parts.log.input(line);
      else this.#record(made, line, seenAtMonotonic);
    } catch (error) {
      this.#failed = true;
      this.#parts.onFatal(error);
    }
  }

  #record(made: readonly SessionDecision[], line: RecordingLine, seenAtMonotonic: number): void {
    const { clock, log, modeOf, desks } = this.#parts;
    const atMs = clock.now();
    const today = dayOf(toIstSeconds(atMs));
    const live = made.filter((one) => modeOf(one.decision.follower) === 'live');
    const intentsOf = live.map((one) => planIntents(one, { day: one.day ?? today, atMs }));
    // A change or an end of what rests has no intent of its own, and is sent all the same.
    if (live.some(({ effect }) => effect !== 'none')) log.decided(line, made, intentsOf.flat(), atMs);
    else log.shown(line, made, atMs);
    const at = { atMs, seenAtMonotonic, maxAgeOf: this.#maxAges() };
    live.forEach((one, index) => {
      const intents = intentsOf[index] ?? [];
      if (intents.length > 0) desks.carryOut(toLiveCopy(one, intents, at));
      else if (one.effect === 'modify' || one.effect === 'cancel')
        desks.follow(one.orderKey, one.decision.follower);
      // The master is out of what may rest there still: no exit cancels it.
      else if (one.decision.reason === 'NO_POSITION') desks.follow(null, one.decision.follower);
    });
    this.#tell(made, atMs);
    this.#settleShown(made);
  }

  /** How old an entry may become, by follower, in milliseconds. */
  #maxAges(): ReadonlyMap<string, number> {
    const { followers } = this.session.policy;
    return new Map(followers.map(({ name, execution }) => [name, execution.maxAgeMs]));
  }

  #tell(made: readonly SessionDecision[], atMs: number): void {
    const { observe, records, modeOf } = this.#parts;
    for (const [order, decisions] of groupByOrder(made, this.session)) {
      const told = decisions.map((one) => ({ ...one, mode: modeOf(one.decision.follower) }));
      observe({ type: 'decided', atMs, order, decisions: told });
    }
    for (const { effect } of made) if (effect === 'none') records.skipped();
    const isShown = ({ effect, decision: { action, follower } }: SessionDecision) =>
      effect !== 'none' && action === 'copy' && modeOf(follower) === 'dry_run';
    records.shown(made.filter(isShown), atMs);
  }

  /** What is only shown fills in full, in a book of its own; what rests, as its master order. */
  #settleShown(made: readonly SessionDecision[]): void {
    for (const { orderKey, revision, decision, rests } of made) {
      if (decision.action !== 'copy' || this.#parts.modeOf(decision.follower) === 'live') continue;
      const { follower, quantity } = decision;
      this.take({ kind: 'copy_ended', orderKey, follower, revision, filled: rests ? null : quantity });
    }
  }

  /** A row under the name by which its order is known. */
  known(row: OrderSnapshot): OrderSnapshot {
    const { uniqueOrderId } = row;
    return uniqueOrderId === null ? row : { ...row, uniqueOrderId: this.#parts.redact(uniqueOrderId) };
  }
}

function toLiveCopy(
  { orderKey, revision, effect, decision: { follower } }: SessionDecision,
  intents: readonly NewIntent[],
  at: {
    readonly atMs: number;
    readonly seenAtMonotonic: number;
    readonly maxAgeOf: ReadonlyMap<string, number>;
  },
): LiveCopy {
  return {
    orderKey,
    follower,
    revision,
    effect: effect === 'exit' || effect === 'other_side' ? effect : 'entry',
    seenAtMs: at.atMs,
    seenAtMonotonic: at.seenAtMonotonic,
    freshUntil: at.seenAtMonotonic + (at.maxAgeOf.get(follower) ?? 0),
    orders: intents.map((intent) => createLiveOrder(toIntent(intent))),
    ended: false,
    filledSince: 0,
  };
}

/** The intent as the journal has it once it is recorded. */
export function toIntent(intent: NewIntent): Intent {
  return {
    tag: intent.tag,
    day: intent.day,
    follower: intent.follower,
    orderKey: intent.orderKey,
    revision: intent.revision,
    slice: intent.slice,
    effect: intent.effect,
    exchange: intent.exchange,
    symbolToken: intent.symbolToken,
    tradingSymbol: intent.tradingSymbol,
    product: intent.product,
    side: intent.side,
    orderType: intent.orderType,
    quantity: intent.quantity,
    price: intent.price,
    triggerPrice: intent.triggerPrice,
    plannedAtMs: intent.plannedAtMs,
    state: intent.state ?? 'planned',
    orderId: null,
    uniqueOrderId: null,
    filledQuantity: 0,
    averagePrice: null,
    brokerCode: null,
    brokerText: null,
    updatedAtMs: intent.plannedAtMs,
  };
}

/** Decisions of one input may concern several orders (the end of a day); each is told with its own order. */
function groupByOrder(
  made: readonly SessionDecision[],
  session: CopySession,
): Map<OrderSnapshot, SessionDecision[]> {
  const groups = new Map<OrderSnapshot, SessionDecision[]>();
  for (const one of made) {
    const order = session.book.ordersById.get(one.orderKey)?.last;
    if (!order) continue;
    const group = groups.get(order);
    if (group) group.push(one);
    else groups.set(order, [one]);
  }
  return groups;
}
