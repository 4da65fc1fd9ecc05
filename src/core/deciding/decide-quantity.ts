/** Who decides an entry's quantity: a rule, else the follower. Pure. */
import type { CompiledFollower } from '../policy/compiled-policy.ts';
import type { Capitals, ResolvedQuantity } from '../policy/sizing.ts';
import type { DecideContext } from './decide-context.ts';
import type { QuantityChoice } from './entry-terms.ts';

export function resolveQuantity(context: DecideContext, follower: CompiledFollower): QuantityChoice {
  const asked = context.askedOfEntry;
  context.trace?.step({ step: 'asking', about: 'quantity' });
  const { matched, undecided } = asked.first(follower.quantityRules);
  const resolved = asked.quantity(follower.quantity, matched);
  context.trace?.step({ step: 'quantity', quantity: resolved, rule: matched?.rule ?? null });
  return { resolved, rule: matched, undecided, sized: null };
}

/** What the file says, else what the accounts were last seen to have. */
export function capitalsOf(
  context: DecideContext,
  follower: CompiledFollower,
  { sizing }: ResolvedQuantity,
): Capitals {
  const { book, policy, trace } = context;
  if (sizing.kind !== 'capital_ratio' && trace === null) return UNASKED;
  return {
    follower: follower.policy.capital ?? book.funds.get(follower.policy.name) ?? null,
    master: policy.policy.masterCapital ?? book.funds.get('') ?? null,
  };
}

const UNASKED: Capitals = { follower: null, master: null };
