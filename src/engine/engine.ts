/**
 * The running copier: opens the accounts, learns what the master holds, follows its orders, and ends so that nothing
 * that was journaled is lost. Parts are given to it (see compose.ts); it knows no broker and no file.
 */
import type { BrokerAccount, OrderReading } from '../brokers/port.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import type { AccountSettings, FollowerSettings } from '../config/settings.ts';
import { CopySession, type SessionInput } from '../core/copy-session.ts';
import type { InstrumentMaster } from '../core/instrument.ts';
import { dayOf, toIstSeconds } from '../core/ist-time.ts';
import type { Journal } from '../journal/journal.ts';
import type { RecordingFile } from '../journal/recording-file.ts';
import type { RecordsFile } from '../journal/records-file.ts';
import { ObservedInstruments } from '../replay/instrument-table.ts';
import { toInstrumentLine } from '../replay/recorded-inputs.ts';
import type { RecordedConfig, RecordingLine } from '../replay/recording-line.ts';
import { AccountGate } from './account-gate.ts';
import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';
import { Confirmations } from './confirmations.ts';
import { Copier } from './copier.ts';
import { DeskFloor } from './desk-floor.ts';
import { EngineError } from './engine-error.ts';
import type { EngineObserver, RunMode, Statistics } from './events.ts';
import { FigureReader } from './figures.ts';
import { MasterFeed, type Via } from './master-feed.ts';
import { type Opening, positionsBefore, readOpening, toPositionRows } from './opening.ts';
import { RecordKeeper } from './record-keeper.ts';
import {
  forgetFollower,
  restoreState,
  type SavedState,
  toRecordedConfig,
  writeState,
} from './saved-state.ts';
import { SessionLog } from './session-log.ts';

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

export class Engine {
  readonly #parts: EngineParts;
  readonly #log: SessionLog;
  readonly #records: RecordKeeper;
  readonly #floor: DeskFloor;
  readonly #stopping = new AbortController();
  #config: LoadedConfig;
  #master: AccountGate | null = null;
  #copier: Copier | null = null;
  #confirmations: Confirmations | null = null;
  #feed: MasterFeed | null = null;
  #figures: FigureReader | null = null;
  /** Readings that wait while a new day is opened. */
  #held: { reading: OrderReading; via: Via }[] | null = null;
  #midnight: Promise<void> | null = null;
  #end: Promise<Statistics> | null = null;
  #fatal: unknown = null;
  readonly #ended: Promise<void>;
  #tellEnded: () => void = () => {};

  constructor(parts: EngineParts) {
    const { clock, observe } = parts;
    this.#parts = parts;
    this.#config = parts.config;
    this.#log = new SessionLog(parts.journal, parts.recording);
    this.#records = new RecordKeeper(parts.recordsFile, (error) =>
      this.#warn(`the record file: ${messageOf(error)}`),
    );
    this.#floor = new DeskFloor({
      clock,
      observe,
      journal: parts.journal,
      records: this.#records,
      openAccount: parts.openAccount,
      session: () => this.#running.session,
      onCopyEnded: (ended) => this.#running.take(ended),
      onFatal: (error) => this.#fail(error),
      note: (line) => this.#log.note(line),
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

  get #running(): Copier {
    if (!this.#copier) throw new Error('the engine has not been started');
    return this.#copier;
  }

  /** @throws EngineError where the master cannot be followed; nothing was sent then */
  async start(): Promise<void> {
    const parts = this.#parts;
    const { settings } = this.#config;
    if (settings.confirm && !parts.ask) {
      const next = 'Run it in a terminal, or take `confirm` out of the file.';
      throw new EngineError('NEEDS_TERMINAL', '`confirm: true` needs a terminal to ask on', next);
    }
    const saved = restoreState(parts.journal, { ...parts, instruments: parts.instruments });
    const master = await this.#openMaster();
    await this.#floor.open(this.#liveFollowers(), master.broker.clientCode);
    const opening = await readOpening(master);
    this.#begin(saved);
    this.#open(opening, saved);
    this.#follow(master);
    this.#floor.takeOver(parts.journal.liveIntents());
    this.#announce(opening, saved);
    this.#figures?.start();
    this.#midnight = this.#watchMidnight();
  }

