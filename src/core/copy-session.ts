/**
 * The engine's memory and its one way forward: an input comes in, decisions come out. `run`, `replay`, `plan`,
 * `test` and `explain` all drive this. It has no clock and does no I/O: what time it is comes with the inputs.
 */

import { type Book, copyKey, createBook, type OrderState } from './book/book.ts';
import { endDay } from './book/day-change.ts';
import { turnedToExit } from './book/followed-order.ts';
import { dayOfFollower, reduceShares } from './book/follower-ledger.ts';
import { type MasterEvent, type RowContext, readRow, takeAsSeen } from './book/master-event.ts';
import { type CloseInput, changeLedger, closingEvent, type LedgerInput } from './book/mending.ts';
import { findHolding, findInstrument } from './book/registers.ts';
import { endCopy, fillResting, keepPlanned } from './book/resting-ledger.ts';
import { succeedPolicy } from './book/retiring.ts';
import { confirmOpening, shrinkResting } from './book/rowless-event.ts';
import { applyVerdict, beginsToRest } from './deciding/apply-verdict.ts';
import { type DecideContext, makeContext, type Verdict } from './deciding/decide-context.ts';
import { decideClose } from './deciding/decide-exit.ts';
import { decideClosing, decideOpening } from './deciding/decide-follower.ts';
import { decideResting } from './deciding/decide-resting.ts';
import type { Decision } from './deciding/decision.ts';
import type { Trace } from './deciding/trace.ts';
import type { Ratio } from './exact.ts';
import { dayOf, type IstDay, type IstSeconds, toIstSeconds } from './ist-time.ts';
import type { InstrumentMaster } from './orders/instrument.ts';
import type { Missed } from './orders/missed.ts';
import type { Exchange, OrderSnapshot, Product } from './orders/order.ts';
import { type CompiledFollower, type CompiledPolicy, compilePolicy } from './policy/compiled-policy.ts';
import type { Policy } from './policy/policy.ts';
import { RuleCoverage } from './policy/rule-coverage.ts';
import { type SteerAction, steer } from './steering.ts';

export type SessionInput =
  /** One snapshot of one master order. `seenAtMs` is null in a replay of order books. */
  | {
      readonly kind: 'row';
      readonly row: OrderSnapshot;
      readonly seenAtMs: number | null;
      /** Where it came while nobody looked: what was judged of its entry. */
      readonly missed?: Missed | null;
    }
  /** Orders that were there before the session began: what they filled is in the positions already. */
  | { readonly kind: 'seen_before'; readonly rows: readonly OrderSnapshot[] }
  /** The master's positions, all of them. */
  | { readonly kind: 'positions'; readonly positions: readonly MasterPosition[] }
  /** A new day begins, whether or not anything has happened on it. */
  | { readonly kind: 'day'; readonly day: IstDay; readonly atMs: number }
  /** The config in force from here on. */
  | { readonly kind: 'policy'; readonly policy: Policy; readonly confirm: boolean }
  /**
   * All orders of one copy have ended; `filled` units of it were executed. Null: it is only shown, and fills as its
   * master order does.
   */
  | {
      readonly kind: 'copy_ended';
      readonly orderKey: string;
      readonly follower: string;
      readonly revision: number;
      readonly filled: number | null;
    }
  /** What an account can trade with; the master's name is `''`. */
  | { readonly kind: 'funds'; readonly account: string; readonly available: Ratio }
  | { readonly kind: 'unrealised'; readonly follower: string; readonly amount: Ratio }
  | {
      readonly kind: 'steer';
      readonly action: SteerAction;
      /** Null: all followers. */
      readonly follower: string | null;
    }
  | { readonly kind: 'confirmation'; readonly orderKey: string; readonly accepted: boolean }
  | LedgerInput
  | CloseInput;

export interface MasterPosition {
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
  readonly product: Product;
  /** Units; below zero is short. */
  readonly netQuantity: number;
}

