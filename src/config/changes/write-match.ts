import type { Match } from '../../core/policy/policy.ts';
import { writeRange, writeTimeWindow } from './write-values.ts';

/** Each gives the condition, or nothing where the key is absent. */
type Writers<T> = { readonly [K in keyof T]-?: (value: T[K]) => readonly string[] };

const list =
  <V>(key: string, write: (value: V) => string) =>
  (values: readonly V[] | undefined): string[] =>
    values === undefined ? [] : [`${key} ${values.map(write).toSorted().join(' or ')}`];

const WRITERS: Writers<Match> = {
  symbol: list('symbol', String),
  underlying: list('underlying', String),
  exchange: list('exchange', String),
  instrument: list('instrument', String),
  side: list('side', String),
  orderType: list('order_type', String),
  product: list('product', String),
  variety: list('variety', String),
  tag: list('tag', String),
  quantity: list('quantity', writeRange),
  lots: list('lots', writeRange),
  price: list('price', writeRange),
  value: list('value', writeRange),
  strike: list('strike', writeRange),
  daysToExpiry: list('days_to_expiry', writeRange),
  time: list('time', writeTimeWindow),
  any: list('any of', (match) => `(${writeMatch(match)})`),
  not: (match) => (match === undefined ? [] : [`not (${writeMatch(match)})`]),
};

/** `underlying BANKNIFTY, side buy, time 14:30..15:40`. Lists mean any of, so their order is not kept. */
export function writeMatch(match: Match): string {
  return writeEach(WRITERS, match).join(', ') || 'every order';
}

function writeEach<T extends object>(writers: Writers<T>, value: T): string[] {
  const write = <K extends keyof T>(key: K): readonly string[] => writers[key](value[key]);
  return (Object.keys(writers) as (keyof T)[]).flatMap(write);
}
