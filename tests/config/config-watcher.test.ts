import { renameSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type WatchOptions, watchConfig } from '../../src/config/config-watcher.ts';

async function makeFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'copytrade-watch-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What the watched file held whenever a change was told; `''` where it was not there. */
class Told {
  readonly contents: string[] = [];
  readonly errors: string[] = [];
  readonly #file: string;
  #waiting: (() => void)[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  async note(): Promise<void> {
    this.contents.push(await readFile(this.#file, 'utf8').catch(() => ''));
    for (const wake of this.#waiting.splice(0)) wake();
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when a change was told after which the file holds `text`. */
  async until(text: string): Promise<void> {
    while (this.contents.at(-1) !== text) await this.next();
  }
}

interface Watching extends Partial<WatchOptions> {
  /** What to read when a change is told; the first file, where nothing is said. */
  readonly told?: Told;
}

/** Watches with events alone: nothing is looked at without one. What is told at the start is forgotten. */
async function watching(
  files: readonly string[] | (() => readonly string[]),
  { told: given, onChange, ...options }: Watching = {},
) {
  const list = typeof files === 'function' ? files : () => files;
  const told = given ?? new Told(list()[0] ?? '');
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const begun = told.next();
  await watchConfig({
    files: list,
    debounceMs: 10,
    recheckMs: null,
    onChange: () => {
      void told.note();
      onChange?.();
    },
    onError: (error) => told.errors.push(error.message),
    signal: stop.signal,
    ...options,
  });
  await begun;
  told.contents.length = 0;
  return { told, stop };
}

/** A folder with `copytrade.yaml` in it, watched. */
async function watchedFile(options: Watching = {}) {
  const folder = await makeFolder();
  const file = join(folder, 'copytrade.yaml');
  await writeFile(file, 'one');
  return { folder, file, ...(await watching([file], options)) };
}

async function saveByRename(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp4711`, text);
  await rename(`${file}.tmp4711`, file);
}

/** Several, for what went on before may make the watch look once more by itself. */
async function savesAreTold(file: string, told: Told): Promise<void> {
  for (const text of ['a', 'b', 'c', 'd']) {
    await saveByRename(file, text);
    await told.until(text);
    await writeFile(file, `${text} in place`);
    await told.until(`${text} in place`);
  }
}

describe('a save', () => {
  it('in place is noticed, each time', async () => {
    const { file, told } = await watchedFile();
    for (const text of ['two', 'three', 'four']) {
      await writeFile(file, text);
      await told.until(text);
    }
    expect(told.errors).toEqual([]);
  });

  it('by renaming another file over it is noticed, each time', async () => {
    const { file, told } = await watchedFile();
    for (const text of ['two', 'three', 'four']) {
      await saveByRename(file, text);
      await told.until(text);
    }
  });

  it('as vim does it, with a backup that is moved away and removed, is noticed', async () => {
    const { folder, file, told } = await watchedFile();
    for (const text of ['two', 'three']) {
      await writeFile(join(folder, '4913'), '');
      await unlink(join(folder, '4913'));
      await rename(file, `${file}~`);
      await writeFile(file, text);
      await unlink(`${file}~`);
      await told.until(text);
    }
  });

  it('that follows a removal is noticed, and so is the removal', async () => {
    const { file, told } = await watchedFile();
    await unlink(file);
    await told.until('');
    await writeFile(file, 'two');
    await told.until('two');
  });

  it('in many steps is told when it has settled', async () => {
    const { file, told } = await watchedFile({ debounceMs: 80 });
    for (let step = 0; step < 50; step++) await saveByRename(file, `step ${step}`);
    await told.until('step 49');
    expect(told.contents.length).toBeLessThan(25);
  });
});

describe('links', () => {
  it('as Kubernetes turns them for a mounted config map are followed', async () => {
    const folder = await makeFolder();
    const mount = async (version: string): Promise<void> => {
      await mkdir(join(folder, `..${version}`));
      await writeFile(join(folder, `..${version}`, 'copytrade.yaml'), version);
      await symlink(`..${version}`, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await mount('v1');
    const file = join(folder, 'copytrade.yaml');
    await symlink(join('..data', 'copytrade.yaml'), file);
    const { told } = await watching([file]);
    for (const version of ['v2', 'v3']) {
      await mount(version);
      await told.until(version);
    }
    await rm(join(folder, '..v1'), { recursive: true });
    await mount('v4');
    await told.until('v4');
  });

  it('to a whole folder are followed, and then the files in it', async () => {
    const folder = await makeFolder();
    for (const release of ['r1', 'r2']) {
      await mkdir(join(folder, 'releases', release), { recursive: true });
      await writeFile(join(folder, 'releases', release, 'copytrade.yaml'), release);
    }
    await symlink('releases/r1', join(folder, 'current'));
    const { told } = await watching([join(folder, 'current', 'copytrade.yaml')]);
    await symlink('releases/r2', join(folder, 'next'));
    await rename(join(folder, 'next'), join(folder, 'current'));
    await told.until('r2');
    await savesAreTold(join(folder, 'releases', 'r2', 'copytrade.yaml'), told);
  });

  it('to a file elsewhere are followed', async () => {
    const [folder, elsewhere] = [await makeFolder(), await makeFolder()];
    await writeFile(join(elsewhere, 'dotfile.yaml'), 'one');
    const file = join(folder, 'copytrade.yaml');
    await symlink(join(elsewhere, 'dotfile.yaml'), file);
    const { told } = await watching([file]);
    await savesAreTold(join(elsewhere, 'dotfile.yaml'), told);
  });

  it('that lead in a circle are only files that are not there', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'copytrade.yaml');
    await symlink('other.yaml', file);
    await symlink('copytrade.yaml', join(folder, 'other.yaml'));
    const { told } = await watching([file]);
    await savesAreTold(file, told);
  });
});

describe('folders', () => {
  it('that are replaced as a whole are noticed, and then the files in the new one', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'config'));
    await mkdir(join(folder, 'new'));
    await writeFile(join(folder, 'config', 'copytrade.yaml'), 'one');
    await writeFile(join(folder, 'new', 'copytrade.yaml'), 'two');
    const { told } = await watching([join(folder, 'config', 'copytrade.yaml')]);
    // In one go: nobody sees a moment without the folder.
    renameSync(join(folder, 'config'), join(folder, 'old'));
    renameSync(join(folder, 'new'), join(folder, 'config'));
    await told.until('two');
    await savesAreTold(join(folder, 'config', 'copytrade.yaml'), told);
  });

  it('that vanish and come back are noticed', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'a', 'b', 'copytrade.yaml');
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(file, 'one');
    const { told } = await watching([file]);
    await rm(join(folder, 'a'), { recursive: true });
    await told.until('');
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await savesAreTold(file, told);
  });

  it('of included files are watched for new ones, and for what becomes of those', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'rules'));
    const [file, rules] = [join(folder, 'copytrade.yaml'), join(folder, 'rules', 'a.yaml')];
    for (const path of [file, rules]) await writeFile(path, 'one');
    const fresh = join(folder, 'rules', 'b.yaml');
    const { told } = await watching([file, rules], { told: new Told(fresh) });
    await writeFile(fresh, 'half');
    await told.until('half');
    await writeFile(fresh, 'whole');
    await told.until('whole');
    await unlink(fresh);
    await told.until('');
  });
});

describe('the watch', () => {
  it('says nothing of other files beside it', async () => {
    const { folder, file, told } = await watchedFile();
    for (let each = 0; each < 20; each++) await writeFile(join(folder, 'journal.db-wal'), `page ${each}`);
    await writeFile(join(folder, 'copytrade.log'), 'a line');
    await saveByRename(file, 'two');
    await told.until('two');
    expect(told.contents).toEqual(['two']);
  });

  it('takes up files that are named later', async () => {
    const [folder, elsewhere] = [await makeFolder(), await makeFolder()];
    const [file, later] = [join(folder, 'copytrade.yaml'), join(elsewhere, 'rules.yaml')];
    await writeFile(file, 'one');
    await writeFile(later, 'one');
    let files = [file];
    const { told } = await watching(() => files, { told: new Told(later) });
    files = [file, later];
    await saveByRename(file, 'two');
    await told.until('one');
    await saveByRename(later, 'two');
    await told.until('two');
  });

  it('notices by looking now and then where the file system tells nothing', async () => {
    vi.stubEnv('CHOKIDAR_USEPOLLING', 'true');
    vi.stubEnv('CHOKIDAR_INTERVAL', '1000000');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const folder = await makeFolder();
    const file = join(folder, 'copytrade.yaml');
    await writeFile(file, 'one');
    const { told } = await watching([file], { recheckMs: 20 });
    await writeFile(file, 'two');
    await told.until('two');
  });

  it('ends with its signal and leaves nothing open', async () => {
    const watches = () => process.getActiveResourcesInfo().filter((kind) => /FSEvent|StatWatcher/.test(kind));
    const before = watches().length;
    const { file, told, stop } = await watchedFile();
    expect(watches().length).toBeGreaterThan(before);
    stop.abort();
    await vi.waitFor(() => expect(watches()).toHaveLength(before));
    await writeFile(file, 'two');
    const second = await watching([file]);
    await saveByRename(file, 'three');
    await second.told.until('three');
    expect(told.contents).toEqual([]);
  });

  it('is not begun where the signal has aborted already', async () => {
    const folder = await makeFolder();
    const before = process.getActiveResourcesInfo().length;
    const [onChange, onError] = [vi.fn(), vi.fn()];
    const signal = AbortSignal.abort();
    await watchConfig({ files: () => [join(folder, 'a.yaml')], debounceMs: 0, onChange, onError, signal });
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
    expect([onChange.mock.calls, onError.mock.calls]).toEqual([[], []]);
  });

  it('reports what goes wrong, and goes on', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'copytrade.yaml');
    await writeFile(file, 'one');
    const { told } = await watching([file], {
      onChange: () => {
        throw new Error('the reload failed');
      },
    });
    await saveByRename(file, 'two');
    await told.until('two');
    await saveByRename(file, 'three');
    await told.until('three');
    expect(told.errors).toEqual(['the reload failed', 'the reload failed', 'the reload failed']);
  });

  it('reports where even the list of files fails, and does not reject', async () => {
    const errors: string[] = [];
    const stop = new AbortController();
    const files = () => {
      throw new Error('no list');
    };
    const onError = (error: Error) => void errors.push(error.message);
    await watchConfig({ files, debounceMs: 10, onChange: () => {}, onError, signal: stop.signal });
    stop.abort();
    expect(new Set(errors)).toEqual(new Set(['no list']));
  });

  it('tells once at the start, for what was saved since the file was read', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'copytrade.yaml');
    await writeFile(file, 'saved before the watch began');
    const told = new Told(file);
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const onChange = () => void told.note();
    await watchConfig({
      files: () => [file],
      debounceMs: 10,
      onChange,
      onError: vi.fn(),
      signal: stop.signal,
    });
    await told.until('saved before the watch began');
  });
});
