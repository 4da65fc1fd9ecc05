/**
 * The running copier: opens the accounts, learns what the master holds, follows its orders, and ends so that nothing
 * that was journaled is lost. Parts are given to it (see compose.ts); it knows no broker and no file.
 */
import type { OrderReading } from '../brokers/port.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import type { Intent } from '../journal/intent.ts';
import { toInstrumentLine } from '../journal/recording/session-lines.ts';
import { AccountGate } from './accounts/account-gate.ts';
import { KnownAccounts } from './accounts/known-accounts.ts';
import type { Retried } from './accounts/login-retries.ts';
import { BOUNDS } from './bounds.ts';
import { Copier } from './copier.ts';
import { DeskFloor } from './copies/desk-floor.ts';
import { lostEnds } from './copies/lost-ends.ts';
import { messageOf, notRunning } from './engine-error.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Statistics } from './events.ts';
import { type Following, followMaster } from './master/follow-master.ts';
import type { Via } from './master/master-feed.ts';
import { openMaster } from './master/open-master.ts';
import type { Reconciler } from './positions/reconcile.ts';
import { JournalBuffer } from './record/journal-buffer.ts';
import { RecordKeeper } from './record/record-keeper.ts';
import { restoreState, type SavedState, toRecordedConfig } from './record/saved-state.ts';
import { SessionLog } from './record/session-log.ts';
import { StateKeeper } from './record/state-keeper.ts';
import { makeSession } from './start/make-session.ts';
import { openFloor } from './start/open-floor.ts';
import { openLateHolders } from './start/open-holders.ts';
import { openReloaded } from './start/open-reloaded.ts';
import { startedEvent } from './start/started-event.ts';
import { assertCanAsk } from './steering/confirmations.ts';
import { type EngineStatus, engineStatus } from './steering/status.ts';
import type { UserAction } from './steering/steering.ts';

