/**
 * What has to be out of the way before an exit leaves: the follower's own resting entries in that position, decided
 * before it, are cancelled first, and the exit never exceeds what the account really holds there. Exits of one
 * position take what there is in the order in which they were decided.
 */
import type { Positions } from '../../brokers/port.ts';
import type { Side } from '../../core/orders/order.ts';
import { BOUNDS } from '../bounds.ts';
import { unfilledOf } from '../copies/live-copies.ts';
import { isExit, isLive, type LiveCopy, type LiveOrder, toTicket } from '../copies/live-copy.ts';
import { heldUnits, isSamePosition, NETTED_PRODUCTS } from '../positions/held-units.ts';
import { measureBlindly, readTakenByHand } from './blind-exits.ts';
import { broughtToday } from './brought-today.ts';
import type { ExitRoom, RoomMade } from './room-made.ts';

/** Units; null where that cannot be told; `unlisted`: the account lists no such position, not even a flat one. */
type Held = number | null | 'unlisted';

/**
 * Waits no longer than it must, but as long as nothing could leave and an earlier entry is in doubt, or an earlier
 * exit of the other side rests: what they turn out to have brought would be left in.
 */
export async function makeRoomForExit(copy: LiveCopy, room: ExitRoom): Promise<RoomMade> {
  for (;;) {
    await cancelRestingEntries(room);
    const made = await measure(copy, room);
    if (made.units > 0 || room.signal.aborted) return made;
    if (made.isOwed && rivals(copy, room).length > 0) await waitForRival(copy, room);
    else if (restingEntries(room).length === 0) return made;
  }
}

/** One that has gone beyond what its follower really holds brings what this exit is for as soon as it fills. */
async function waitForRival(copy: LiveCopy, room: ExitRoom): Promise<void> {
  const filledOf = () =>
    rivals(copy, room)
      .map(({ intent }) => `${intent.tag} ${intent.filledQuantity}`)
      .join();
  const before = filledOf();
  while (filledOf() === before && !room.signal.aborted)
    await room.clock.sleep(BOUNDS.rivalLookMs, room.signal);
}

async function measure(copy: LiveCopy, room: ExitRoom): Promise<RoomMade> {
  const orders = plannedOf(copy);
  const decided = unitsOf(orders);
  const hoped = byLedger(decided, copy, room);
  if (hoped === 0) {
    const why = 'its entries were not filled';
    const nothing = { units: 0, waiting: 0, contradiction: null, difference: decided };
    return { orders, ...nothing, why, isOwed: false, isBlind: false };
  }
  const read = await readWithoutRivals(copy, hoped, room);
  const held = read === 'unlisted' ? 0 : read;
  const byHand = held === null ? await readTakenByHand(copy, room) : 0;
  // Entries may have ended meanwhile, with less than they were hoped to bring.
  const byCopies = byLedger(decided, copy, room);
  const inDoubt = unfilledOf(room.earlier().filter((other) => !isExit(other)));
  if (held === null) return { orders, ...measureBlindly(copy, room, { decided, byCopies, inDoubt, byHand }) };
  const units = Math.min(byCopies, held);
  const contradicted = read !== null && units < byCopies ? await contradict(read, copy, room) : null;
  const later = Math.min(byCopies, contradicted?.units ?? units);
  return {
    orders,
    units,
    waiting: later - units,
    contradiction: contradicted?.how ?? null,
    difference: decided - later,
    why: held < byCopies ? `the account holds ${held}` : 'its entries were not filled in full',
    isOwed: byCopies > 0,
    isBlind: false,
  };
}

interface Contradiction {
  /** What may be held after all. */
  readonly units: number;
  /** In words. */
  readonly how: string;
}

/**
 * Whether positions that show less than the copies hold are late, or of a broker in trouble: the account's orders of
 * today say more, or the position is not listed at all, though what was traded is listed even where it is flat. Null
 * where nothing speaks against them, or did for too long: somebody may have made something else of the position.
 */
async function contradict(
  read: number | 'unlisted',
  copy: LiveCopy,
  room: ExitRoom,
): Promise<Contradiction | null> {
  const intent = copy.orders[0]?.intent;
  const troubledMs = room.troubledMs();
  if (!intent || troubledMs >= BOUNDS.contradictedMs) return null;
  const held = read === 'unlisted' ? 0 : read;
  const book = await room.gate.readOrderBook();
  const brought = book.ok ? broughtToday(book.value, intent) : null;
  const units = brought === null ? 0 : lessLeaving(brought, copy, room);
  if (units > held)
    return { units, how: `the account's positions show ${held} of it, its orders of today ${units}` };
  const isMissing = read === 'unlisted' && restingEntries(room).length === 0;
  if (!isMissing || troubledMs >= BOUNDS.unlistedMs) return null;
  const how = 'its account lists no such position, not even a flat one';
  return { units: Number.POSITIVE_INFINITY, how };
}

/** Of what is held, on the side that the exit reduces: what other exits and this one have not on their way out. */
function lessLeaving(netUnits: number, copy: LiveCopy, room: ExitRoom): number {
  const side = sideOf(copy);
  const leaving = unfilledOf(earlierExits(room).filter((other) => sideOf(other) === side));
  return Math.max(0, netUnits * (side === 'sell' ? 1 : -1) - leaving - sentOf(copy));
}

