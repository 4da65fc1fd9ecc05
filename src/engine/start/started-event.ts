import type { Book } from '../../core/book/book.ts';
import type { EngineParts } from '../engine-parts.ts';
import type { EngineEvent, RunMode } from '../events.ts';
import type { Opening } from '../master/opening.ts';

type StartedParts = Pick<EngineParts, 'clock' | 'mode' | 'config' | 'recordsFile' | 'recording' | 'logFile'>;

/** What is told once the master is followed. */
export function startedEvent(
  { clock, mode, config, recordsFile, recording, logFile }: StartedParts,
  opening: Opening,
  from: {
    readonly isRestart: boolean;
    readonly book: Book;
    readonly modeOf: (follower: string) => RunMode;
  },
): EngineEvent {
  return {
    type: 'started',
    atMs: clock.now(),
    mode,
    configFile: config.files[0]?.path ?? '',
    followers: config.settings.followers.map(({ name, enabled }) => ({
      name,
      enabled,
      mode: from.modeOf(name),
    })),
    seenBefore: from.isRestart ? 0 : opening.readings.length,
    positions: [...from.book.holdings.values()].filter(({ master }) => master !== 0).length,
    files: { records: recordsFile.path, recording: recording.path, log: logFile },
  };
}
