import { access } from 'node:fs/promises';
import { Compilation, type CompileResult } from './compile-config.ts';
import { checkEnvironment } from './credentials/check-environment.ts';
import type { Environment } from './credentials/environment.ts';
import type { Finding } from './findings/finding.ts';
import { readIncludedFiles } from './includes/expand-includes.ts';
import { ShapeValidators } from './shape/shape-validators.ts';
import { readTextFile } from './source/read-text.ts';

export interface LoadOptions {
  /** Also resolve the credentials, with these variables and those of `.env` beside the file. */
  readonly environment?: Environment;
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
  await checkInstruments(compilation);
  if (options.environment !== undefined) await checkEnvironment(compilation, options.environment);
  const result = compilation.finish();
  return result.ok ? result : { ...result, isReadable: true, paths: compilation.paths };
}

async function checkInstruments({ settings, cursor }: Compilation): Promise<void> {
  if (settings.instrumentsFile === null) return;
  try {
    await access(settings.instrumentsFile);
  } catch {
    const message = `There is no file ${settings.instrumentsFile}. Check the path, or remove the key: \`run\` downloads the day's instruments.`;
    cursor.get('instruments').report('instruments-missing', message);
  }
}