/** What went out before for the same copy, or may have, is taken off: it may have been less than was decided. */
function byLedger(decided: number, copy: LiveCopy, room: ExitRoom): number {
  const filled = copy.orders
    .filter((order) => !isLive(order))
    .reduce((sum, { intent }) => sum + intent.filledQuantity, 0);
  const sent = copy.orders.filter((order) => isLive(order) && order.intent.state !== 'planned');
  const allowed = room.allowed();
  return allowed === null ? decided : Math.min(decided, Math.max(0, allowed - filled - unitsOf(sent)));
}

function plannedOf(copy: LiveCopy): readonly LiveOrder[] {
  return copy.orders.filter(({ intent }) => intent.state === 'planned');
}

function unitsOf(orders: readonly LiveOrder[]): number {
  return orders.reduce((sum, { intent }) => sum + intent.quantity, 0);
}

function restingEntries(room: ExitRoom) {
  return room
    .earlier()
    .filter((other) => !isExit(other))
    .flatMap((other) => other.orders.filter(isLive));
}

/**
 * Exits of the other side, decided before: where the account holds what this exit reduces, they would bring more of
 * it. (The master was out and in again on the other side while they rested.)
 */
function rivals(copy: LiveCopy, room: ExitRoom): readonly LiveOrder[] {
  return earlierExits(room)
    .filter((other) => sideOf(other) !== sideOf(copy))
    .flatMap((other) => other.orders.filter(isLive));
}

function earlierExits(room: ExitRoom): readonly LiveCopy[] {
  return room.earlier().filter(isExit);
}

function sideOf(copy: LiveCopy): Side | undefined {
  return copy.orders[0]?.intent.side;
}

export function cancelRestingEntries(room: ExitRoom): Promise<void> {
  return cancelResting(() => restingEntries(room), room);
}

/** Cancels, and waits for the end of each: what of them was filled is then known. */
async function cancelResting(which: () => readonly LiveOrder[], room: ExitRoom): Promise<void> {
  const deadline = room.clock.monotonic() + BOUNDS.exitWaitMs;
  const asked = new Set<string>();
  for (;;) {
    const resting = which();
    if (resting.length === 0 || room.signal.aborted || room.clock.monotonic() > deadline) return;
    for (const { intent } of resting) {
      if (intent.orderId === null || asked.has(intent.tag)) continue;
      asked.add(intent.tag);
      // An acknowledged cancel proves nothing (recorded 2026-05-11): only the book tells.
      await room.gate.cancelOrder(intent.orderId, toTicket(intent));
    }
    await room.readBook();
  }
}

async function readWithoutRivals(copy: LiveCopy, wanted: number, room: ExitRoom): Promise<Held> {
  const held = await readHeld(copy, wanted, room);
  if (held === null || held === 0 || held === 'unlisted' || rivals(copy, room).length === 0) return held;
  for (const order of rivals(copy, room)) order.isGivenUp = true;
  await cancelResting(() => rivals(copy, room), room);
  return readHeld(copy, wanted, room);
}

/**
 * Units held on the side that the exit reduces, less what is on its way out; null where that cannot be told. Fewer
 * than there ought to be must be seen repeatedly, for figures may be late.
 */
async function readHeld(copy: LiveCopy, wanted: number, room: ExitRoom): Promise<Held> {
  const intent = copy.orders[0]?.intent;
  if (!intent || !NETTED_PRODUCTS.has(intent.product)) return null;
  let held: number | null = null;
  let isListed = false;
  for (let reading = 1; reading <= BOUNDS.heldReadings && !room.signal.aborted; reading += 1) {
    const positions = await readInTime(room);
    const leaving = () => earlierExits(room).filter((other) => sideOf(other) === intent.side);
    isListed ||= positions === null || positions.positions.some((one) => isSamePosition(one, intent));
    if (positions !== null) held = lessLeaving(heldUnits(positions.positions, intent), copy, room);
    if (positions === null || (held !== null && held >= wanted)) return held;
    await waitForEnd(leaving, room);
  }
  return isListed ? held : 'unlisted';
}

/** Whether exits on their way are in the figures already is only known once they have ended. */
async function waitForEnd(leaving: () => readonly LiveCopy[], room: ExitRoom): Promise<void> {
  const deadline = room.clock.monotonic() + BOUNDS.exitWaitMs;
  while (leaving().length > 0 && room.clock.monotonic() < deadline && !room.signal.aborted)
    await room.readBook();
}

/** Units of the copy's own orders that have left and may yet be executed. */
function sentOf(copy: LiveCopy): number {
  return unfilledOf([copy]) - unitsOf(plannedOf(copy));
}

async function readInTime(room: ExitRoom): Promise<Positions | null> {
  const late = room.clock.sleep(BOUNDS.heldReadMs, room.signal).then(() => null);
  const reading = await Promise.race([room.gate.readPositions(), late]);
  // A row that could not be read may be the very position: absent is then not flat.
  return reading?.ok && reading.value.problems.length === 0 ? reading.value : null;
}