/** A decision with what carrying it out needs to know. */
export interface SessionDecision {
  readonly decision: Decision;
  /** The master order's name for good (its id may change). */
  readonly orderKey: string;
  /** Counts the copies of this order for this follower from 1; 0 for a skip. */
  readonly revision: number;
  readonly effect: Verdict['effect'];
  readonly symbolToken: string | null;
  /** The day that it is decided for: what an order's own day ends with leaves on no later one. */
  readonly day: IstDay | null;
  /** A new copy that rests as its master order does. */
  readonly rests: boolean;
}

export interface SessionOptions {
  /** Entries are checked for age, against the instant at which they were seen. */
  readonly live: boolean;
  /** `assumed`: each copy fills in full. `reported`: until `copy_ended` says what it filled. */
  readonly fills: 'assumed' | 'reported';
  readonly instruments: InstrumentMaster;
  /** Told how each decision comes about; null: nobody listens. */
  readonly trace?: Trace | null;
}

export class CopySession {
  readonly #options: SessionOptions;
  readonly #coverage = new RuleCoverage();
  readonly #book: Book;
  #policy: CompiledPolicy;
  #confirm: boolean;

  constructor(policy: Policy, options: SessionOptions, from: { book?: Book; confirm?: boolean } = {}) {
    this.#options = options;
    this.#book = from.book ?? createBook();
    this.#policy = compilePolicy(policy, this.#book.seats);
    this.#confirm = from.confirm ?? false;
  }

  /** The state, to be read (and kept); only `accept` changes it. */
  get book(): Book {
    return this.#book;
  }

  get policy(): Policy {
    return this.#policy.policy;
  }

  /** How often each rule was asked about a part for a follower, and held. */
  coverage(): readonly { readonly id: string; readonly matched: number }[] {
    return this.#policy.rules.map(({ rule, index }) => ({ id: rule.id, matched: this.#coverage.of(index) }));
  }

