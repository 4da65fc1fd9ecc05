/** Entries: every check in the contract's order, the first failure decides (4.4, 7; 4.5 to 4.8). Pure. */
import type { FollowerDay } from './book.ts';
import type { CompiledFollower } from './compiled-policy.ts';
import type { DayResult } from './day-result.ts';
import { copyDecision, type DecideContext, skipDecision, type Verdict, verdictOf } from './decide-context.ts';
import { capitalsOf, type QuantityChoice, resolveQuantity } from './decide-quantity.ts';
import { compare, type Ratio, ZERO } from './exact.ts';
import { toEpochMs } from './ist-time.ts';
import { type DayFigures, findBreach } from './limits.ts';
import { type ChosenExecution, chooseExecution, planSlices } from './plan-orders.ts';
import type { Priced } from './pricing.ts';
import type { Reason } from './reasons.ts';
import { sizeEntry } from './sizing.ts';
import { sliceQuantity } from './slicing.ts';
import { whyHeldBack } from './steering.ts';

interface Refusal {
  readonly reason: Reason;
  readonly rule: string | null;
}

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
  const { units, slices, priced, rule } = outcome;
  const decision = copyDecision(context, follower, {
    reason: 'ENTRY',
    masterQuantity,
    rule,
    quantity: units,
    orders: planSlices(context.event, slices, priced),
  });
  return verdictOf(decision, 'entry');
}

/** An entry that passes every check. */
export interface CheckedEntry {
  readonly units: number;
  readonly slices: readonly number[];
  readonly priced: Priced;
  readonly rule: string | null;
}

/** @param resting units of copies of this order that are not counted as copied: they are decided again */
export function checkEntry(
  context: DecideContext,
  follower: CompiledFollower,
  resting = 0,
): CheckedEntry | Refusal {
  const filtered = checkFilters(context, follower);
  if (filtered) return filtered;
  const ruled = checkRules(context, follower);
  if ('reason' in ruled) return ruled;
  const { quantity } = ruled;
  const { event, trace } = context;
  const chosen = chooseExecution(context.askedOfEntry, follower, trace);
  const steered = checkMoment(context, follower, chosen);
  if (steered) return steered;
  const sized = sizeOpening(context, follower, quantity, resting);
  if ('reason' in sized) return sized;
  const priced = context.askedOfEntry.price(event, 'entry', chosen.execution);
  const ends = priced.kind === 'none' ? 'NO_PRICE' : null;
  trace?.step({ step: 'priced', part: 'entry', execution: chosen.execution, priced, ends });
  if (priced.kind === 'none') return { reason: 'NO_PRICE', rule: chosen.rule };
  const price = priced.kind === 'market' ? null : priced.price;
  const breach = checkLimits(context, follower, { total: sized.total, price, chosen });
  if (breach) return breach;
  const slices = sliceEntry(context, sized.units);
  if (slices === null) return { reason: 'FREEZE_BELOW_LOT', rule: null };
  return { units: sized.units, slices, priced, rule: quantity.rule?.rule.id ?? null };
}

function sliceEntry({ event, trace }: DecideContext, quantity: number): readonly number[] | null {
  const { lotSize, freezeQuantity } = event.instrument;
  const slices = sliceQuantity(quantity, lotSize, freezeQuantity);
  const ends = slices === null ? 'FREEZE_BELOW_LOT' : null;
  trace?.step({ step: 'slices', quantity, lotSize, freezeQuantity, slices, ends });
  return slices;
}

/** The file's filters, then the follower's. */
function checkFilters(context: DecideContext, follower: CompiledFollower): Refusal | null {
  const { askedOfEntry, policy, trace } = context;
  trace?.step({ step: 'filters', of: 'file', filters: policy.policy.filters });
  let reason = askedOfEntry.refusal(policy.filters);
  if (reason === null) {
    trace?.step({ step: 'filters', of: 'follower', filters: follower.policy.filters });
    reason = askedOfEntry.refusal(follower.filters);
  }
  return reason === null ? null : { reason, rule: null };
}

/** A rule that skips; else the first undecided one: of the skip rules, the quantity rules, the limits rules. */
function checkRules(
  context: DecideContext,
  follower: CompiledFollower,
): Refusal | { readonly quantity: QuantityChoice } {
  const { askedOfEntry: asked, trace } = context;
  trace?.step({ step: 'asking', about: 'skip' });
  const skip = asked.first(follower.skipRules);
  const skips = skip.matched?.rule.skip === true;
  trace?.step({ step: 'skip_rules', rule: skip.matched?.rule ?? null, ends: skips ? 'RULE_SKIP' : null });
  if (skip.matched?.rule.skip === true) return { reason: 'RULE_SKIP', rule: skip.matched.rule.id };
  const quantity = resolveQuantity(context, follower);
  trace?.step({ step: 'asking', about: 'limits_known' });
  const undecided = skip.undecided ?? quantity.undecided ?? asked.all(follower.limitsRules).undecided;
  trace?.step({
    step: 'unknown_facts',
    rule: undecided?.rule ?? null,
    ends: undecided === null ? null : 'UNKNOWN_FACT',
  });
  return undecided === null ? { quantity } : { reason: 'UNKNOWN_FACT', rule: undecided.rule.id };
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
  const sized = sizeEntry(event, quantity.resolved, capitalsOf(context, follower, quantity.resolved), trace);
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
  return { reason: breach.reason, rule: breach.reason === 'NO_PRICE' ? entry.chosen.rule : breach.rule };
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
  readonly ordersCopied: number;
  readonly countsAlready: boolean;
  readonly #result: DayResult;

  constructor({ ordersCopied, result }: FollowerDay, order: number) {
    this.ordersCopied = ordersCopied.size;
    this.countsAlready = ordersCopied.has(order);
    this.#result = result;
  }

  get lowestResult(): Ratio {
    return this.#result.lowest;
  }

  hasReached(result: Ratio): boolean {
    return this.#result.hasReached(result);
  }
}
