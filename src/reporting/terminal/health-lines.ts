/** How the engine itself fares: sessions, the feed, reloads, and what somebody has to look at. */
import type { BrokerError } from '../../brokers/port.ts';
import type { EngineEvent } from '../../engine/events.ts';
import { GLYPHS } from './glyphs.ts';
import { count, type Layout, TIME_COLUMNS } from './layout.ts';
import { EMPTY_LINE, type Line, line, type Span, span } from './line.ts';
import { toSafeLines } from './safe-text.ts';
import type { Style } from './style.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

interface Look {
  readonly says: string;
  readonly style: Style;
}

/** Null: not shown; it lasts a moment. */
const ACCOUNT_LOOKS: Readonly<Record<EventOf<'account'>['state'], Look | null>> = {
  opening: null,
  open: { says: 'logged in', style: 'good' },
  closed: { says: 'logged out', style: 'quiet' },
  failed: { says: 'has no session', style: 'bad' },
  locked: { says: 'is locked: the credentials are wrong and are not tried again', style: 'alarm' },
};

export function accountLines(event: EventOf<'account'>, layout: Layout): Line[] {
  const look = ACCOUNT_LOOKS[event.state];
  if (look === null) return [];
  return [
    noteLine(event.atMs, layout, [
      ...markOf(look.style),
      layout.name(event.account),
      span(look.says, look.style),
      ...quoteError(event.error, layout),
    ]),
  ];
}

const FEED_LOOKS: Readonly<Record<EventOf<'feed'>['what'], Look>> = {
  push_up: { says: 'push connected', style: 'good' },
  push_down: { says: 'push is down; the order book is polled', style: 'warning' },
  poll_failed: { says: "the master's order book could not be read", style: 'warning' },
  poll_recovered: { says: "the master's order book can be read again", style: 'good' },
};

export function feedLines(event: EventOf<'feed'>, layout: Layout): Line[] {
  const { says, style } = FEED_LOOKS[event.what];
  const spans = [...markOf(style), span('feed: ', 'quiet'), span(says, style)];
  return [noteLine(event.atMs, layout, [...spans, ...quoteError(event.error, layout)])];
}

export function unreadableRowLines(event: EventOf<'unreadable_row'>, layout: Layout): Line[] {
  const says = `a row of the master's orders could not be read (${event.via}): `;
  const spans = [...markOf('bad'), span(says, 'bad'), span(layout.clean(event.problem))];
  return [noteLine(event.atMs, layout, spans)];
}

export function noticeLines(event: EventOf<'notice'>, layout: Layout): Line[] {
  const style = event.level === 'warn' ? 'warning' : 'plain';
  return [noteLine(event.atMs, layout, [...markOf(style), span(layout.clean(event.text, 2000), style)])];
}

/** `configFile` as the run was started with it. */
export function reloadedLines(event: EventOf<'reloaded'>, configFile: string, layout: Layout): Line[] {
  const what = event.changes.length === 0 ? ' was read again; nothing changes' : ' is in force:';
  const head = noteLine(event.atMs, layout, [
    ...markOf('good'),
    span(layout.clean(configFile), 'strong'),
    span(what),
  ]);
  const changes = event.changes.map((change) =>
    line(TIME_COLUMNS + 4, layout.indent, span('  '), span(layout.clean(change, 2000))),
  );
  return [head, ...changes];
}

export function planLines(event: EventOf<'plan'>, layout: Layout): Line[] {
  const decisions = `${event.changed} decision${event.changed === 1 ? '' : 's'}`;
  const says = `of today's orders so far, ${decisions} would have been otherwise (nothing is sent for it):`;
  const head = noteLine(event.atMs, layout, [...markOf('plain'), span(says)]);
  return [head, EMPTY_LINE, ...quoteLines(event.report, layout), EMPTY_LINE];
}

export function reloadRefusedLines(
  event: EventOf<'reload_refused'>,
  configFile: string,
  layout: Layout,
): Line[] {
  const says = ' has errors: what was in force before stays in force';
  const head = [...markOf('bad'), span(layout.clean(configFile), 'strong'), span(says, 'bad')];
  return [noteLine(event.atMs, layout, head), EMPTY_LINE, ...quoteLines(event.report, layout), EMPTY_LINE];
}

const STEERED: Readonly<Record<EventOf<'steered'>['action'], Look>> = {
  pause: { says: 'paused: no entries are copied; exits go on', style: 'warning' },
  resume: { says: 'resumed: entries are copied again', style: 'good' },
  close_only: { says: 'close-only: only exits are copied', style: 'warning' },
};

export function steeredLines(event: EventOf<'steered'>, layout: Layout): Line[] {
  const { says, style } = STEERED[event.action];
  const who = event.follower === null ? 'everybody' : layout.clean(event.follower, 64);
  const withdrawn =
    event.withdrawn === 0 ? '' : `; ${count(event.withdrawn, 'order')} had not left and will not`;
  const spans = [...markOf(style), span(`${who} `, 'strong'), span(`${says}${withdrawn}`, style)];
  return [noteLine(event.atMs, layout, spans)];
}

export function escalationLines(event: EventOf<'escalation'>, layout: Layout): Line[] {
  const head = span(`!!! ${layout.clean(event.account, 64)}: SOMEBODY HAS TO LOOK !!!`, 'alarm');
  const text = line(
    TIME_COLUMNS + 2,
    layout.indent,
    span('  '),
    span(layout.clean(event.text, 2000), 'strong'),
  );
  return [noteLine(event.atMs, layout, [head]), text];
}

/** Lines that were set elsewhere, as they are. */
function quoteLines(text: string, layout: Layout): Line[] {
  return toSafeLines(layout.redact(text)).map((one) => ({ spans: [span(one)], hang: null }));
}

/** A line that begins with the time. */
function noteLine(atMs: number, layout: Layout, spans: readonly Span[]): Line {
  return line(TIME_COLUMNS + 2, layout.time(atMs), ...spans);
}

/** The sign in front; two columns. */
function markOf(style: Style): Span[] {
  const signs: Partial<Record<Style, string>> = {
    good: GLYPHS.copied,
    bad: GLYPHS.refused,
    warning: '!',
    alarm: '!',
  };
  const sign = signs[style] ?? GLYPHS.skipped;
  return style === 'alarm' ? [span(sign, style), span(' ')] : [span(`${sign} `, style)];
}

function quoteError(error: BrokerError | null, layout: Layout): Span[] {
  if (error === null) return [];
  return [span(`: ${layout.clean(error.code, 40)} “${layout.clean(error.message)}”`)];
}
