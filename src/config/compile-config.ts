import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { InstrumentRecord } from '../core/orders/instrument.ts';
import type { Policy } from '../core/policy/policy.ts';
import { analyse } from './analysis/analyse.ts';
import { toAnalysedConfig } from './analysis/analysed-config.ts';
import type { ConfigText } from './config-text.ts';
import type { Finding } from './findings/finding.ts';
import { FindingCollector } from './findings/finding-collector.ts';
import type { IncludedFile } from './includes/expand-includes.ts';
import { selectIncludes } from './includes/select-includes.ts';
import { checkAccounts } from './meaning/check-accounts.ts';
import { Cursor } from './meaning/cursor.ts';
import { readPolicy } from './meaning/read-policy.ts';
import { readSettings } from './meaning/read-settings.ts';
import { type OpenedFile, openFile } from './open-file.ts';
import type { ConfigFile } from './schema/config-schema.ts';
import type { RulesFile } from './schema/rule-schema.ts';
import type { Settings } from './settings.ts';
import { ShapeValidators } from './shape/shape-validators.ts';

/** A configuration without errors. */
export interface LoadedConfig {
  readonly settings: Settings;
  readonly policy: Policy;
  /** Warnings. */
  readonly findings: readonly Finding[];
  /** All files read: the file itself, then the included ones in order. From these it compiles again. */
  readonly files: readonly ConfigText[];
  /** Hex, over the texts in order; of a single file it is the file's own. */
  readonly sha256: string;
}

export type CompileResult =
  | { readonly ok: true; readonly config: LoadedConfig }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/**
 * Compiles a configuration from texts alone (those of a recording, say): the file itself first, then all that it may
 * include. Touches no disk. Whoever compiles often keeps `validators`: making them takes most of the time.
 */
export function compileConfig(
  files: readonly [ConfigText, ...ConfigText[]],
  validators: ShapeValidators = new ShapeValidators(),
): CompileResult {
  const [main, ...others] = files;
  const compilation = new Compilation(main, validators);
  compilation.include(others.map(({ path, text }) => ({ path, reading: { ok: true, text } })));
  return compilation.finish();
}

/** The steps of compiling, for `loadConfig` to look at the disk between them. */
export class Compilation {
  readonly findings = new FindingCollector();
  /** The instruments that there are; null where nobody asked. */
  instruments: readonly InstrumentRecord[] | null = null;
  readonly #validators: ShapeValidators;
  readonly #main: ConfigText;
  readonly #opened: OpenedFile;
  readonly #elsewhere: Finding[] = [];
  readonly #paths: string[];
  readonly #files: ConfigText[];
  readonly #rules: Cursor<RulesFile>[] = [];
  #settings: Settings | null = null;

  constructor(main: ConfigText, validators: ShapeValidators) {
    this.#main = main;
    this.#validators = validators;
    this.#files = [main];
    this.#paths = [main.path];
    this.#opened = openFile({ ...main, kind: 'config' }, this.#validators, this.findings);
  }

  get cursor(): Cursor<ConfigFile> {
    return new Cursor(this.#opened.reading, this.#opened.root, [], { start: 0, end: 1 });
  }

  /** The include patterns as written. */
  get includes(): readonly string[] {
    return this.cursor
      .get('include')
      .items()
      .map((item) => item.text ?? '');
  }

  get settings(): Settings {
    this.#settings ??= readSettings(this.cursor, dirname(this.#main.path));
    return this.#settings;
  }

  /** Paths of the file and of all that it includes, readable or not. */
  get paths(): readonly string[] {
    return this.#paths;
  }

  /** Takes those of `files` that the includes name, in their order. */
  include(files: readonly IncludedFile[]): void {
    const chosen = selectIncludes(this.cursor.get('include'), this.#main.path, files);
    for (const { path, reading } of chosen) {
      this.#paths.push(path);
      if (!reading.ok) {
        this.addFinding(reading.finding);
        continue;
      }
      this.#files.push({ path, text: reading.text });
      const opened = openFile({ path, text: reading.text, kind: 'rules' }, this.#validators, this.findings);
      this.#rules.push(new Cursor(opened.reading, opened.root, [], { start: 0, end: 1 }));
    }
  }

  #analyse(policy: Policy): void {
    const { cursor, settings, instruments } = this;
    const errors = this.findings.errorPlaces;
    const hasAllRules =
      this.#paths.length === this.#files.length && this.#rules.every(({ node }) => node !== null);
    const config = { cursor, settings, policy, errors, hasAllRules, instruments, included: this.#rules };
    analyse(toAnalysedConfig(config));
  }

  /** Adds a finding about a file whose text is not at hand. */
  addFinding(finding: Finding): void {
    this.#elsewhere.push(finding);
  }

  finish(): CompileResult {
    const { cursor, settings } = this;
    const policy = readPolicy(cursor, this.#rules, settings);
    if (this.#opened.isWhole) checkAccounts(cursor, settings);
    if (this.#opened.isWhole) this.#analyse(policy);
    const findings = [...this.findings.finish(), ...this.#elsewhere];
    if (findings.some((finding) => finding.severity === 'error')) return { ok: false, findings };
    const files = this.#files;
    return { ok: true, config: { settings, policy, findings, files, sha256: hashOf(files) } };
  }
}

/** Texts hold no NUL, so it can part them. */
function hashOf(files: readonly ConfigText[]): string {
  return createHash('sha256')
    .update(files.map(({ text }) => text).join('\0'))
    .digest('hex');
}
