/** Writes what a restart goes on from and what a replay begins with: the same state, in both places. */
import type { LoadedConfig } from '../../config/compile-config.ts';
import type { CopySession } from '../../core/copy-session.ts';
import { BookSaver } from '../../core/saving/book-saver.ts';
import { toSnapshot } from '../../core/saving/book-snapshot.ts';
import type { KnownAccounts } from '../accounts/known-accounts.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { RunMode } from '../events.ts';
import {
  extendLineage,
  type SavedState,
  type StateTexts,
  toRecordedConfig,
  writeState,
} from './saved-state.ts';
import type { SessionLog } from './session-log.ts';

export interface KeeperParts {
  readonly log: SessionLog;
  readonly clock: Clock;
  readonly mode: RunMode;
  /** `YYYYMMDD_HHMMSS`, for the recording. */
  readonly session: string;
  readonly modeOf: (follower: string) => RunMode;
  readonly accounts: Pick<KnownAccounts, 'saved' | 'takeMoves'>;
}

export class StateKeeper {
  readonly #parts: KeeperParts;
  readonly #saver = new BookSaver();
  #configs: SavedState['configs'] | null = null;
  #confirm = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** The recording's first lines, and the first snapshot of this run. */
  begin(session: CopySession, saved: SavedState | null, config: LoadedConfig): void {
    const { log, clock, mode, session: name } = this.#parts;
    const configs = saved?.configs ?? ([toRecordedConfig(config)] as const);
    const confirm = saved?.confirm ?? config.settings.confirm;
    this.#configs = configs;
    this.#confirm = confirm;
    const atMs = clock.now();
    log.note({
      type: 'session',
      version: 1,
      at_ms: atMs,
      session: name,
      run_mode: mode,
      config: configs[0],
      confirm,
      state: saved ? toSnapshot(session.book) : null,
    });
    for (const later of configs.slice(1)) log.note({ type: 'config', at_ms: atMs, config: later, confirm });
    log.snapshot(this.#write(session), atMs);
  }

  /** A config has come into force, and with it who is run live: a crash must not find what was before. */
  noteConfig(session: CopySession, config: LoadedConfig): void {
    const recorded = toRecordedConfig(config);
    this.#configs = extendLineage(this.#configs ?? [recorded], recorded, session.book);
    this.#confirm = config.settings.confirm;
    this.save(session);
  }

  save(session: CopySession): void {
    this.#parts.log.snapshot(this.#write(session), this.#parts.clock.now());
  }

  saveIfLong(session: CopySession): void {
    if (this.#parts.log.inputsSinceSnapshot >= BOUNDS.snapshotEveryInputs) this.save(session);
  }

  #write(session: CopySession): StateTexts {
    const { modeOf, accounts } = this.#parts;
    const { book, policy } = session;
    if (this.#configs === null) throw new Error('the state is not kept before it has begun');
    const modes = Object.fromEntries(policy.followers.map(({ name }) => [name, modeOf(name)] as const));
    const confirm = this.#confirm;
    const state = { book, policy, configs: this.#configs, confirm, modes, accounts: accounts.saved };
    const { body, parts } = writeState(state, this.#saver);
    return { body, parts: { ...parts, moved: accounts.takeMoves() } };
  }
}
