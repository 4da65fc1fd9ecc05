/**
 * What the master holds when deciding begins. Nothing is assumed: a failed or partial read is never "no orders" and
 * never "flat".
 */
import type { HoldingReading, Json, OrderReading, PositionReading, Reading } from '../../brokers/port.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import type { Product } from '../../core/orders/order.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import { EngineError } from '../engine-error.ts';
import type { MasterReading } from './master-positions.ts';
import { toShares } from './read-shares.ts';

export interface Opening extends MasterReading {
  /** Why the shares of earlier days could not be read; null: they were. */
  readonly sharesUnread: string | null;
}

/**
 * Reads the book and what is held such that they belong together: the book says the same before and after. Holdings
 * that cannot be read do not keep the day from opening: a sale of shares never opens anything.
 * @param isFollowed whether all that a book shows was followed before it stopped: such a book said the same then, and
 * one reading, after what is held, tells enough. The broker gives one a second.
 * @throws EngineError where either cannot be read, or the book does not come to rest
 */
export async function readOpening(
  gate: AccountGate,
  isFollowed: ((readings: readonly OrderReading[]) => boolean) | null = null,
): Promise<Opening> {
  let before = isFollowed === null ? fillsOf(await readBook(gate)) : null;
  for (let attempt = 1; attempt <= BOUNDS.baselineAttempts; attempt += 1) {
    const [positions, shares] = await Promise.all([readPositions(gate), readShares(gate)]);
    const readings = await readBook(gate);
    const after = fillsOf(readings);
    if (before === null ? isFollowed?.(readings) : before === after) {
      return typeof shares === 'string'
        ? { readings, positions, shares: null, sharesUnread: shares }
        : { readings, positions, shares, sharesUnread: null };
    }
    before = after;
  }
  throw new EngineError(
    'BOOK_KEEPS_MOVING',
    `the master's orders went on filling through ${BOUNDS.baselineAttempts} readings of its positions`,
    'Start again in a quieter moment.',
  );
}

async function readBook(gate: AccountGate): Promise<readonly OrderReading[]> {
  const book = await readPatiently(() => gate.readOrderBook());
  if (book.ok) return book.value;
  throw new EngineError(
    'MASTER_BOOK_UNREADABLE',
    `the master's order book cannot be read: ${book.error.message} (${book.error.code})`,
    'Nothing was copied. Try again; `copytrade doctor` and the broker’s status page tell more.',
  );
}

async function readPositions(gate: AccountGate): Promise<readonly PositionReading[]> {
  const reading = await readPatiently(() => gate.readPositions());
  if (reading.ok && reading.value.problems.length === 0) return reading.value.positions;
  const why = reading.ok
    ? reading.value.problems.join('; ')
    : `${reading.error.message} (${reading.error.code})`;
  throw new EngineError(
    'MASTER_POSITIONS_UNREADABLE',
    `the master's positions cannot be read: ${why}`,
    'Nothing was copied, for an exit could be taken for an entry. Try again.',
  );
}

async function readShares(gate: AccountGate): Promise<readonly HoldingReading[] | string> {
  return toShares(await readPatiently(() => gate.readHoldings()));
}

/** Passing failures are tried again; the gate spaces the reads. */
async function readPatiently<T>(read: () => Promise<Reading<T>>): Promise<Reading<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const reading = await read();
    const passing = !reading.ok && (reading.error.kind === 'transient' || reading.error.kind === 'throttled');
    if (!passing || attempt >= BOUNDS.openingReads) return reading;
  }
}

function fillsOf(readings: readonly OrderReading[]): string {
  const fills = readings.flatMap((one) =>
    one.ok ? [`${one.order.orderId} ${one.order.filledQuantity}`] : [],
  );
  return fills.sort().join('\n');
}

const PRODUCT_WORDS: Readonly<Record<Product, string>> = {
  intraday: 'INTRADAY',
  delivery: 'DELIVERY',
  carryforward: 'CARRYFORWARD',
  margin: 'MARGIN',
  bracket: 'BO',
};

/** Positions in the words of a recording: those of the broker's getPosition reply. */
export function toPositionRows(positions: readonly MasterPosition[]): Json[] {
  return positions.map((position) => ({
    exchange: position.exchange,
    symboltoken: position.symbolToken ?? '',
    tradingsymbol: position.tradingSymbol,
    producttype: PRODUCT_WORDS[position.product],
    netqty: String(position.netQuantity),
  }));
}