  /** Takes up a new config between two events. @returns what changed, in plain words */
  async reload(config: LoadedConfig): Promise<readonly string[]> {
    const before = this.#config;
    if (config.sha256 === before.sha256) return [];
    const parts = this.#parts;
    if (config.settings.confirm && !parts.ask) {
      const next = 'Take it out of the file, or start again in a terminal.';
      throw new EngineError('NEEDS_TERMINAL', '`confirm: true` needs a terminal to ask on', next);
    }
    this.#config = config;
    const changes = parts.describeChanges(before, config);
    await this.#floor.open(this.#liveFollowers(), this.#master?.broker.clientCode ?? '');
    const { confirm, master } = config.settings;
    this.#running.takePolicy(
      { kind: 'policy', policy: config.policy, confirm },
      { type: 'config', at_ms: parts.clock.now(), config: toRecordedConfig(config), confirm },
    );
    this.#narrow();
    await this.#feed?.change(master);
    this.#figures?.change(config);
    parts.observe({ type: 'reloaded', atMs: parts.clock.now(), changes });
    return changes;
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

  #liveFollowers(): readonly FollowerSettings[] {
    if (this.#parts.mode !== 'live') return [];
    return this.#config.settings.followers.filter(({ enabled, mode }) => enabled && mode === 'live');
  }

