/** What deciding is given, and how a decision is put together. */

import type { Book, CopiedPosition } from '../book/book.ts';
import type { MasterEvent } from '../book/master-event.ts';
import type { CompiledFollower, CompiledPolicy, RuleObserver } from '../policy/compiled-policy.ts';
import { gatherPartFacts } from '../policy/facts.ts';
import { AskedRules } from './asked-rules.ts';
import type { Action, Decision, PlannedOrder } from './decision.ts';
import type { EntryTerms } from './entry-terms.ts';
import type { Reason } from './reasons.ts';
import type { Trace } from './trace.ts';

/** What deciding about one event needs, the same for every follower. */
export interface DecideContext {
  readonly event: MasterEvent;
  readonly policy: CompiledPolicy;
  readonly book: Book;
  /** The rules, asked about the reduction. */
  readonly askedOfExit: AskedRules;
  /** The rules, asked about the opening. */
  readonly askedOfEntry: AskedRules;
  /** What the file says of the opening, by the followers' settings; nothing is kept where somebody listens. */
  readonly entryTerms: (EntryTerms | undefined)[];
  /** Age is checked where the event is happening; a replay of order books has no now. */
  readonly live: boolean;
  /** Null: nobody listens. */
  readonly trace: Trace | null;
}

export function makeContext(
  event: MasterEvent,
  { book, policy }: Pick<DecideContext, 'book' | 'policy'>,
  observer: RuleObserver,
  { live, trace = null }: { readonly live: boolean; readonly trace?: Trace | null },
): DecideContext {
  const { ofExit, ofEntry } = gatherPartFacts(event);
  const askedOfExit = new AskedRules(ofExit, observer, trace);
  const askedOfEntry = new AskedRules(ofEntry, observer, trace);
  return { event, policy, book, askedOfExit, askedOfEntry, entryTerms: [], live, trace };
}

/** A decision, and what it does to the follower's copied position. */
export interface Verdict {
  readonly decision: Decision;
  /** `modify`, `cancel`: of a copy that rests. `other_side`: an exit under 4.4 (5), after which the share is what is left. */
  readonly effect: 'none' | 'entry' | 'exit' | 'other_side' | 'modify' | 'cancel';
}

export function copiedOf(context: DecideContext, follower: CompiledFollower): CopiedPosition | undefined {
  return context.event.holding.copied.at(follower.seat);
}

export function verdictOf(decision: Decision, effect: Verdict['effect']): Verdict {
  return { decision, effect };
}

export function skipDecision(
  context: DecideContext,
  follower: CompiledFollower,
  fields: { readonly reason: Reason; readonly masterQuantity: number; readonly rule: string | null },
): Decision {
  const { row } = context.event;
  // Written out: a hundred thousand orders at ten followers make a million of these.
  const decision: Decision = {
    orderId: row.orderId,
    symbol: row.tradingSymbol,
    exchange: row.exchange,
    side: row.side,
    follower: follower.policy.name,
    action: 'skip',
    reason: fields.reason,
    rule: fields.rule,
    masterQuantity: fields.masterQuantity,
    quantity: 0,
    orders: NO_ORDERS,
  };
  context.trace?.step({ step: 'decided', decision });
  return decision;
}

const NO_ORDERS: readonly PlannedOrder[] = [];

export function copyDecision(
  context: DecideContext,
  follower: CompiledFollower,
  fields: {
    readonly reason: Reason;
    readonly masterQuantity: number;
    readonly rule: string | null;
    readonly quantity: number;
    readonly orders: readonly PlannedOrder[];
  },
): Decision {
  const { row } = context.event;
  const decision: Decision = {
    orderId: row.orderId,
    symbol: row.tradingSymbol,
    exchange: row.exchange,
    side: row.side,
    follower: follower.policy.name,
    action: 'copy',
    reason: fields.reason,
    rule: fields.rule,
    masterQuantity: fields.masterQuantity,
    quantity: fields.quantity,
    orders: fields.orders,
  };
  context.trace?.step({ step: 'decided', decision });
  return decision;
}

/** A copy that rests is changed, or taken back. */
export function changeDecision(
  context: DecideContext,
  follower: CompiledFollower,
  fields: {
    readonly action: Extract<Action, 'modify' | 'cancel'>;
    readonly reason: Reason;
    readonly masterQuantity: number;
    readonly rule: string | null;
    readonly quantity: number;
    readonly orders: readonly PlannedOrder[];
  },
): Decision {
  const { row, order } = context.event;
  const decision: Decision = {
    orderId: row.orderId,
    symbol: row.tradingSymbol,
    exchange: row.exchange,
    side: row.side,
    follower: follower.policy.name,
    action: fields.action,
    reason: fields.reason,
    rule: fields.rule,
    masterQuantity: fields.masterQuantity,
    quantity: fields.quantity,
    revision: (order.revisions.at(follower.seat) ?? 0) + 1,
    orders: fields.orders,
  };
  context.trace?.step({ step: 'decided', decision });
  return decision;
}
