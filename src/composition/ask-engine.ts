/** What `status`, `pause` and the others of their kind have in common: which engine, one question, its answer printed. */
import { type Command, Flags } from '@oclif/core';
import { askEngine } from '../control/control-client.ts';
import type { Verb } from '../control/protocol.ts';
import { MODES } from '../control/socket-place.ts';
import { describeFailure } from './describe-failure.ts';

/** Which engine is meant, and how it is printed. */
export const engineFlags = {
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
