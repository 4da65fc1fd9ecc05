/** Runs the engine until the user, a signal or a fatal error ends it; the config is followed meanwhile. */
import { readEnvironment } from '../config/credentials/environment.ts';
import { ShapeValidators } from '../config/shape/shape-validators.ts';
import { systemClock } from '../engine/clock.ts';
import { chooseMode, composeRun, type RunOptions } from './compose-run.ts';
import { followConfig } from './follow-config.ts';
import { loadInstruments } from './load-instruments.ts';
import { readAddresses } from './open-accounts.ts';
import { ReloadPlans } from './reload-plans.ts';
import { watchSignals } from './signals.ts';

const EXIT_INTERRUPTED = 130;

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
  const { environment } = await readEnvironment(config.settings.folder, request.environment);
  const onNote = (text: string) => observe({ type: 'notice', atMs: systemClock.now(), level: 'warn', text });
  const instruments = await loadInstruments({
    config,
    onNote,
    logsFolder: request.logsFolder,
    baseUrl: readAddresses(environment).baseUrl,
    nowMs: systemClock.now(),
    signal: new AbortController().signal,
  });
  const validators = new ShapeValidators();
  const run = await composeRun({ ...request, mode, clock: systemClock, instruments });
  const { engine } = run;
  let interrupted = false;
  const signals = watchSignals((reason) => {
    interrupted = true;
    void engine.stop(reason);
  });
  try {
    await engine.start();
    const told = { observe: run.observe, clock: systemClock };
    const plans = new ReloadPlans({ recording: run.files.recording, ...told });
    const onReloaded = plans.note.bind(plans);
    const following = followConfig({ engine, configFile, config, validators, onReloaded, ...told });
    await engine.ended;
    await following.close();
    await plans.close();
  } catch (error) {
    await engine.stop('could not start');
    // Asked to stop while it was starting: what then fails is only the start.
    if (interrupted) return EXIT_INTERRUPTED;
    throw error;
  } finally {
    signals.close();
    await run.close();
  }
  if (engine.fatal !== null) throw engine.fatal;
  return 0;
}
