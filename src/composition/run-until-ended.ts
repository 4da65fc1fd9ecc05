/** Runs the engine until the user, a signal or a fatal error ends it; the config is followed meanwhile. */
import { readEnvironment } from '../config/credentials/environment.ts';
import { ShapeValidators } from '../config/shape/shape-validators.ts';
import type { ControlServer } from '../control/control-server.ts';
import { systemClock } from '../engine/clock.ts';
import { assertCredentials } from './assert-credentials.ts';
import { type ComposedRun, chooseMode, composeRun, type RunOptions } from './compose-run.ts';
import { type ConfigFollowing, followConfig } from './follow-config.ts';
import { checkJournalBehind, type JournalCheck } from './journal-check.ts';
import { loadInstruments } from './load-instruments.ts';
import { readAddresses } from './open-accounts.ts';
import { ReloadPlans } from './reload-plans.ts';
import { serveControl } from './serve-control.ts';
import { watchSignals } from './signals.ts';

const EXIT_INTERRUPTED = 130;

export interface RunRequest
  extends Pick<RunOptions, 'config' | 'logsFolder' | 'environment' | 'redactor' | 'observe' | 'ask'> {
  readonly configFile: string;
  /** Of this program. */
  readonly version: string;
  /** The user said that orders may be placed. */
  readonly confirmed: boolean;
}

/** @returns the exit code */
export async function runUntilEnded(request: RunRequest): Promise<number> {
  const { config, observe, configFile, redactor } = request;
  const redact = (text: string) => redactor.redactData(text);
  const mode = chooseMode(config, request.confirmed);
  const { environment } = await readEnvironment(config.settings.folder, request.environment);
  const { baseUrl } = readAddresses(environment);
  await assertCredentials(config.settings, mode, environment, redactor);
  const onNote = (text: string) => observe({ type: 'notice', atMs: systemClock.now(), level: 'warn', text });
  const instrumentRequest = {
    config,
    onNote,
    logsFolder: request.logsFolder,
    baseUrl,
    nowMs: systemClock.now(),
    signal: new AbortController().signal,
  };
  const validators = new ShapeValidators();
  const load = () => loadInstruments(instrumentRequest);
  const run = await composeRun({ ...request, mode, clock: systemClock, loadInstruments: load });
  const { engine } = run;
  const signals = watchSignals((reason) => {
    const text = `${reason}: waiting for what is on its way, ten seconds at most; Ctrl-C ends it at once`;
    run.observe({ type: 'notice', atMs: systemClock.now(), level: 'info', text });
    void engine.stop(reason);
  });
  let control: ControlServer | null = null;
  let check: JournalCheck | null = null;
  try {
    control = await serveControl({ ...request, ...run, mode, now: systemClock.now, redact });
    await engine.start();
    check = checkJournalBehind({
      ...run,
      onDamage: (error) => engine.fail(error),
      onFailed: (text) => run.observe({ type: 'notice', atMs: systemClock.now(), level: 'warn', text }),
    });
    await followUntilEnded(run, { configFile, config, validators });
  } catch (error) {
    // Asked to stop while it was starting: what then fails is only the start.
    const isAsked = engine.status().state === 'stopping' && engine.fatal === null;
    await engine.stop('could not start');
    if (isAsked) return EXIT_INTERRUPTED;
    throw error;
  } finally {
    check?.close();
    await control?.close();
    signals.close();
    await run.close();
  }
  if (engine.fatal !== null) throw engine.fatal;
  return 0;
}

/** Takes up what is saved meanwhile. */
async function followUntilEnded(
  { engine, observe, files }: ComposedRun,
  of: Pick<ConfigFollowing, 'configFile' | 'config' | 'validators'>,
): Promise<void> {
  const told = { observe, clock: systemClock };
  const plans = new ReloadPlans({ recording: files.recording, ...told });
  const following = followConfig({ ...of, ...told, engine, onReloaded: plans.note.bind(plans) });
  await engine.ended;
  await following.close();
  await plans.close();
}
