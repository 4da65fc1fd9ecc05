/** `replay --html`: the report as one page that needs nothing else. */
import { html, type Markup, NOTHING } from '../../reporting/html/markup.ts';
import { formatPage } from '../../reporting/html/page.ts';
import { count, plural } from '../report/figure-text.ts';
import type { ReplayReport } from '../report/report-json.ts';
import { type Assumed, assumptionLines } from '../report/report-text.ts';
import { decisionSection } from './decision-section.ts';
import { andMore, rupees } from './figures.ts';
import { followerSection } from './follower-section.ts';
import { decisionsOf, type FollowerTotals, sumTotals, totalsOf } from './follower-totals.ts';
import { ruleSection } from './rule-section.ts';
import { shownName } from './shown-name.ts';
import { timelineSection } from './timeline-chart.ts';
import { verifySection } from './verify-section.ts';

/** Equal reports are equal pages: there is no clock and no chance in it. */
export function formatReplayPage(report: ReplayReport, assumed: Assumed): string {
  const { collector, rules, verifications } = report;
  const totals = sumTotals([...collector.followers.values()].map(totalsOf));
  const { days } = collector.timeline.view(12);
  const when = days.length === 0 ? 'Recorded orders' : days.map(formatDay).join(' to ');
  const body = html`<header>
<h1>${when}</h1>
<p class="lead">${describeReport(report, totals)}</p>
${tiles(totals)}
</header>
<main>
${verifications === null ? NOTHING : verifySection(verifications)}
${timelineSection(collector.timeline)}
${followerSection(collector.followers)}
${ruleSection(rules)}
${assumedSection(report, assumed)}
${decisionSection(collector)}
${logSection(report)}
</main>
${foot(report)}`;
  return formatPage(`copytrade replay: ${when}`, body);
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `23 November 2026`, from `2026-11-23`. */
function formatDay(day: string): string {
  const [, year = day, month = '', date = ''] = /^(.+)-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return [String(Number(date)), MONTHS[Number(month) - 1] ?? '', year].join(' ');
}

function describeReport({ collector, config, verifications }: ReplayReport, totals: FollowerTotals): string {
  const { entries, exits, skipped, orders } = totals;
  const followers = plural(collector.followers.size, 'follower');
  const by = verifications === null ? shownName(config.file) : 'the recorded config';
  const copied = `${count(entries + exits)} copied with ${plural(orders, 'order')}, ${count(skipped)} skipped`;
  return `What ${by} decides on these orders: ${plural(decisionsOf(totals), 'decision')} for ${followers}; ${copied}. Nothing was sent.`;
}

function tiles(totals: FollowerTotals): Markup {
  const { entries, exits, skipped, orders, entryValue, exitValue } = totals;
  const figures = [
    { of: entries, says: 'entries copied', kind: 'entry' },
    { of: exits, says: 'exits copied', kind: 'exit' },
    { of: skipped, says: 'skipped', kind: 'skip' },
    { of: orders, says: 'orders', kind: null },
  ];
  const sums = [
    { of: entryValue, says: 'in entries' },
    { of: exitValue, says: 'in exits' },
  ];
  return html`<ul class="tiles">
${figures.map(({ of, says, kind }) => html`<li class="tile"><b>${count(of)}</b><span>${kind === null ? NOTHING : html`<i class="key ${kind}"></i>`}${says}</span></li>`)}
${sums.map(({ of, says }) => html`<li class="tile wide"><b>${rupees(of)}</b><span>${says}</span></li>`)}
</ul>`;
}

function assumedSection(report: ReplayReport, assumed: Assumed): Markup {
  const lines = assumptionLines(report, assumed);
  if (lines.length === 0) return NOTHING;
  return html`<section aria-labelledby="assumed">
<h2 id="assumed">Assumed</h2>
<ul class="plain">${lines.map((text) => html`<li>${text}</li>`)}</ul>
</section>`;
}

const MAX_LOGS = 40;

function logSection({ logs }: ReplayReport): Markup {
  const rows = logs
    .slice(0, MAX_LOGS)
    .map(
      ({ file, format, rows, unreadable }) =>
        html`<tr><th scope="row" class="strong">${shownName(file)}</th><td>${format}</td><td class="num">${count(rows)}</td><td class="num"><span class="${unreadable === 0 ? 'quiet' : 'bad'}">${count(unreadable)}</span></td></tr>`,
    );
  const more = logs.length - rows.length;
  return html`<section aria-labelledby="logs">
<h2 id="logs">Logs</h2>
<div class="card"><table>
<caption>What was read</caption>
<thead><tr><th scope="col">File</th><th scope="col">What it is</th><th scope="col" class="num">Rows</th><th scope="col" class="num">Unreadable</th></tr></thead>
<tbody>${rows}</tbody></table>
${andMore(more, 'log')}</div>
</section>`;
}

function foot({ config, collector }: ReplayReport): Markup {
  return html`<footer>
<p>Decided by <code>${shownName(config.file)}</code>, sha256 <code>${config.sha256}</code>.<br/>Digest of all decisions: <code>${collector.digest()}</code>. The same logs under the same config give the same digest, and this same page.</p>
</footer>`;
}
