/**
 * The running copier: opens the accounts, learns what the master holds, follows its orders, and ends so that nothing
 * that was journaled is lost. Parts are given to it (see compose.ts); it knows no broker and no file.
 */
import type { BrokerAccount, BrokerError, OrderReading } from '../brokers/port.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import type { AccountSettings, FollowerSettings } from '../config/settings.ts';
import { CopySession, type SessionInput } from '../core/copy-session.ts';
import type { InstrumentMaster } from '../core/instrument.ts';
import type { Intent } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import { ObservedInstruments } from '../journal/recording/observed-instruments.ts';
import type { RecordedConfig, RecordingLine } from '../journal/recording/recording-line.ts';
import { type PlainInput, toInstrumentLine } from '../journal/recording/session-lines.ts';
import type { RecordingFile } from '../journal/recording-file.ts';
import type { RecordsFile } from '../journal/records-file.ts';
import { AccountGate } from './account-gate.ts';
import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';
import { Confirmations } from './confirmations.ts';
import { Copier } from './copier.ts';
import { DeskFloor, type OpenedFollower } from './desk-floor.ts';
import { EngineError } from './engine-error.ts';
import type { EngineObserver, RunMode, Statistics } from './events.ts';
import { FigureReader } from './figures.ts';
import { JournalBuffer } from './journal-buffer.ts';
import { LoginRetries, type Retried } from './login-retries.ts';
import { MasterFeed, type MasterFeedEvents, type Via } from './master-feed.ts';
import { MasterIntake } from './master-intake.ts';
import { openMaster } from './open-master.ts';
import { type Opening, readOpening } from './opening.ts';
import { PositionWatch } from './position-watch.ts';
import { RecordKeeper } from './record-keeper.ts';
import {
  forgetFollower,
  holdersBeyond,
  type RestoredState,
  restoreState,
  type SavedState,
  toRecordedConfig,
} from './saved-state.ts';
import { SessionLog } from './session-log.ts';
import { StateKeeper } from './state-keeper.ts';
import { type EngineStatus, engineStatus } from './status.ts';
import { EngineSteering, type UserAction } from './steering.ts';

export interface EngineParts {
  readonly clock: Clock;
  readonly config: LoadedConfig;
  /** `live` only where the file says so and the user confirmed it. */
  readonly mode: RunMode;
  /** `YYYYMMDD_HHMMSS`, for the recording. */
  readonly session: string;
  /** Resolves the credentials and makes the account. Rejects with an EngineError where it cannot. */
  readonly openAccount: (account: AccountSettings) => Promise<BrokerAccount>;
  readonly instruments: InstrumentMaster;
  readonly journal: Journal;
  readonly recording: RecordingFile;
  readonly recordsFile: RecordsFile;
  readonly logFile: string;
  readonly observe: EngineObserver;
  /** Keeps secrets out of what is recorded. */
  readonly redact: (text: string) => string;
  readonly compile: (config: RecordedConfig) => LoadedConfig | null;
  readonly readInput: (line: RecordingLine) => SessionInput | null;
  /** Asks the user whether a master order is to be copied; needed where the config says `confirm: true`. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
  readonly describeChanges: (before: LoadedConfig, after: LoadedConfig) => readonly string[];
}

/** What there is once the master is followed. */
interface Following {
  readonly master: AccountGate;
  readonly copier: Copier;
  readonly intake: MasterIntake;
  readonly feed: MasterFeed;
  readonly figures: FigureReader;
  readonly positions: PositionWatch;
  readonly confirmations: Confirmations | null;
  readonly steering: EngineSteering;
  readonly retries: LoginRetries;
  readonly midnight: Promise<void>;
}

export class Engine {
  readonly #parts: EngineParts;
  readonly #buffer: JournalBuffer;
  readonly #log: SessionLog;
  readonly #records: RecordKeeper;
  readonly #floor: DeskFloor;
  readonly #keeper: StateKeeper;
  readonly #stopping = new AbortController();
  #config: LoadedConfig;
  #master: AccountGate | null = null;
  #copier: Copier | null = null;
  #following: Following | null = null;
  #end: Promise<Statistics> | null = null;
  #fatal: unknown = null;
  readonly #ended: Promise<void>;
  #tellEnded: () => void = () => {};

