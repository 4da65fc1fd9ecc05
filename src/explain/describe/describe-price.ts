/** The arithmetic of a copy's price. */
import { writeNumber } from '../../config/changes/write-values.ts';
import type { Priced } from '../../core/deciding/pricing.ts';
import type { TraceStep } from '../../core/deciding/trace.ts';
import { add, compare, multiply, ONE, ratio, subtract } from '../../core/exact.ts';
import type { SlippageClass } from '../../core/orders/instrument.ts';
import type { ExplainedStep } from '../explanation.ts';
import { writeExact, writePrice } from './figures.ts';
import type { SeenEvent } from './seen-event.ts';
import { checkOf, stepOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;

const TABLES: Readonly<Record<SlippageClass, string>> = {
  cash: 'cash',
  index_future: 'index futures',
  stock_future: 'stock futures',
  index_option: 'index options',
  stock_option: 'stock options',
  commodity_future: 'commodity futures',
  commodity_option: 'commodity options',
};

/** Reference, slippage, the price made worse, the tick. */
export function describeProtectedPrice(step: Step<'protected_price'>, { row }: SeenEvent): ExplainedStep[] {
  const { part, reference, table, slippage, worse, tickSize, rounded, price } = step;
  const percent = `${writeNumber(multiply(slippage, ratio(100)))} %`;
  const buys = row.side === 'buy';
  const factor = writeExact(buys ? add(ONE, slippage) : subtract(ONE, slippage));
  const direction = compare(rounded, worse) < 0 ? 'down' : 'up';
  const isExact = compare(rounded, worse) === 0;
  const inOut = part === 'entry' ? 'inwards' : 'outwards';
  const toTick = isExact
    ? `a multiple of the tick ${writePrice(tickSize)}`
    : `to the tick ${writePrice(tickSize)} ${inOut}, ${direction}: ${writePrice(rounded)}`;
  const clamp = compare(price, rounded) === 0 ? '' : `; one tick at least: ${writePrice(price)}`;
  const from = row.averagePrice === null ? "the master's limit price" : "the master's average price";
  return [
    stepOf('price.reference', 'computed', `${writePrice(reference)}, ${from}`, {
      values: { reference: writePrice(reference) },
    }),
    stepOf(
      'price.slippage',
      'computed',
      table === null
        ? `${percent}, as the file says`
        : `${percent}: the broker's table for ${TABLES[table]} at this price`,
      { values: { slippage: writeExact(slippage), table } },
    ),
    stepOf(
      'price.protected',
      'computed',
      `${writePrice(reference)} × ${factor} = ${writePrice(worse)}, ${toTick}${clamp}`,
      {
        values: {
          worse: writePrice(worse),
          tick_size: writePrice(tickSize),
          rounded: writePrice(rounded),
          price: writePrice(price),
        },
      },
    ),
  ];
}

/** @param protectedPrice as text, where one was computed before */
export function describePriced(
  step: Step<'priced'>,
  { row }: SeenEvent,
  protectedPrice: string | null,
): ExplainedStep {
  const { priced, execution, part, ends } = step;
  if (priced.kind === 'stop') return describeStop(step, row, priced);
  const price = priced.kind === 'limit' ? writePrice(priced.price) : null;
  const values = { as: execution.as, order_type: price === null ? 'MARKET' : 'LIMIT', price };
  if (priced.kind === 'none') {
    const says = 'the order has no price, and an entry needs one';
    return checkOf('price', ends, says, { values: { ...values, order_type: null } });
  }
  const mine = `as: ${execution.as}, a ${row.orderType.replace('_', ' ')} order of the master`;
  if (priced.kind === 'market') {
    const why = execution.as === 'market' || row.orderType === 'market' ? mine : `${mine} without a price`;
    return checkOf('price', ends, `${why}: MARKET`, { values });
  }
  const source =
    price === protectedPrice
      ? 'the protected price'
      : protectedPrice === null || part === 'entry'
        ? "the master's limit price, as it is"
        : `the master's limit price, more aggressive than ${protectedPrice}`;
  return checkOf('price', ends, `${mine}: LIMIT ${price}, ${source}`, { values });
}

/** A stop that rests keeps the master's trigger. */
function describeStop(
  { execution, ends }: Step<'priced'>,
  row: SeenEvent['row'],
  priced: Extract<Priced, { readonly kind: 'stop' }>,
): ExplainedStep {
  const price = priced.price === null ? null : writePrice(priced.price);
  const trigger = writePrice(priced.trigger);
  const type = price === null ? 'STOPLOSS_MARKET' : `STOPLOSS_LIMIT ${price}`;
  const mine = `as: ${execution.as}, a ${row.orderType.replace('_', ' ')} order of the master that rests`;
  const values = {
    as: execution.as,
    order_type: price === null ? 'STOPLOSS_MARKET' : 'STOPLOSS_LIMIT',
    price,
    trigger_price: trigger,
  };
  return checkOf('price', ends, `${mine}: ${type}, with its trigger ${trigger}`, { values });
}
