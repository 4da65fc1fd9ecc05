import { html, type Markup } from '../../reporting/html/markup.ts';
import type { Divergence, RevisedDecision } from '../recording/decision-comparison.ts';
import { describeVerdict } from '../report/decision-text.ts';
import { count, plural } from '../report/figure-text.ts';
import type { ReplayReport } from '../report/report-json.ts';
import { andMore } from './figures.ts';
import { shownName } from './shown-name.ts';

type FileVerification = NonNullable<ReplayReport['verifications']>[number];

/** Live and now side by side. */
export function verifySection(verifications: readonly FileVerification[]): Markup {
  return html`<section aria-labelledby="verified">
<h2 id="verified">Compared with the live decisions</h2>
${verifications.map(describeFile)}
</section>`;
}

const MAX_ROWS = 50;

function describeFile({ file, decisions, divergences, shown, unwritten }: FileVerification): Markup {
  const excuse =
    unwritten === 0 ? '' : ` ${plural(unwritten, 'decision')} made and not written before it breaks off.`;
  const total = `${shownName(file)}: ${plural(divergences, 'divergence')} in ${plural(decisions, 'decision')}.${excuse}`;
  if (divergences === 0) return html`<p><span class="good">Equal.</span> ${total}</p>`;
  const rows = shown.slice(0, MAX_ROWS).map(describeDivergence);
  return html`<p><span class="bad">Different.</span> ${total}</p>
<div class="card scroll" role="region" aria-label="Divergences" tabindex="0"><table>
<caption>Decisions that are not made again as they were made live</caption>
<thead><tr><th scope="col" class="num">Line</th><th scope="col">Order</th><th scope="col">Symbol</th><th scope="col">Follower</th><th scope="col">Live</th><th scope="col">Now</th></tr></thead>
<tbody>${rows}</tbody></table>
${andMore(divergences - rows.length, 'divergence')}</div>`;
}

function describeDivergence({ lineNumber, orderKey, follower, recorded, made }: Divergence): Markup {
  const symbol = (recorded ?? made)?.decision.symbol ?? '';
  return html`<tr><td class="num">${count(lineNumber)}</td><td>${orderKey}</td><td class="strong">${symbol}</td><td>${follower}</td><td>${describe(recorded)}</td><td>${describe(made)}</td></tr>`;
}

function describe(revised: RevisedDecision | null): string {
  if (revised === null) return 'nothing';
  const { decision } = revised;
  const verdict = describeVerdict(decision).map(({ text }) => text);
  return [...verdict, `of ${decision.side} ${decision.master_quantity}`]
    .filter((text) => text !== '')
    .join(' ');
}
