/** What `plan` prints for people: by follower, what was and what will be. */
import { type Decision, toDecisionRecord } from '../../core/deciding/decision.ts';
import { formatIstTime } from '../../core/ist-time.ts';
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import { alignRows, type Cell, cell, toRight } from '../../reporting/terminal/text-table.ts';
import { describeVerdict } from '../report/decision-text.ts';
import { count, formatRupees, plural } from '../report/figure-text.ts';
import { assumptionLines, type ReportStyle, section } from '../report/report-text.ts';
import type { DecisionChange } from './changed-decisions.ts';
import { type DecisionTotals, orderValueOf } from './decision-totals.ts';
import { countOf, type FollowerPlan } from './plan-comparison.ts';
import type { Plan } from './plan-logs.ts';

/** A name for each config, as the reader knows it. */
export interface ConfigNames {
  readonly before: string;
  readonly after: string;
}

/** Empty where nothing changes. */
export function formatPlanText(plan: Plan, names: ConfigNames, style: ReportStyle): string {
  const { followers } = plan;
  const changed = followers.reduce((sum, follower) => sum + follower.changed, 0);
  if (changed === 0) return '';
  const head = `${toSafeText(names.before)} → ${toSafeText(names.after)}: ${describeChanged(changed)}`;
  return `${[head, ...formatPlanSections(plan, '--json lists them all', style)].join('\n\n')}\n`;
}

/**
 * The plan without its first line: a block of lines for each follower, and one for what was assumed.
 * @param whole says where all changes are listed
 */
export function formatPlanSections(plan: Plan, whole: string, style: ReportStyle): string[] {
  const sections = [
    ...plan.followers.map((one) => section(titleOf(one), followerLines(one, whole, style), style)),
    section('Assumed', assumptionLines(plan, plan), style),
  ];
  return sections.filter((text) => text !== '');
}

/** For stderr, where nothing changes. */
export function formatNothingChanges({ followers }: Pick<Plan, 'followers'>, names: ConfigNames): string {
  const decisions = followers.reduce((sum, { after }) => sum + countOf(after), 0);
  const both = `${toSafeText(names.before)} and ${toSafeText(names.after)}`;
  return `Nothing changes: ${both} decide the same (${plural(decisions, 'decision')}).`;
}

function describeChanged(changed: number): string {
  return `${plural(changed, 'decision')} ${changed === 1 ? 'differs' : 'differ'}`;
}

function titleOf({ name, presence, changed }: FollowerPlan): string {
  switch (presence) {
    case 'added':
      return `Follower ${name} is new`;
    case 'removed':
      return `Follower ${name} is gone`;
    case 'kept':
      return `Follower ${name}: ${changed === 0 ? 'nothing changes' : describeChanged(changed)}`;
  }
}

function followerLines(
  { before, after, changed, changes }: FollowerPlan,
  whole: string,
  style: ReportStyle,
): string[] {
  if (changed === 0) return [plural(countOf(after), 'decision')];
  const lines = alignRows(totalRows(before, after), style);
  if (changes.length === 0) return lines;
  const folded = changed - changes.length;
  const more = folded > 0 ? [`… and ${count(folded)} more: ${whole}`] : [];
  return [...lines, ...alignRows(changes.flatMap(toChangeRows), style), ...more];
}

function totalRows(before: DecisionTotals, after: DecisionTotals): Cell[][] {
  const row = (label: string, write: (totals: DecisionTotals) => string): Cell[] => {
    const [was, is] = [write(before), write(after)];
    return [
      cell(label, 'quiet'),
      toRight(was),
      cell('→', 'quiet'),
      toRight(is, was === is ? 'plain' : 'strong'),
    ];
  };
  const isFollowed = before.followed + after.followed > 0;
  const isPriced = before.marketOrders === 0 && after.marketOrders === 0;
  return [
    row('copied', ({ copied }) => count(copied)),
    row('skipped', ({ skipped }) => count(skipped)),
    ...(isFollowed ? [row('changes of copies that rest', ({ followed }) => count(followed))] : []),
    row('units', ({ units }) => count(units)),
    row('value', ({ rupees }) => formatRupees(rupees)),
    ...(isPriced ? [] : [row('orders at the market', ({ marketOrders }) => count(marketOrders))]),
  ];
}

const MAX_SYMBOL_LENGTH = 48;

/** Two rows: the order with what was decided, and below it what is decided now. */
function toChangeRows({ orderKey, time, before, after }: DecisionChange): Cell[][] {
  const { symbol } = before ?? after;
  const order = [
    cell(time === null ? '(no time)' : formatIstTime(time), 'quiet'),
    cell(toSafeText(orderKey), 'quiet'),
    cell(toSafeText(symbol, MAX_SYMBOL_LENGTH) || '(no symbol)', 'strong'),
  ];
  const [partBefore, partAfter] = [describePart(before), describePart(after)];
  const isSamePart = partBefore.every(({ text }, index) => text === partAfter[index]?.text);
  return [
    [...order, cell('-', 'bad'), ...partBefore, ...describeDecided(before)],
    [
      ...blanks(order),
      cell('+', 'good'),
      ...(isSamePart ? blanks(partAfter) : partAfter),
      ...describeDecided(after),
    ],
  ];
}

function blanks(cells: readonly Cell[]): Cell[] {
  return cells.map(() => cell(''));
}

/** The part of the master's order that was decided. */
function describePart(decision: Decision | null): Cell[] {
  if (decision === null) return [cell(''), cell('')];
  return [cell(decision.side.toUpperCase(), decision.side), cell(decision.masterQuantity)];
}

function describeDecided(decision: Decision | null): Cell[] {
  if (decision === null) return [cell('nothing', 'warning')];
  return [...describeVerdict(toDecisionRecord(decision)), toRight(describeValue(decision))];
}

/** Nothing for a skip. */
function describeValue(decision: Decision): string {
  if (decision.orders.length === 0) return '';
  const { rupees, marketOrders } = orderValueOf(decision);
  return marketOrders > 0 ? 'at the market' : formatRupees(rupees);
}
