import { ratio, subtract } from "./exact.js";
import { addEntry, copiedIn, dayOfFollower, takeExit } from "./follower-ledger.js";
/** Names one copy: a master order, a follower, and the how-manieth copy of the one for the other it is. */
export function copyKey(orderKey, follower, revision) {
    return `${orderKey}/${follower}/${revision}`;
}
/**
 * @param keepOpen the copy may yet turn out to fill less: keep what is needed to take it back
 * @returns the copy's revision, 1 for the order's first
 */
export function applyVerdict(book, made, keepOpen) {
    const { event, seat } = made;
    const { decision, effect } = made.verdict;
    if (effect === 'none')
        return 0;
    const { order, holding } = event;
    const { follower, quantity } = decision;
    const reference = event.row.averagePrice ?? event.row.limitPrice;
    const copied = copiedIn(holding, seat);
    // What was before is needed of a copy that may be taken back.
    const before = keepOpen.untilSettled ? { ...copied } : copied;
    const sign = decision.side === 'buy' ? 1 : -1;
    if (effect === 'entry') {
        addEntry(copied, sign * quantity, reference);
        dayOfFollower(book, seat).ordersCopied.add(order.sequence);
    }
    else {
        takeExit(copied, quantity, reference, dayOfFollower(book, seat));
        if (effect === 'other_side')
            copied.share = ratio(copied.quantity);
    }
    if (effect !== 'exit')
        order.copied.put(seat, (order.copied.at(seat) ?? 0) + quantity);
    const revision = (order.revisions.at(seat) ?? 0) + 1;
    order.revisions.put(seat, revision);
    if (keepOpen.untilSettled) {
        book.openCopies.set(copyKey(order.key, follower, revision), {
            order,
            holding,
            follower,
            effect,
            sign,
            units: quantity,
            gain: effect === 'entry' ? null : gainOf(before, reference),
            costBefore: before.averageCost,
            scale: before.scale,
            epoch: before.epoch,
        });
    }
    return revision;
}
function gainOf(before, price) {
    if (price === null || before.averageCost === null)
        return null;
    const gain = subtract(price, before.averageCost);
    return before.quantity < 0 ? subtract(before.averageCost, price) : gain;
}
//# sourceMappingURL=apply-verdict.js.map