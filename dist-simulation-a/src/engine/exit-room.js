import { BOUNDS } from "./bounds.js";
import { heldUnits, NETTED_PRODUCTS } from "./held-units.js";
import { unfilledOf } from "./live-copies.js";
import { isExit, isLive, toTicket } from "./live-copy.js";
/**
 * Waits no longer than it must, but as long as nothing could leave and an earlier entry is in doubt: what it turns
 * out to have brought would be left in.
 */
export async function makeRoomForExit(copy, room) {
    for (;;) {
        await cancelRestingEntries(room);
        const made = await measure(copy, room);
        if (made.units > 0 || restingEntries(room).length === 0 || room.signal.aborted)
            return made;
    }
}
async function measure(copy, room) {
    const orders = plannedOf(copy);
    const decided = unitsOf(orders);
    const hoped = byLedger(decided, copy, room);
    if (hoped === 0)
        return { orders, units: 0, difference: decided, why: 'its entries were not filled' };
    const held = await readWithoutRivals(copy, hoped, room);
    // Entries may have ended meanwhile, with less than they were hoped to bring.
    const byCopies = byLedger(decided, copy, room);
    const inDoubt = unfilledOf(room.earlier().filter((other) => !isExit(other)));
    // Where the account cannot be asked, only what is known to be filled may leave.
    const units = Math.min(byCopies, held ?? Math.max(0, byCopies - inDoubt));
    const why = held !== null && held < byCopies ? `the account holds ${held}` : 'its entries were not filled in full';
    return { orders, units, difference: decided - units, why };
}
/** What went out before for the same copy, or may have, is taken off: it may have been less than was decided. */
function byLedger(decided, copy, room) {
    const filled = copy.orders
        .filter((order) => !isLive(order))
        .reduce((sum, { intent }) => sum + intent.filledQuantity, 0);
    const sent = copy.orders.filter((order) => isLive(order) && order.intent.state !== 'planned');
    const allowed = room.allowed();
    return allowed === null ? decided : Math.min(decided, Math.max(0, allowed - filled - unitsOf(sent)));
}
function plannedOf(copy) {
    return copy.orders.filter(({ intent }) => intent.state === 'planned');
}
function unitsOf(orders) {
    return orders.reduce((sum, { intent }) => sum + intent.quantity, 0);
}
function restingEntries(room) {
    return room
        .earlier()
        .filter((other) => !isExit(other))
        .flatMap((other) => other.orders.filter(isLive));
}
/**
 * Exits of the other side, decided before: where the account holds what this exit reduces, they would bring more of
 * it. (The master was out and in again on the other side while they rested.)
 */
function rivals(copy, room) {
    return earlierExits(room)
        .filter((other) => sideOf(other) !== sideOf(copy))
        .flatMap((other) => other.orders.filter(isLive));
}
function earlierExits(room) {
    return room.earlier().filter(isExit);
}
function sideOf(copy) {
    return copy.orders[0]?.intent.side;
}
export function cancelRestingEntries(room) {
    return cancelResting(() => restingEntries(room), room);
}
/** Cancels, and waits for the end of each: what of them was filled is then known. */
async function cancelResting(which, room) {
    const deadline = room.clock.monotonic() + BOUNDS.exitWaitMs;
    const asked = new Set();
    for (;;) {
        const resting = which();
        if (resting.length === 0 || room.signal.aborted || room.clock.monotonic() > deadline)
            return;
        for (const { intent } of resting) {
            if (intent.orderId === null || asked.has(intent.tag))
                continue;
            asked.add(intent.tag);
            // An acknowledged cancel proves nothing (recorded 2026-05-11): only the book tells.
            await room.gate.cancelOrder(intent.orderId, toTicket(intent));
        }
        await room.readBook();
    }
}
async function readWithoutRivals(copy, wanted, room) {
    const held = await readHeld(copy, wanted, room);
    if (held === null || held === 0 || rivals(copy, room).length === 0)
        return held;
    for (const order of rivals(copy, room))
        order.isGivenUp = true;
    await cancelResting(() => rivals(copy, room), room);
    return readHeld(copy, wanted, room);
}
/**
 * Units held on the side that the exit reduces, less what is on its way out; null where that cannot be told. Fewer
 * than there ought to be must be seen repeatedly, for figures may be late.
 */
async function readHeld(copy, wanted, room) {
    const intent = copy.orders[0]?.intent;
    if (!intent || !NETTED_PRODUCTS.has(intent.product))
        return null;
    let held = null;
    for (let reading = 1; reading <= BOUNDS.heldReadings && !room.signal.aborted; reading += 1) {
        const positions = await readInTime(room);
        const leaving = () => earlierExits(room).filter((other) => sideOf(other) === intent.side);
        if (positions !== null)
            held = Math.max(0, heldUnits(positions.positions, intent) * (intent.side === 'sell' ? 1 : -1) -
                unfilledOf(leaving()) -
                sentOf(copy));
        if (positions === null || (held !== null && held >= wanted))
            return held;
        await waitForEnd(leaving, room);
    }
    return held;
}
/** Whether exits on their way are in the figures already is only known once they have ended. */
async function waitForEnd(leaving, room) {
    const deadline = room.clock.monotonic() + BOUNDS.exitWaitMs;
    while (leaving().length > 0 && room.clock.monotonic() < deadline && !room.signal.aborted)
        await room.readBook();
}
/** Units of the copy's own orders that have left and may yet be executed. */
function sentOf(copy) {
    return unfilledOf([copy]) - unitsOf(plannedOf(copy));
}
async function readInTime(room) {
    const late = room.clock.sleep(BOUNDS.heldReadMs, room.signal).then(() => null);
    const reading = await Promise.race([room.gate.readPositions(), late]);
    // A row that could not be read may be the very position: absent is then not flat.
    return reading?.ok && reading.value.problems.length === 0 ? reading.value : null;
}
//# sourceMappingURL=exit-room.js.map