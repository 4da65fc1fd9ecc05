/**
 * Keeps each ledger with its account: names of the file may come to mean other accounts while no engine runs, and an
 * exit for what one account holds must not be sent to another.
 */
import type { Book } from '../../core/book/book.ts';
import { type LedgerMoves, moveLedgers } from '../../core/book/move-ledgers.ts';
import { holdsCopies } from '../../core/book/retiring.ts';
import { dayOf, toIstSeconds } from '../../core/ist-time.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import { wordsOf } from '../../core/steering.ts';
import type { PlainInput } from '../../journal/recording/session-lines.ts';
import type { Clock } from '../clock.ts';
import { describeCopies } from '../copies/describe-copies.ts';
import type { OpenedFollower } from '../copies/desk-floor.ts';
import { EngineError } from '../engine-error.ts';
import type { EngineObserver } from '../events.ts';
import type { RestoredState, SavedState } from '../record/saved-state.ts';
import { AccountNames, isWaitingName, type NamedAccount, type SavedAccounts } from './account-names.ts';

export interface KnownAccountsParts {
  readonly clock: Clock;
  readonly observe: EngineObserver;
  readonly instruments: InstrumentMaster;
}

export class KnownAccounts {
  readonly #parts: KnownAccountsParts;
  #names = new AccountNames(null);
  #moves: LedgerMoves = new Map();
  #kept: readonly PlainInput[] = [];

  constructor(parts: KnownAccountsParts) {
    this.#parts = parts;
  }

  /** For a snapshot. */
  get saved(): SavedAccounts {
    return this.#names.saved;
  }

  /** What the snapshot that is written next moves in the journal; asked for once. */
  takeMoves(): LedgerMoves {
    const moves = this.#moves;
    this.#moves = new Map();
    return moves;
  }

  /** What of a state that does not hold any more does: what the user has held back. Asked for once. */
  takeKept(): readonly PlainInput[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  /**
   * @param saved what was restored
   * @returns what of it holds for this master: all, or nothing where it is another account's and nothing is held
   * @throws EngineError `OTHER_MASTER` where copies are held that another master's orders have to close
   */
  begin(saved: RestoredState | null, masterCode: string): RestoredState | null {
    const master = { name: 'master', clientCode: masterCode };
    this.#names = new AccountNames(saved?.accounts ?? null);
    const isOther = this.#names.isOther(master);
    this.#names.note(master);
    if (!isOther || saved === null) return saved;
    const held = placedHoldersOf(saved).flatMap((name) => {
      const copies = this.#describe(saved.book, name);
      return copies === null ? [] : [`${name} ${copies}`];
    });
    if (held.length > 0) throw otherMaster(held);
    this.#notice(
      'the master is another account than before: its day begins anew, and nothing of the one before holds',
    );
    this.#names = new AccountNames(null);
    this.#names.note(master);
    this.#kept = wordsOf(saved.book).map((word) => ({ kind: 'steer', ...word }) as const);
    return null;
  }

  /** Each ledger of the state goes where its account is now, and what that means is told. */
  settle(saved: RestoredState | null, opened: readonly OpenedFollower[]): void {
    const accounts = opened.map(toNamed);
    const others = accounts.filter((one) => this.#names.isOther(one));
    const moves = this.#names.settle(accounts);
    this.#moves = moves;
    if (saved === null || moves.size === 0) return;
    const { book, modes } = saved;
    moveLedgers(book, moves);
    for (const name of moves.keys()) delete modes[name];
    for (const name of moves.values()) if (!isWaitingName(name)) modes[name] = 'live';
    const came = new Map([...moves].map(([from, to]) => [to, from] as const));
    for (const [to, from] of came) if (!isWaitingName(to)) this.#notice(describeRenamed(from, to));
    for (const { name } of others) if (!came.has(name)) this.#tellOther(book, name, moves.get(name) ?? name);
  }

  /**
   * Accounts that join a running engine.
   * @throws EngineError where a ledger would have to go with one of them: that takes a start
   */
  join(opened: readonly OpenedFollower[], book: Book): void {
    const accounts = opened.map(toNamed);
    for (const account of accounts) {
      const { name } = account;
      const known = this.#names.nameOf(account.clientCode);
      if (this.#names.isOther(account) && holdsCopies(book, name))
        throw needsStart(
          `the credentials of ${name} are another account's than the one that its copies are in`,
        );
      if (known !== null && known !== name && holdsCopies(book, known))
        throw needsStart(`${name} is the account that was ${known}, and copies are held in it`);
    }
    for (const account of accounts) this.#names.note(account);
  }

  /** @throws EngineError where it is not the account that the copies are in */
  assertHolder({ name, broker }: OpenedFollower): void {
    if (!this.#names.isOther({ name, clientCode: broker.clientCode })) return;
    throw needsStart(`its credentials are another account's now`);
  }

  #tellOther(book: Book, name: string, waiting: string): void {
    const held = this.#describe(book, waiting);
    if (held === null) {
      this.#notice(`${name}: its credentials are another account's than before; it begins with no copies`);
      return;
    }
    const text = `its credentials are another account's than before, and exits go to the new one only for what is copied to it from now on. The account before holds ${held} by its copies, and nobody gets it out of them: close them there by hand; or, if that was not meant, put its client id back and start again, and its copies come back with it`;
    const { observe, clock } = this.#parts;
    observe({ type: 'escalation', atMs: clock.now(), account: name, text, alert: 'EXIT_NOT_OUT' });
  }

  #describe(book: Book, name: string): string | null {
    const { clock, instruments } = this.#parts;
    return describeCopies(book, name, { today: dayOf(toIstSeconds(clock.now())), instruments });
  }

  #notice(text: string): void {
    const { observe, clock } = this.#parts;
    observe({ type: 'notice', atMs: clock.now(), level: 'warn', text });
  }
}

/**
 * Why the ledger of a state is not the accounts' that the names mean now, in words; null: it is, as far as is known.
 * @param accounts the master is `master`
 */
export function describeOthers(saved: SavedState | null, accounts: readonly NamedAccount[]): string | null {
  const names = new AccountNames(saved?.accounts ?? null);
  const other = accounts.find((one) => names.isOther(one));
  if (other) return `the credentials of ${other.name} are another account's than when it last ran`;
  for (const { name, clientCode } of accounts) {
    const known = names.nameOf(clientCode);
    if (known !== null && known !== name) return `${name} is the account that was ${known} when it last ran`;
  }
  return null;
}

function toNamed({ name, broker }: OpenedFollower): NamedAccount {
  return { name, clientCode: broker.clientCode };
}

function describeRenamed(from: string, to: string): string {
  return isWaitingName(from)
    ? `${to}: its account is one that was here before; what its copies held goes on`
    : `${to} is the account that was ${from}: what its copies hold goes on under the new name`;
}

/** Of all whose copies were placed: also those that wait for their account. */
function placedHoldersOf({ book, modes }: SavedState): readonly string[] {
  return book.seats.names.filter(
    (name) => (modes[name] === 'live' || isWaitingName(name)) && holdsCopies(book, name),
  );
}

function otherMaster(held: readonly string[]): EngineError {
  return new EngineError(
    'OTHER_MASTER',
    `the master is another account than the one whose orders were copied, and nothing would get the copies out: ${held.join('; ')}`,
    'Put its client id back, let the followers get out, and change it then. Or start with another folder (`--logs`): what the copies hold is then yours to close.',
  );
}

function needsStart(why: string): EngineError {
  return new EngineError('CREDENTIALS', why, 'An account is changed by starting the engine anew.');
}
