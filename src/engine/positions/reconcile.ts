/**
 * Compares, at the user's word, what copies hold with what the accounts hold, and mends what the user has agreed to.
 * What is agreed to is read again before it is done: if it is not the same any more, nothing is done.
 */
import { createHash } from 'node:crypto';
import type { Book, Holding } from '../../core/book/book.ts';
import type { MendedPosition } from '../../core/book/mending.ts';
import { add, floor, negate, type Ratio, ratio } from '../../core/exact.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { Copier } from '../copier.ts';
import { type InstrumentName, isSameInstrument } from '../copies/live-copies.ts';
import { toShares } from '../master/read-shares.ts';
import {
  type AccountReading,
  type ComparedPosition,
  comparePositions,
  type PositionStanding,
} from './compare-positions.ts';

/** `close`: an order that reduces. `forget`, `adopt`: the ledger changes, and nothing is sent. */
export interface Offer extends MendedPosition {
  readonly kind: 'close' | 'forget' | 'adopt';
}

/** `left_in`: copies that the follower holds beyond its share: their master has closed them. */
export type ReconciledStanding = PositionStanding | 'left_in';

export interface ReconciledPosition extends Omit<ComparedPosition, 'standing' | 'mend'> {
  readonly standing: ReconciledStanding;
  readonly fix: Offer | null;
  readonly adopt: Offer | null;
}

export interface ReconciledFollower {
  readonly name: string;
  /** Why its positions could not be read; null: they were. */
  readonly unread: string | null;
  /** Why its holdings could not be read: delivery is not compared then; null: they were. */
  readonly holdingsUnread: string | null;
  readonly positions: readonly ReconciledPosition[];
}

/** What is asked for. */
export interface ReconcileRequest {
  /** Null: all. */
  readonly follower: string | null;
  /** Null: all. In letters of any case. */
  readonly symbol: string | null;
  readonly action: 'compare' | 'fix' | 'adopt';
  /** The `agreement` of the comparison that the user has seen; null: the user has seen none. */
  readonly agreed: string | null;
}

export interface Reconciled {
  readonly followers: readonly ReconciledFollower[];
  /** What would be done, or was. */
  readonly offers: readonly Offer[];
  /** Names the offers: who agrees to them gives it back. */
  readonly agreement: string;
  readonly done: boolean;
}

export interface ReconcilerParts {
  readonly clock: Clock;
  readonly copier: Pick<Copier, 'session' | 'take'>;
  readonly master: AccountGate;
  /** Followers whose copies are placed, with their accounts. */
  readonly accounts: () => ReadonlyMap<string, AccountGate>;
  /** @throws EngineError where there is no such follower */
  readonly assertKnown: (follower: string | null) => void;
  /** What was taken in is on the disk when this returns. */
  readonly flush: () => void;
}

export class Reconciler {
  readonly #parts: ReconcilerParts;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
  }

  /** One at a time. @throws EngineError where there is no such follower */
  reconcile(request: ReconcileRequest): Promise<Reconciled> {
    this.#parts.assertKnown(request.follower);
    const turn = this.#turn.then(() => this.#reconcile(request));
    // Who asked hears of a failure; the next one only waits for its end.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #reconcile(request: ReconcileRequest): Promise<Reconciled> {
    const { copier, accounts, flush } = this.#parts;
    const readings = await readAccounts(accounts(), request.follower);
    const seen = () => reconcile(copier.session.book, readings, request);
    const first = seen();
    if (first.offers.length === 0 || request.agreed !== first.agreement) return first;
    const prices = await this.#pricesOf(first.offers);
    // The master may have traded since the accounts were read.
    const now = seen();
    if (request.agreed !== now.agreement) return now;
    for (const [index, offer] of now.offers.entries()) this.#mend(offer, index, prices[index] ?? null);
    flush();
    return { ...now, done: true };
  }

  #mend({ kind, ...offer }: Offer, index: number, price: Ratio | null): void {
    const { copier, clock } = this.#parts;
    if (kind !== 'close') {
      copier.take({ kind: 'ledger', change: kind, ...offer });
      return;
    }
    const atMs = clock.now();
    copier.take({ kind: 'close', ...offer, price, orderKey: `close-${atMs}-${index}`, atMs });
  }

  /** Last prices of what is closed; without one the order is a MARKET order. */
  async #pricesOf(offers: readonly Offer[]): Promise<readonly (Ratio | null)[]> {
    if (!offers.some(({ kind }) => kind === 'close')) return [];
    const { master, clock } = this.#parts;
    const done = new AbortController();
    const late = clock.sleep(BOUNDS.priceReadMs, done.signal).then(() => null);
    const reading = await Promise.race([master.readPrices(offers), late]);
    done.abort();
    const prices = reading?.ok === true ? reading.value : [];
    return offers.map((offer) => prices.find((one) => isSameInstrument(one, offer))?.price ?? null);
  }
}

/** What was read of an account, or why its positions could not be. */
interface ReadAccount extends AccountReading {
  readonly holdingsUnread: string | null;
}

