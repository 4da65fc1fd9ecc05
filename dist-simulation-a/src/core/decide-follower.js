import { copiedOf, skipDecision, verdictOf } from "./decide-context.js";
import { decideEntry } from "./decide-entry.js";
import { decideExit, decideOtherSide } from "./decide-exit.js";
/** What is said once of an order, then NETTED, then the exit. The opening is decided once these are carried out. */
export function decideClosing(context, follower) {
    const { event, trace } = context;
    if (trace === null && bringsOnlyOpening(event) && follower.policy.enabled)
        return NO_VERDICTS;
    const verdicts = [];
    const skip = (reason, masterQuantity) => verdicts.push(skipped(context, follower, reason, masterQuantity));
    trace?.step({ step: 'follower', follower: follower.policy });
    trace?.step({ step: 'special', ends: event.special });
    if (event.special !== null)
        skip(event.special, event.row.quantity);
    trace?.step({ step: 'filled', ends: event.notFilled ? 'NOT_FILLED' : null });
    if (event.notFilled)
        skip('NOT_FILLED', event.row.quantity);
    const { enabled } = follower.policy;
    if (!enabled) {
        const parts = event.netted + event.endedNetted + event.reduction + event.opening;
        trace?.step({ step: 'enabled', enabled, ends: parts > 0 ? 'FOLLOWER_DISABLED' : null });
        if (parts > 0)
            skip('FOLLOWER_DISABLED', parts);
        return verdicts;
    }
    trace?.step({ step: 'enabled', enabled, ends: null });
    if (event.netted > 0) {
        trace?.step({ step: 'netted', units: event.netted, ends: 'NETTED' });
        skip('NETTED', event.netted);
    }
    if (event.reduction > 0)
        verdicts.push(decideExit(context, follower));
    return verdicts;
}
const NO_VERDICTS = [];
/** Most orders do. */
function bringsOnlyOpening(event) {
    return event.special === null && !event.notFilled && event.netted === 0 && event.reduction === 0;
}
function skipped(context, follower, reason, masterQuantity) {
    return verdictOf(skipDecision(context, follower, { reason, masterQuantity, rule: null }), 'none');
}
/** What becomes of an opening; null where the event brings none to be decided. */
export function decideOpening(context, follower) {
    const { event, trace } = context;
    if (!follower.policy.enabled)
        return null;
    if (event.endedNetted > 0) {
        trace?.step({ step: 'netted', units: event.endedNetted, ends: 'NETTED' });
        return skipped(context, follower, 'NETTED', event.endedNetted);
    }
    if (event.opening === 0)
        return null;
    const held = copiedOf(context, follower)?.quantity ?? 0;
    const side = event.row.side === 'buy' ? 1 : -1;
    trace?.step({ step: 'opening', held });
    if (held !== 0 && Math.sign(held) !== side)
        return decideOtherSide(context, follower, Math.abs(held));
    const { product } = event.row;
    const sellsShares = event.row.side === 'sell' && (product === 'delivery' || product === 'margin');
    trace?.step({ step: 'delivered_sale', ends: sellsShares ? 'NO_POSITION' : null });
    if (sellsShares)
        return skipped(context, follower, 'NO_POSITION', event.opening);
    return decideEntry(context, follower);
}
//# sourceMappingURL=decide-follower.js.map