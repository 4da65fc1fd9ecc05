export function resolveQuantity(context, follower) {
    const asked = context.askedOfEntry;
    context.trace?.step({ step: 'asking', about: 'quantity' });
    const { matched, undecided } = asked.first(follower.quantityRules);
    const resolved = asked.quantity(follower.quantity, matched);
    context.trace?.step({ step: 'quantity', quantity: resolved, rule: matched?.rule ?? null });
    return { resolved, rule: matched, undecided };
}
/** What the file says, else what the accounts were last seen to have. */
export function capitalsOf(context, follower, { sizing }) {
    const { book, policy, trace } = context;
    if (sizing.kind !== 'capital_ratio' && trace === null)
        return UNASKED;
    return {
        follower: follower.policy.capital ?? book.funds.get(follower.policy.name) ?? null,
        master: policy.policy.masterCapital ?? book.funds.get('') ?? null,
    };
}
const UNASKED = { follower: null, master: null };
//# sourceMappingURL=decide-quantity.js.map