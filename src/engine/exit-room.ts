/**
 * What has to be out of the way before an exit leaves: the follower's own resting entries in that position are
 * cancelled first, and the exit never exceeds what the account really holds there.
 */
import type { Positions } from '../brokers/port.ts';
import type { AccountGate } from './account-gate.ts';
import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';
import { isExit, isLive, type LiveCopy, toTicket } from './live-copy.ts';

export interface ExitRoom {
  readonly clock: Clock;
  readonly gate: AccountGate;
  readonly signal: AbortSignal;
  /** Other copies in the same position that have not ended. */
  readonly others: () => readonly LiveCopy[];
  /** By how many units the exits decided exceed what the copies hold. */
  readonly excess: () => number;
  readonly readBook: () => Promise<boolean>;
}

export interface RoomMade {
  /** How many units may leave. */
  readonly units: number;
  /** How many fewer that is than was decided. */
  readonly difference: number;
  readonly why: string;
}

/** Positions of these products are all that an account can sell; shares may also lie among its holdings. */
const NETTED_PRODUCTS: ReadonlySet<string> = new Set(['intraday', 'carryforward']);

export async function makeRoomForExit(copy: LiveCopy, room: ExitRoom): Promise<RoomMade> {
  await cancelRestingEntries(room);
  const decided = copy.orders.reduce((sum, { intent }) => sum + intent.quantity, 0);
  const byCopies = Math.max(0, decided - room.excess());
  if (byCopies === 0) return { units: 0, difference: decided, why: 'its entries were not filled' };
  const held = await readHeld(copy, room);
  const units = held === null ? byCopies : Math.min(byCopies, held);
  const why = units < byCopies ? `the account holds ${held}` : 'its entries were not filled in full';
  return { units, difference: decided - units, why };
}

/** Cancels, and waits for the end of each: what of them was filled is then known. */
async function cancelRestingEntries(room: ExitRoom): Promise<void> {
  const deadline = room.clock.monotonic() + BOUNDS.exitWaitMs;
  const asked = new Set<string>();
  for (;;) {
    const resting = room
      .others()
      .filter((other) => !isExit(other))
      .flatMap((other) => other.orders.filter(isLive));
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

/** Units held on the side that the exit reduces; null where that cannot be told. */
async function readHeld(copy: LiveCopy, room: ExitRoom): Promise<number | null> {
  const intent = copy.orders[0]?.intent;
  if (!intent || !NETTED_PRODUCTS.has(intent.product)) return null;
  const others = () => room.others().filter(isExit);
  const first = await readInTime(room);
  if (first === null) return null;
  const wanted = copy.orders.reduce((sum, order) => sum + order.intent.quantity, 0);
  const held = netOf(first, intent) - unfilledOf(others());
  if (held >= wanted || others().length === 0) return Math.max(0, held);
  // Other exits are on their way: whether they are in the figure already is only known once they have ended.
  const deadline = room.clock.monotonic() + BOUNDS.exitWaitMs;
  while (others().length > 0 && room.clock.monotonic() < deadline && !room.signal.aborted)
    await room.readBook();
  const again = await readInTime(room);
  return again === null ? null : Math.max(0, netOf(again, intent) - unfilledOf(others()));
}

async function readInTime(room: ExitRoom): Promise<Positions | null> {
  const late = room.clock.sleep(BOUNDS.heldReadMs, room.signal).then(() => null);
  const reading = await Promise.race([room.gate.readPositions(), late]);
  // A row that could not be read may be the very position: absent is then not flat.
  return reading?.ok && reading.value.problems.length === 0 ? reading.value : null;
}

function netOf(positions: Positions, intent: LiveCopy['orders'][number]['intent']): number {
  const side = intent.side === 'sell' ? 1 : -1;
  return positions.positions
    .filter(
      (position) =>
        position.exchange === intent.exchange &&
        position.product === intent.product &&
        (position.symbolToken !== null && intent.symbolToken !== null
          ? position.symbolToken === intent.symbolToken
          : position.tradingSymbol === intent.tradingSymbol),
    )
    .reduce((sum, position) => sum + position.netQuantity * side, 0);
}

function unfilledOf(copies: readonly LiveCopy[]): number {
  return copies
    .flatMap((copy) => copy.orders)
    .filter(isLive)
    .reduce((sum, { intent }) => sum + intent.quantity - intent.filledQuantity, 0);
}
