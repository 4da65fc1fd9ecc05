/** What `replay --verify` prints for people: live and now side by side. */
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import { alignRows, type Cell, cell } from '../../reporting/terminal/text-table.ts';
import type { Divergence, RevisedDecision } from '../recording/decision-comparison.ts';
import type { Verification } from '../recording/verify-recording.ts';
import { describeVerdict } from './decision-text.ts';
import { count, plural } from './figure-text.ts';
import type { ReportStyle } from './report-text.ts';

export function formatVerifyText(
  verification: Verification & { readonly file: string },
  style: ReportStyle,
): string {
  const { file, decisions, divergences, shown, unwritten } = verification;
  const blocks = shown.map((divergence) => describeDivergence(file, divergence, style));
  const more = divergences > shown.length ? [`… and ${count(divergences - shown.length)} more`] : [];
  const excuse =
    unwritten === 0 ? [] : [`${plural(unwritten, 'decision')} made and not written before it breaks off`];
  const total = `${toSafeText(file)}: ${plural(divergences, 'divergence')} in ${plural(decisions, 'decision')}`;
  return `${[...blocks, ...more, ...excuse, total].join('\n')}\n`;
}

function describeDivergence(file: string, divergence: Divergence, style: ReportStyle): string {
  const { orderKey, follower, lineNumber, recorded, made } = divergence;
  const symbol = (recorded ?? made)?.decision.symbol ?? '';
  const place = `${toSafeText(file)}:${lineNumber}`;
  const head = `${place}  order ${toSafeText(orderKey)}  ${toSafeText(symbol)}  ${toSafeText(follower)}`;
  const rows = [
    [cell('live'), ...describe(recorded)],
    [cell('now'), ...describe(made)],
  ];
  return [head, ...alignRows(rows, style).map((line) => `  ${line}`)].join('\n');
}

function describe(revised: RevisedDecision | null): Cell[] {
  if (revised === null) return [cell('nothing', 'warning')];
  const { decision, revision } = revised;
  const of = `${decision.side} ${decision.master_quantity}`;
  return [
    ...describeVerdict(decision),
    cell(of, 'quiet'),
    cell(revision === 0 ? '' : `revision ${revision}`, 'quiet'),
  ];
}
