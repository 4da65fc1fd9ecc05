import { copiedOf, copyDecision, skipDecision, verdictOf, } from "./decide-context.js";
import { capitalsOf, resolveQuantity } from "./decide-quantity.js";
import { add, floor, negate, ratio } from "./exact.js";
import { planOrders } from "./plan-orders.js";
import { roundedLots } from "./sizing.js";
/** A reduction by the master (4.4, 4): all of it where the master ends flat, else what exceeds the share. */
export function decideExit(context, follower) {
    const { event, trace } = context;
    const copied = copiedOf(context, follower);
    if (!copied || Math.sign(copied.quantity) !== event.reducedSide) {
        const { reducedSide } = event;
        trace?.step({
            step: 'copied_position',
            held: copied?.quantity ?? 0,
            reducedSide,
            ends: 'NO_POSITION',
        });
        const fields = { reason: 'NO_POSITION', masterQuantity: event.reduction, rule: null };
        return verdictOf(skipDecision(context, follower, fields), 'none');
    }
    const held = Math.abs(copied.quantity);
    trace?.step({ step: 'copied_position', held, reducedSide: event.reducedSide, ends: null });
    const units = event.reduction >= event.settled ? held : exceedingShare(context, held, copied.share);
    if (event.reduction >= event.settled) {
        trace?.step({ step: 'share', held, share: copied.share, exceeding: null, units });
    }
    return exitOf(context, follower, context.askedOfExit, { units, masterQuantity: event.reduction });
}
/** By how much the copied position exceeds its share, which the reduction has already made smaller. */
function exceedingShare(context, held, share) {
    const { lotSize } = context.event.instrument;
    const exceeding = add(ratio(held), context.event.reducedSide > 0 ? negate(share) : share);
    // An unknown lot size closes all or nothing.
    const lot = lotSize ?? held;
    const whole = Math.floor(floor(exceeding) / lot) * lot;
    const units = Math.max(0, Math.min(held, whole));
    context.trace?.step({ step: 'share', held, share, exceeding, units });
    return units;
}
/**
 * Opening while the follower holds a copied position on the other side (4.4, 5): the master's position was not what
 * we thought, so the copy only takes the follower out.
 */
export function decideOtherSide(context, follower, held) {
    const { event } = context;
    const wanted = wantedQuantity(context, follower);
    context.trace?.step({ step: 'other_side', held, wanted });
    const units = wanted === null ? held : Math.min(held, wanted);
    const fields = { units, masterQuantity: event.opening };
    const verdict = exitOf(context, follower, context.askedOfEntry, fields);
    return verdict.effect === 'exit' ? verdictOf(verdict.decision, 'other_side') : verdict;
}
/** The quantity of 4.5 without `min` and `max`, which bind no exit; null where it is not known. */
function wantedQuantity(context, follower) {
    const { event, trace } = context;
    const { resolved, undecided } = resolveQuantity(context, follower);
    if (undecided !== null)
        return null;
    const capitals = capitalsOf(context, follower, resolved);
    const sized = roundedLots(event, resolved, capitals, trace);
    if (!sized.ok)
        return null;
    return Math.max(0, sized.quantity - (event.order.copied.at(follower.seat) ?? 0));
}
function exitOf(context, follower, asked, exit) {
    const { units, masterQuantity } = exit;
    context.trace?.step({ step: 'exit_quantity', units, ends: units <= 0 ? 'BELOW_LOT' : null });
    if (units <= 0) {
        return verdictOf(skipDecision(context, follower, { reason: 'BELOW_LOT', masterQuantity, rule: null }), 'none');
    }
    const planned = planOrders(context, follower, asked, { part: 'exit', units });
    const decision = copyDecision(context, follower, {
        reason: 'EXIT',
        masterQuantity,
        rule: planned.executionRule,
        quantity: units,
        orders: planned.orders,
    });
    return verdictOf(decision, 'exit');
}
//# sourceMappingURL=decide-exit.js.map