/** Writes what a restart goes on from and what a replay begins with: the same state, in both places. */
import type { LoadedConfig } from '../config/compile-config.ts';
import type { CopySession } from '../core/copy-session.ts';
import type { RecordedConfig, RecordingLine } from '../replay/recording-line.ts';
import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';
import type { RunMode } from './events.ts';
import { type SavedState, toRecordedConfig, writeState } from './saved-state.ts';
import type { SessionLog } from './session-log.ts';

export interface KeeperParts {
  readonly log: SessionLog;
  readonly clock: Clock;
  readonly mode: RunMode;
  /** `YYYYMMDD_HHMMSS`, for the recording. */
  readonly session: string;
  readonly modeOf: (follower: string) => RunMode;
}

type RecordedBook = Extract<RecordingLine, { type: 'session' }>['state'];

export class StateKeeper {
  readonly #parts: KeeperParts;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** The recording's first line, and the first snapshot of this run. */
  begin(session: CopySession, saved: SavedState | null, config: LoadedConfig): void {
    const { log, clock, mode, session: name } = this.#parts;
    const from = saved?.config ?? toRecordedConfig(config);
    const confirm = saved?.confirm ?? config.settings.confirm;
    const body = this.#write(session, from, confirm);
    const { book } = JSON.parse(body) as { book: RecordedBook };
    log.note({
      type: 'session',
      version: 1,
      at_ms: clock.now(),
      session: name,
      run_mode: mode,
      config: from,
      confirm,
      state: saved ? book : null,
    });
    log.snapshot(body, clock.now());
  }

  save(session: CopySession, config: LoadedConfig): void {
    const body = this.#write(session, toRecordedConfig(config), config.settings.confirm);
    this.#parts.log.snapshot(body, this.#parts.clock.now());
  }

  saveIfLong(session: CopySession, config: LoadedConfig): void {
    if (this.#parts.log.inputsSinceSnapshot >= BOUNDS.snapshotEveryInputs) this.save(session, config);
  }

  #write(session: CopySession, config: RecordedConfig, confirm: boolean): string {
    const { modeOf } = this.#parts;
    const names = session.policy.followers.map(({ name }) => name);
    const modes = Object.fromEntries(names.map((name) => [name, modeOf(name)] as const));
    return writeState({ book: session.book, policy: session.policy, config, confirm, modes });
  }
}
