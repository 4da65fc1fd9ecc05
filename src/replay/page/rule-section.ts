import { html, type Markup, NOTHING } from '../../reporting/html/markup.ts';
import { count, plural } from '../report/figure-text.ts';
import { andMore, bar } from './figures.ts';

const MAX_ROWS = 100;

type Rules = readonly { readonly id: string; readonly matched: number }[];

export function ruleSection(rules: Rules): Markup {
  if (rules.length === 0) return NOTHING;
  const most = Math.max(...rules.map(({ matched }) => matched));
  const matching = rules.filter(({ matched }) => matched > 0).length;
  return html`<section aria-labelledby="rules">
<h2 id="rules">Rules</h2>
<p class="quiet">${count(matching)} of ${plural(rules.length, 'rule')} matched at least once.</p>
<div class="card"><table>
<caption>How often each rule matched, in the order of the file</caption>
<thead><tr><th scope="col">Rule</th><th scope="col" class="num">Matches</th><th scope="col"></th></tr></thead>
<tbody>${rules.slice(0, MAX_ROWS).map((rule) => ruleRow(rule, most))}</tbody></table>
${andMore(rules.length - MAX_ROWS, 'rule')}</div>
</section>`;
}

function ruleRow({ id, matched }: Rules[number], most: number): Markup {
  const shown =
    matched === 0
      ? html`<td class="warning">never matched</td>`
      : html`<td class="bar">${bar([{ kind: 'entry', many: matched }], most)}</td>`;
  return html`<tr><th scope="row"><code>${id}</code></th><td class="num">${count(matched)}</td>${shown}</tr>`;
}
