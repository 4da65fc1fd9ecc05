import type { TerminalViewOptions } from './terminal-view.ts';

/**
 * What a stream can show: colours on a terminal or where FORCE_COLOR asks for them, never with NO_COLOR. Where it is no
 * terminal, COLUMNS may say how wide it is to be.
 */
export function describeTerminal(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Required<Pick<TerminalViewOptions, 'colour' | 'width' | 'unicode'>> {
  const wantsColour = stream.isTTY === true || Boolean(environment.FORCE_COLOR);
  return {
    colour: wantsColour && !environment.NO_COLOR,
    width: stream.columns ?? (Number(environment.COLUMNS) || 80),
    unicode: isUtf8(environment),
  };
}

/** POSIX: the first of these that is set decides; where none is, most terminals of today are UTF-8. */
function isUtf8(environment: Readonly<Record<string, string | undefined>>): boolean {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG;
  return locale === undefined || locale === '' || /utf-?8/i.test(locale);
}
