// Draws captured terminal output as a picture: reads text with ANSI colours, writes a self-contained SVG.
//   FORCE_COLOR=1 node bin/copytrade.js demo | node scripts/render-terminal-svg.js "copytrade demo" > demo.svg
import { text } from 'node:stream/consumers';

const CELL = { width: 8.4, height: 19 };
const FONT_SIZE = 14;
const FONTS = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace';
const BAR_HEIGHT = 36;
const PADDING = 18;
const MIN_COLUMNS = 60;
const TAB = 8;

const BACKGROUND = '#0f141b';
const FOREGROUND = '#dbe2ea';
/** The sixteen named colours: dull, then bright. All are legible on the background. */
const NAMED = [
  ...['#3b4452', '#f47067', '#57c785', '#e0af5f', '#6cb0ff', '#dc8cf0', '#4fd0d9', '#c6cfd9'],
  ...['#7d8998', '#ff938a', '#7ee2a8', '#f5d07f', '#96c8ff', '#efb3ff', '#86e6ec', '#ffffff'],
];

/** Behind text they are deeper, so that white stands out. */
const NAMED_BEHIND = [
  ...['#2b3440', '#b42a21', '#1f7a45', '#8a5f10', '#1f5fae', '#86379c', '#12757f', '#8b96a3'],
  ...['#4a5563', '#d0473d', '#2c9c5b', '#a87a1e', '#3a7fd6', '#a653bd', '#1d97a3', '#ffffff'],
];

const PLAIN = {
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
};

/** Colour `n` of the 256: named, a cube of six steps a side, greys. */
function colourOf256(n) {
  if (n < 16) return NAMED[n];
  if (n > 231) return toHex([n, n, n].map((grey) => 8 + (grey - 232) * 10));
  const steps = [Math.floor((n - 16) / 36), Math.floor((n - 16) / 6) % 6, (n - 16) % 6];
  return toHex(steps.map((step) => (step === 0 ? 0 : 55 + step * 40)));
}

function toHex(parts) {
  return `#${parts.map((part) => Math.min(255, part).toString(16).padStart(2, '0')).join('')}`;
}

const SWITCHES = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  39: { fg: null },
  49: { bg: null },
};

/** The style after a "select graphic rendition" with these parameters; what is not known changes nothing. */
function applySgr(style, parameters) {
  let next = style;
  const rest = parameters.replaceAll('::', ':').split(/[;:]/).map(Number);
  while (rest.length > 0) {
    const code = rest.shift();
    if (code === 0) next = PLAIN;
    else if (code === 38 || code === 48) next = { ...next, ...takeColour(code === 38 ? 'fg' : 'bg', rest) };
    else next = { ...next, ...(SWITCHES[code] ?? namedColour(code)) };
  }
  return next;
}

function namedColour(code) {
  const groups = [
    [30, 'fg', NAMED],
    [40, 'bg', NAMED_BEHIND],
    [90, 'fg', NAMED.slice(8)],
    [100, 'bg', NAMED_BEHIND.slice(8)],
  ];
  const group = groups.find(([from]) => code >= from && code < from + 8);
  return group === undefined ? {} : { [group[1]]: group[2][code - group[0]] };
}

/** `5;n` or `2;r;g;b`, taken off the front of what follows. */
function takeColour(which, rest) {
  const kind = rest.shift();
  const parts = rest.splice(0, kind === 5 ? 1 : kind === 2 ? 3 : 0);
  const fits = parts.length > 0 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255);
  if (!fits) return {};
  return { [which]: kind === 5 ? colourOf256(parts[0]) : toHex(parts) };
}

const ESC = String.fromCharCode(0x1b);
/** What ends an operating system command: BEL, or ESC and a backslash. */
const END_OF_COMMAND = `${String.fromCharCode(0x07)}|${ESC}\\\\`;
/** CSI and OSC sequences, other escapes, line controls, controls to drop, or a run of text. */
const TOKEN = new RegExp(
  [
    `${ESC}\\[([0-9;:?]*)[ -/]*([@-~])`,
    `${ESC}\\][^\\p{Cc}]*(?:${END_OF_COMMAND})?`,
    `${ESC}[ -/]*.?`,
    '([\\n\\r\\t])',
    '\\p{Cc}',
    '(\\P{Cc}+)',
  ].join('|'),
  'gu',
);

/** Rows of cells `{ char, columns, style }`. */
function readRows(input) {
  const rows = [[]];
  let style = PLAIN;
  for (const [, parameters, final, control, run] of input.replaceAll('\r\n', '\n').matchAll(TOKEN)) {
    const row = rows.at(-1);
    if (final === 'm') style = applySgr(style, parameters);
    else if (control === '\n') rows.push([]);
    else if (control === '\r') row.length = 0;
    else if (control === '\t') addText(row, ' '.repeat(TAB - (widthOf(row) % TAB)), style);
    else if (run !== undefined) addText(row, run, style);
  }
  while (rows.length > 1 && rows.at(-1).length === 0) rows.pop();
  return rows;
}

