/** The day as a chart: what was copied stands above the line, what was skipped hangs below it. */
import { html, type Markup, NOTHING } from '../../reporting/html/markup.ts';
import { count, plural } from '../report/figure-text.ts';
import type { Timeline, TimelineColumn, TimelineView } from '../report/timeline.ts';
import { trim } from './figures.ts';

const MAX_COLUMNS = 80;
const MAX_LABELS = 13;
const WIDTH = 1000;
const LEFT = 46;
const RIGHT = 8;
const TOP = 12;
const PLOT_HEIGHT = 250;
const HEIGHT = TOP + PLOT_HEIGHT + 30;

interface Scale {
  /** Of the line between copied and skipped. */
  readonly zero: number;
  /** Pixels a decision. */
  readonly unit: number;
  /** Between two grid lines, in decisions. */
  readonly tick: number;
  readonly above: number;
  readonly below: number;
  readonly columnWidth: number;
}

export function timelineSection(timeline: Timeline): Markup {
  const view = timeline.view(MAX_COLUMNS);
  const { untimed } = timeline;
  const rest =
    untimed === 0
      ? NOTHING
      : html`<p class="more">${plural(untimed, 'decision')} on orders without a time.</p>`;
  if (view.columns.length === 0)
    return untimed === 0 ? NOTHING : html`<h2 id="timeline">Timeline</h2>${rest}`;
  return html`<section aria-labelledby="timeline">
<h2 id="timeline">Timeline</h2>
<p class="quiet">Decisions by the time of the master’s orders, in India’s time. A column covers ${view.step}.</p>
<figure>
<div class="scroll" role="region" aria-label="Chart of the timeline" tabindex="0">${drawChart(view)}</div>
<figcaption><i class="key entry"></i>entries copied, above the line <i class="key exit"></i>exits copied, on top of them <i class="key skip"></i>skipped, below the line</figcaption>
<details><summary>The figures of this chart</summary>${figuresTable(view)}</details>
</figure>${rest}
</section>`;
}

function drawChart({ columns, days }: TimelineView): Markup {
  const scale = scaleOf(columns);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${describeChart(columns, days)}">
${gridLines(scale)}
${columns.map((column, index) => drawColumn(column, index, scale))}
<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${trim(scale.zero)}" y2="${trim(scale.zero)}"/>
${labels(columns, scale)}
</svg>`;
}

function describeChart(columns: readonly TimelineColumn[], days: readonly string[]): string {
  const busiest = columns.reduce((most, column) => (totalOf(column) > totalOf(most) ? column : most));
  return `${days.join(' to ')}: busiest at ${busiest.label} with ${plural(totalOf(busiest), 'decision')}. The figures follow as a table.`;
}

function totalOf({ entries, exits, skipped }: TimelineColumn): number {
  return entries + exits + skipped;
}

function scaleOf(columns: readonly TimelineColumn[]): Scale {
  const highest = Math.max(...columns.map(({ entries, exits }) => entries + exits));
  const deepest = Math.max(...columns.map(({ skipped }) => skipped));
  const tick = roundTick((highest + deepest) / 5);
  const [above, below] = [highest, deepest].map((most) => Math.ceil(most / tick) * tick) as [number, number];
  const unit = PLOT_HEIGHT / Math.max(1, above + below);
  const columnWidth = (WIDTH - LEFT - RIGHT) / columns.length;
  return { zero: TOP + above * unit, unit, tick, above, below, columnWidth };
}

/** 1, 2 or 5 times a power of ten, not below `least`. */
function roundTick(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((times) => times * power).find((tick) => tick >= least) ?? 10 * power;
}

function gridLines({ zero, unit, tick, above, below }: Scale): Markup[] {
  const lines: Markup[] = [];
  for (let value = -below; value <= above; value += tick) {
    const y = zero - value * unit;
    if (value !== 0)
      lines.push(
        html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${trim(y)}" y2="${trim(y)}"/>`,
      );
    lines.push(
      html`<text x="${LEFT - 8}" y="${trim(y + 4.5)}" text-anchor="end">${count(Math.abs(value))}</text>`,
    );
  }
  return lines;
}

function drawColumn(column: TimelineColumn, index: number, { zero, unit, columnWidth }: Scale): Markup {
  const { label, entries, exits, skipped } = column;
  if (totalOf(column) === 0) return NOTHING;
  const width = Math.min(columnWidth * 0.74, 34);
  const x = LEFT + index * columnWidth + (columnWidth - width) / 2;
  const block = (kind: string, y: number, many: number) =>
    many === 0
      ? NOTHING
      : html`<rect class="${kind}" x="${trim(x)}" y="${trim(y)}" width="${trim(width)}" height="${trim(many * unit)}" rx="1.5"/>`;
  const says = `${label}: ${count(entries)} entries, ${count(exits)} exits, ${count(skipped)} skipped`;
  const top = zero - entries * unit;
  return html`<g><title>${says}</title>${block('entry', top, entries)}${block('exit', top - exits * unit, exits)}${block('skip', zero, skipped)}</g>`;
}

/** At round times where there are some, else every so many columns: never so many that they run into each other. */
function labels(columns: readonly TimelineColumn[], { columnWidth }: Scale): Markup[] {
  const every = Math.ceil(columns.length / MAX_LABELS);
  const isRound = [/:[03]0$/, /:00$/].find((round) => {
    const many = columns.filter(({ label }) => round.test(label)).length;
    return many >= 3 && many <= MAX_LABELS;
  });
  return columns.flatMap(({ label }, index) => {
    if (isRound ? !isRound.test(label) : index % every !== 0) return [];
    const x = LEFT + (index + 0.5) * columnWidth;
    return [html`<text x="${trim(x)}" y="${HEIGHT - 8}" text-anchor="middle">${label}</text>`];
  });
}

function figuresTable({ columns, days }: TimelineView): Markup {
  const rows = columns
    .filter((column) => totalOf(column) > 0)
    .map(
      ({ label, entries, exits, skipped }) =>
        html`<tr><th scope="row">${label}</th><td class="num">${count(entries)}</td><td class="num">${count(exits)}</td><td class="num">${count(skipped)}</td></tr>`,
    );
  return html`<table><caption>${days.join(' to ')}; times at which nothing was decided are left out</caption>
<thead><tr><th scope="col">From</th><th scope="col" class="num">Entries</th><th scope="col" class="num">Exits</th><th scope="col" class="num">Skipped</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
