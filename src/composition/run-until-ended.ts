/** Runs the engine until the user, a signal or a fatal error ends it; the config is followed meanwhile. */
import type { LoadedConfig } from '../config/compile-config.ts';
import { NO_INSTRUMENT_MASTER } from '../core/instrument.ts';
import { systemClock } from '../engine/clock.ts';
import { readInstrumentFile } from '../replay/instrument-file.ts';
import { chooseMode, composeRun, type RunOptions } from './compose-run.ts';
import { followConfig } from './follow-config.ts';
import { watchSignals } from './signals.ts';

export interface RunRequest
  extends Pick<RunOptions, 'config' | 'logsFolder' | 'environment' | 'redactor' | 'observe' | 'ask'> {
  readonly configFile: string;
  /** The user said that orders may be placed. */
  readonly confirmed: boolean;
}

/** @returns the exit code */
export async function runUntilEnded(request: RunRequest): Promise<number> {
  const { config, observe, configFile } = request;
  const mode = chooseMode(config, request.confirmed);
  const instruments = await readInstruments(config);
  const run = await composeRun({ ...request, mode, clock: systemClock, instruments });
  const { engine } = run;
  const signals = watchSignals((reason) => void engine.stop(reason));
  try {
    await engine.start();
    const following = followConfig({ engine, configFile, config, observe, clock: systemClock });
    await engine.ended;
    await following.close();
  } catch (error) {
    await engine.stop('could not start');
    throw error;
  } finally {
    signals.close();
    await run.close();
  }
  if (engine.fatal !== null) throw engine.fatal;
  return 0;
}

async function readInstruments(config: LoadedConfig) {
  const { instrumentsFile } = config.settings;
  if (instrumentsFile === null) return NO_INSTRUMENT_MASTER;
  const silent = { onDecision: () => {}, onUnreadable: () => {}, onNote: () => {} };
  return readInstrumentFile(instrumentsFile, silent, new AbortController().signal);
}
