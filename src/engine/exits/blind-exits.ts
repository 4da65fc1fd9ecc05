/** Exits that leave while nobody can tell what their account holds: how much of them, and whether that was too much. */
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { isLive, type LiveCopy } from '../copies/live-copy.ts';
import { heldUnits, NETTED_PRODUCTS } from '../positions/held-units.ts';
import { takenByHand } from './brought-today.ts';
import type { ExitRoom, RoomMade } from './room-made.ts';

/** Units. */
interface ByLedger {
  readonly decided: number;
  /** What the copies hold of it. */
  readonly byCopies: number;
  /** Of entries that may yet be filled. */
  readonly inDoubt: number;
  /** What somebody took out beside the copies. */
  readonly byHand: number;
}

/**
 * Only what is known to be filled may leave, less what somebody took out by hand: that waits until the account can be
 * asked, or until it could not for too long.
 */
export function measureBlindly(
  copy: LiveCopy,
  room: ExitRoom,
  { decided, byCopies, inDoubt, ...known }: ByLedger,
): Omit<RoomMade, 'orders'> {
  const byHand = Math.min(byCopies, known.byHand);
  const isOver = room.troubledMs() >= BOUNDS.contradictedMs;
  const units = Math.max(0, byCopies - inDoubt - byHand);
  const later = Math.max(units, isOver ? byCopies - byHand : byCopies);
  const how = `its account's positions cannot be read, and ${byHand} of it were taken out by hand today`;
  return {
    units,
    waiting: later - units,
    contradiction: byHand > 0 && !isOver ? how : null,
    difference: decided - later,
    why: byHand > 0 ? how : 'its entries were not filled in full',
    isOwed: byCopies > 0,
    isBlind: isListed(copy),
  };
}

/** Units, by the account's orders of today; 0 where its book cannot be read in time either. */
export async function readTakenByHand(copy: LiveCopy, room: ExitRoom): Promise<number> {
  const intent = copy.orders[0]?.intent;
  if (!intent || !isListed(copy)) return 0;
  const late = room.clock.sleep(BOUNDS.heldReadMs, room.signal).then(() => null);
  const book = await Promise.race([room.gate.readOrderBook(), late]);
  return book?.ok ? takenByHand(book.value, intent, intent.side) : 0;
}

/** Whether positions tell of all that there is of it. */
function isListed(copy: LiveCopy): boolean {
  return NETTED_PRODUCTS.has(copy.orders[0]?.intent.product ?? 'delivery');
}

export interface BlindExitsParts {
  readonly clock: Clock;
  readonly gate: AccountGate;
  readonly signal: AbortSignal;
  readonly onEscalation: (text: string) => void;
}

/**
 * As soon as an account can be asked again, it is looked whether its exit went through flat: that is told, and not
 * mended, for the position may be somebody's own.
 */
export class BlindExits {
  readonly #parts: BlindExitsParts;
  readonly #watched = new WeakSet<LiveCopy>();

  constructor(parts: BlindExitsParts) {
    this.#parts = parts;
  }

  watch(exit: LiveCopy): void {
    if (this.#watched.has(exit)) return;
    this.#watched.add(exit);
    void this.#look(exit);
  }

  async #look(exit: LiveCopy): Promise<void> {
    const { clock, gate, signal, onEscalation } = this.#parts;
    const intent = exit.orders[0]?.intent;
    while (intent && !signal.aborted) {
      await clock.sleep(BOUNDS.positionsRecheckMs, signal);
      if (signal.aborted || exit.orders.some(isLive) || gate.state !== 'open') continue;
      const reading = await gate.readPositions();
      if (!reading.ok || reading.value.problems.length > 0) continue;
      const held = heldUnits(reading.value.positions, intent);
      const isBeyond = intent.side === 'sell' ? held < 0 : held > 0;
      if (isBeyond) onEscalation(describeBeyond(intent, held));
      return;
    }
  }
}

function describeBeyond(
  { side, tradingSymbol, product }: LiveCopy['orders'][number]['intent'],
  held: number,
) {
  const mend = `${side === 'sell' ? 'buy' : 'sell'} ${Math.abs(held)}`;
  return `the account holds ${held} ${tradingSymbol} (${product}) after an exit that left while its positions could not be read: somebody has traded it by hand; nothing touches it, ${mend} makes it flat`;
}
