/** Entries: every check in the contract's order, the first failure decides (4.4, 7; 4.5 to 4.8). Pure. */

import type { FollowerDay } from '../book/book.ts';
import { compare, type Ratio, ZERO } from '../exact.ts';
import { toEpochMs } from '../ist-time.ts';
import type { CompiledFollower } from '../policy/compiled-policy.ts';
import { type DayFigures, findBreach } from '../policy/limits.ts';
import { sizeEntry } from '../policy/sizing.ts';
import { whyHeldBack } from '../steering.ts';
import { termsOf } from './ask-entry.ts';
import { copyDecision, type DecideContext, skipDecision, type Verdict, verdictOf } from './decide-context.ts';
import { capitalsOf } from './decide-quantity.ts';
import type { PlannedOrder } from './decision.ts';
import type { ChosenExecution, EntryPlan, QuantityChoice, Refusal } from './entry-terms.ts';
import { planSlices } from './plan-orders.ts';
import type { Priced } from './pricing.ts';
import { sliceQuantity } from './slicing.ts';

/** @param masterQuantity units of the part that is decided */
export function decideEntry(
  context: DecideContext,
  follower: CompiledFollower,
  masterQuantity = context.event.opening,
): Verdict {
  const outcome = checkEntry(context, follower);
  if (!('units' in outcome)) {
    const { reason, rule } = outcome;
    return verdictOf(skipDecision(context, follower, { reason, masterQuantity, rule }), 'none');
  }
  const { units, orders, rule } = outcome;
  const decision = copyDecision(context, follower, {
    reason: 'ENTRY',
    masterQuantity,
    rule,
    quantity: units,
    orders,
  });
  return verdictOf(decision, 'entry');
}

/** An entry that passes every check. */
export interface CheckedEntry {
  readonly units: number;
  readonly orders: readonly PlannedOrder[];
  readonly rule: string | null;
}

/** @param resting units of copies of this order that are not counted as copied: they are decided again */
export function checkEntry(
  context: DecideContext,
  follower: CompiledFollower,
  resting = 0,
): CheckedEntry | Refusal {
  const { event, trace } = context;
  const terms = termsOf(context, follower);
  if (terms.refusal !== null) return terms.refusal;
  const { quantity, chosen } = terms;
  const steered = checkMoment(context, follower, chosen);
  if (steered) return steered;
  const sized = sizeOpening(context, follower, quantity, resting);
  if ('reason' in sized) return sized;
  terms.priced ??= context.askedOfEntry.price(event, 'entry', chosen.execution);
  const { priced } = terms;
  const ends = priced.kind === 'none' ? 'NO_PRICE' : null;
  trace?.step({ step: 'priced', part: 'entry', execution: chosen.execution, priced, ends });
  if (priced.kind === 'none') return { reason: 'NO_PRICE', rule: chosen.rule?.rule.id ?? null };
  const price = priced.kind === 'market' ? null : priced.price;
  const breach = checkLimits(context, follower, { total: sized.total, price, chosen });
  if (breach) return breach;
  if (terms.plan?.units !== sized.units) terms.plan = planEntry(context, sized.units, priced);
  const { orders } = terms.plan;
  if (orders === null) return { reason: 'FREEZE_BELOW_LOT', rule: null };
  return { units: sized.units, orders, rule: quantity.rule?.rule.id ?? null };
}

function planEntry({ event, trace }: DecideContext, units: number, priced: Priced): EntryPlan {
  const { lotSize, freezeQuantity } = event.instrument;
  const slices = sliceQuantity(units, lotSize, freezeQuantity);
  const ends = slices === null ? 'FREEZE_BELOW_LOT' : null;
  trace?.step({ step: 'slices', quantity: units, lotSize, freezeQuantity, slices, ends });
  return { units, orders: slices === null ? null : planSlices(event, slices, priced) };
}

