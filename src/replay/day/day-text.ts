/** What `copytrade report` prints for people. */
import { REASONS, type Reason } from '../../core/deciding/reasons.ts';
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import type { Style } from '../../reporting/terminal/style.ts';
import { alignRows, type Cell, cell } from '../../reporting/terminal/text-table.ts';
import { plural } from '../report/figure-text.ts';
import { type ReportStyle, section } from '../report/report-text.ts';
import type { DayFollower, DayOrder, DayReport } from './day-report.ts';

export function formatDay({ day, sessions, followers }: DayReport, style: ReportStyle): string {
  const runs = sessions.map(({ file, mode, ended, unreadable }, index) => [
    cell(toSafeText(file)),
    cell(mode === 'live' ? 'live' : 'dry run'),
    ended ? cell('') : cell(endless(index === sessions.length - 1), 'warning'),
    unreadable === 0 ? cell('') : cell(`${plural(unreadable, 'line')} could not be read`, 'bad'),
  ]);
  const sections = [
    section(`Runs of ${day}`, alignRows(runs, style), style),
    ...followers.map((follower) =>
      section(`Follower ${toSafeText(follower.name)}`, followerLines(follower, style), style),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** A run that goes on has no end in its recording either. */
function endless(isLast: boolean): string {
  return isLast ? 'goes on, or broke off' : 'broke off';
}

function followerLines(follower: DayFollower, style: ReportStyle): string[] {
  const { copied, skipped, reasons, orders, failed, unknown, realised, unrealised } = follower;
  const counted = Object.entries(reasons).map(([reason, many = 0]) => [
    cell(many),
    cell(reason),
    cell(isReason(reason) ? REASONS[reason] : '', 'quiet'),
  ]);
  const states = Object.entries(orders).map(([state, many]) => `${many} ${state}`);
  return [
    `${copied} copied, ${skipped} skipped`,
    ...alignRows(counted, style).map((line) => `  ${line}`),
    `orders: ${states.join(', ') || 'none was to be placed'}`,
    ...alignRows(
      [...failed.map((one) => orderRow(one, 'bad')), ...unknown.map((one) => orderRow(one, 'alarm'))],
      style,
    ).map((line) => `  ${line}`),
    `result of its copies, rupees: ${realised} realised, ${unrealised} unrealised`,
  ];
}

function isReason(word: string): word is Reason {
  return Object.hasOwn(REASONS, word);
}

function orderRow({ state, side, quantity, symbol, words }: DayOrder, style: Style): Cell[] {
  const said = words === '' ? '' : `“${toSafeText(words, 400)}”`;
  return [cell(state, style), cell(side), cell(quantity), cell(toSafeText(symbol)), cell(said)];
}
