import { sliceQuantity } from "./slicing.js";
/** The first matching rule that states an execution, else the follower's own. */
export function chooseExecution(asked, follower, trace) {
    trace?.step({ step: 'asking', about: 'execution' });
    const { matched } = asked.first(follower.executionRules);
    const execution = matched?.execution ?? follower.execution;
    trace?.step({ step: 'execution', execution, rule: matched?.rule ?? null });
    return { execution, rule: matched?.rule.id ?? null };
}
/** Plans an exit: always to a price or to MARKET, sliced where it can be. */
export function planOrders(context, follower, asked, copy) {
    const { event, trace } = context;
    const { execution, rule } = chooseExecution(asked, follower, trace);
    const priced = asked.price(event, copy.part, execution);
    trace?.step({ step: 'priced', part: copy.part, execution, priced, ends: null });
    const price = priced.kind === 'limit' ? priced.price : null;
    const { lotSize, freezeQuantity } = event.instrument;
    const sliced = sliceQuantity(copy.units, lotSize, freezeQuantity);
    trace?.step({ step: 'slices', quantity: copy.units, lotSize, freezeQuantity, slices: sliced, ends: null });
    const slices = sliced ?? [copy.units];
    return { executionRule: rule, orders: planSlices(event, slices, price) };
}
export function planSlices(event, slices, price) {
    const [only] = slices;
    if (slices.length === 1 && only !== undefined)
        return [planOrder(event, only, price)];
    return slices.map((units) => planOrder(event, units, price));
}
function planOrder(event, quantity, price) {
    return {
        orderType: price === null ? 'market' : 'limit',
        side: event.row.side,
        quantity,
        price,
        triggerPrice: null,
        product: event.row.product,
        variety: 'normal',
    };
}
//# sourceMappingURL=plan-orders.js.map