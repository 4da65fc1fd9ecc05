/** Entries: every check in the contract's order, the first failure decides (4.4, 7; 4.5 to 4.8). Pure. */
import type { Steering } from './book.ts';
import type { CompiledFollower } from './compiled-policy.ts';
import { copyDecision, type DecideContext, skipDecision, type Verdict, verdictOf } from './decide-context.ts';
import { capitalsOf, type QuantityChoice, resolveQuantity } from './decide-quantity.ts';
import { type Ratio, ZERO } from './exact.ts';
import { toEpochMs } from './ist-time.ts';
import { type DayFigures, findBreach, tightest } from './limits.ts';
import { type ChosenExecution, chooseExecution, planOrder } from './plan-orders.ts';
import { priceCopy } from './pricing.ts';
import type { Reason } from './reasons.ts';
import { sizeEntry } from './sizing.ts';
import { sliceQuantity } from './slicing.ts';

interface Refusal {
  readonly reason: Reason;
  readonly rule: string | null;
}

export function decideEntry(context: DecideContext, follower: CompiledFollower): Verdict {
  const outcome = checkEntry(context, follower);
  const masterQuantity = context.event.opening;
  if (!('units' in outcome)) {
    return verdictOf(skipDecision(context, follower, { ...outcome, masterQuantity }), 'none');
  }
  const { units, slices, price, rule } = outcome;
  const decision = copyDecision(context, follower, {
    reason: 'ENTRY',
    masterQuantity,
    rule,
    quantity: units,
    orders: slices.map((slice) => planOrder(context.event, slice, price)),
  });
  return verdictOf(decision, 'entry');
}

interface Entry {
  readonly units: number;
  readonly slices: readonly number[];
  readonly price: Ratio | null;
  readonly rule: string | null;
}

function checkEntry(context: DecideContext, follower: CompiledFollower): Entry | Refusal {
  const filtered = checkFilters(context, follower);
  if (filtered) return filtered;
  const ruled = checkRules(context, follower);
  if ('reason' in ruled) return ruled;
  const { quantity } = ruled;
  const chosen = chooseExecution(context.askedOfEntry, follower);
  const steered = checkMoment(context, follower, chosen);
  if (steered) return steered;
  const sized = sizeOpening(context, follower, quantity);
  if ('reason' in sized) return sized;
  const { event } = context;
  const priced = priceCopy(event.row, 'entry', chosen.execution, event.instrument);
  if (priced.kind === 'none') return { reason: 'NO_PRICE', rule: chosen.rule };
  const price = priced.kind === 'limit' ? priced.price : null;
  const breach = checkLimits(context, follower, { ...sized, price, chosen });
  if (breach) return breach;
  const slices = sliceQuantity(sized.units, event.instrument.lotSize, event.instrument.freezeQuantity);
  if (slices === null) return { reason: 'FREEZE_BELOW_LOT', rule: null };
  return { units: sized.units, slices, price, rule: quantity.rule?.rule.id ?? null };
}

/** The file's filters, then the follower's. */
function checkFilters(context: DecideContext, follower: CompiledFollower): Refusal | null {
  const { facts } = context.askedOfEntry;
  const reason = context.policy.passesFilters(facts) ?? follower.passesFilters(facts);
  return reason === null ? null : { reason, rule: null };
}

/** A rule that skips; else the first undecided one: of the skip rules, the quantity rules, the limits rules. */
function checkRules(
  context: DecideContext,
  follower: CompiledFollower,
): Refusal | { readonly quantity: QuantityChoice } {
  const asked = context.askedOfEntry;
  const skip = asked.first(follower.skipRules, (rule) => rule.skip === true);
  if (skip.matched?.rule.skip === true) return { reason: 'RULE_SKIP', rule: skip.matched.rule.id };
  const quantity = resolveQuantity(context, follower);
  const undecided = skip.undecided ?? quantity.undecided ?? asked.all(follower.limitsRules).undecided;
  return undecided === null ? { quantity } : { reason: 'UNKNOWN_FACT', rule: undecided.rule.id };
}

/** Checks of the running engine only: age, and what the user says now. */
function checkMoment(
  context: DecideContext,
  follower: CompiledFollower,
  chosen: ChosenExecution,
): Refusal | null {
  const { event, book } = context;
  const { name } = follower.policy;
  if (context.live && event.time !== null && event.seenAtMs !== null) {
    const ageMs = event.seenAtMs - toEpochMs(event.time);
    if (ageMs > chosen.execution.maxAgeMs) return { reason: 'STALE', rule: null };
  }
  if (isSteered(book.paused, name)) return { reason: 'PAUSED', rule: null };
  if (isSteered(book.closeOnly, name) || book.retiring.has(name)) return { reason: 'CLOSE_ONLY', rule: null };
  return event.declined ? { reason: 'DECLINED', rule: null } : null;
}

function isSteered(steering: Steering, follower: string): boolean {
  return steering.all || steering.followers.has(follower);
}

interface SizedOpening {
  /** Units to copy now. */
  readonly units: number;
  /** Units of the order's opening so far: `max_order_value` sees these. */
  readonly total: number;
}

function sizeOpening(
  context: DecideContext,
  follower: CompiledFollower,
  quantity: QuantityChoice,
): SizedOpening | Refusal {
  const { event } = context;
  const rule = quantity.rule?.rule.id ?? null;
  const capitals = capitalsOf(context, follower);
  const sized = sizeEntry(event.openingSoFar, quantity.resolved, event.instrument.lotSize, capitals);
  if (!sized.ok) {
    const ruleDecides = sized.reason === 'BELOW_LOT' || sized.reason === 'BELOW_MIN';
    return { reason: sized.reason, rule: ruleDecides ? rule : null };
  }
  const units = sized.quantity - (event.order.copied.get(follower.policy.name) ?? 0);
  return units <= 0 ? { reason: 'BELOW_LOT', rule } : { units, total: sized.quantity };
}

function checkLimits(
  context: DecideContext,
  follower: CompiledFollower,
  entry: SizedOpening & { readonly price: Ratio | null; readonly chosen: ChosenExecution },
): Refusal | null {
  const asked = context.askedOfEntry;
  const ofRules = asked
    .all(follower.limitsRules)
    .matched.flatMap(({ rule }) => (rule.limits === null ? [] : [{ id: rule.id, limits: rule.limits }]));
  const limits = tightest(follower.policy.limits, ofRules);
  const price = entry.price ?? asked.facts.reference;
  const breach = findBreach(limits, entry.total, price, dayFigures(context, follower.policy.name));
  if (breach === null) return null;
  return breach.reason === 'NO_PRICE' ? { reason: 'NO_PRICE', rule: entry.chosen.rule } : breach;
}

function dayFigures(context: DecideContext, follower: string): DayFigures {
  const day = context.book.days.get(follower);
  return {
    ordersCopied: day?.ordersCopied.size ?? 0,
    countsAlready: day?.ordersCopied.has(context.event.order.key) ?? false,
    lowestResult: day?.lowest ?? ZERO,
  };
}
