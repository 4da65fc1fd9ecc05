import { DayResult } from "./day-result.js";
import { add, divide, divideByInteger, keepFine, multiply, multiplyByInteger, ONE, ratio, subtract, ZERO, } from "./exact.js";
import { OrderSet } from "./order-set.js";
export function copiedIn(holding, seat) {
    let copied = holding.copied.at(seat);
    if (!copied) {
        copied = { quantity: 0, share: ZERO, averageCost: null, scale: ONE, epoch: 0 };
        holding.copied.put(seat, copied);
    }
    return copied;
}
export function dayOfFollower(book, seat) {
    let day = book.days.at(seat);
    if (!day) {
        day = { ordersCopied: new OrderSet(), result: new DayResult() };
        book.days.put(seat, day);
    }
    return day;
}
/**
 * A copy that opens: the position and the share grow by it.
 * @param signed units, below zero for a sell
 * @param price rupees; null joins at the average cost
 */
export function addEntry(copied, signed, price) {
    const { averageCost, quantity } = copied;
    if (price !== null)
        copied.averageCost = averageCost === null ? price : averageOf(averageCost, quantity, price, signed);
    copied.quantity += signed;
    copied.share = add(copied.share, ratio(signed));
}
/** What makes a loss seem greater is the side to which an endless average is rounded. */
function averageOf(average, quantity, price, signed) {
    const [before, joining] = [Math.abs(quantity), Math.abs(signed)];
    if (before === 0)
        return price;
    const total = add(multiplyByInteger(average, before), multiplyByInteger(price, joining));
    return keepFine(divideByInteger(total, before + joining), signed > 0 ? 'up' : 'down');
}
/**
 * A copy that reduces. The share is not touched: it says what ought to be held.
 * @param units to take off, at most what is held
 * @param price rupees; null realises nothing
 */
export function takeExit(copied, units, price, day) {
    const sign = Math.sign(copied.quantity);
    if (price !== null && copied.averageCost !== null) {
        day.result.take(price, copied.averageCost, units * sign);
    }
    copied.quantity -= units * sign;
    if (copied.quantity === 0)
        copied.averageCost = null;
}
/** A reduction by the master: what each follower on that side ought to hold shrinks in proportion. */
export function reduceShares(holding, side, reduction, settled) {
    const ends = reduction === settled;
    const left = ratio(settled - reduction, settled);
    // Mostly the same for all followers, and then worked out once.
    let [scaleBefore, scaleAfter] = [ONE, left];
    for (const copied of holding.copied.values) {
        if (copied === undefined)
            continue;
        if (copied.quantity !== 0 && Math.sign(copied.quantity) !== side)
            continue;
        // Towards zero: an exit is never a lot short for it.
        copied.share = ends ? ZERO : keepFine(multiply(copied.share, left), side > 0 ? 'down' : 'up');
        if (ends) {
            copied.scale = ONE;
            copied.epoch += 1;
            continue;
        }
        if (copied.scale !== scaleBefore) {
            scaleBefore = copied.scale;
            scaleAfter = keepFine(multiply(scaleBefore, left), 'up');
        }
        copied.scale = scaleAfter;
    }
}
/** A copy whose orders have ended: what did not fill of it is taken back. */
export function settleCopy(book, key, filled) {
    const copy = book.openCopies.get(key);
    if (!copy)
        return;
    book.openCopies.delete(key);
    const missing = Math.max(0, copy.units - filled);
    if (missing === 0)
        return;
    const seat = book.seats.of(copy.follower);
    const copied = copiedIn(copy.holding, seat);
    if (copy.effect !== 'exit')
        takeBackOrderCopies(dayOfFollower(book, seat), copy, { seat, missing, filled });
    if (copy.effect === 'entry') {
        copied.quantity -= copy.sign * missing;
        if (copy.epoch === copied.epoch) {
            const counts = multiply(ratio(copy.sign * missing), divide(copied.scale, copy.scale));
            copied.share = subtract(copied.share, counts);
        }
        return;
    }
    copied.quantity -= copy.sign * missing;
    copied.averageCost ??= copy.costBefore;
    if (copy.effect === 'other_side')
        copied.share = ratio(copied.quantity);
    if (copy.gain !== null)
        dayOfFollower(book, seat).result.correct(ZERO, copy.gain, missing);
}
function takeBackOrderCopies(day, { order }, { seat, missing, filled }) {
    const left = (order.copied.at(seat) ?? 0) - missing;
    order.copied.put(seat, Math.max(0, left));
    if (filled === 0 && left <= 0)
        day.ordersCopied.delete(order.sequence);
}
//# sourceMappingURL=follower-ledger.js.map