/** By follower. */
type AccountReadings = ReadonlyMap<string, ReadAccount | string>;

/** @param follower null: all */
async function readAccounts(
  accounts: ReadonlyMap<string, AccountGate>,
  follower: string | null,
): Promise<AccountReadings> {
  const chosen = [...accounts].filter(([name]) => follower === null || name === follower);
  return new Map(
    await Promise.all(chosen.map(async ([name, gate]) => [name, await readAccount(gate)] as const)),
  );
}

/** What was read beside the book as it is now; nothing is done. */
function reconcile(
  book: Book,
  readings: AccountReadings,
  { symbol, action }: Pick<ReconcileRequest, 'symbol' | 'action'>,
): Reconciled {
  const wanted = symbol?.toUpperCase() ?? null;
  const followers = [...readings].map(([name, reading]): ReconciledFollower => {
    if (typeof reading === 'string') return { name, unread: reading, holdingsUnread: null, positions: [] };
    const { holdingsUnread } = reading;
    const positions = reconcilePositions(book, name, reading).filter(
      ({ tradingSymbol }) => wanted === null || tradingSymbol.toUpperCase() === wanted,
    );
    return { name, unread: null, holdingsUnread, positions };
  });
  const offers = offersOf(followers, action);
  return { followers, offers, agreement: agreementOn(offers), done: false };
}

/** @returns why it could not be read: an absent position is not a flat one then */
async function readAccount(gate: AccountGate): Promise<ReadAccount | string> {
  if (gate.state !== 'open') return gate.lastError?.message ?? 'it is not logged in';
  const [reading, shares] = await Promise.all([gate.readPositions(), gate.readHoldings().then(toShares)]);
  if (!reading.ok) return `${reading.error.message} (${reading.error.code})`;
  const { positions, problems } = reading.value;
  if (problems.length > 0) return problems.join('; ');
  if (typeof shares === 'string') return { positions, holdings: null, holdingsUnread: shares };
  return { positions, holdings: shares, holdingsUnread: null };
}

function reconcilePositions(book: Book, follower: string, account: AccountReading): ReconciledPosition[] {
  return comparePositions(book, follower, account).map(({ mend, ...compared }) => {
    const { exchange, symbolToken, tradingSymbol, product, standing } = compared;
    const isSame = (one: InstrumentName & { readonly product: string }) =>
      one.product === product && isSameInstrument(one, compared);
    const holding = [...book.holdings.values()].find((one) =>
      isSame({ ...one.instrument, product: one.product }),
    );
    const share = account.holdings?.find((one) => product === 'delivery' && isSameInstrument(one, compared));
    const price = (account.positions.find(isSame) ?? share)?.averagePrice ?? null;
    const left = holding ? unitsLeftIn(holding, follower) : 0;
    const name = { follower, exchange, symbolToken, tradingSymbol, product, price };
    const offer = (kind: Offer['kind'], units: number) => (units > 0 ? { kind, ...name, units } : null);
    const isLeftIn = left > 0 && (standing === 'in_sync' || standing === 'not_compared');
    return {
      ...compared,
      standing: isLeftIn ? 'left_in' : standing,
      fix: isLeftIn ? offer('close', left) : offer('forget', mend?.quantity ?? 0),
      adopt: offer('adopt', adoptable(compared, holding?.master ?? 0)),
    };
  });
}

/** Whole lots of copies beyond what the follower ought to hold. */
function unitsLeftIn({ copied, instrument }: Holding, follower: string): number {
  const own = copied.get(follower);
  if (!own || own.quantity === 0) return 0;
  const held = Math.abs(own.quantity);
  const exceeding = add(ratio(held), own.quantity > 0 ? negate(own.share) : own.share);
  const lot = (instrument.facts ? instrument.facts.facts.lotSize : null) ?? held;
  return Math.max(0, Math.floor(floor(exceeding) / lot) * lot);
}

/** Units that the account holds beyond the copies, on the side on which the master holds some. */
function adoptable({ copied, held, standing }: Omit<ComparedPosition, 'mend'>, master: number): number {
  const side = Math.sign(master);
  if (side === 0 || standing === 'settling' || Math.sign(held) !== side) return 0;
  if (copied !== 0 && Math.sign(copied) !== side) return 0;
  return Math.max(0, Math.abs(held) - Math.abs(copied));
}

function offersOf(followers: readonly ReconciledFollower[], action: ReconcileRequest['action']): Offer[] {
  if (action === 'compare') return [];
  return followers
    .flatMap(({ positions }) => positions)
    .map(({ fix, adopt }) => (action === 'fix' ? fix : adopt))
    .filter((offer) => offer !== null);
}

function agreementOn(offers: readonly Offer[]): string {
  const texts = offers.map(({ kind, follower, exchange, tradingSymbol, product, units }) =>
    JSON.stringify([kind, follower, exchange, tradingSymbol, product, units]),
  );
  return createHash('sha256').update(texts.sort().join('\n')).digest('hex').slice(0, 16);
}
