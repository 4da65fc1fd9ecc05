/** The decisions one by one, as the text report lists them. */
import { html, type Markup, NOTHING } from '../../reporting/html/markup.ts';
import type { Cell } from '../../reporting/terminal/text-table.ts';
import type { CollectedDecisions } from '../report/decision-collector.ts';
import { toDecisionRow } from '../report/decision-text.ts';
import { plural } from '../report/figure-text.ts';
import { andMore } from './figures.ts';

const COLUMNS: readonly Pick<Cell, 'text' | 'align'>[] = [
  { text: 'Time', align: 'left' },
  { text: 'Side', align: 'left' },
  { text: 'Master', align: 'right' },
  { text: 'Symbol', align: 'left' },
  { text: 'Follower', align: 'left' },
  { text: 'Decision', align: 'left' },
  { text: 'Copied', align: 'right' },
  { text: 'Reason', align: 'left' },
  { text: 'Orders and rule', align: 'left' },
];

const MAX_ROWS = 150;

export function decisionSection(collector: CollectedDecisions): Markup {
  const { total } = collector;
  if (total === 0) return NOTHING;
  const listed = collector.listed.slice(0, MAX_ROWS);
  const more = total - listed.length;
  const heads = COLUMNS.map(
    ({ text, align }) => html`<th scope="col"${classes(align === 'right' ? ['num'] : [])}>${text}</th>`,
  );
  return html`<section aria-labelledby="decisions">
<h2 id="decisions">Decisions</h2>
<div class="card"><div class="scroll" role="region" aria-label="Decisions one by one" tabindex="0"><table>
<caption>${more === 0 ? 'All of them, as they were made' : `The first ${plural(listed.length, 'decision')}, as they were made`}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${listed.map((timed) => html`<tr>${toDecisionRow(timed).map(toTableCell)}</tr>`)}</tbody></table></div>
${andMore(more, 'decision')}</div>
</section>`;
}

function toTableCell({ text, style, align }: Cell): Markup {
  const names = [align === 'right' ? 'num' : 'nowrap', ...(style === 'plain' ? [] : [style])];
  return html`<td${classes(names)}>${text}</td>`;
}

function classes(names: readonly string[]): Markup {
  return names.length === 0 ? NOTHING : html` class="${names.join(' ')}"`;
}