export class Engine {
  readonly #parts: EngineParts;
  readonly #buffer: JournalBuffer;
  readonly #log: SessionLog;
  readonly #records: RecordKeeper;
  readonly #floor: DeskFloor;
  readonly #keeper: StateKeeper;
  readonly #accounts: KnownAccounts;
  readonly #stopping = new AbortController();
  readonly #modeOf = (follower: string) => this.#floor.modeOf(follower);
  #config: LoadedConfig;
  #master: AccountGate | null = null;
  #copier: Copier | null = null;
  #following: Following | null = null;
  #end: Promise<Statistics> | null = null;
  #fatal: unknown = null;
  readonly #ended: Promise<void>;
  #tellEnded: () => void = () => {};

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#config = parts.config;
    this.#buffer = new JournalBuffer(parts.journal, (error) => this.fail(error));
    this.#log = new SessionLog(this.#buffer, parts.recording);
    this.#records = new RecordKeeper(parts.recordsFile, (error) =>
      this.#warn(`the record file: ${messageOf(error)}`),
    );
    this.#floor = new DeskFloor({
      ...parts,
      records: this.#records,
      session: () => this.#theCopier.session,
      take: (input) => this.#theCopier.take(input),
      buffer: this.#buffer,
      note: (line) => this.#log.note(line),
    });
    this.#accounts = new KnownAccounts(parts);
    this.#keeper = new StateKeeper({
      ...parts,
      log: this.#log,
      modeOf: this.#modeOf,
      accounts: this.#accounts,
    });
    this.#ended = new Promise((resolve) => {
      this.#tellEnded = resolve;
    });
  }

  /** The error that ended the engine, where one did. */
  get fatal(): unknown {
    return this.#fatal;
  }

  /** Resolves when the engine has stopped, for whatever reason. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  get #running(): Following {
    if (this.#end) throw notRunning('it is stopping');
    if (!this.#following) throw notRunning('it is starting');
    return this.#following;
  }

  get #theCopier(): Copier {
    if (!this.#copier) throw new Error('the engine has not been started');
    return this.#copier;
  }

  /** @throws EngineError where the master cannot be followed; nothing was sent then */
  async start(): Promise<void> {
    const { journal, ask, openAccount } = this.#parts;
    assertCanAsk(this.#config, ask);
    const restored = restoreState(journal, this.#parts);
    const broker = await openAccount(this.#config.settings.master);
    const saved = this.#accounts.begin(restored, broker.clientCode);
    const master = new AccountGate('master', broker, this.#parts.clock);
    this.#master = master;
    await openMaster(master, this.#parts);
    const from = { saved, config: this.#config, accounts: this.#accounts };
    const opening = await openFloor(from, this.#floor, master, this.#parts);
    const copier = this.#makeCopier(saved, () => master.brokerNow());
    this.#copier = copier;
    this.#keeper.begin(copier.session, saved, this.#config);
    if (saved && saved.configs.at(-1)?.sha256 !== this.#config.sha256) this.#takeConfig(this.#config);
    for (const one of [...this.#accounts.takeKept(), ...lostEnds(copier.session.book, journal)])
      copier.take(one);
    const following = await followMaster({
      ...this.#parts,
      master,
      copier,
      opening,
      saved,
      floor: this.#floor,
      config: () => this.#config,
      stopping: this.#stopping.signal,
      warn: (text) => this.#warn(text),
      onTaken: () => this.#guard(() => this.#keeper.saveIfLong(copier.session)),
      flush: () => this.#buffer.flush(),
    });
    this.#following = following;
    this.#floor.takeOver(journal.liveIntents());
    const { book } = copier.session;
    const since = { isRestart: saved !== null, book, modeOf: this.#modeOf };
    this.#parts.observe(startedEvent(this.#parts, opening, since));
    following.feed.start();
    following.figures.start();
    following.positions.start();
    following.warmth.start();
  }

  /**
   * Takes up a new config between two events.
   * @returns what changed, in plain words
   * @throws EngineError where it cannot be taken up; the one before stays in force
   */
  async reload(config: LoadedConfig): Promise<readonly string[]> {
    const before = this.#config;
    const following = this.#following;
    if (config.sha256 === before.sha256 || !following || this.#end) return [];
    const { clock, observe, ask, describeChanges } = this.#parts;
    assertCanAsk(config, ask);
    const change = { before, config, accounts: this.#accounts, isOver: () => this.#end !== null };
    const fresh = await openReloaded(change, following, this.#floor, this.#parts);
    if (!fresh) return [];
    const changes = describeChanges(before, config);
    this.#floor.open(fresh);
    this.#config = config;
    this.#takeConfig(config);
    following.steering.takeModes();
    await openLateHolders(change, following.master, this.#floor, this.#parts);
    await following.feed.change(config.settings.master);
    following.figures.change(config);
    observe({ type: 'reloaded', atMs: clock.now(), changes });
    return changes;
  }

  /** One row of the master from a feed of another kind; the engine's own feed uses the same way in. */
  takeReading(reading: OrderReading, via: Via): void {
    this.#following?.intake.take(reading, via);
  }

  /**
   * Pauses, resumes or closes to entries, at once: also for entries that were decided and have not left.
   * @param follower null: all
   * @returns the orders that were withdrawn; it is on the disk by then
   * @throws EngineError where there is no such follower, or the engine does not run
   */
  steer(action: UserAction, follower: string | null): readonly Intent[] {
    const withdrawn = this.#running.steering.take(action, follower);
    if (this.#fatal !== null) throw notRunning(`it has failed: ${messageOf(this.#fatal)}`);
    return withdrawn;
  }

  /**
   * Logs in what has no session.
   * @param follower null: all, and the master
   * @throws EngineError where there is no such follower, or the engine does not run
   */
  async retry(follower: string | null): Promise<readonly Retried[]> {
    const { steering, retries } = this.#running;
    steering.assertKnown(follower);
    return follower === null ? retries.retryAll(steering.names) : [await retries.retryFollower(follower)];
  }

  /** @throws EngineError where the engine does not run */
  readonly reconcile: Reconciler['reconcile'] = (request) => this.#running.reconciler.reconcile(request);

  status(): EngineStatus {
    return engineStatus({
      state: this.#end ? 'stopping' : this.#following ? 'running' : 'starting',
      mode: this.#parts.mode,
      config: this.#config,
      master: this.#master,
      floor: this.#floor,
      book: this.#following?.copier.session.book ?? null,
      statistics: this.#records.statistics(),
    });
  }

  /** Ends cleanly: no new copies, what is in flight has its time, then the files are closed. */
  stop(reason: string): Promise<Statistics> {
    this.#end ??= this.#stop(reason);
    return this.#end;
  }

  #makeCopier(saved: SavedState | null, brokerNow: () => number): Copier {
    const { instruments, clock } = this.#parts;
    const session = makeSession({
      config: this.#config,
      saved,
      instruments,
      modeOf: this.#modeOf,
      onInstrument: (record) => this.#log.input(toInstrumentLine(record, clock.now())),
    });
    return new Copier({
      ...this.#parts,
      session,
      brokerNow,
      log: this.#log,
      records: this.#records,
      modeOf: this.#modeOf,
      desks: this.#floor,
      onFatal: (error) => this.fail(error),
    });
  }

  #takeConfig(config: LoadedConfig): void {
    const { confirm } = config.settings;
    this.#theCopier.takePolicy(
      { kind: 'policy', policy: config.policy, confirm },
      { type: 'config', at_ms: this.#parts.clock.now(), config: toRecordedConfig(config), confirm },
    );
    this.#guard(() => this.#keeper.noteConfig(this.#theCopier.session, config));
  }

  #guard(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.fail(error);
    }
  }

  /** The journal cannot be written: sending stops first, then everything else. */
  fail(error: unknown): void {
    if (this.#fatal !== null) return;
    this.#fatal = error;
    this.#floor.halt();
    void this.stop(messageOf(error));
  }

  async #stop(reason: string): Promise<Statistics> {
    const { clock, observe, recording, journal } = this.#parts;
    this.#stopping.abort();
    const following = this.#following;
    following?.figures.close();
    following?.positions.close();
    following?.warmth.close();
    following?.confirmations.close();
    // Nothing more comes in from here on, so that the master need not wait for the followers; its end ends its reads.
    await Promise.all([
      following?.feed.close(),
      following?.watches,
      this.#master?.close(),
      this.#floor.close(this.#fatal === null ? BOUNDS.drainMs : 0),
    ]);
    if (following && this.#fatal === null) this.#guard(() => this.#keeper.save(following.copier.session));
    const statistics = this.#records.statistics();
    // A recording that has not begun has no end either.
    if (this.#copier) this.#log.note({ type: 'end', at_ms: clock.now(), statistics: { ...statistics } });
    this.#records.close();
    recording.close();
    journal.close();
    observe({ type: 'stopped', atMs: clock.now(), reason, statistics });
    this.#tellEnded();
    return statistics;
  }

  #warn(text: string): void {
    this.#parts.observe({ type: 'notice', atMs: this.#parts.clock.now(), level: 'warn', text });
  }
}
