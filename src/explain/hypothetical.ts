/** Orders that nobody placed: described in the words of rule tests, or by flags. */
import { quote } from '../config/shape/describe-found.ts';
import { parseDecimal, type Ratio, signOf } from '../core/exact.ts';
import { dayOf, type IstSeconds, secondOfDay } from '../core/ist-time.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import { NOTHING_STATED, type OrderFields } from '../rule-tests/order-fields.ts';
import { parseOrderWords } from '../rule-tests/parse-order-words.ts';
import { parseDay, parseTimeOfDay } from '../rule-tests/times.ts';
import { type StatedOrder, toSnapshot } from '../rule-tests/to-snapshot.ts';
import { Words, WordsError } from '../rule-tests/words.ts';
import { ExplainError } from './explain-error.ts';

/** What the flags say of an order; null is not said. Prices, times and days are as they were typed. */
export interface OrderFlags
  extends Pick<
    OrderFields,
    'symbol' | 'exchange' | 'side' | 'quantity' | 'orderType' | 'product' | 'variety' | 'tag'
  > {
  readonly price: string | null;
  readonly triggerPrice: string | null;
  readonly time: string | null;
  readonly date: string | null;
  readonly lotSize: number | null;
}

const EXAMPLE = '`copytrade explain buy 75 RELIANCE-EQ @ 1500`';

/**
 * Reads the orders in their order: one from words that stand alone, or one from each argument of several words. The
 * flags say something of the last one. What is not said of the time is now. Throws an `ExplainError`.
 */
export function readHypothetical(
  words: readonly string[],
  flags: OrderFlags,
  now: IstSeconds,
): readonly OrderSnapshot[] {
  const texts = words.some((word) => /\s/.test(word.trim())) ? words : [words.join(' ')];
  const described = texts.filter((text) => text.trim() !== '').map(parseWords);
  const flagged = readFlags(flags);
  const last = overlay(described.pop() ?? NOTHING_STATED, flagged);
  let [day, second] = [flagged.day ?? dayOf(now), secondOfDay(now)];
  return [...described, last].map((fields, index) => {
    day = fields.day ?? day;
    second = fields.second ?? second;
    return toSnapshot(whole({ ...fields, id: `order ${index + 1}`, day, second }), new Map());
  });
}

function parseWords(text: string): OrderFields {
  try {
    return parseOrderWords(new Words(text));
  } catch (error) {
    if (!(error instanceof WordsError)) throw error;
    throw new ExplainError(
      'ORDER_NOT_UNDERSTOOD',
      `${quote(text)}: ${error.message}`,
      `Write it as ${EXAMPLE}.`,
    );
  }
}

function readFlags(flags: OrderFlags): OrderFields {
  const { symbol, exchange, side, quantity, orderType, product, variety, tag, lotSize } = flags;
  return {
    ...NOTHING_STATED,
    ...{ symbol, exchange, side, quantity, orderType, product, variety, tag, lotSize },
    price: readFlag('--price', flags.price, parsePrice, 'rupees above 0, such as 101.5'),
    triggerPrice: readFlag(
      '--trigger-price',
      flags.triggerPrice,
      parsePrice,
      'rupees above 0, such as 101.5',
    ),
    second: readFlag('--at', flags.time, parseTimeOfDay, 'HH:MM, such as 14:45'),
    day: readFlag('--date', flags.date, parseDay, 'YYYY-MM-DD, such as 2026-12-01'),
  };
}

function readFlag<V>(
  flag: string,
  text: string | null,
  parse: (text: string) => V | null,
  instead: string,
): V | null {
  if (text === null) return null;
  const value = parse(text);
  if (value !== null) return value;
  throw new ExplainError(
    'ORDER_NOT_UNDERSTOOD',
    `${flag} ${quote(text)} is not understood`,
    `Write ${instead}.`,
  );
}

function parsePrice(text: string): Ratio | null {
  const price = parseDecimal(text);
  return price !== null && signOf(price) > 0 ? price : null;
}

/** A market order has no limit price: `--price` is then what it was executed at. */
function overlay(words: OrderFields, flags: OrderFields): OrderFields {
  const stated = Object.entries(flags).filter(([, value]) => value !== null);
  const fields: OrderFields = { ...words, ...Object.fromEntries(stated) };
  if (fields.orderType !== 'market' && fields.orderType !== 'stop_market') return fields;
  return { ...fields, price: null, average: fields.average ?? fields.price };
}

type Timed = OrderFields & Pick<StatedOrder, 'id' | 'day' | 'second'>;

function whole(fields: Timed): StatedOrder {
  const { side, quantity, symbol } = fields;
  if (side !== null && quantity !== null && symbol !== null) return { ...fields, side, quantity, symbol };
  const missing = Object.entries({ side, quantity, symbol }).flatMap(([name, value]) =>
    value === null ? [`--${name}`] : [],
  );
  const message = `The order lacks ${missing.join(' and ')}`;
  throw new ExplainError('ORDER_NOT_UNDERSTOOD', message, `Add it, or write the order as ${EXAMPLE}.`);
}
