import { access } from 'node:fs/promises';
import { Compilation, type CompileResult } from './compile-config.ts';
import { checkEnvironment } from './credentials/check-environment.ts';
import { type Environment, findExposedEnvironmentFile } from './credentials/environment.ts';
import { type Finding, toFileFinding } from './findings/finding.ts';
import { readIncludedFiles } from './includes/expand-includes.ts';
import { checkOnline, type InstrumentsReader, type OnlineChecks } from './online-checks.ts';
import { ShapeValidators } from './shape/shape-validators.ts';
import { readTextFile } from './source/read-text.ts';

export interface LoadOptions {
  /** Also resolve the credentials, with these variables and those of `.env` beside the file. */
  readonly environment?: Environment;
  /** Also tries the accounts whose credentials are there; `environment` must be given too. */
  readonly online?: OnlineChecks;
  /** Also compares symbols and fixed quantities with the instruments that there are. */
  readonly readInstruments?: InstrumentsReader;
  /** Whoever loads often (a reload at each save) keeps these: making them takes most of the time. */
  readonly validators?: ShapeValidators;
}

export type LoadResult =
  | (CompileResult & { readonly ok: true })
  /** `isReadable` is false where the file is not there or may not be opened. */
  | {
      readonly ok: false;
      readonly isReadable: boolean;
      readonly findings: readonly Finding[];
      /** Paths of the file and all that it includes, for watching until they are mended. */
      readonly paths: readonly string[];
    };

/** Reads a configuration and the rules that it includes, and checks them wholly. Never throws for what is in a file. */
export async function loadConfig(path: string, options: LoadOptions = {}): Promise<LoadResult> {
  const main = await readTextFile(path, path);
  if (!main.ok) return { ok: false, isReadable: main.opened, findings: [main.finding], paths: [path] };
  const compilation = new Compilation({ path, text: main.text }, options.validators ?? new ShapeValidators());
  compilation.include(await readIncludedFiles(path, compilation.includes));
  await checkFolder(compilation);
  await checkInstruments(compilation, options);
  if (options.environment !== undefined) {
    const ready = await checkEnvironment(compilation, options.environment);
    if (options.online !== undefined) await checkOnline(compilation, ready, options.online);
  }
  const result = compilation.finish();
  return result.ok ? result : { ...result, isReadable: true, paths: compilation.paths };
}

async function checkFolder(compilation: Compilation): Promise<void> {
  const exposed = await findExposedEnvironmentFile(compilation.settings.folder);
  if (exposed === null) return;
  const message = `${exposed} can be read by every user of the machine. Run \`chmod 600 ${exposed}\`.`;
  compilation.addFinding(toFileFinding(exposed, 'env-file-exposed', message));
}

async function checkInstruments(compilation: Compilation, { readInstruments }: LoadOptions): Promise<void> {
  const { settings, cursor } = compilation;
  const file = settings.instrumentsFile;
  if (file !== null && !(await isThere(file))) {
    const message = `There is no file ${file}. Check the path, or remove the key: \`run\` downloads the day's instruments.`;
    cursor.get('instruments').report('instruments-missing', message);
    return;
  }
  const reading = (await readInstruments?.(file)) ?? null;
  if (reading === null) return;
  if (reading.ok) compilation.instruments = reading.records;
  else cursor.get('instruments').report(reading.code, reading.message);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
