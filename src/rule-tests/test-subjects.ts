import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { compileConfig, type LoadedConfig } from '../config/compile-config.ts';
import type { Finding } from '../config/findings/finding.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ShapeValidators } from '../config/shape/shape-validators.ts';
import { readTextFile } from '../config/source/read-text.ts';
import { type InstrumentMaster, NO_INSTRUMENT_MASTER } from '../core/orders/instrument.ts';
import type { Policy } from '../core/policy/policy.ts';
import { CoverageTally } from '../replay/coverage-tally.ts';
import { readInstrumentFile } from '../replay/readers/instrument-file.ts';
import type { SubjectName } from './rule-test.ts';

/** What is tested. */
export interface Subject {
  readonly ok: true;
  /** For people: the path of the configuration, or those of the rule files. */
  readonly name: string;
  readonly policy: Policy;
  readonly instruments: InstrumentMaster;
  readonly coverage: CoverageTally;
}

export interface BrokenSubject {
  readonly ok: false;
  readonly isReadable: boolean;
  readonly findings: readonly Finding[];
}

/** Loads each configuration once, however many tests are about it. */
export class TestSubjects {
  readonly #validators: ShapeValidators;
  readonly #loaded = new Map<string, Promise<Subject | BrokenSubject>>();

  constructor(validators: ShapeValidators) {
    this.#validators = validators;
  }

  /** In the order in which they were first asked for. */
  async all(): Promise<(Subject | BrokenSubject)[]> {
    return Promise.all(this.#loaded.values());
  }

  /** Throws a `ReplayError` where the configuration's instrument file is none. */
  get(name: SubjectName): Promise<Subject | BrokenSubject> {
    const key = describeSubject(name);
    const loaded = this.#loaded.get(key) ?? this.#load(name);
    this.#loaded.set(key, loaded);
    return loaded;
  }

  async #load(name: SubjectName): Promise<Subject | BrokenSubject> {
    const result =
      name.kind === 'config'
        ? await loadConfig(name.path, { validators: this.#validators })
        : await this.#compileRules(name.paths);
    if (!result.ok) return result;
    const { policy, settings } = result.config;
    const coverage = new CoverageTally();
    coverage.add(policy.rules.map(({ id }) => ({ id, matched: 0 })));
    const instruments = await loadInstruments(settings.instrumentsFile);
    return { ok: true, name: describeSubject(name), policy, instruments, coverage };
  }

  /** Rule files under a plain configuration, which stands where it can include them. */
  async #compileRules(
    named: readonly string[],
  ): Promise<{ readonly ok: true; readonly config: LoadedConfig } | BrokenSubject> {
    const paths = alignPaths(named);
    const texts: { path: string; text: string }[] = [];
    for (const path of paths) {
      const reading = await readTextFile(path, path);
      if (!reading.ok) return { ok: false, isReadable: reading.opened, findings: [reading.finding] };
      texts.push({ path, text: reading.text });
    }
    const folder = commonFolder(paths);
    const include = paths.map((path) => relative(folder, path).split(sep).join('/'));
    const main = { path: join(folder, '(plain configuration)'), text: plainConfig(include) };
    const result = compileConfig([main, ...texts], this.#validators);
    return result.ok ? result : { ...result, isReadable: true };
  }
}

/** JSON is YAML. */
function plainConfig(include: readonly string[]): string {
  const master = { broker: 'paper' };
  return JSON.stringify({ version: 1, include, master, followers: { follower1: {} } });
}

/** The same files, all relative to where the command runs, or all absolute: one may be named from the other's folder. */
function alignPaths(paths: readonly string[]): string[] {
  const inside = paths.map((path) => relative('', path));
  return inside.some((path) => path.startsWith('..') || isAbsolute(path))
    ? paths.map((path) => resolve(path))
    : inside;
}

function commonFolder(paths: readonly string[]): string {
  const [first = '.', ...others] = paths.map((path) => dirname(path));
  let folder = first;
  while (others.some((other) => relative(folder, other).startsWith('..'))) folder = join(folder, '..');
  return folder;
}

function describeSubject(name: SubjectName): string {
  return name.kind === 'config' ? name.path : name.paths.join(', ');
}

async function loadInstruments(file: string | null): Promise<InstrumentMaster> {
  if (file === null) return NO_INSTRUMENT_MASTER;
  const observer = { onDecision: () => {}, onUnreadable: () => {}, onNote: () => {} };
  return readInstrumentFile(file, observer, new AbortController().signal);
}
