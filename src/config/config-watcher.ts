import { extname } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { takeFingerprint } from './watching/fingerprint.ts';
import { findFoldersToWatch } from './watching/watched-folders.ts';

export interface WatchOptions {
  /**
   * The file itself and all that it included last. Asked again whenever something happens: the files beside these
   * with the same endings are watched as well, so that one that an include pattern newly matches is noticed.
   */
  readonly files: () => readonly string[];
  /** What is on the disk must stay as it is for this long before it counts. */
  readonly debounceMs: number;
  /**
   * The disk is looked at this often in any case, for file systems that tell nothing (network mounts, some containers)
   * and for what gets lost. Null: never.
   */
  readonly recheckMs?: number | null;
  /** Something was written, replaced, added or removed. The contents may still be what they were. */
  readonly onChange: () => void;
  /** Watching itself has trouble (too many watches, say); looking at the disk now and then goes on. */
  readonly onError: (error: Error) => void;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

const DEFAULT_RECHECK_MS = 2000;
/** A watcher that is not ready by then is used as it is. */
const READY_WITHIN_MS = 1000;

/**
 * Watches a configuration. Saves in place and by renaming, links that are turned to something else, and files that
 * vanish and come back are all noticed. Resolves when the watch stands, and never rejects; `onChange` is called once
 * soon after, for what was saved since the caller read the file.
 */
export async function watchConfig(options: WatchOptions): Promise<void> {
  const watcher = new ConfigWatcher(options);
  await watcher.start();
}

/** Events of the file system only ring a bell; whether something changed is then seen by looking. */
class ConfigWatcher {
  readonly #options: WatchOptions;
  #watcher: FSWatcher | null = null;
  /** The folders that are watched, with their identities. */
  #watched = '';
  /** The state of the disk that was last told of. */
  #told = '';
  #isLooking = false;
  #isRung = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { signal, recheckMs = DEFAULT_RECHECK_MS } = this.#options;
    if (signal.aborted) return;
    const timer = recheckMs === null ? null : setInterval(() => this.#ring(), recheckMs);
    signal.addEventListener(
      'abort',
      () => {
        if (timer !== null) clearInterval(timer);
        this.#watcher?.close().catch((error: unknown) => this.#report(error));
      },
      { once: true },
    );
    this.#isLooking = true;
    await this.#orReport(() => this.#watchFolders());
    this.#isLooking = false;
    this.#ring();
  }

  #ring(): void {
    this.#isRung = true;
    if (!this.#isLooking) void this.#look();
  }

  /**
   * Looks as long as the bell rings, once in each `debounceMs`. Sooner where nothing had changed: an editor that saves
   * by renaming rings first for the file that it writes beside, and its change would wait for nothing.
   */
  async #look(): Promise<void> {
    const { debounceMs, signal } = this.#options;
    this.#isLooking = true;
    while (this.#isRung && !signal.aborted) {
      this.#isRung = false;
      const toldBefore = this.#told;
      await this.#orReport(() => this.#tellWhenSettled());
      await sleep(this.#told === toldBefore ? debounceMs / 4 : debounceMs, signal);
    }
    this.#isLooking = false;
  }

  async #orReport(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error: unknown): void {
    this.#options.onError(error instanceof Error ? error : new Error(String(error)));
  }

  async #tellWhenSettled(): Promise<void> {
    const { files, debounceMs, signal, onChange } = this.#options;
    let seen = await takeFingerprint(files());
    for (;;) {
      await this.#watchFolders();
      if (seen === this.#told || signal.aborted) return;
      await sleep(debounceMs, signal);
      const now = await takeFingerprint(files());
      if (signal.aborted) return;
      if (now === seen) break;
      seen = now;
    }
    this.#told = seen;
    onChange();
  }

  /** Watches other folders where files or links lead elsewhere now. */
  async #watchFolders(): Promise<void> {
    const { files, signal } = this.#options;
    const paths = files();
    const folders = await findFoldersToWatch(paths);
    const identity = [...folders].flat().toSorted().join('\n');
    if (identity === this.#watched || signal.aborted) return;
    this.#watched = identity;
    // The old watch ends first: chokidar shares watches by path, also with one of a folder that was replaced.
    await this.#watcher?.close();
    if (signal.aborted) return;
    this.#watcher = this.#open([...folders.keys()], new Set(paths.map((path) => extname(path))));
    await isReady(this.#watcher, signal);
    // What happened while nothing was watched is seen by looking once more.
    this.#isRung = true;
  }

  #open(folders: readonly string[], endings: ReadonlySet<string>): FSWatcher {
    const watcher = watch([...folders], {
      depth: 0,
      // Where links lead is followed here; chokidar shall only say that a folder's entries changed.
      followSymlinks: false,
      ignoreInitial: true,
      atomic: false,
      ignored: (path, stats) => stats?.isFile() === true && !endings.has(extname(path)),
    });
    watcher.on('raw', () => this.#ring());
    watcher.on('all', () => this.#ring());
    watcher.on('error', (error) => this.#report(error));
    return watcher;
  }
}

async function isReady(watcher: FSWatcher, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const stop = (): void => waiting.abort();
  watcher.once('ready', stop);
  signal.addEventListener('abort', stop, { once: true });
  await sleep(READY_WITHIN_MS, waiting.signal);
  signal.removeEventListener('abort', stop);
}

/** Ends early, and without an error, when the signal aborts. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