  /** Orders whose opening waits for the user's word. */
  awaitingConfirmation(): readonly OrderState[] {
    return [...this.#book.awaiting].sort((a, b) => a.sequence - b.sequence);
  }

  accept(input: SessionInput): SessionDecision[] {
    switch (input.kind) {
      case 'row':
        return this.#acceptRow(input.row, input.seenAtMs, input.missed ?? null);
      case 'confirmation':
        return this.#acceptConfirmation(input.orderKey, input.accepted);
      case 'close':
        return this.#acceptClose(input);
      case 'day':
        return this.#enterDay(input.day, input.atMs);
      case 'policy':
        this.#succeed(input.policy, input.confirm);
        return [];
      default:
        this.#note(input);
        return [];
    }
  }

  /** The config in force changes. Followers that it no longer names keep their way out. */
  #succeed(policy: Policy, confirm: boolean): void {
    const succession = succeedPolicy(this.#book, this.#policy.policy, policy);
    this.#policy = compilePolicy(succession.policy, this.#book.seats);
    this.#book.retiring = succession.retiring;
    this.#confirm = confirm;
    this.#coverage.clear();
  }

  #note(input: Exclude<SessionInput, { kind: 'row' | 'confirmation' | 'close' | 'day' | 'policy' }>): void {
    switch (input.kind) {
      case 'seen_before':
        for (const row of input.rows) takeAsSeen(this.#book, row);
        return;
      case 'positions':
        this.#setPositions(input.positions);
        return;
      case 'copy_ended':
        endCopy(this.#book, copyKey(input.orderKey, input.follower, input.revision), input.filled);
        return;
      case 'funds':
        this.#book.funds.set(input.account, input.available);
        return;
      case 'unrealised':
        dayOfFollower(this.#book, this.#book.seats.of(input.follower)).result.setUnrealised(input.amount);
        return;
      case 'ledger':
        changeLedger(this.#book, input, this.#options.instruments);
        return;
      case 'steer':
        steer(this.#book, input.action, input.follower);
        return;
    }
  }

  #setPositions(positions: readonly MasterPosition[]): void {
    for (const holding of this.#book.holdings.values()) holding.master = 0;
    for (const position of positions) {
      const instrument = findInstrument(this.#book, position, this.#options.instruments);
      findHolding(this.#book, instrument, position.product).master += position.netQuantity;
    }
  }

  #acceptRow(row: OrderSnapshot, seenAtMs: number | null, missed: Missed | null): SessionDecision[] {
    const book = this.#book;
    const seenTime = seenAtMs === null ? null : toIstSeconds(seenAtMs);
    const time = row.eventTime ?? seenTime ?? book.lastTime;
    // While it happens the day is the one on which a row is seen: a row with a wild time must not end today.
    const dayTime = seenTime ?? time;
    const decisions = dayTime === null ? [] : this.#enterDay(dayOf(dayTime), seenAtMs);
    book.lastTime = time;
    const event = readRow(book, row, { ...this.#rowContext(time, seenAtMs), missed });
    if (event) this.#decide(event, decisions);
    return decisions;
  }

  #rowContext(time: IstSeconds | null, seenAtMs: number | null): RowContext {
    return {
      time,
      seenAtMs,
      copyOn: this.#policy.policy.copyOn,
      confirm: this.#confirm,
      instruments: this.#options.instruments,
      missed: null,
    };
  }

  #enterDay(day: IstDay, seenAtMs: number | null): SessionDecision[] {
    const book = this.#book;
    if (book.day !== null && day <= book.day) return [];
    const decisions: SessionDecision[] = [];
    if (book.day !== null) {
      const context = this.#rowContext(null, seenAtMs);
      endDay(book, day, context, (event) => this.#decide(event, decisions));
    }
    book.day = day;
    return decisions;
  }

  #acceptConfirmation(orderKey: string, accepted: boolean): SessionDecision[] {
    const order = this.#book.ordersById.get(orderKey);
    const event = order ? confirmOpening(this.#book, order, accepted, this.#rowContext(null, null)) : null;
    const decisions: SessionDecision[] = [];
    if (event) this.#decide(event, decisions);
    return decisions;
  }

  /** Decides follower by follower; an exit is carried into the book before the entry of the same event is decided. */
  #decide(event: MasterEvent, decisions: SessionDecision[]): void {
    const context = this.#contextOf(event);
    context.trace?.step({ step: 'event', event });
    if (event.reduction > 0) reduceShares(event.holding, event.reducedSide, event.reduction, event.settled);
    for (const follower of this.#policy.followers) {
      this.#coverage.nextFollower();
      for (const verdict of decideClosing(context, follower))
        decisions.push(this.#apply(event, follower, verdict));
      const opening = decideOpening(context, follower);
      if (opening) decisions.push(this.#apply(event, follower, opening));
      if (event.following) this.#follow(context, follower, decisions);
    }
    const [exiting] = turnedToExit(event.holding);
    if (exiting)
      this.#decide(shrinkResting(this.#book, exiting, event, this.#options.instruments), decisions);
  }

  /** Copies that rest: what they have filled is counted by what was planned of them then. */
  #follow(context: DecideContext, follower: CompiledFollower, decisions: SessionDecision[]): void {
    const { event } = context;
    const isChanged = event.following?.stage === 'changed';
    if (!isChanged) fillResting(this.#book, event, follower.seat);
    const verdict = decideResting(context, follower);
    if (verdict) decisions.push(this.#apply(event, follower, verdict));
    if (!isChanged) return;
    keepPlanned(event, follower.seat);
    fillResting(this.#book, event, follower.seat);
  }

  #contextOf(event: MasterEvent): DecideContext {
    return makeContext(event, { book: this.#book, policy: this.#policy }, this.#coverage, this.#options);
  }

  #acceptClose(input: CloseInput): SessionDecision[] {
    const follower = this.#policy.followers.find(({ policy }) => policy.name === input.follower);
    const event = follower ? closingEvent(this.#book, input, this.#options.instruments) : null;
    if (!follower || !event) return [];
    return [this.#apply(event, follower, decideClose(this.#contextOf(event), follower))];
  }

  #apply(event: MasterEvent, { seat }: CompiledFollower, verdict: Verdict): SessionDecision {
    const untilSettled = this.#options.fills === 'reported';
    return {
      decision: verdict.decision,
      orderKey: event.order.key,
      revision: applyVerdict(this.#book, { event, seat, verdict }, { untilSettled }),
      effect: verdict.effect,
      day: this.#book.day,
      rests: verdict.effect === 'entry' && beginsToRest(event),
      symbolToken: event.row.symbolToken ?? event.holding.instrument.symbolToken,
    };
  }
}
