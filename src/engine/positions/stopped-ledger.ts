/**
 * The ledger of copies while no engine runs: what the journal last knew, beside what the accounts hold now. It only
 * reads at the broker. What the user agrees to is journaled for the next start; an order is never sent from here, for
 * nobody would look up what became of it.
 */
import type { CopySession } from '../../core/copy-session.ts';
import { dayOf, type IstDay, toIstSeconds } from '../../core/ist-time.ts';
import { encodeLine } from '../../journal/recording/recording-format.ts';
import { type PlainInput, toInputLine } from '../../journal/recording/session-lines.ts';
import { AccountGate } from '../accounts/account-gate.ts';
import type { NamedAccount } from '../accounts/account-names.ts';
import { describeOthers } from '../accounts/known-accounts.ts';
import { BOUNDS } from '../bounds.ts';
import { isFollowed } from '../copies/followed-rows.ts';
import { lostEnds } from '../copies/lost-ends.ts';
import { EngineError } from '../engine-error.ts';
import type { EngineParts } from '../engine-parts.ts';
import { positionsNow } from '../master/master-positions.ts';
import { type Opening, readOpening } from '../master/opening.ts';
import { holdersBeyond, restoreState } from '../record/saved-state.ts';
import { makeSession } from '../start/make-session.ts';
import { liveFollowersOf } from '../start/open-floor.ts';
import { type Offer, type Reconciled, type ReconcileRequest, Reconciler } from './reconcile.ts';

export type StoppedParts = Pick<
  EngineParts,
  'clock' | 'config' | 'openAccount' | 'instruments' | 'journal' | 'redact' | 'compile' | 'readInput'
>;

export class StoppedLedger {
  /** Why the ledger is not what a running engine would have now, in words; null: it is. */
  readonly behind: string | null;
  readonly #gates: readonly AccountGate[];
  readonly #reconciler: Reconciler;

  private constructor(behind: string | null, gates: readonly AccountGate[], reconciler: Reconciler) {
    this.behind = behind;
    this.#gates = gates;
    this.#reconciler = reconciler;
  }

  /**
   * Logs in the master and the followers that trade live or hold copies. Nothing is sent, then or later.
   * @throws EngineError where the state or an account's credentials cannot be read
   */
  static async open(parts: StoppedParts): Promise<StoppedLedger> {
    const { clock, config, journal, openAccount } = parts;
    const saved = restoreState(journal, parts);
    const live = liveFollowersOf(config);
    const modeOf = (name: string) => (live.some((one) => one.name === name) ? 'live' : 'dry_run');
    const session = makeSession({ ...parts, saved, modeOf, onInstrument: () => {} });
    const waiting = [...lostEnds(session.book, journal)];
    for (const end of waiting) session.accept(end);
    const toGate = async (account: Parameters<typeof openAccount>[0]) =>
      new AccountGate(account.name, await openAccount(account), clock);
    const master = await toGate(config.settings.master);
    const followers = await Promise.all([...live, ...holdersBeyond(saved, config)].map(toGate));
    const gates = [master, ...followers];
    await Promise.all(gates.map((gate) => gate.open()));
    const since = await catchUpWith(session, master, parts);
    const fresh = live.find(({ name }) => saved?.modes[name] !== 'live');
    const other = describeOthers(saved, gates.map(toNamedAccount));
    const behind = other ?? (fresh ? `${fresh.name} has not been run live yet` : since);
    const reconciler = new Reconciler({
      clock,
      copier: { session, take: (input) => take(input, { session, waiting }) },
      master,
      accounts: () => new Map(followers.map((gate) => [gate.name, gate] as const)),
      assertKnown: (name) => assertKnown(session, name),
      flush: () => write(waiting, parts),
    });
    return new StoppedLedger(behind, gates, reconciler);
  }