const WIDE =
  /[\u{1100}-\u{115f}\u{2e80}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{ff00}-\u{ff60}\u{1f300}-\u{1faff}]/u;

function addText(row, run, style) {
  for (const char of run) {
    const columns = /\p{M}/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
    row.push({ char, columns, style });
  }
}

function widthOf(row) {
  return row.reduce((sum, cell) => sum + cell.columns, 0);
}

/**
 * Neighbours of one style together: `{ text, column, columns, style }`. After two blanks a new run begins: each is put
 * in its own column, so that columns stay straight in any font.
 */
function toRuns(row) {
  const runs = [];
  let column = 0;
  for (const { char, columns, style } of row) {
    const last = runs.at(-1);
    const isColumn = char !== ' ' && last?.text.endsWith('  ');
    if (last?.style === style && !isColumn) {
      last.text += char;
      last.columns += columns;
    } else runs.push({ text: char, column, columns, style });
    column += columns;
  }
  return runs;
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML knows neither half pairs nor non-characters. */
function escapeXml(value) {
  return value
    .replace(/[\p{Cs}\p{Noncharacter_Code_Point}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (char) => ENTITIES[char]);
}

const round = (value) => Number(value.toFixed(2));

function coloursOf({ fg, bg, inverse }) {
  const [front, back] = [fg ?? FOREGROUND, bg];
  return inverse ? { front: back ?? BACKGROUND, back: front } : { front, back };
}

function renderRow(row, index) {
  const top = BAR_HEIGHT + PADDING + index * CELL.height;
  const runs = toRuns(row);
  const boxes = toBoxes(runs).map(({ column, columns, back }) => {
    const place = `x="${xOf({ column })}" y="${round(top)}" width="${round(columns * CELL.width)}"`;
    return `<rect ${place} height="${CELL.height}" fill="${back}"/>`;
  });
  const spans = runs.map(
    (run) => `<tspan x="${xOf(run)}"${attributesOf(run)}>${escapeXml(run.text)}</tspan>`,
  );
  const baseline = round(top + CELL.height * 0.73);
  const isBlank = runs.every((run) => run.text.trim() === '');
  return isBlank ? boxes : [...boxes, `<text y="${baseline}">${spans.join('')}</text>`];
}

/** What is coloured behind text; neighbours of one colour are one box, without a seam. */
function toBoxes(runs) {
  const boxes = [];
  for (const { column, columns, style } of runs) {
    const { back } = coloursOf(style);
    const last = boxes.at(-1);
    if (back === null) continue;
    if (last?.back === back && last.column + last.columns === column) last.columns += columns;
    else boxes.push({ column, columns, back });
  }
  return boxes;
}

function xOf({ column }) {
  return round(PADDING + column * CELL.width);
}

function attributesOf({ style }) {
  const { front } = coloursOf(style);
  return [
    front === FOREGROUND ? '' : ` fill="${front}"`,
    style.bold ? ' font-weight="700"' : '',
    style.dim ? ' fill-opacity="0.62"' : '',
    style.italic ? ' font-style="italic"' : '',
    style.underline ? ' text-decoration="underline"' : '',
  ].join('');
}

function renderWindow(rows, title) {
  const columns = Math.max(MIN_COLUMNS, ...rows.map(widthOf));
  const width = Math.ceil(columns * CELL.width + 2 * PADDING);
  const height = Math.ceil(BAR_HEIGHT + rows.length * CELL.height + 2 * PADDING);
  const name = escapeXml(title);
  const lights = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${20 + index * 20}" cy="18" r="6" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<style>text{font-family:${FONTS};font-size:${FONT_SIZE}px;fill:${FOREGROUND};white-space:pre}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="9" fill="${BACKGROUND}" stroke="#2b3440"/>`,
    `<path d="M1 ${BAR_HEIGHT}V9.5a8.5 8.5 0 0 1 8.5-8.5H${width - 9.5}a8.5 8.5 0 0 1 8.5 8.5V${BAR_HEIGHT}z" fill="#1a212b"/>`,
    ...lights,
    `<text x="${width / 2}" y="23" text-anchor="middle" fill-opacity="0.7">${name}</text>`,
    '<g xml:space="preserve">',
    ...rows.flatMap(renderRow),
    '</g>',
    '</svg>',
  ].join('\n');
}

const input = await text(process.stdin);
if (input.trim() === '') {
  process.stderr.write('Nothing to draw: pipe the output of a command in.\n');
  process.exitCode = 2;
} else {
  process.stdout.write(`${renderWindow(readRows(input), process.argv[2] ?? 'copytrade demo')}\n`);
}
