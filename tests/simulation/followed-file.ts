/** The file on the disk, and the engine that follows it, as `followConfig` does: what is in force lags what was saved. */
import type { LoadedConfig } from '../../src/config/compile-config.ts';
import { BOUNDS } from '../../src/engine/bounds.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Stance } from './drawn-file.ts';
import type { ProcessLife } from './process-life.ts';
import type { VirtualTime } from './virtual-time.ts';

interface InForce {
  readonly atMs: number;
  readonly stances: ReadonlyMap<string, Stance>;
}

interface Follower {
  readonly engine: Engine;
  readonly life: ProcessLife;
  reading: Promise<void>;
}

export class FollowedFile {
  readonly #time: VirtualTime;
  readonly #onTrouble: (error: unknown) => void;
  readonly #inForce: InForce[] = [];
  #saved: LoadedConfig;
  #follower: Follower | null = null;
  #cancel: () => void = () => {};

  constructor(time: VirtualTime, saved: LoadedConfig, onTrouble: (error: unknown) => void) {
    this.#time = time;
    this.#saved = saved;
    this.#onTrouble = onTrouble;
  }

  save(config: LoadedConfig): void {
    this.#saved = config;
    this.#cancel();
    this.#cancel = this.#time.after(BOUNDS.reloadDebounceMs, () => this.#read());
  }

  /** A process begins with the file as it is. */
  begin(): void {
    this.#note(this.#saved);
  }

  /** It has started, and reads the file once at once: it may have been saved meanwhile. */
  follow(engine: Engine, life: ProcessLife): void {
    this.#follower = { engine, life, reading: Promise.resolve() };
    this.#read();
  }

  /** It has ended. */
  end(engine: Engine): void {
    if (this.#follower?.engine === engine) this.#follower = null;
  }

  /** @returns what the engine was told of it, at any time from then till then; nothing where no engine ran */
  during(role: string, fromMs: number, toMs: number): ReadonlySet<Stance> {
    const later = this.#inForce.findIndex(({ atMs }) => atMs > fromMs);
    const first = Math.max(0, (later < 0 ? this.#inForce.length : later) - 1);
    return new Set(
      this.#inForce
        .slice(first)
        .filter(({ atMs }) => atMs <= toMs)
        .map(({ stances }) => stances.get(role) ?? 'absent'),
    );
  }

  #read(): void {
    const follower = this.#follower;
    if (follower === null) return;
    follower.reading = follower.reading.then(async () => {
      if (follower.life.isDead || follower !== this.#follower) return;
      const config = this.#saved;
      try {
        await follower.engine.reload(config);
      } catch (error) {
        this.#onTrouble(error);
        return;
      }
      if (!follower.life.isDead) this.#note(config);
    });
  }

  #note({ settings }: LoadedConfig): void {
    const stances = new Map(
      settings.followers.map(({ name, enabled, mode }) => [name, enabled ? mode : 'off'] as const),
    );
    this.#inForce.push({ atMs: this.#time.now(), stances });
  }
}
