/** What an engine is made of: everything that is outside of it. */
import type { BrokerAccount } from '../brokers/port.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import type { AccountSettings } from '../config/settings.ts';
import type { SessionInput } from '../core/copy-session.ts';
import type { InstrumentMaster } from '../core/orders/instrument.ts';
import type { Journal } from '../journal/journal.ts';
import type { RecordedConfig, RecordingLine } from '../journal/recording/recording-line.ts';
import type { RecordingFile } from '../journal/recording-file.ts';
import type { RecordsFile } from '../journal/records-file.ts';
import type { Clock } from './clock.ts';
import type { EngineObserver, RunMode } from './events.ts';
import type { Ask } from './steering/confirmations.ts';

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
  /** Asks the user whether a master order is to be copied; needed where the config says `confirm: true`. Null: nobody is there. */
  readonly ask: Ask | null;
  readonly describeChanges: (before: LoadedConfig, after: LoadedConfig) => readonly string[];
}
