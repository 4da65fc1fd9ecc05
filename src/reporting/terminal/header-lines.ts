/** What a run begins with: the mode, so that nobody can miss it, then accounts and files. */
import type { EngineEvent, RunMode } from '../../engine/events.ts';
import { GLYPHS } from './glyphs.ts';
import { count, dateOf, type Layout } from './layout.ts';
import { EMPTY_LINE, type Line, line, type Span, span } from './line.ts';
import { padEnd, widthOf } from './text-width.ts';

type Started = Extract<EngineEvent, { type: 'started' }>;

/** More followers than this are counted, not listed. */
const MAX_LISTED = 8;
const LABEL_COLUMNS = 12;
/** A band does not grow with the widest screens. */
const MAX_BAND = 110;

export function headerLines(event: Started, layout: Layout): Line[] {
  const { records, recording, log } = event.files;
  const seen =
    event.seenBefore === 0
      ? 'no orders yet today'
      : `${count(event.seenBefore, 'order')} seen before the start, not copied`;
  return [
    band(event, layout),
    labelled('config', [span(layout.clean(event.configFile))]),
    labelled('master', [span(`${seen}; ${count(event.positions, 'open position')}`)]),
    labelled('followers', describeFollowers(event, layout)),
    ...fileLines({ records, recording, log }, layout),
    labelled('date', [span(`${dateOf(event.atMs)}, times are IST`)]),
    EMPTY_LINE,
  ];
}

export function fileLines(files: Readonly<Record<string, string>>, layout: Layout): Line[] {
  return Object.entries(files).map(([label, path]) =>
    labelled(label, [span(layout.clean(path, 300), 'quiet')]),
  );
}

/** `── copytrade  DRY RUN  nothing is placed ───`; live it is a red bar, and loud without colours too. */
function band({ mode, followers }: Started, layout: Layout): Line {
  const width = Math.min(layout.width, MAX_BAND);
  if (mode === 'dry_run') {
    const start = `${GLYPHS.rule}${GLYPHS.rule} copytrade  `;
    const says =
      width < 76 ? '  nothing is placed ' : '  nothing is placed; decisions are shown and recorded ';
    const tail = GLYPHS.rule.repeat(Math.max(0, width - widthOf(`${start}DRY RUN${says}`)));
    return line(0, span(start, 'quiet'), span('DRY RUN', 'dry'), span(says), span(tail, 'quiet'));
  }
  const live = followers.filter((follower) => follower.enabled && follower.mode === 'live').length;
  const text = `*** LIVE ***  real orders for ${count(live, 'follower')}  `;
  return line(0, span(text + '*'.repeat(Math.max(0, width - widthOf(text))), 'live'));
}

function labelled(label: string, spans: readonly Span[]): Line {
  return line(LABEL_COLUMNS, span(padEnd(`  ${label}`, LABEL_COLUMNS), 'quiet'), ...spans);
}

function describeFollowers({ followers, mode }: Started, layout: Layout): Span[] {
  if (followers.length > MAX_LISTED) return [span(countStates(followers, mode))];
  return followers.flatMap((follower, index) => {
    const state = stateOf(follower, mode);
    const comma = index < followers.length - 1 ? ', ' : '';
    const name = span(layout.clean(follower.name, 64), follower.enabled ? 'strong' : 'quiet');
    return [name, span(state === null ? '' : ` (${state})`, 'quiet'), span(comma)];
  });
}

/** What sets a follower apart from the run; null where nothing does. */
function stateOf(follower: Started['followers'][number], mode: RunMode): string | null {
  if (!follower.enabled) return 'off';
  if (mode === 'live') return follower.mode === 'live' ? 'live' : 'dry run';
  return null;
}

/** `100: 97 live, 2 dry run, 1 off` */
function countStates(followers: Started['followers'], mode: RunMode): string {
  const counts = new Map<string, number>();
  for (const follower of followers) {
    const state = stateOf(follower, mode) ?? 'on';
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const parts = [...counts].map(([state, many]) => `${many} ${state}`);
  return `${followers.length}: ${parts.join(', ')}`;
}
