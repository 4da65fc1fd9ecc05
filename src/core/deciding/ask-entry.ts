/** Asks the file about an opening: filters, rules, execution. For the first follower of each settings only. */
import type { CompiledFollower, CompiledRule } from '../policy/compiled-policy.ts';
import type { DecideContext } from './decide-context.ts';
import { resolveQuantity } from './decide-quantity.ts';
import type { EntryTerms } from './entry-terms.ts';
import { chooseExecution } from './plan-orders.ts';
import type { Reason } from './reasons.ts';

export function termsOf(context: DecideContext, follower: CompiledFollower): EntryTerms {
  const { entryTerms, trace } = context;
  const kept = trace === null ? entryTerms[follower.settings] : undefined;
  if (kept === undefined) {
    const terms = askTerms(context, follower);
    entryTerms[follower.settings] = terms;
    return terms;
  }
  if (kept.held.length > 0) context.askedOfEntry.holdAgain(kept.held);
  return kept;
}

function askTerms(context: DecideContext, follower: CompiledFollower): EntryTerms {
  const filtered = checkFilters(context, follower);
  if (filtered !== null) return { refusal: { reason: filtered, rule: null }, held: [] };
  const { askedOfEntry: asked, trace } = context;
  trace?.step({ step: 'asking', about: 'skip' });
  const skip = asked.first(follower.skipRules);
  const held = skip.matched === null ? [] : [skip.matched];
  const skips = skip.matched?.rule.skip === true;
  trace?.step({ step: 'skip_rules', rule: skip.matched?.rule ?? null, ends: skips ? 'RULE_SKIP' : null });
  if (skip.matched?.rule.skip === true) return refused('RULE_SKIP', skip.matched, held);
  const quantity = resolveQuantity(context, follower);
  if (quantity.rule !== null) held.push(quantity.rule);
  trace?.step({ step: 'asking', about: 'limits_known' });
  let undecided = skip.undecided ?? quantity.undecided;
  if (undecided === null) {
    const limits = asked.all(follower.limitsRules);
    held.push(...limits.matched);
    undecided = limits.undecided;
  }
  const ends = undecided === null ? null : 'UNKNOWN_FACT';
  trace?.step({ step: 'unknown_facts', rule: undecided?.rule ?? null, ends });
  if (undecided !== null) return refused('UNKNOWN_FACT', undecided, held);
  const chosen = chooseExecution(asked, follower, trace);
  if (chosen.rule !== null) held.push(chosen.rule);
  return { refusal: null, held, quantity, chosen, priced: null, plan: null };
}

function refused(reason: Reason, { rule }: CompiledRule, held: readonly CompiledRule[]): EntryTerms {
  return { refusal: { reason, rule: rule.id }, held };
}

/** The file's filters, then the follower's. */
function checkFilters(context: DecideContext, follower: CompiledFollower): Reason | null {
  const { askedOfEntry: asked, policy, trace } = context;
  trace?.step({ step: 'filters', of: 'file', filters: policy.policy.filters });
  const ofFile = asked.refusal(policy.filters);
  if (ofFile !== null) return ofFile;
  trace?.step({ step: 'filters', of: 'follower', filters: follower.policy.filters });
  return asked.refusal(follower.filters);
}
