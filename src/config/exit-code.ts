import type { LoadResult } from './load-config.ts';

/** The exit code of a command that loads a configuration and does nothing more. */
export function exitCodeOf(result: LoadResult, options: { readonly strict: boolean }): 0 | 1 | 2 | 3 {
  if (!result.ok) return result.isReadable ? 1 : 2;
  return options.strict && result.config.findings.length > 0 ? 3 : 0;
}
