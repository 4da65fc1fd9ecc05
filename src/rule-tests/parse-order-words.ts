import { quote } from '../config/shape/describe-found.ts';
import { PRODUCTS, SIDES } from '../core/orders/order.ts';
import { NOTHING_STATED, type OrderFields } from './order-fields.ts';
import { parseTimeOfDay } from './times.ts';
import { findWord, refuseWord, type Words, WordsError } from './words.ts';

type Clause = (words: Words) => Partial<OrderFields>;

/** What may follow side, quantity and symbol, in any order. */
const CLAUSES: Readonly<Record<string, Clause>> = {
  '@': (words) => ({ price: words.price('price') }),
  average: (words) => ({ average: words.price('average price') }),
  stop: (words) => ({ triggerPrice: words.price('trigger price') }),
  filled: (words) => ({ filled: words.units('filled quantity') }),
  lot: (words) => ({ lotSize: words.units('lot size') }),
  tag: (words) => ({ tag: words.next('the tag') }),
  at: (words) => ({ second: timeOf(words) }),
  market: () => ({ orderType: 'market' }),
  limit: () => ({ orderType: 'limit' }),
  amo: () => ({ variety: 'amo' }),
  robo: () => ({ variety: 'robo' }),
  complete: () => ({ status: 'complete' }),
  open: () => ({ status: 'open' }),
  cancelled: () => ({ status: 'cancelled' }),
  rejected: () => ({ status: 'rejected' }),
};
const AFTER_SYMBOL = [...Object.keys(CLAUSES), ...PRODUCTS];

/** `buy 75 NFO:NIFTY01DEC2625300CE @ 101.5 intraday at 14:45` */
export function parseOrderWords(words: Words): OrderFields {
  const side = words.oneOf(SIDES, 'The side (buy or sell)');
  const quantity = words.units('quantity');
  const symbol = words.next('The trading symbol');
  let fields: OrderFields = { ...NOTHING_STATED, side, quantity, symbol };
  while (!words.isEmpty) fields = { ...fields, ...parseClause(words) };
  return withMarketPrice(fields);
}

function parseClause(words: Words): Partial<OrderFields> {
  const word = words.next('a word');
  const product = findWord(word, PRODUCTS);
  if (product !== null) return { product };
  const name = findWord(word, AFTER_SYMBOL);
  const clause = name === null ? undefined : CLAUSES[name];
  return clause === undefined ? refuseWord(word, AFTER_SYMBOL) : clause(words);
}

function timeOf(words: Words): number {
  const word = words.next('The time');
  const second = parseTimeOfDay(word);
  if (second !== null) return second;
  throw new WordsError(word, `${quote(word)} is no time of day. Write HH:MM, such as 14:45.`);
}

/** A market order has no limit price: what stands after `@` is what it was executed at. */
function withMarketPrice(fields: OrderFields): OrderFields {
  if (fields.orderType !== 'market' || fields.price === null) return fields;
  return { ...fields, price: null, average: fields.average ?? fields.price };
}
