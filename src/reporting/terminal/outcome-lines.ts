/** What became of an order that was meant to be placed. */
import type { EngineEvent } from '../../engine/events.ts';
import { GLYPHS } from './glyphs.ts';
import { type Layout, TIME_COLUMNS } from './layout.ts';
import { type Line, line, type Span, span } from './line.ts';
import type { Style } from './style.ts';

export type OutcomeEvent = Extract<EngineEvent, { type: 'outcome' }>;

interface Look {
  readonly mark: string;
  readonly style: Style;
  readonly sentence: (event: OutcomeEvent, layout: Layout) => string;
}

/** Null: not shown. That an order rests at the exchange is no news after it was accepted. */
const LOOKS: Readonly<Record<OutcomeEvent['state'], Look | null>> = {
  accepted: { mark: GLYPHS.copied, style: 'good', sentence: (event, layout) => acceptance(event, layout) },
  open: null,
  complete: { mark: GLYPHS.copied, style: 'good', sentence: (event) => completion(event) },
  cancelled: { mark: GLYPHS.refused, style: 'warning', sentence: (event) => cancellation(event) },
  refused: { mark: GLYPHS.refused, style: 'bad', sentence: (event) => `refused${after(event)}` },
  rejected: { mark: GLYPHS.refused, style: 'bad', sentence: (event) => `rejected${filledOf(event)}` },
  unknown: {
    mark: GLYPHS.unknown,
    style: 'alarm',
    sentence: (event) => `UNKNOWN${after(event)}: THERE MAY BE AN ORDER`,
  },
};

/** `isUnderOrder`: its order stands right above, so it need not be named again. Doubt is named all the same. */
export function outcomeLines(event: OutcomeEvent, isUnderOrder: boolean, layout: Layout): Line[] {
  const look = LOOKS[event.state];
  if (look === null) return [];
  const { mark, style, sentence } = look;
  const words = layout.clean(event.words);
  return [
    line(
      layout.detailColumn,
      layout.time(event.atMs),
      ...(style === 'alarm' ? [span(mark, style), span(' ')] : [span(`${mark} `, style)]),
      layout.name(event.follower),
      ...describeOrder(event, isUnderOrder && event.state !== 'unknown', layout),
      span(sentence(event, layout), style),
      span(words === '' ? '' : `: “${words}”`),
    ),
    ...explain(event, layout),
  ];
}

function describeOrder(event: OutcomeEvent, isShort: boolean, layout: Layout): Span[] {
  const quantity = layout.quantity(event.quantity);
  return isShort ? [quantity] : [layout.side(event.side), quantity, layout.symbol(event.symbol)];
}

function explain({ state, brokerOrderId }: OutcomeEvent, layout: Layout): Line[] {
  if (state !== 'unknown') return [];
  const id = brokerOrderId === null ? '' : ` (${layout.clean(brokerOrderId, 40)})`;
  const text = `It is looked up in the broker's book${id} before anything is sent again.`;
  return [line(TIME_COLUMNS + 2, layout.indent, span('  '), span(text, 'warning'))];
}

function acceptance(event: OutcomeEvent, layout: Layout): string {
  const id = event.brokerOrderId === null ? '' : ` ${layout.clean(event.brokerOrderId, 40)}`;
  return `accepted${id}${event.latencyMs === null ? '' : `, ${formatLatency(event.latencyMs)}`}`;
}

function after({ latencyMs }: OutcomeEvent): string {
  return latencyMs === null ? '' : ` after ${formatLatency(latencyMs)}`;
}

function completion(event: OutcomeEvent): string {
  const isWhole = event.filledQuantity === event.quantity;
  return isWhole ? 'complete' : `complete, ${event.filledQuantity} of ${event.quantity} filled`;
}

function cancellation(event: OutcomeEvent): string {
  return event.filledQuantity === 0 ? 'cancelled, nothing filled' : `cancelled${filledOf(event)}`;
}

function filledOf({ filledQuantity, quantity }: OutcomeEvent): string {
  return filledQuantity === 0 ? '' : `, ${filledQuantity} of ${quantity} filled`;
}

/** `212 ms`, `12.5 s` */
function formatLatency(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
