/** Plays the scripted session on the same parts as `run`, live, against a simulator; checks what came of it. */
import { composeRun } from '../composition/compose-run.ts';
import { type ConfigFollowing, followConfig } from '../composition/follow-config.ts';
import { loadInstruments } from '../composition/load-instruments.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import { loadConfig } from '../config/load-config.ts';
import { ShapeValidators } from '../config/shape/shape-validators.ts';
import { systemClock } from '../engine/clock.ts';
import type { EngineObserver } from '../engine/events.ts';
import { verifyRecording } from '../replay/recording/verify-recording.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { checkSession, compareHoldings } from './check-session.ts';
import { type DemoSummary, measureLatency } from './demo-summary.ts';
import type { DemoWorld } from './demo-world.ts';
import type { Scene } from './scene.ts';
import { createScenes } from './scenes.ts';
import { SceneError, Stage } from './stage.ts';

export interface DemoOptions {
  readonly world: DemoWorld;
  /** What people need to read a line or two; 0 where nobody reads. */
  readonly beatMs: number;
  readonly observe: EngineObserver;
  readonly say: (caption: string) => void;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

/** Rejects with the signal's abort, once the engine has ended in order. */
export async function playDemo(options: DemoOptions): Promise<DemoSummary> {
  const startedAt = performance.now();
  const { world, signal } = options;
  const scenes = createScenes(world.contracts);
  const stage = createStage(options);
  const files = await runSession(scenes, stage, options);
  signal.throwIfAborted();
  const replayed = await verifyRecording(files.recording, { signal });
  const holdings = compareHoldings(scenes, world.accounts);
  const { decisions, divergences } = replayed;
  const stopped = stage.events.findLast((event) => event.type === 'stopped');
  if (!stopped) throw new Error('the engine did not say that it has ended');
  return {
    problems: [
      ...stage.problems,
      ...checkSession(scenes, stage, world.accounts),
      ...(divergences === 0 ? [] : [`the replay differs in ${divergences} of ${decisions} decisions`]),
      ...(decisions === stage.decisions.length ? [] : [`${decisions} decisions in the recording`]),
    ],
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    decisions: stage.decisions.length,
    statistics: stopped.statistics,
    latencyMs: measureLatency(stage.events),
    holdings,
    folder: world.folder,
    files: { config: world.configFile, ...files },
    replay: { decisions, divergences },
  };
}

function createStage({ world, beatMs, say, signal }: DemoOptions): Stage {
  const { simulator, accounts, configFile } = world;
  return new Stage({ simulator, master: accounts.master, configFile, beatMs, say, signal });
}

/** Everything is closed when this ends, in whatever way. @returns the files that it left */
async function runSession(scenes: readonly Scene[], stage: Stage, options: DemoOptions) {
  const { world, redactor, signal } = options;
  stage.say('A simulated broker on this machine: a master and two followers. No order leaves it.');
  const config = await loadDemoConfig(world);
  const observe: EngineObserver = (event) => {
    stage.note(event);
    options.observe(event);
  };
  const run = await composeRun({
    config,
    mode: 'live',
    logsFolder: world.logsFolder,
    environment: world.environment,
    redactor,
    clock: systemClock,
    loadInstruments: () =>
      loadInstruments({
        config,
        logsFolder: world.logsFolder,
        baseUrl: world.simulator.url,
        nowMs: systemClock.now(),
        signal,
        onNote: (note) => stage.report(note),
      }),
    observe,
    ask: null,
  });
  const { engine } = run;
  const { configFile } = world;
  const validators = new ShapeValidators();
  const onAbort = () => void engine.stop('interrupted');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await engine.start();
    await playScenes(scenes, stage, { engine, configFile, config, observe, clock: systemClock, validators });
  } finally {
    signal.removeEventListener('abort', onAbort);
    await engine.stop(signal.aborted ? 'interrupted' : 'the session is over');
    await run.close();
  }
  if (engine.fatal !== null) throw engine.fatal;
  return run.files;
}

async function playScenes(scenes: readonly Scene[], stage: Stage, following: ConfigFollowing): Promise<void> {
  const followed = followConfig(following);
  try {
    await stage.until('the master’s order feed', () => stage.isFollowing);
    for (const { caption, act, expected } of scenes) {
      stage.say(caption);
      await stage.pause(0.5);
      const since = stage.decisions.length;
      await act(stage);
      await stage.untilCopied(expected, since);
      await stage.pause(1);
    }
  } catch (error) {
    if (!(error instanceof SceneError)) throw error;
    stage.report(error.message);
  } finally {
    await followed.close();
  }
}

async function loadDemoConfig({ configFile }: DemoWorld): Promise<LoadedConfig> {
  const result = await loadConfig(configFile);
  if (!result.ok) throw new Error(`the demo's file is invalid: ${JSON.stringify(result.findings)}`);
  return result.config;
}
