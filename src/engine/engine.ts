/**
 * The running copier: opens the accounts, learns what the master holds, follows its orders, and ends so that nothing
 * that was journaled is lost. Parts are given to it (see compose.ts); it knows no broker and no file.
 */
import type { BrokerAccount, BrokerError, OrderReading } from '../brokers/port.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import type { AccountSettings, FollowerSettings } from '../config/settings.ts';
import { CopySession, type SessionInput } from '../core/copy-session.ts';
import type { InstrumentMaster } from '../core/instrument.ts';
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
import { MasterFeed, type MasterFeedEvents, type Via } from './master-feed.ts';
import { MasterIntake } from './master-intake.ts';
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

  get #theCopier(): Copier {
    if (!this.#copier) throw new Error('the engine has not been started');
    return this.#copier;
  }

  /** @throws EngineError where the master cannot be followed; nothing was sent then */
  async start(): Promise<void> {
    const { journal, ask } = this.#parts;
    assertCanAsk(this.#config, ask);
    const saved = restoreState(journal, this.#parts);
    const master = await this.#openMaster();
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
    this.#narrow();
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
    this.#narrow();
    await following.feed.change(config.settings.master);
    following.figures.change(config);
    observe({ type: 'reloaded', atMs: clock.now(), changes });
    return changes;
  }

  /** One row of the master from a feed of another kind; the engine's own feed uses the same way in. */
  takeReading(reading: OrderReading, via: Via): void {
    this.#following?.intake.take(reading, via);
  }

  /** Ends cleanly: no new copies, what is in flight has its time, then the files are closed. */
  stop(reason: string): Promise<Statistics> {
    this.#end ??= this.#stop(reason);
    return this.#end;
  }

  async #openMaster(): Promise<AccountGate> {
    const { openAccount, clock, observe } = this.#parts;
    const broker = await openAccount(this.#config.settings.master);
    const gate = new AccountGate('master', broker, clock);
    this.#master = gate;
    const login = await gate.open();
    observe({
      type: 'account',
      atMs: clock.now(),
      account: 'master',
      state: gate.state,
      error: gate.lastError,
    });
    if (login.ok) return gate;
    const { message, code, kind } = login.error;
    const next =
      kind === 'credentials'
        ? 'Check PIN, TOTP secret, API key and client id. It was tried once only: repeated failures lock the account.'
        : 'Check the connection and try again; nothing was copied.';
    throw new EngineError('MASTER_LOGIN_FAILED', `the master cannot log in: ${message} (${code})`, next);
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
    const gateOf = (name: string) => this.#floor.gateOf(name);
    const figures = new FigureReader({ clock, config: this.#config, master, follower: gateOf, take });
    const positions = new PositionWatch({
      clock,
      observe: this.#parts.observe,
      book: () => copier.session.book,
      accounts: () => this.#floor.accounts,
    });
    const feed = new MasterFeed(master, this.#config.settings.master, clock, this.#feedEvents(intake));
    return {
      master,
      copier,
      intake,
      feed,
      figures,
      positions,
      confirmations,
      midnight: intake.watchMidnight(),
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

  /**
   * A file that no longer says live for a follower closes it to entries; its way out stays open. One that says live
   * again opens it again.
   */
  #narrow(): void {
    const live = new Set(liveFollowersOf(this.#config).map(({ name }) => name));
    const copier = this.#theCopier;
    const closed = new Set(copier.session.book.closeOnly.followers);
    for (const { name } of this.#config.settings.followers) {
      if (live.has(name) && closed.has(name))
        copier.take({ kind: 'steer', action: 'resume', follower: name });
      if (this.#floor.modeOf(name) !== 'live' || live.has(name) || closed.has(name)) continue;
      copier.take({ kind: 'steer', action: 'close_only', follower: name });
      this.#warn(`${name}: dry_run now; its entries are held back, exits of what it holds still go out`);
    }
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
    await following?.feed.close();
    following?.figures.close();
    following?.positions.close();
    following?.confirmations?.close();
    await this.#floor.close(this.#fatal === null ? BOUNDS.drainMs : 0);
    await following?.midnight;
    await this.#master?.close();
    if (following && this.#fatal === null) this.#guard(() => this.#keeper.save(following.copier.session));
    const statistics = this.#records.statistics();
    this.#log.note({ type: 'end', at_ms: clock.now(), statistics: { ...statistics } });
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
