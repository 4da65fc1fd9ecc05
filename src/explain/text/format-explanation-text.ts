/** An explanation for people: what happened, then each follower's path, step by step. */
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { toAscii } from '../../reporting/terminal/glyphs.ts';
import { EMPTY_LINE, type Line, line, type Span, span, wrapLine } from '../../reporting/terminal/line.ts';
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import { paint } from '../../reporting/terminal/style.ts';
import { writePrice, writeUnits } from '../describe/figures.ts';
import type { Explanation } from '../explanation.ts';
import { eventLines } from './event-lines.ts';

const INDENT = 2;

export interface TextStyle {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  readonly unicode: boolean;
}

export function formatExplanationText(explanation: Explanation, style: TextStyle): string {
  const lines = [
    ...headLines(explanation),
    ...eventsLines(explanation, style.width),
    ...closingLines(explanation),
  ];
  return lines
    .flatMap((one) => wrapLine(one, style.width))
    .map((spans) => `${paintRow(spans, style)}\n`)
    .join('');
}

function paintRow(spans: readonly Span[], { colour, unicode }: TextStyle): string {
  const last = spans.length - 1;
  const trimmed = spans.map((each, at) => (at === last ? { ...each, text: each.text.trimEnd() } : each));
  return joinEqual(trimmed)
    .map(({ text, style }) => {
      const shown = unicode ? text : toAscii(text);
      return colour ? paint(shown, style) : shown;
    })
    .join('');
}

/** Wrapping parts a text into words; those of one style are painted together. */
function joinEqual(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const each of spans) {
    const before = joined.at(-1);
    if (before?.style !== each.style) joined.push(each);
    else joined.splice(-1, 1, { ...before, text: `${before.text}${each.text}` });
  }
  return joined;
}

function headLines({ source, files, config, orderId, last }: Explanation): Line[] {
  const from = {
    hypothetical: `An order that nobody placed, under ${config.file}.`,
    log: `Decided again from ${files.join(', ')}, under ${config.file}.`,
    live: `As it was decided live, from ${files.join(', ')}; the config was ${config.file}.`,
  }[source];
  return [
    line(INDENT, span(`${toSafeText(orderId)}  `, 'strong'), ...orderSpans(last)),
    line(INDENT, span(toSafeText(from), 'quiet')),
  ];
}

function orderSpans(order: OrderSnapshot): Span[] {
  const { side, quantity, tradingSymbol, exchange, product, orderType, limitPrice, triggerPrice } = order;
  const trigger = triggerPrice === null ? '' : `, trigger ${writePrice(triggerPrice)}`;
  const price = limitPrice === null ? '' : ` ${writePrice(limitPrice)}`;
  return [
    span(`${side.toUpperCase()} `, side),
    span(`${quantity} ${toSafeText(tradingSymbol, 48) || '(no symbol)'} `, 'strong'),
    span(`(${exchange}, ${product}, ${orderType.replace('_', ' ')}${price}${trigger})`),
  ];
}

function eventsLines({ events, last }: Explanation, width: number): Line[] {
  if (events.length > 0) return events.flatMap((event) => eventLines(event, width));
  const { filledQuantity, quantity, status } = last;
  const says = `Nothing is decided yet: ${filledQuantity} of ${writeUnits(quantity)} filled, ${toSafeText(status)}.`;
  return [EMPTY_LINE, line(INDENT, span(says))];
}

function closingLines({ source, assumedFlat, assumptions, live }: Explanation): Line[] {
  const notes = [
    ...(assumedFlat ? [`assumed: the master held nothing before${FLAT[source]}`] : []),
    ...assumptions.map((assumption) => `assumed: ${assumption}`),
    ...(live === null ? [] : [LIVE[live.comparison]]),
  ];
  return notes.length === 0 ? [] : [EMPTY_LINE, ...notes.map((note) => line(INDENT, span(note, 'quiet')))];
}

const FLAT: Readonly<Record<Explanation['source'], string>> = {
  hypothetical: '; --positions tells what it held',
  log: '; --positions tells what it held',
  live: ', for the recording does not say',
};

const LIVE = {
  same: 'The recording holds the same decisions.',
  differs:
    'The recording holds other decisions: it was made by another version, or is damaged. `copytrade replay --verify` shows how they differ.',
} as const;
