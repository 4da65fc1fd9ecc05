/** What `replay` prints for people. */

import { REASONS, type Reason } from '../../core/deciding/reasons.ts';
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import { paint } from '../../reporting/terminal/style.ts';
import { alignRows, type Cell, cell, toRight } from '../../reporting/terminal/text-table.ts';
import { type FollowerTally, MAX_LISTED, type ReasonTally } from './decision-collector.ts';
import { toDecisionRow } from './decision-text.ts';
import { count, formatRupees, plural } from './figure-text.ts';
import type { ReplayReport } from './report-json.ts';

export interface ReportStyle {
  readonly colour: boolean;
}

export interface Assumed {
  /** In sentences. */
  readonly assumptions: readonly string[];
  readonly openOrders: number;
}

export function formatReplayText(report: ReplayReport, assumed: Assumed, style: ReportStyle): string {
  const sections = [
    section('Logs', alignRows(report.logs.map(toLogRow), style), style),
    section(`Decisions: ${count(report.collector.total)}`, decisionLines(report, style), style),
    timelineSection(report, style),
    ...[...report.collector.followers].map(([name, tally]) =>
      section(`Follower ${name}`, followerLines(tally, style), style),
    ),
    section('Rules', ruleLines(report, style), style),
    section('Assumed', assumptionLines(report, assumed), style),
  ];
  const { file, sha256 } = report.config;
  const head = `${toSafeText(file)}  sha256 ${sha256.slice(0, 12)}`;
  return `${[head, ...sections.filter((text) => text !== ''), report.collector.digest()].join('\n\n')}\n`;
}

export function section(title: string, lines: readonly string[], { colour }: ReportStyle): string {
  if (lines.length === 0) return '';
  return [colour ? paint(title, 'strong') : title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function toLogRow({ file, format, rows, unreadable }: ReplayReport['logs'][number]): Cell[] {
  const left = unreadable === 0 ? cell('') : cell(`${count(unreadable)} unreadable`, 'bad');
  return [cell(toSafeText(file)), cell(format), cell(plural(rows, 'row')), left];
}

function decisionLines({ collector }: ReplayReport, style: ReportStyle): string[] {
  if (collector.total > MAX_LISTED)
    return [`more than ${MAX_LISTED}: --json lists them, below they are counted`];
  return alignRows(collector.listed.map(toDecisionRow), style);
}

const TIMELINE_LINES = 16;
const BAR_WIDTH = 24;

function timelineSection({ collector }: ReplayReport, style: ReportStyle): string {
  const { days, step, columns } = collector.timeline.view(TIMELINE_LINES);
  // One sign a decision, or fewer where there are many.
  const most = Math.max(
    BAR_WIDTH,
    ...columns.map(({ entries, exits, skipped }) => entries + exits + skipped),
  );
  const widthOf = (many: number) => (many === 0 ? 0 : Math.max(1, Math.round((many / most) * BAR_WIDTH)));
  const head = ['entries', 'exits', 'skipped'].map((title) => toRight(title, 'quiet'));
  const rows = columns.map(({ label, entries, exits, skipped }) => [
    cell(label, 'quiet'),
    ...[entries, exits, skipped].map((many) => toRight(many === 0 ? '' : count(many))),
    cell('█'.repeat(widthOf(entries + exits)), 'good'),
    cell('░'.repeat(widthOf(skipped)), 'warning'),
  ]);
  const untimed = collector.timeline.untimed;
  const rest = untimed === 0 ? [] : [`${plural(untimed, 'decision')} on orders without a time`];
  const chart = rows.length === 0 ? [] : alignRows([[cell(''), ...head], ...rows], style);
  const title = days.length === 0 ? 'Timeline' : `Timeline: ${days.join(' to ')}, a line is ${step}`;
  return section(title, [...chart, ...rest], style);
}

function followerLines({ copied, skipped, reasons }: FollowerTally, style: ReportStyle): string[] {
  const total = `${count(copied + skipped)} seen, ${count(copied)} copied, ${count(skipped)} skipped`;
  const listed = (Object.keys(REASONS) as Reason[]).flatMap((reason) => {
    const tally = reasons.get(reason);
    return tally ? [toReasonRow(reason, tally)] : [];
  });
  return listed.length === 0 ? [total] : [total, ...alignRows([REASON_HEAD, ...listed], style)];
}

const REASON_HEAD: readonly Cell[] = [
  cell('reason', 'quiet'),
  ...['decisions', "master's units", 'copied units', 'orders', 'value'].map((title) =>
    toRight(title, 'quiet'),
  ),
];

function toReasonRow(reason: Reason, tally: ReasonTally): Cell[] {
  const { decisions, masterQuantity, quantity, orders, value, unpriced } = tally;
  const isCopied = orders > 0;
  const figures = [decisions, masterQuantity, ...(isCopied ? [quantity, orders] : [])].map(count);
  const rupees = isCopied ? [formatRupees(value)] : [];
  const market = unpriced === 0 ? [] : [cell(`and ${plural(unpriced, 'order')} at the market`)];
  const right = [...figures, ...rupees].map((text) => toRight(text));
  return [cell(reason, isCopied ? 'good' : 'warning'), ...right, ...market];
}

function ruleLines({ rules }: ReplayReport, style: ReportStyle): string[] {
  return alignRows(
    rules.map(({ id, matched }) => [
      cell(matched),
      cell(id),
      matched === 0 ? cell('never matched', 'warning') : cell(''),
    ]),
    style,
  );
}

export function assumptionLines(
  { assumedFlat }: Pick<ReplayReport, 'assumedFlat'>,
  { assumptions, openOrders }: Assumed,
): string[] {
  const flat = assumedFlat ? ['the master starts flat: --positions tells what it held'] : [];
  const open =
    openOrders === 0
      ? []
      : [`${plural(openOrders, 'order')} still open at the end: what they opened may not be decided`];
  return [...flat, ...assumptions, ...open];
}
