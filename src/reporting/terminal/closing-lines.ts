/** What a run ends with. */
import type { EngineEvent, Statistics } from '../../engine/events.ts';
import { type Layout, TIME_COLUMNS } from './layout.ts';
import { EMPTY_LINE, type Line, line, type Span, span } from './line.ts';
import type { Style } from './style.ts';

type Stopped = Extract<EngineEvent, { type: 'stopped' }>;

export function closingLines(event: Stopped, layout: Layout): Line[] {
  return [
    EMPTY_LINE,
    line(
      TIME_COLUMNS,
      layout.time(event.atMs),
      span('stopped', 'strong'),
      span(`: ${layout.clean(event.reason)}`),
    ),
    line(TIME_COLUMNS, layout.indent, ...describeStatistics(event.statistics)),
  ];
}

/** `12 copies: 10 successful, 1 failed, 1 pending; 5 skipped`; what did not happen stays plain. */
function describeStatistics(statistics: Statistics): Span[] {
  const { copies, successful, failed, pending, skipped } = statistics;
  const part = (many: number, word: string, style: Style): Span =>
    span(`${many} ${word}`, many === 0 ? 'quiet' : style);
  return [
    span(copies === 1 ? '1 copy' : `${copies} copies`, 'strong'),
    span(': '),
    part(successful, 'successful', 'good'),
    span(', '),
    part(failed, 'failed', 'bad'),
    span(', '),
    part(pending, 'pending', 'warning'),
    span('; '),
    part(skipped, 'skipped', 'plain'),
  ];
}