  /**
   * As a running engine does it; but an order is refused, and so is every change of a ledger that is behind.
   * @throws EngineError where there is no such follower, or what the user has agreed to needs an engine
   */
  async reconcile(request: ReconcileRequest): Promise<Reconciled> {
    if (request.agreed !== null)
      this.assertCanMend((await this.#reconciler.reconcile({ ...request, agreed: null })).offers);
    return this.#reconciler.reconcile(request);
  }

  /** @throws EngineError where what is offered needs a running engine */
  assertCanMend(offers: readonly Pick<Offer, 'kind' | 'follower' | 'tradingSymbol' | 'units'>[]): void {
    if (offers.length === 0) return;
    if (this.behind !== null)
      throw needsEngine(`the ledger cannot be changed without an engine, for ${this.behind}`);
    const closing = offers.find(({ kind }) => kind === 'close');
    if (closing)
      throw needsEngine(
        `closing ${closing.units} ${closing.tradingSymbol} of ${closing.follower} takes an order, and no engine runs that would follow it to its end`,
      );
  }

  /** Logs out. */
  async close(): Promise<void> {
    await Promise.all(this.#gates.map((gate) => gate.close()));
  }
}

function toNamedAccount({ name, broker }: AccountGate): NamedAccount {
  return { name, clientCode: broker.clientCode };
}

/** @returns why the ledger is behind; null: it is not */
async function catchUpWith(
  session: CopySession,
  master: AccountGate,
  { clock, redact }: StoppedParts,
): Promise<string | null> {
  const opening = await readMaster(master);
  const today =
    master.state === 'open' ? master.dayIn(-BOUNDS.lastMomentMs) : dayOf(toIstSeconds(clock.now()));
  const isYesterdays = isOlder(session.book.day, today);
  // As at a start: what ended with its day is no copy any more. It is not journaled.
  if (isYesterdays) session.accept({ kind: 'day', day: today, atMs: clock.now() });
  if (typeof opening === 'string') return opening;
  if (isYesterdays) {
    session.accept({ kind: 'positions', positions: positionsNow(opening, session.book) });
    return 'a new day has begun since the last one ended';
  }
  const rows = opening.readings.flatMap((reading) => (reading.ok ? [reading.order] : []));
  const isTraded = rows.some((row) => !isFollowed(session.book, row, redact));
  return isTraded ? 'the master has traded since the last one ended' : null;
}

async function readMaster(master: AccountGate): Promise<Opening | string> {
  if (master.state !== 'open')
    return `the master cannot log in (${master.lastError?.message ?? 'no session'}), so what it did since is not known`;
  try {
    return await readOpening(master);
  } catch (error) {
    if (error instanceof EngineError) return `${error.message}, so what it did since is not known`;
    throw error;
  }
}

function isOlder(day: IstDay | null, today: IstDay): boolean {
  return day !== null && day < today;
}

interface Taking {
  readonly session: CopySession;
  /** Taken in, and not in the journal yet. */
  readonly waiting: PlainInput[];
}

function take(input: PlainInput, { session, waiting }: Taking): void {
  session.accept(input);
  waiting.push(input);
}

/** All of it or none: the next start goes on from there. @throws JournalError */
function write(waiting: PlainInput[], { journal, clock }: StoppedParts): void {
  const atMs = clock.now();
  const lines = waiting.splice(0).map((input) => toInputLine(input, atMs));
  const inputs = lines.map((line) => ({ kind: line.type, body: encodeLine(line), atMs }));
  journal.appendNews({ inputs, changes: [] });
}

function assertKnown({ policy }: CopySession, follower: string | null): void {
  const names = policy.followers.map(({ name }) => name);
  if (follower === null || names.includes(follower)) return;
  throw new EngineError(
    'NO_SUCH_FOLLOWER',
    `there is no follower ${follower}`,
    `There are ${names.join(', ')}.`,
  );
}

function needsEngine(why: string): EngineError {
  return new EngineError(
    'NEEDS_ENGINE',
    why,
    'Start `copytrade run`, then reconcile again. Nothing was done.',
  );
}
