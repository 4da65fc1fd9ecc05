/** Hot reload: the file is read, checked and compiled beside the running config, and taken up whole or not at all. */
import type { LoadedConfig } from '../config/compile-config.ts';
import { watchConfig } from '../config/config-watcher.ts';
import { formatFindings } from '../config/findings/format-findings.ts';
import { isOnDisk } from '../config/is-on-disk.ts';
import { loadConfig } from '../config/load-config.ts';
import { ShapeValidators } from '../config/shape/shape-validators.ts';
import { BOUNDS } from '../engine/bounds.ts';
import type { Clock } from '../engine/clock.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineObserver } from '../engine/events.ts';
import { describeFailure } from './describe-failure.ts';

export interface ConfigFollowing {
  readonly engine: Engine;
  readonly configFile: string;
  readonly config: LoadedConfig;
  readonly observe: EngineObserver;
  readonly clock: Clock;
  /** Compiled before the engine starts: making them takes a good part of a second. */
  readonly validators?: ShapeValidators;
  /** Told of each config that changes something, once it is in force. */
  readonly onReloaded?: (before: LoadedConfig, after: LoadedConfig) => void;
}

export function followConfig(following: ConfigFollowing): { close(): Promise<void> } {
  const { engine, configFile, observe, clock } = following;
  const validators = following.validators ?? new ShapeValidators();
  const closing = new AbortController();
  let files = following.config.files.map(({ path }) => path);
  let reading: Promise<void> = Promise.resolve();
  let refused: string | null = null;
  let inForce = following.config;

  const read = async () => {
    if (closing.signal.aborted) return;
    const result = await loadConfig(configFile, { validators });
    // Saved while it was read: the watcher tells again when that has settled.
    if (result.ok && !(await isOnDisk(result.config.files))) return;
    if (!result.ok) {
      const report = formatFindings(result.findings, 'text', { colour: false }).trimEnd();
      if (report !== refused) observe({ type: 'reload_refused', atMs: clock.now(), report });
      refused = report;
      return;
    }
    refused = null;
    files = result.config.files.map(({ path }) => path);
    await reload(result.config);
  };
  const reload = async (config: LoadedConfig) => {
    try {
      const changes = await engine.reload(config);
      const before = inForce;
      inForce = config;
      if (changes.length > 0) following.onReloaded?.(before, config);
    } catch (error) {
      const report = describeFailure(error)?.text ?? `the new config could not be taken up: ${String(error)}`;
      observe({ type: 'reload_refused', atMs: clock.now(), report });
    }
  };
  // It tells once at the start too: what was saved between loading and watching is read as well.
  void watchConfig({
    files: () => files,
    debounceMs: BOUNDS.reloadDebounceMs,
    // One reading after another: a save during a reading is read after it.
    onChange: () => {
      reading = reading.then(read);
    },
    onError: (error) =>
      observe({
        type: 'notice',
        atMs: clock.now(),
        level: 'warn',
        text: `watching the file: ${error.message}`,
      }),
    signal: closing.signal,
  });
  return {
    close: async () => {
      closing.abort();
      await reading;
    },
  };
}
