/** Puts the running engine together: config, accounts, files, watchers. `run` and `demo` both use it. */
import { join } from 'node:path';
import { type CompileResult, compileConfig, type LoadedConfig } from '../config/compile-config.ts';
import { type Environment, readEnvironment } from '../config/credentials/environment.ts';
import { describeChanges } from '../config/describe-changes.ts';
import type { InstrumentMaster } from '../core/orders/instrument.ts';
import type { Clock } from '../engine/clock.ts';
import { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/engine-error.ts';
import { EventQueue } from '../engine/event-queue.ts';
import type { EngineEvent, EngineObserver, RunMode } from '../engine/events.ts';
import type { Ask } from '../engine/steering/confirmations.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import { assertWritable, ensurePrivateDirectory, formatStamp } from '../journal/private-files.ts';
import type { RecordedConfig } from '../journal/recording/recording-line.ts';
import { createRecordingFile } from '../journal/recording-file.ts';
import { createRecordsFile } from '../journal/records-file.ts';
import { toSessionInput } from '../replay/recording/recorded-inputs.ts';
import { logEvent } from '../reporting/log-events.ts';
import { createOperatorLog, type OperatorLog } from '../reporting/operator-log.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { AccountLocks } from './account-locks.ts';
import { accountOpener, readAddresses } from './open-accounts.ts';
import { PriceBoard } from './price-board.ts';
import { StatusBoard } from './status-board.ts';

export interface RunOptions {
  readonly config: LoadedConfig;
  readonly mode: RunMode;
  /** Where records, recording, log and journal go. */
  readonly logsFolder: string;
  readonly environment: Environment;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Asked when all that is on this machine is there. */
  readonly loadInstruments: () => Promise<InstrumentMaster>;
  /** What people look at. */
  readonly observe: EngineObserver;
  readonly ask: Ask | null;
}

export interface ComposedRun {
  readonly engine: Engine;
  readonly startedAtMs: number;
  /** What the run has told so far, for whoever asks. */
  readonly board: StatusBoard;
  readonly journal: Pick<Journal, 'path' | 'isCheckedWhole'>;
  readonly files: { readonly records: string; readonly recording: string; readonly log: string };
  /** Tells the operator's log and those who watch, as the engine does. */
  readonly observe: EngineObserver;
  /** To be called once the engine has ended. */
  close(): Promise<void>;
}

/** @throws LogFileError, JournalError, EngineError: nothing was sent then, and nothing is left open */
export async function composeRun(options: RunOptions): Promise<ComposedRun> {
  const { config, mode, logsFolder, redactor, clock } = options;
  ensurePrivateDirectory(logsFolder);
  assertWritable(logsFolder);
  const { folder } = config.settings;
  // Read anew for each account: a follower that joins, or one whose PIN was mended, finds what `.env` says then.
  const environment = async () => (await readEnvironment(folder, options.environment)).environment;
  const addresses = readAddresses(await environment());
  const prices = new PriceBoard();
  const locks = mode === 'live' ? new AccountLocks() : null;
  const log = createOperatorLog(logsFolder, redactor, { now: clock.now, onError: () => {} });
  const board = new StatusBoard();
  const events = new EventQueue(fanOut([prices.observe, board.observe, toLog(log), options.observe]));
  const observe = events.add;
  const redactData = (text: string) => redactor.redactData(text);
  const journal = await openOrClose(log, () =>
    openJournal(join(logsFolder, journalName(mode)), { redact: redactData }),
  );
  const instruments = await loadOrClose(journal, log, options.loadInstruments);
  const startedAtMs = clock.now();
  const recording = createRecordingFile(logsFolder, startedAtMs, redactData, (error) =>
    observe({ type: 'notice', atMs: clock.now(), level: 'warn', text: `the recording: ${error.message}` }),
  );
  const recordsFile = createRecordsFile(logsFolder, startedAtMs, redactData);
  const engine = new Engine({
    clock,
    config,
    mode,
    session: formatStamp(startedAtMs),
    openAccount: accountOpener({
      environment,
      folder,
      addresses,
      redactor,
      clock,
      instruments,
      prices,
      locks,
      onNote: (text) => observe({ type: 'notice', atMs: clock.now(), level: 'info', text }),
    }),
    instruments,
    journal,
    recording,
    recordsFile,
    logFile: log.path,
    observe,
    redact: redactData,
    compile: compileRecorded,
    readInput: toSessionInput,
    ask: options.ask,
    describeChanges,
  });
  const files = { records: recordsFile.path, recording: recording.path, log: log.path };
  const close = async () => {
    events.flush();
    locks?.release();
    await log.close();
  };
  return { engine, startedAtMs, board, journal, files, observe, close };
}

/** Copies that were only shown must never be taken for placed ones, so each mode has a journal of its own. */
export function journalName(mode: RunMode): string {
  return mode === 'live' ? 'journal.db' : 'journal.dry_run.db';
}

async function openOrClose<T>(log: OperatorLog, open: () => T): Promise<T> {
  try {
    return open();
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function loadOrClose<T>(journal: Journal, log: OperatorLog, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    journal.close();
    await log.close();
    throw error;
  }
}

function fanOut(observers: readonly EngineObserver[]): EngineObserver {
  return (event) => {
    for (const observe of observers) observe(event);
  };
}

function toLog(log: OperatorLog): EngineObserver {
  return (event: EngineEvent) => {
    const { level, message, fields } = logEvent(event);
    log[level](message, fields);
  };
}

export function compileRecorded(recorded: RecordedConfig): LoadedConfig | null {
  const [first, ...others] = recorded.files;
  if (!first) return null;
  const result: CompileResult = compileConfig([first, ...others]);
  return result.ok ? result.config : null;
}

/** Whether the process runs live: the file says so, and the user said so as well. */
export function chooseMode(config: LoadedConfig, confirmed: boolean): RunMode {
  if (config.settings.mode !== 'live') return 'dry_run';
  if (confirmed) return 'live';
  throw new EngineError(
    'NEEDS_TERMINAL',
    'the file says `mode: live`, and nobody confirmed it',
    'Start with --live, or in a terminal and answer YES; or write `mode: dry_run`.',
  );
}
