import type { LoadedConfig } from '../../config/compile-config.ts';
import { forgetFollower } from '../../core/book/follower-ledger.ts';
import { CopySession } from '../../core/copy-session.ts';
import type { InstrumentMaster, InstrumentRecord } from '../../core/orders/instrument.ts';
import { ObservedInstruments } from '../../journal/recording/observed-instruments.ts';
import type { RunMode } from '../events.ts';
import type { SavedState } from '../record/saved-state.ts';
import { liveFollowersOf } from './open-floor.ts';

export interface SessionParts {
  readonly config: LoadedConfig;
  readonly saved: SavedState | null;
  readonly instruments: InstrumentMaster;
  readonly modeOf: (follower: string) => RunMode;
  /** Told of each instrument that a decision asks for: the recording holds them. */
  readonly onInstrument: (record: InstrumentRecord) => void;
}

/** The session of the saved state, or of none. What a follower was only shown is no position once it is live. */
export function makeSession({ config, saved, instruments, modeOf, onInstrument }: SessionParts): CopySession {
  for (const { name } of saved ? liveFollowersOf(config) : []) {
    if (saved?.modes[name] === 'dry_run' && modeOf(name) === 'live') forgetFollower(saved.book, name);
  }
  return new CopySession(
    saved?.policy ?? config.policy,
    { live: true, fills: 'reported', instruments: new ObservedInstruments(instruments, onInstrument) },
    { confirm: saved?.confirm ?? config.settings.confirm, ...(saved ? { book: saved.book } : {}) },
  );
}