  constructor(parts: EngineParts) {
    const { clock, mode, session } = parts;
    this.#parts = parts;
    this.#config = parts.config;
    this.#buffer = new JournalBuffer(parts.journal, (error) => this.#fail(error));
    this.#log = new SessionLog(this.#buffer, parts.recording);
    this.#records = new RecordKeeper(parts.recordsFile, (error) =>
      this.#warn(`the record file: ${messageOf(error)}`),
    );
    this.#floor = new DeskFloor({
      ...parts,
      records: this.#records,
      session: () => this.#theCopier.session,
      onCopyEnded: (ended) => this.#theCopier.take(ended),
      buffer: this.#buffer,
      note: (line) => this.#log.note(line),
    });
    const modeOf = (follower: string) => this.#floor.modeOf(follower);
    this.#keeper = new StateKeeper({ log: this.#log, clock, mode, session, modeOf });
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
    const { journal, ask } = this.#parts;
    assertCanAsk(this.#config, ask);
    const saved = restoreState(journal, this.#parts);
    const { openAccount } = this.#parts;
    const broker = await openAccount(this.#config.settings.master);
    const master = new AccountGate('master', broker, this.#parts.clock);
    this.#master = master;
    await openMaster(master, this.#parts);
    this.#floor.open(await this.#openFollowers(this.#config, master.broker.clientCode));
    if (this.#parts.mode === 'live') await this.#openHolders(saved, master.broker.clientCode);
    await this.#floor.loggedIn();
    const opening = await readOpening(master);
    const copier = this.#makeCopier(saved);
    this.#copier = copier;
    this.#keeper.begin(copier.session, saved, this.#config);
    if (saved && saved.configs.at(-1)?.sha256 !== this.#config.sha256) this.#takeConfig(this.#config);
    const following = this.#follow(master, copier, { opening, saved });
    this.#following = following;
    following.steering.takeModes();
    this.#floor.takeOver(journal.liveIntents());
    this.#announce(opening, saved);
    following.feed.start();
    following.figures.start();
    following.positions.start();
  }

  /**
   * Takes up a new config between two events.
   * @returns what changed, in plain words
   * @throws EngineError where it cannot be taken up; the one before stays in force
   */
  async reload(config: LoadedConfig): Promise<readonly string[]> {
    const before = this.#config;
    const following = this.#following;
    if (config.sha256 === before.sha256 || !following) return [];
    const { clock, observe, ask, describeChanges } = this.#parts;
    assertCanAsk(config, ask);
    const fresh = await this.#openFollowers(config, following.master.broker.clientCode);
    const changes = describeChanges(before, config);
    this.#floor.open(fresh);
    this.#config = config;
    this.#takeConfig(config);
    following.steering.takeModes();
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

  /** The accounts of live followers that have no desk yet. */
  #openFollowers(config: LoadedConfig, masterClientCode: string): Promise<readonly OpenedFollower[]> {
    const { mode, openAccount } = this.#parts;
    const live = mode === 'live' ? liveFollowersOf(config) : [];
    return this.#floor.prepare(live, masterClientCode, openAccount);
  }

  /** Opens those that only have to get out. One that cannot be reached is shouted about; the others go on. */
  async #openHolders(saved: RestoredState | null, masterClientCode: string): Promise<void> {
    const { openAccount, observe, clock } = this.#parts;
    for (const holder of holdersBeyond(saved, this.#config)) {
      try {
        this.#floor.open(await this.#floor.prepare([holder], masterClientCode, openAccount));
      } catch (error) {
        const text = `it still holds copies and cannot be reached, so their exits will not be copied: ${messageOf(error)}`;
        observe({ type: 'escalation', atMs: clock.now(), account: holder.name, text });
      }
    }
  }

  /** Makes the session: of the saved state, or of none. */
  #makeCopier(saved: SavedState | null): Copier {
    const { instruments, clock, observe, redact } = this.#parts;
    const { policy, settings } = this.#config;
    for (const { name } of saved ? liveFollowersOf(this.#config) : []) {
      if (saved?.modes[name] === 'dry_run' && this.#floor.modeOf(name) === 'live')
        forgetFollower(saved.book, name);
    }
    const observed = new ObservedInstruments(instruments, (record) =>
      this.#log.input(toInstrumentLine(record, clock.now())),
    );
    const session = new CopySession(
      saved?.policy ?? policy,
      { live: true, fills: 'reported', instruments: observed },
      { confirm: saved?.confirm ?? settings.confirm, ...(saved ? { book: saved.book } : {}) },
    );
    return new Copier({
      session,
      log: this.#log,
      records: this.#records,
      clock,
      observe,
      redact,
      modeOf: (follower) => this.#floor.modeOf(follower),
      carryOut: (copy) => this.#floor.carryOut(copy),
      onFatal: (error) => this.#fail(error),
    });
  }

  #follow(
    master: AccountGate,
    copier: Copier,
    from: { readonly opening: Opening; readonly saved: SavedState | null },
  ): Following {
    const { clock, ask } = this.#parts;
    const { signal } = this.#stopping;
    const take = (input: PlainInput) => copier.take(input);
    const confirmations = ask ? new Confirmations(copier.session, ask, take) : null;
    const onTaken = () => {
      confirmations?.askWhatWaits();
      this.#guard(() => this.#keeper.saveIfLong(copier.session));
    };
    const warn = (text: string) => this.#warn(text);
    const intake = new MasterIntake({ copier, master, clock, signal, warn, onTaken });
    const goesOnFrom = from.saved ? { day: from.saved.book.day } : null;
    intake.open(from.opening, goesOnFrom);
    const gateOf = (name: string) => this.#floor.deskOf(name)?.gate ?? null;
    const figures = new FigureReader({ clock, config: this.#config, master, follower: gateOf, take });
    const positions = new PositionWatch({
      clock,
      observe: this.#parts.observe,
      book: () => copier.session.book,
      accounts: () => this.#floor.accounts,
    });
    const feed = new MasterFeed(master, this.#config.settings.master, clock, this.#feedEvents(intake));
    const midnight = intake.watchMidnight();
    return {
      master,
      copier,
      intake,
      feed,
      figures,
      positions,
      confirmations,
      midnight,
      ...this.#steerable(master, copier),
    };
  }

  #steerable(master: AccountGate, copier: Copier): Pick<Following, 'steering' | 'retries'> {
    const floor = this.#floor;
    const followers = () => this.#config.settings.followers;
    const flush = () => this.#buffer.flush();
    return {
      steering: new EngineSteering({ ...this.#parts, copier, floor, followers, flush }),
      retries: new LoginRetries({ ...this.#parts, master, floor, followers }),
    };
  }

  #feedEvents(intake: MasterIntake): MasterFeedEvents {
    const { clock, observe } = this.#parts;
    const tell = (
      what: 'push_up' | 'push_down' | 'poll_failed' | 'poll_recovered',
      error: BrokerError | null,
    ) => observe({ type: 'feed', atMs: clock.now(), what, error });
    return {
      onReading: (reading, via) => intake.take(reading, via),
      onPollFailed: (error, times) => {
        // One failed poll is weather; the next one may be fine.
        if (times === 2) tell('poll_failed', error);
      },
      onPollRecovered: () => tell('poll_recovered', null),
      onPushConnected: () => tell('push_up', null),
      onPushDisconnected: (error) => tell('push_down', error),
    };
  }

  #takeConfig(config: LoadedConfig): void {
    const { confirm } = config.settings;
    this.#theCopier.takePolicy(
      { kind: 'policy', policy: config.policy, confirm },
      { type: 'config', at_ms: this.#parts.clock.now(), config: toRecordedConfig(config), confirm },
    );
    this.#keeper.noteConfig(this.#theCopier.session, config);
  }

  #announce(opening: Opening, saved: SavedState | null): void {
    const { clock, mode, observe, recordsFile, recording, logFile, config } = this.#parts;
    const modeOf = (name: string) => this.#floor.modeOf(name);
    observe({
      type: 'started',
      atMs: clock.now(),
      mode,
      configFile: config.files[0]?.path ?? '',
      followers: config.settings.followers.map(({ name, enabled }) => ({
        name,
        enabled,
        mode: modeOf(name),
      })),
      seenBefore: saved ? 0 : opening.readings.length,
      positions: opening.positions.filter(({ netQuantity }) => netQuantity !== 0).length,
      files: { records: recordsFile.path, recording: recording.path, log: logFile },
    });
  }

  #guard(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The journal cannot be written: sending stops first, then everything else. */
  #fail(error: unknown): void {
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
    following?.confirmations?.close();
    // Nothing more comes in from here on, so that the master need not wait for the followers; its end ends its reads.
    await Promise.all([
      following?.feed.close(),
      following?.midnight,
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

function liveFollowersOf({ settings }: LoadedConfig): readonly FollowerSettings[] {
  return settings.followers.filter(({ enabled, mode }) => enabled && mode === 'live');
}

function assertCanAsk({ settings }: LoadedConfig, ask: EngineParts['ask']): void {
  if (!settings.confirm || ask) return;
  const next = 'Run it in a terminal, or take `confirm` out of the file.';
  throw new EngineError('NEEDS_TERMINAL', '`confirm: true` needs a terminal to ask on', next);
}

function notRunning(why: string): EngineError {
  return new EngineError(
    'NOT_RUNNING',
    `the engine takes no orders from anybody now: ${why}`,
    'Look at its status.',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
