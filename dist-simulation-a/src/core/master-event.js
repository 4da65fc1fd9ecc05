import { factsOf, findHolding, findInstrument, findOrder, isOwnTag } from "./registers.js";
/** @returns null where the row brings nothing new. */
export function readRow(book, row, context) {
    const order = findOrder(book, row);
    const before = { terminal: order.terminal, special: order.special };
    const delta = Math.max(0, row.filledQuantity - order.filled);
    order.last = row;
    order.lastTime = context.time;
    order.lastSeenAtMs = context.seenAtMs;
    order.filled += delta;
    order.terminal ||= row.terminal;
    order.special ??= specialOf(row);
    const special = before.special === null ? order.special : null;
    const ended = order.terminal && !before.terminal;
    if (delta === 0 && !ended && special === null)
        return null;
    return takeIn(book, order, { delta, ended, special }, context);
}
/** An order that is alive at the end of its day ends with it, as of its last row. */
export function endOrder(book, order, context) {
    order.terminal = true;
    const own = { ...context, time: order.lastTime };
    return takeIn(book, order, { delta: 0, ended: true, special: null }, own);
}
function specialOf(row) {
    if (isOwnTag(row.tag))
        return 'OWN_COPY';
    return row.variety === 'robo' ? 'UNSUPPORTED_VARIETY' : null;
}
function takeIn(book, order, news, context) {
    const row = order.last;
    const instrument = findInstrument(book, row, context.instruments);
    const holding = findHolding(book, instrument, row.product);
    const fill = takeInFill(order, holding, news.delta);
    const due = order.terminal || context.copyOn === 'fill';
    const wholeNetted = news.ended && order.special === null && order.netted > 0 && order.openingSoFar === 0;
    return {
        order,
        row,
        time: context.time,
        seenAtMs: context.seenAtMs,
        holding,
        instrument: factsOf(instrument, row, context.instruments),
        special: news.special,
        delta: news.delta,
        notFilled: news.ended && order.filled === 0 && order.special === null,
        netted: fill.netted,
        reduction: fill.reduction,
        settled: fill.settled,
        reducedSide: fill.reducedSide,
        positionBefore: fill.positionBefore,
        endedNetted: wholeNetted ? order.netted : 0,
        opening: due ? releaseOpening(order, holding, context) : 0,
        openingSoFar: order.openingSoFar,
        declined: false,
        missed: context.missed,
    };
}
/** Moves the master's position by what was filled, and parts it into reduction and opening. */
function takeInFill(order, holding, delta) {
    const sign = order.last.side === 'buy' ? 1 : -1;
    const reducedSide = -sign;
    const position = holding.master;
    const against = Math.sign(position) === reducedSide ? Math.min(delta, Math.abs(position)) : 0;
    const opening = delta - against;
    let waitedBefore = 0;
    for (const other of holding.waiting)
        waitedBefore += other.waiting;
    const netted = against > 0 ? useUpWaiting(holding, against) : 0;
    holding.master += sign * delta;
    if (opening > 0 && order.special === null) {
        order.openingSoFar += opening;
        order.waiting += opening;
        if (!holding.waiting.includes(order))
            holding.waiting.push(order);
    }
    const settled = Math.abs(position) - waitedBefore;
    return { netted, reduction: against - netted, settled, positionBefore: position, reducedSide };
}
/** Opening that waits is used up first, that of the order first seen last before the others'. */
function useUpWaiting(holding, units) {
    let left = units;
    for (const order of [...holding.waiting].sort((a, b) => b.sequence - a.sequence)) {
        const used = Math.min(left, order.waiting);
        order.waiting -= used;
        order.openingSoFar -= used;
        order.netted += used;
        left -= used;
        if (order.waiting === 0)
            forgetWaiting(holding, order);
    }
    return units - left;
}
function forgetWaiting(holding, order) {
    if (holding.waiting.length === 1 && holding.waiting[0] === order) {
        holding.waiting.pop();
        return;
    }
    holding.waiting = holding.waiting.filter((other) => other !== order);
}
/** What waited of the order is due now; with `confirm`, or where it was missed, it may go on waiting for the user's word. */
function releaseOpening(order, holding, { confirm, missed }) {
    if (order.waiting === 0)
        return 0;
    if (confirm || missed?.verdict === 'ask') {
        order.awaitsConfirmation = true;
        order.missed = missed;
        return 0;
    }
    const { waiting } = order;
    order.waiting = 0;
    forgetWaiting(holding, order);
    return waiting;
}
/** An order that was there before anything was decided: what it filled is in the positions already. */
export function takeAsSeen(book, row) {
    const order = findOrder(book, row);
    order.last = row;
    order.lastTime = row.eventTime;
    order.filled = Math.max(order.filled, row.filledQuantity);
    order.terminal ||= row.terminal;
    order.special ??= specialOf(row);
}
/** The user's word on an opening that waits for it. @returns null where it no longer waits. */
export function confirmOpening(book, order, accepted, instruments) {
    if (!order.awaitsConfirmation)
        return null;
    const row = order.last;
    const instrument = findInstrument(book, row, instruments);
    const holding = findHolding(book, instrument, row.product);
    order.awaitsConfirmation = false;
    const { missed } = order;
    order.missed = null;
    const opening = releaseOpening(order, holding, { confirm: false, missed: null });
    return {
        order,
        row,
        time: order.lastTime,
        seenAtMs: order.lastSeenAtMs,
        holding,
        instrument: factsOf(instrument, row, instruments),
        special: null,
        delta: 0,
        notFilled: false,
        netted: 0,
        reduction: 0,
        settled: 0,
        positionBefore: holding.master,
        reducedSide: 0,
        endedNetted: opening === 0 && order.openingSoFar === 0 ? order.netted : 0,
        opening,
        openingSoFar: order.openingSoFar,
        declined: !accepted,
        missed,
    };
}
//# sourceMappingURL=master-event.js.map