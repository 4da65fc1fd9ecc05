/** Under a master order, one line for each follower: what it copies, or why not. */
import type { PlannedOrder } from '../../core/deciding/decision.ts';
import { REASONS, type Reason } from '../../core/deciding/reasons.ts';
import { formatDecimal } from '../../core/exact.ts';
import type { EngineEvent, RunMode } from '../../engine/events.ts';
import { GLYPHS } from './glyphs.ts';
import { count, type Layout } from './layout.ts';
import { type Line, line, type Span, span } from './line.ts';

export type DecidedFor = Extract<EngineEvent, { type: 'decided' }>['decisions'][number];

/** With more decisions than this, skips that say the same are folded … */
const FOLD_ABOVE = 8;
/** … where this many or more follow one another. */
const FOLD_FROM = 3;
/** Slices that are listed one by one. */
const MAX_SLICES_LISTED = 4;

export function decisionLines(decisions: readonly DecidedFor[], mode: RunMode, layout: Layout): Line[] {
  return gather(decisions).flatMap((group) => {
    const [first] = group;
    if (group.length >= FOLD_FROM) return [foldedLine(group, layout)];
    if (first.decision.action !== 'skip') return [copyLine(first, mode, layout)];
    return group.map((each) => skipLine(each, layout));
  });
}

type Group = [DecidedFor, ...DecidedFor[]];

/** Neighbours that skip for the same reason together, where there are many; else each alone. */
function gather(decisions: readonly DecidedFor[]): Group[] {
  const groups: Group[] = [];
  for (const each of decisions) {
    const last = groups.at(-1);
    if (decisions.length > FOLD_ABOVE && last && saysTheSame(last[0], each)) last.push(each);
    else groups.push([each]);
  }
  return groups;
}

function saysTheSame(a: DecidedFor, b: DecidedFor): boolean {
  const [one, other] = [a.decision, b.decision];
  return (
    one.action === 'skip' && other.action === 'skip' && one.reason === other.reason && one.rule === other.rule
  );
}

function copyLine({ decision, mode }: DecidedFor, runMode: RunMode, layout: Layout): Line {
  const notes = [
    decision.reason === 'EXIT' ? 'exit' : '',
    decision.action === 'modify' ? 'changed' : '',
    decision.action === 'cancel' ? describeCancel(decision.reason) : '',
    decision.rule === null ? '' : `rule ${layout.clean(decision.rule, 64)}`,
    runMode === 'live' && mode === 'dry_run' ? 'dry run' : '',
  ].filter((note) => note !== '');
  return line(
    layout.detailColumn,
    layout.indent,
    // Live, green is for what the broker took.
    span(`${GLYPHS.copied} `, mode === 'live' ? 'plain' : 'good'),
    layout.name(decision.follower),
    layout.quantity(decision.quantity),
    span(`${describeOrders(decision.orders)}  `),
    span(notes.join(', '), 'quiet'),
  );
}

/** The master's order has ended, or what it has become cannot be copied. */
function describeCancel(reason: Reason): string {
  return reason === 'ENTRY' || reason === 'NOT_FILLED'
    ? 'cancelled'
    : `cancelled: ${reason} ${REASONS[reason]}`;
}

function describeOrders(orders: readonly PlannedOrder[]): string {
  const [first] = orders;
  if (first === undefined) return '';
  const price = describePrice(first);
  if (orders.length === 1) return price;
  const alike = orders.every((order) => describePrice(order) === price);
  const parts = orders.map((order) =>
    alike ? String(order.quantity) : `${order.quantity} ${describePrice(order)}`,
  );
  const listed = `${count(orders.length, 'order')}: ${listSlices(parts)}`;
  return alike ? `${price}, ${listed}` : listed;
}

/** `1800 + 1800 + 400`, and of many `9 × 1800 + 400`. */
function listSlices(parts: readonly string[]): string {
  if (parts.length <= MAX_SLICES_LISTED) return parts.join(' + ');
  const runs: { text: string; times: number }[] = [];
  for (const text of parts) {
    const last = runs.at(-1);
    if (last?.text === text) last.times += 1;
    else runs.push({ text, times: 1 });
  }
  return runs.map(({ text, times }) => (times === 1 ? text : `${times} × ${text}`)).join(' + ');
}

function describePrice(order: PlannedOrder): string {
  const price = order.price === null ? 'at market' : `limit ${formatDecimal(order.price)}`;
  return order.triggerPrice === null ? price : `${price}, trigger ${formatDecimal(order.triggerPrice)}`;
}

function skipLine(decided: DecidedFor, layout: Layout): Line {
  const { follower } = decided.decision;
  const sentence = describeSkip(decided, layout);
  const mark = span(`${GLYPHS.skipped} `, 'quiet');
  return line(layout.detailColumn, layout.indent, mark, layout.name(follower, 'quiet'), ...sentence);
}

function foldedLine(group: Group, layout: Layout): Line {
  const who = span(`${count(group.length, 'follower')}: `, 'quiet');
  const mark = span(`${GLYPHS.skipped} `, 'quiet');
  const [from, to] = [group[0].decision.follower, group.at(-1)?.decision.follower ?? ''];
  const names = layout.isWide ? [span(` (${layout.clean(from)} to ${layout.clean(to)})`, 'quiet')] : [];
  return line(layout.detailColumn, layout.indent, mark, who, ...describeSkip(group[0], layout), ...names);
}

function describeSkip({ decision }: DecidedFor, layout: Layout): Span[] {
  const rule = decision.rule === null ? '' : `: ${layout.clean(decision.rule, 64)}`;
  return [span(decision.reason), span(` ${REASONS[decision.reason]}${rule}`, 'quiet')];
}
