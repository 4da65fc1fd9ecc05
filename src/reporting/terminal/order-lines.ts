/** The line of a master order. */
import { formatDecimal } from '../../core/exact.ts';
import type { OrderSnapshot, OrderType, Product } from '../../core/orders/order.ts';
import type { Via } from '../../engine/master/master-feed.ts';
import { type Layout, TIME_COLUMNS } from './layout.ts';
import { type Line, line, type Span, span } from './line.ts';
import type { Style } from './style.ts';
import { padEnd, widthOf } from './text-width.ts';

const PRODUCT_SHORT: Readonly<Record<Product, string>> = {
  intraday: 'intraday',
  delivery: 'delivery',
  carryforward: 'carryfwd',
  margin: 'margin',
  bracket: 'bracket',
};

const ORDER_TYPE_WORDS: Readonly<Record<OrderType, string>> = {
  market: 'market',
  limit: 'limit',
  stop_limit: 'stop limit',
  stop_market: 'stop market',
};

/** `via` is null where the order is only named again, above decisions that came later. */
export function masterOrderLines(
  atMs: number,
  order: OrderSnapshot,
  via: Via | null,
  layout: Layout,
): Line[] {
  const spans = tighten(orderSpans(atMs, order, via, layout), layout.width);
  const lines = [line(TIME_COLUMNS, ...spans)];
  const words = layout.clean(order.text);
  if (order.status === 'rejected' && words !== '') {
    lines.push(line(TIME_COLUMNS, layout.indent, span(`“${words}”`, 'bad')));
  }
  return lines;
}

function orderSpans(atMs: number, order: OrderSnapshot, via: Via | null, layout: Layout): Span[] {
  const type = describeOrderType(order);
  const product = layout.isWide ? order.product : PRODUCT_SHORT[order.product];
  const status = describeStatus(order, layout);
  return [
    layout.time(atMs),
    layout.side(order.side),
    layout.quantity(order.quantity),
    layout.symbol(order.tradingSymbol),
    span(`${padEnd(type, layout.isWide ? 11 : 6)} `),
    span(`${padEnd(product, layout.isWide ? 12 : 8)} `),
    span(`${padEnd(status, layout.isWide ? 16 : 8)} `, styleOfStatus(order)),
    span(`${padEnd(priceOf(order), layout.isWide ? 10 : 6)} `),
    span(via ?? '', 'quiet'),
  ];
}

/**
 * A line that is a little too long gives up the blanks that align its columns, then how it was heard of, before it is
 * broken.
 */
function tighten(spans: readonly Span[], width: number): readonly Span[] {
  if (columnsOf(spans) <= width) return spans;
  const tight = spans.map(({ text, style }) => ({ text: `${text.trim()} `.trimStart(), style }));
  const withoutVia = tight.slice(0, -1);
  return columnsOf(tight) > width && columnsOf(withoutVia) <= width ? withoutVia : tight;
}

/** Without the blanks at the end. */
function columnsOf(spans: readonly Span[]): number {
  return widthOf(
    spans
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

function describeOrderType(order: OrderSnapshot): string {
  const trigger = order.triggerPrice;
  const isStop = order.orderType === 'stop_limit' || order.orderType === 'stop_market';
  const word = ORDER_TYPE_WORDS[order.orderType];
  return isStop && trigger !== null ? `${word} (trigger ${formatDecimal(trigger)})` : word;
}

/** The broker's word; how far it is filled where that is not all or nothing. */
function describeStatus(order: OrderSnapshot, layout: Layout): string {
  const word = layout.clean(order.status, 40) || '(no status)';
  const isPart = order.filledQuantity > 0 && order.filledQuantity < order.quantity;
  return isPart ? `${word} ${order.filledQuantity}/${order.quantity}` : word;
}

function styleOfStatus(order: OrderSnapshot): Style {
  if (order.status === 'complete') return 'good';
  return order.status === 'rejected' ? 'bad' : 'plain';
}

function priceOf(order: OrderSnapshot): string {
  const price = order.averagePrice ?? order.limitPrice;
  return price === null ? '' : formatDecimal(price);
}
