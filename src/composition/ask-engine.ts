/** What `status`, `pause` and the others of their kind have in common: which engine, one question, its answer printed. */
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Flags } from '@oclif/core';
import { askEngine, type EnginePlace } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import type { Verb } from '../control/protocol.ts';
import type { StatusReply } from '../control/replies.ts';
import { MODES } from '../control/socket-place.ts';
import { describeFailure } from './describe-failure.ts';

/** Which engine is meant, and how it is printed. */
export const engineFlags = {
  config: Flags.string({
    char: 'c',
    summary: 'Only an engine that runs this file; whichever runs there where it is not said.',
    helpValue: 'FILE',
  }),
  logs: Flags.string({ summary: 'Folder of the logs that the engine was started with.', default: 'logs' }),
  mode: Flags.option({
    summary: 'Which, where a live engine and one in dry run share the folder.',
    options: MODES,
  })(),
  json: Flags.boolean({ summary: 'Print the answer as JSON.' }),
};

export interface EngineQuestion<T> {
  readonly verb: Verb;
  /** Null: all. */
  readonly follower: string | null;
  readonly flags: {
    readonly config?: string | undefined;
    readonly logs: string;
    readonly mode?: (typeof MODES)[number] | undefined;
    readonly json: boolean;
  };
  /** The answer in lines for people. */
  readonly toLines: (answer: T) => readonly string[];
}

/** Ends the command with its exit code where there is no engine, or it says no. */
export async function askAndPrint<T extends object>(
  command: Command,
  { verb, follower, flags, toLines }: EngineQuestion<T>,
): Promise<T> {
  try {
    const place = { logsFolder: flags.logs, mode: flags.mode ?? null };
    if (flags.config !== undefined) await assertRuns(flags.config, place);
    const answer = (await askEngine(place, { verb, follower })) as T;
    if (flags.json) command.log(JSON.stringify(answer, null, 2));
    else for (const line of toLines(answer)) command.log(line);
    return answer;
  } catch (error) {
    const failure = describeFailure(error);
    if (failure === null) throw error;
    command.logToStderr(failure.text);
    return command.exit(failure.exitCode);
  }
}

/** @throws ControlError where the engine there runs another file: what is meant for one must not stop another */
async function assertRuns(file: string, place: EnginePlace): Promise<void> {
  const { config } = (await askEngine(place, { verb: 'status', follower: null })) as StatusReply;
  if (toRealPath(file) === toRealPath(config.path)) return;
  throw new ControlError(
    'OTHER_CONFIG',
    `the engine in ${place.logsFolder} runs ${config.path}, not ${file}`,
    'Name the folder of the logs of the other one with --logs, or leave --config out.',
  );
}

/** A file that is not there any more is compared by its name alone. */
function toRealPath(file: string): string {
  const path = resolve(file);
  return existsSync(path) ? realpathSync(path) : path;
}
