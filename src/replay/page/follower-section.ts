/** For whom, how much, and why not. */
import { REASONS, type Reason } from '../../core/deciding/reasons.ts';
import { html, type Markup, NOTHING } from '../../reporting/html/markup.ts';
import type { FollowerTally, ReasonTally } from '../report/decision-collector.ts';
import { count, plural } from '../report/figure-text.ts';
import { andMore, bar, rupees } from './figures.ts';
import { decisionsOf, type FollowerTotals, listReasons, sumTotals, totalsOf } from './follower-totals.ts';

/** Of all cards together, in rows of their tables; a follower beyond these is only a row of the first table. */
const MAX_CARD_ROWS = 220;
/** What a card takes besides its reasons. */
const ROWS_A_CARD = 3;
/** Of the first table; followers beyond these are summed up. */
const MAX_ROWS = 100;

export function followerSection(followers: ReadonlyMap<string, FollowerTally>): Markup {
  if (followers.size === 0) return NOTHING;
  const named = [...followers].map(([name, tally]) => ({ name, tally, totals: totalsOf(tally) }));
  const carded = fitting(named);
  const cards = carded.map(({ name, tally, totals }) => followerCard(name, tally, totals));
  return html`<section aria-labelledby="followers">
<h2 id="followers">Followers</h2>
${named.length > 1 ? comparisonTable(named) : NOTHING}
<div class="cards">
${cards}
</div>
${andMore(named.length - carded.length, 'follower')}
</section>`;
}

/** The first of them, as many as there is room for, one at least. */
function fitting<T extends { readonly tally: FollowerTally }>(named: readonly T[]): T[] {
  let rows = 0;
  return named.filter(({ tally }, index) => {
    rows += ROWS_A_CARD + tally.reasons.size;
    return index === 0 || rows <= MAX_CARD_ROWS;
  });
}

type NamedTotals = { readonly name: string; readonly totals: FollowerTotals };

function comparisonTable(named: readonly NamedTotals[]): Markup {
  const most = Math.max(...named.map(({ totals }) => decisionsOf(totals)));
  const folded = named.slice(MAX_ROWS);
  const more =
    folded.length === 0
      ? []
      : [
          {
            name: `… and ${plural(folded.length, 'more follower')}`,
            totals: sumTotals(folded.map(({ totals }) => totals)),
          },
        ];
  const rows = [...named.slice(0, MAX_ROWS), ...more].map((one) => comparisonRow(one, most));
  return html`<div class="card scroll" role="region" aria-label="Followers side by side" tabindex="0"><table>
<caption>Side by side; the bar shows copied, then skipped</caption>
<thead><tr><th scope="col">Follower</th><th scope="col" class="num">Seen</th><th scope="col" class="num">Copied</th><th scope="col" class="num">Skipped</th><th scope="col" class="num">Orders</th><th scope="col" class="num">Entries</th><th scope="col" class="num">Exits</th><th scope="col"><span class="quiet">Share</span></th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function comparisonRow({ name, totals }: NamedTotals, most: number): Markup {
  const { entries, exits, skipped, orders, entryValue, exitValue } = totals;
  const figures = [decisionsOf(totals), entries + exits, skipped, orders].map(
    (many) => html`<td class="num">${count(many)}</td>`,
  );
  return html`<tr><th scope="row" class="strong">${name}</th>${figures}<td class="num">${rupees(entryValue)}</td><td class="num">${rupees(exitValue)}</td><td class="bar">${splitBar(totals, Math.max(most, decisionsOf(totals)))}</td></tr>`;
}

function splitBar({ entries, exits, skipped }: FollowerTotals, most: number): Markup {
  const parts = [
    { kind: 'entry', many: entries },
    { kind: 'exit', many: exits },
    { kind: 'skip', many: skipped },
  ] as const;
  return bar(parts, most);
}

function followerCard(name: string, tally: FollowerTally, totals: FollowerTotals): Markup {
  const { entries, exits, skipped, orders, entryValue, exitValue, unpriced } = totals;
  const market =
    unpriced === 0
      ? NOTHING
      : html`<p class="more">${plural(unpriced, 'order')} at the market, without a price, not in these sums.</p>`;
  return html`<article class="card">
<h3>${name}</h3>
${splitBar(totals, decisionsOf(totals))}
<dl><div><dt>Seen</dt><dd>${count(decisionsOf(totals))}</dd></div><div><dt>Copied</dt><dd>${count(entries + exits)}</dd></div><div><dt>Skipped</dt><dd>${count(skipped)}</dd></div><div><dt>Orders</dt><dd>${count(orders)}</dd></div></dl>
<dl><div><dt>Entries, in rupees</dt><dd>${rupees(entryValue)}</dd></div><div><dt>Exits, in rupees</dt><dd>${rupees(exitValue)}</dd></div></dl>${market}
${reasonTable(name, tally)}
</article>`;
}

function reasonTable(name: string, tally: FollowerTally): Markup {
  const listed = listReasons(tally);
  if (listed.length === 0) return html`<p class="quiet">Nothing was decided.</p>`;
  const most = Math.max(...listed.map(([, { decisions }]) => decisions));
  return html`<table><caption>Reasons of ${name}’s decisions</caption>
<thead><tr><th scope="col" class="reason">Reason</th><th scope="col" class="num">Decisions</th><th scope="col" class="num">Units</th><th scope="col"></th></tr></thead>
<tbody>${listed.map(([reason, of]) => reasonRow(reason, of, most))}</tbody></table>`;
}

/** The units copied, of a skip those of the master. */
function reasonRow(
  reason: Reason,
  { decisions, masterQuantity, quantity, orders }: ReasonTally,
  most: number,
): Markup {
  const kind = orders === 0 ? 'skip' : reason === 'EXIT' ? 'exit' : 'entry';
  const style = orders === 0 ? 'warning' : 'good';
  const units =
    orders === 0
      ? html`<span class="quiet">of ${count(masterQuantity)}</span>`
      : html`${count(quantity)} <span class="quiet">of ${count(masterQuantity)}</span>`;
  return html`<tr><th scope="row"><code class="${style}">${reason}</code><span class="why">${REASONS[reason]}</span></th><td class="num">${count(decisions)}</td><td class="num">${units}</td><td class="bar">${bar([{ kind, many: decisions }], most)}</td></tr>`;
}
