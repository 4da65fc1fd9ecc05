/**
 * Where the master's positions are not what its orders make, one of the two was not true: a broker in trouble gives an
 * empty list for a while, or says again what it said before. Taken at its word, an exit would be read as an entry, or what
 * was opened would count twice. So it is read again: what its orders make goes on meanwhile.
 */
import type { OrderReading } from '../../brokers/port.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { Copier } from '../copier.ts';
import { EngineError } from '../engine-error.ts';
import { positionsBefore, positionsNow } from './master-positions.ts';
import { type Opening, readOpening } from './opening.ts';
import { tellDifferences, tellUnseenOrders } from './unseen-orders.ts';

export interface AgreementParts {
  readonly copier: Copier;
  readonly master: AccountGate;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly take: (reading: OrderReading) => void;
  readonly takePositions: (positions: readonly MasterPosition[]) => void;
  /** A position differs for good: in a sentence. */
  readonly onUnseen: (text: string) => void;
}

/** In the middle of a day. The positions are taken at once where they agree, and else once they have differed long enough. */
export function agreeOnPositions(opening: Opening, parts: AgreementParts): void {
  const { book } = parts.copier.session;
  const positions = positionsNow(opening, book);
  if (tellDifferences(book, positions, null).length === 0) parts.takePositions(positions);
  else void compareAgain(parts);
}

async function compareAgain(parts: AgreementParts): Promise<void> {
  const { copier, master, clock, signal, take, takePositions, onUnseen } = parts;
  const { book } = copier.session;
  const { day } = book;
  const until = clock.monotonic() + BOUNDS.masterAgreesMs;
  for (let before = ''; ; ) {
    await clock.sleep(BOUNDS.masterRecheckMs, signal);
    const opening = signal.aborted ? null : await tryReading(master);
    // A new day compares for itself.
    if (signal.aborted || book.day !== day) return;
    if (opening === null) continue;
    for (const reading of opening.readings) take(reading);
    const positions = positionsNow(opening, book);
    const differences = tellDifferences(book, positions, null);
    if (differences.length === 0) return;
    const isStill = differences.join() === before;
    before = differences.join();
    if (!isStill || clock.monotonic() < until) continue;
    for (const text of differences) onUnseen(text);
    takePositions(positions);
    return;
  }
}

/** At the opening of a day, which waits for it: what the day before left differs for good where some readings say so. */
export async function agreeOvernight(
  first: Opening,
  { copier, master, signal }: Pick<AgreementParts, 'copier' | 'master' | 'signal'>,
): Promise<Opening> {
  const { book } = copier.session;
  let opening = first;
  for (let reading = 1; reading < BOUNDS.overnightReadings && !signal.aborted; reading += 1) {
    if (tellUnseenOrders(book, positionsBefore(opening, book)).length === 0) break;
    opening = (await tryReading(master)) ?? opening;
  }
  return opening;
}

async function tryReading(master: AccountGate): Promise<Opening | null> {
  try {
    return await readOpening(master);
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}
