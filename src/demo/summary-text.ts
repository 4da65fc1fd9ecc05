/** The demo's own lines: a caption before each scene, and what it ends with. */

import { GLYPHS, toAscii } from '../reporting/terminal/glyphs.ts';
import { paint, type Style } from '../reporting/terminal/style.ts';
import { alignRows, type Cell, cell } from '../reporting/terminal/text-table.ts';
import type { Holding } from './check-session.ts';
import type { DemoSummary } from './demo-summary.ts';
import { FOLLOWERS } from './scene.ts';

export interface TextStyle {
  readonly colour: boolean;
  readonly unicode: boolean;
}

export interface Ending {
  /** Whether the files are still there. */
  readonly kept: boolean;
  /** How the program is called: `copytrade`, or `node bin/copytrade.js`. */
  readonly program: string;
}

export function formatCaption(caption: string, style: TextStyle): string {
  return dress(`${GLYPHS.rule}${GLYPHS.rule} ${caption}`, 'quiet', style);
}

export function formatDemoSummary(summary: DemoSummary, ending: Ending, style: TextStyle): string {
  const { problems, seconds } = summary;
  const isFine = problems.length === 0;
  const verdicts = [
    checked(summary.statistics.failed === 0, describeCopies(summary), style),
    checked(summary.replay.divergences === 0, describeReplay(summary), style),
    ...problems.map((problem) => checked(false, problem, style)),
    checked(isFine, `${isFine ? 'all' : 'not all'} as scripted, in ${seconds} s`, style),
  ];
  const blocks = [formatHoldings(summary.holdings, style), verdicts, describePlaces(summary, ending, style)];
  return blocks.map((lines) => `\n${lines.join('\n')}\n`).join('');
}

function describeCopies({ latencyMs, statistics }: DemoSummary): string {
  const { copies, skipped } = statistics;
  if (latencyMs === null) return 'nothing was copied';
  const [median, slowest] = [latencyMs.median, latencyMs.slowest].map((ms) => Math.round(ms));
  const spread = `median ${median} ms, slowest ${slowest} ms`;
  return `${copies} copies, ${skipped} skips; fill seen to broker's reply: ${spread}`;
}

function describeReplay({ replay }: DemoSummary): string {
  return `replayed ${replay.decisions} decisions: ${replay.divergences} divergences`;
}

function formatHoldings(holdings: readonly Holding[], style: TextStyle): string[] {
  const names = ['master', ...FOLLOWERS] as const;
  const head = ['holds now', ...names].map((name, column) => ({
    ...cell(name, 'quiet'),
    align: column === 0 ? ('left' as const) : ('right' as const),
  }));
  const rows = holdings.map(({ symbol, held, isAsExpected }): Cell[] => [
    cell(symbol, 'strong'),
    ...names.map((name) => cell(held[name], held[name] === 0 ? 'quiet' : 'plain')),
    isAsExpected
      ? cell(plain(GLYPHS.copied, style), 'good')
      : cell(`${plain(GLYPHS.refused, style)} not as expected`, 'bad'),
  ]);
  return alignRows([head, ...rows], style);
}

function describePlaces({ folder, files }: DemoSummary, ending: Ending, style: TextStyle): string[] {
  if (!ending.kept) return [`${folder} is removed.`];
  return [
    `Its file and its logs are in ${folder}`,
    dress(`  ${ending.program} replay ${files.recording} --verify`, 'quiet', style),
  ];
}

function checked(isFine: boolean, text: string, style: TextStyle): string {
  const mark = isFine ? dress(GLYPHS.copied, 'good', style) : dress(GLYPHS.refused, 'bad', style);
  return `${mark} ${plain(text, style)}`;
}

function dress(text: string, textStyle: Style, style: TextStyle): string {
  return style.colour ? paint(plain(text, style), textStyle) : plain(text, style);
}

function plain(text: string, { unicode }: TextStyle): string {
  return unicode ? text : toAscii(text);
}