  /** Makes the session: of the saved state, or of none. */
  #begin(saved: SavedState | null): void {
    const parts = this.#parts;
    const config = this.#config;
    if (saved) {
      for (const { name } of this.#liveFollowers()) {
        if (saved.modes[name] === 'dry_run') forgetFollower(saved.book, name);
      }
    }
    const instruments = new ObservedInstruments(parts.instruments, (record) =>
      this.#log.input(toInstrumentLine(record, parts.clock.now())),
    );
    const confirm = saved?.confirm ?? config.settings.confirm;
    const session = new CopySession(
      saved?.policy ?? config.policy,
      { live: true, fills: 'reported', instruments },
      { confirm, ...(saved ? { book: saved.book } : {}) },
    );
    this.#copier = new Copier({
      session,
      log: this.#log,
      records: this.#records,
      clock: parts.clock,
      observe: parts.observe,
      modeOf: (follower) => this.#floor.modeOf(follower),
      carryOut: (copy) => this.#floor.carryOut(copy),
      onFatal: (error) => this.#fail(error),
      redact: parts.redact,
    });
    this.#confirmations = parts.ask
      ? new Confirmations(session, parts.ask, (input) => this.#running.take(input))
      : null;
    this.#writeHead(session, saved, confirm);
  }

  /** The recording begins with all that its decisions rest on; so does what a restart goes on from. */
  #writeHead(session: CopySession, saved: SavedState | null, confirm: boolean): void {
    const { clock, mode, session: name } = this.#parts;
    const config = toRecordedConfig(this.#config);
    const state = this.#stateOf(session, saved ? saved.config : config, confirm);
    const body = writeState(state);
    const head = JSON.parse(body) as { book: RecordedBook };
    this.#log.note({
      type: 'session',
      version: 1,
      at_ms: clock.now(),
      session: name,
      run_mode: mode,
      config: state.config,
      confirm,
      state: saved ? head.book : null,
    });
    this.#log.snapshot(body, clock.now());
    if (!saved || saved.config.sha256 === config.sha256) return;
    const { policy, settings } = this.#config;
    this.#running.takePolicy(
      { kind: 'policy', policy, confirm: settings.confirm },
      { type: 'config', at_ms: clock.now(), config, confirm: settings.confirm },
    );
  }

  #stateOf(session: CopySession, config: RecordedConfig, confirm: boolean): SavedState {
    const modes = Object.fromEntries(
      session.policy.followers.map(({ name }) => [name, this.#floor.modeOf(name)] as const),
    );
    return { book: session.book, policy: session.policy, config, confirm, modes };
  }

  /** What happened while nobody looked: decided where a state goes on, taken as history where none does. */
  #open(opening: Opening, saved: SavedState | null): void {
    const copier = this.#running;
    const today = dayOf(toIstSeconds(this.#parts.clock.now()));
    const isNewDay = saved !== null && saved.book.day !== today;
    copier.takeDay();
    if (saved === null) {
      copier.takeSeenBefore(opening.readings);
      this.#takePositions(opening.positions);
      return;
    }
    if (isNewDay) this.#takePositions(positionsBefore(opening));
    for (const reading of opening.readings) copier.takeReading(reading, 'poll');
    this.#takePositions(opening.positions);
  }

  #takePositions(positions: Extract<SessionInput, { kind: 'positions' }>['positions']): void {
    this.#running.takePositions({ kind: 'positions', positions }, toPositionRows(positions));
  }

  #follow(master: AccountGate): void {
    const { clock, observe } = this.#parts;
    const { settings } = this.#config;
    this.#figures = new FigureReader({
      clock,
      config: this.#config,
      master,
      follower: (name) => this.#floor.gateOf(name),
      take: (input) => this.#running.take(input),
    });
    this.#feed = new MasterFeed(master, settings.master, clock, {
      onReading: (reading, via) => this.#onReading(reading, via),
      onPollFailed: (error, times) => {
        // One failed poll is weather; the next one may be fine.
        if (times === 2) observe({ type: 'feed', atMs: clock.now(), what: 'poll_failed', error });
      },
      onPollRecovered: () =>
        observe({ type: 'feed', atMs: clock.now(), what: 'poll_recovered', error: null }),
      onPushConnected: () => observe({ type: 'feed', atMs: clock.now(), what: 'push_up', error: null }),
      onPushDisconnected: (error) => observe({ type: 'feed', atMs: clock.now(), what: 'push_down', error }),
    });
    this.#feed.start();
  }

  #onReading(reading: OrderReading, via: Via): void {
    if (this.#stopping.signal.aborted) return;
    if (this.#held) {
      this.#held.push({ reading, via });
      return;
    }
    if (dayOf(toIstSeconds(this.#parts.clock.now())) !== this.#running.session.book.day) {
      this.#held = [{ reading, via }];
      void this.#openDay();
      return;
    }
    this.#running.takeReading(reading, via);
    this.#confirmations?.askWhatWaits();
    if (this.#log.inputsSinceSnapshot >= BOUNDS.snapshotEveryInputs) this.#saveSnapshot();
  }

  /** A new day: yesterday's orders end, and the master's positions are read before anything of today is decided. */
  async #openDay(): Promise<void> {
    const { clock } = this.#parts;
    this.#held ??= [];
    this.#running.takeDay();
    while (this.#master && !this.#stopping.signal.aborted) {
      try {
        const opening = await readOpening(this.#master);
        this.#takePositions(positionsBefore(opening));
        for (const reading of opening.readings) this.#running.takeReading(reading, 'poll');
        break;
      } catch (error) {
        this.#warn(`the new day is not open yet: ${messageOf(error)}`);
        await clock.sleep(BOUNDS.sessionRetryMs, this.#stopping.signal);
      }
    }
    const held = this.#held;
    this.#held = null;
    for (const { reading, via } of held ?? []) this.#onReading(reading, via);
  }

  async #watchMidnight(): Promise<void> {
    const { clock } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await clock.sleep(BOUNDS.midnightCheckMs, signal);
      const today = dayOf(toIstSeconds(clock.now()));
      if (!signal.aborted && !this.#held && today > (this.#running.session.book.day ?? today))
        await this.#openDay();
    }
  }

  /** A file that no longer says live for a follower closes it to entries; its way out stays open. */
  #narrow(): void {
    const live = new Set(this.#liveFollowers().map(({ name }) => name));
    const { closeOnly } = this.#running.session.book;
    for (const { name } of this.#config.settings.followers) {
      const wasLive = this.#floor.modeOf(name) === 'live';
      if (!wasLive || live.has(name) || closeOnly.followers.has(name)) continue;
      this.#running.take({ kind: 'steer', action: 'close_only', follower: name });
      this.#warn(`${name}: dry_run now; its entries are held back, exits of what it holds still go out`);
    }
  }

  #announce(opening: Opening, saved: SavedState | null): void {
    const { clock, mode, observe, recordsFile, recording, logFile, config } = this.#parts;
    observe({
      type: 'started',
      atMs: clock.now(),
      mode,
      configFile: config.files[0]?.path ?? '',
      followers: config.settings.followers.map(({ name, enabled }) => ({
        name,
        enabled,
        mode: this.#floor.modeOf(name),
      })),
      seenBefore: saved ? 0 : opening.readings.length,
      positions: opening.positions.filter(({ netQuantity }) => netQuantity !== 0).length,
      files: { records: recordsFile.path, recording: recording.path, log: logFile },
    });
  }

  #saveSnapshot(): void {
    try {
      const { session } = this.#running;
      const { confirm } = this.#config.settings;
      this.#log.snapshot(
        writeState(this.#stateOf(session, toRecordedConfig(this.#config), confirm)),
        this.#parts.clock.now(),
      );
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
    await this.#feed?.close();
    this.#figures?.close();
    this.#confirmations?.close();
    await this.#floor.close(this.#fatal === null ? BOUNDS.drainMs : 0);
    await this.#midnight;
    await this.#master?.close();
    if (this.#copier && this.#fatal === null) this.#saveSnapshot();
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

type RecordedBook = Extract<RecordingLine, { type: 'session' }>['state'];

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
