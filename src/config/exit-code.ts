import { isOnlineCode } from './findings/codes.ts';
import type { LoadResult } from './load-config.ts';

/** The exit code of a command that loads a configuration and does nothing more. */
export function exitCodeOf(result: LoadResult, options: { readonly strict: boolean }): 0 | 1 | 2 | 3 | 4 {
  if (!result.ok) {
    const errors = result.findings.filter(({ severity }) => severity === 'error');
    // The file is fine; the world is not.
    if (errors.every(({ code }) => isOnlineCode(code))) return 4;
    return result.isReadable ? 1 : 2;
  }
  return options.strict && result.config.findings.length > 0 ? 3 : 0;
}
