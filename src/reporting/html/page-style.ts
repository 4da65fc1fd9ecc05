import { html } from './markup.ts';

/**
 * How pages look, on light and dark screens and on paper. Text has a contrast of 4.5 to its ground at least. No colour
 * says anything that a word or a place does not say as well.
 */
export const PAGE_STYLE = html`
:root {
  color-scheme: light dark;
  --ground: #f7f5f1; --card: #ffffff; --ink: #1d1c1a; --quiet: #635f57; --line: #e2ddd3;
  --entry: #17685a; --exit: #5b80c4; --skip: #8f8777; --good: #17685a; --warning: #8a5300; --bad: #a8322a;
  --buy: #17685a; --sell: #7a3e8c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #141518; --card: #1c1e22; --ink: #eceae6; --quiet: #a9a59d; --line: #32353b;
    --entry: #52bfa5; --exit: #7f9fe0; --skip: #857f74; --good: #63cbb1; --warning: #e3b062; --bad: #f2938b;
    --buy: #63cbb1; --sell: #d3a0e4;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif;
  font-variant-numeric: tabular-nums;
}
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3.5rem; }
h1 { font-size: 2.1rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; margin: 0 0 .6rem; text-wrap: balance; }
h2 { font-size: 1.25rem; font-weight: 650; letter-spacing: -0.01em; margin: 3.2rem 0 .3rem; }
h3 { font-size: 1.05rem; font-weight: 650; margin: 0; overflow-wrap: anywhere; }
p { margin: .3rem 0 .8rem; max-width: 46rem; }
.lead { font-size: 1.12rem; color: var(--quiet); }
.quiet { color: var(--quiet); }
code { font: .86em/1.4 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .9rem; margin: 1.8rem 0 0; padding: 0; list-style: none; }
.tile, .card, figure { background: var(--card); border: 1px solid var(--line); border-radius: .8rem; }
.tile { padding: 1rem 1.15rem 1.05rem; }
.tile b { display: block; font-size: 2rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.025em; white-space: nowrap; }
.tile.wide { grid-column: span 2; }
.paise { font-size: .82em; color: var(--quiet); } b .paise, dd .paise { font-size: .58em; color: var(--quiet); letter-spacing: 0; }
.tile span { color: var(--quiet); font-size: .9rem; }
figure { margin: .9rem 0 0; padding: 1.1rem 1.2rem .8rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--exit); outline-offset: 3px; border-radius: .3rem; }
figure svg { display: block; width: 100%; min-width: 38rem; height: auto; }
figcaption, caption { color: var(--quiet); font-size: .9rem; text-align: left; }
svg text { fill: var(--quiet); font-size: 13px; }
.grid { stroke: var(--line); stroke-width: 1; }
.axis { stroke: var(--quiet); stroke-width: 1; }
.entry { fill: var(--entry); } .exit { fill: var(--exit); } .skip { fill: var(--skip); }
.key { display: inline-block; width: .8em; height: .8em; border-radius: .2em; margin: 0 .35em 0 1em; }
.key:first-child { margin-left: 0; }
i.entry { background: var(--entry); } i.exit { background: var(--exit); } i.skip { background: var(--skip); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: .9rem; margin-top: .9rem; align-items: start; }
.card { padding: 1.15rem 1.3rem 1rem; }
.card > svg { display: block; width: 100%; height: .6rem; margin: .7rem 0 .3rem; border-radius: .3rem; }
dl { display: flex; flex-wrap: wrap; gap: .5rem 1.6rem; margin: .6rem 0 .8rem; }
dt { color: var(--quiet); font-size: .85rem; } dd { margin: 0; font-size: 1.3rem; font-weight: 600; letter-spacing: -0.01em; line-height: 1.3; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { padding: 0 0 .5rem; }
th, td { text-align: left; padding: .38rem .8rem .38rem 0; border-top: 1px solid var(--line); vertical-align: top; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; color: var(--quiet); font-size: .84rem; vertical-align: bottom; }
.num { text-align: right; white-space: nowrap; }
td.bar { width: 22%; min-width: 4.5rem; padding-top: .82rem; }
td.bar svg { display: block; width: 100%; height: .55rem; border-radius: .2rem; }
.why { display: block; color: var(--quiet); font-size: .86rem; }
.reason { width: 58%; }
.nowrap { white-space: nowrap; }
.strong { font-weight: 600; } .good { color: var(--good); } .warning { color: var(--warning); } .bad { color: var(--bad); }
.buy { color: var(--buy); font-weight: 600; } .sell { color: var(--sell); font-weight: 600; }
details { margin-top: .6rem; } summary { cursor: pointer; color: var(--quiet); font-size: .9rem; }
details table { margin-top: .6rem; }
.more { color: var(--quiet); font-size: .92rem; margin-top: .6rem; }
ul.plain { padding-left: 1.1rem; max-width: 46rem; }
footer { margin-top: 3.5rem; padding-top: 1.2rem; padding-bottom: 3rem; color: var(--quiet); font-size: .87rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) {
  main, header, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 2rem; } h1 { font-size: 1.65rem; }
  .tiles { grid-template-columns: 1fr 1fr; gap: .6rem; } .tile { padding: .8rem .9rem; }
  .tile b { font-size: 1.6rem; }
  .card, figure { padding-left: .95rem; padding-right: .95rem; }
}
@media print {
  :root { --ground: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb; color-scheme: light;
    --entry: #17685a; --exit: #5b80c4; --skip: #8f8777; --good: #17685a; --warning: #7a4800; --bad: #a8322a; --buy: #17685a; --sell: #7a3e8c; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header { padding-top: 0; } h2 { break-after: avoid; margin-top: 1.6rem; }
  .tile, .card, figure, tr { break-inside: avoid; } .scroll { overflow: visible; } figure svg { min-width: 0; }
}
`;