/** Checks of the running engine only: age, and what the user says now. */
function checkMoment(
  context: DecideContext,
  follower: CompiledFollower,
  chosen: ChosenExecution,
): Refusal | null {
  const { event, book, trace } = context;
  const { name } = follower.policy;
  // What rests is as its order is now, however old the change.
  const hasAge = event.following?.stage !== 'changed';
  if (context.live && event.missed !== null) {
    // What the user is asked is not asked of its age again.
    const ends = event.missed.verdict === 'stale' ? 'STALE' : null;
    trace?.step({ step: 'missed', missed: event.missed, ends });
    if (ends !== null) return { reason: ends, rule: null };
  } else if (context.live && hasAge && event.time !== null && event.seenAtMs !== null) {
    const ageMs = event.seenAtMs - toEpochMs(event.time);
    const { maxAgeMs } = chosen.execution;
    trace?.step({ step: 'age', ageMs, maxAgeMs, ends: ageMs > maxAgeMs ? 'STALE' : null });
    if (ageMs > maxAgeMs) return { reason: 'STALE', rule: null };
  }
  const reason = whyHeldBack(book, name) ?? (event.declined ? 'DECLINED' : null);
  trace?.step({ step: 'steering', ends: reason });
  return reason === null ? null : { reason, rule: null };
}

interface SizedOpening {
  /** Units to copy now. */
  readonly units: number;
  /** Units of the order's opening so far: `max_order_value` sees these. */
  readonly total: number;
}

export function sizeOpening(
  context: DecideContext,
  follower: CompiledFollower,
  quantity: QuantityChoice,
  resting: number,
): SizedOpening | Refusal {
  const { event, trace } = context;
  const rule = quantity.rule?.rule.id ?? null;
  const { resolved } = quantity;
  const sized = quantity.sized ?? sizeEntry(event, resolved, capitalsOf(context, follower, resolved), trace);
  if (resolved.sizing.kind !== 'capital_ratio') quantity.sized = sized;
  const copied = (event.order.copied.at(follower.seat) ?? 0) - resting;
  if (!sized.ok) {
    trace?.step({ step: 'entry_quantity', total: null, copied, units: 0, ends: sized.reason });
    const ruleDecides = sized.reason === 'BELOW_LOT' || sized.reason === 'BELOW_MIN';
    return { reason: sized.reason, rule: ruleDecides ? rule : null };
  }
  const total = sized.quantity;
  const units = total - copied;
  trace?.step({ step: 'entry_quantity', total, copied, units, ends: units <= 0 ? 'BELOW_LOT' : null });
  return units <= 0 ? { reason: 'BELOW_LOT', rule } : { units, total };
}

function checkLimits(
  context: DecideContext,
  follower: CompiledFollower,
  entry: { readonly total: number; readonly price: Ratio | null; readonly chosen: ChosenExecution },
): Refusal | null {
  const { askedOfEntry: asked, trace } = context;
  trace?.step({ step: 'asking', about: 'limits' });
  const limits = asked.limits(follower.limits, follower.limitsRules);
  const copy = { total: entry.total, unitPrice: entry.price ?? asked.facts.reference };
  const breach = findBreach(limits, copy, dayFigures(context, follower.seat), trace);
  if (breach === null) return null;
  return {
    reason: breach.reason,
    rule: breach.reason === 'NO_PRICE' ? (entry.chosen.rule?.rule.id ?? null) : breach.rule,
  };
}

function dayFigures({ book, event }: DecideContext, seat: number): DayFigures {
  const day = book.days.at(seat);
  return day ? new FiguresOfDay(day, event.order.sequence) : NOTHING_YET;
}

const NOTHING_YET: DayFigures = {
  ordersCopied: 0,
  countsAlready: false,
  lowestResult: ZERO,
  hasReached: (result) => compare(ZERO, result) <= 0,
};

class FiguresOfDay implements DayFigures {
  readonly #day: FollowerDay;
  readonly #order: number;

  constructor(day: FollowerDay, order: number) {
    this.#day = day;
    this.#order = order;
  }

  get ordersCopied(): number {
    return this.#day.ordersCopied.size;
  }

  get countsAlready(): boolean {
    return this.#day.ordersCopied.has(this.#order);
  }

  get lowestResult(): Ratio {
    return this.#day.result.lowest;
  }

  hasReached(result: Ratio): boolean {
    return this.#day.result.hasReached(result);
  }
}
