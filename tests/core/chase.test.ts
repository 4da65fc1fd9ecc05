/** To what price an exit that rests is changed. */
import { expect, test } from 'vitest';
import { type ChasedExit, chasePrice, isAtBound } from '../../src/core/deciding/chase.ts';
import { formatDecimal, parseDecimal, type Ratio, ratio } from '../../src/core/exact.ts';

function rupees(text: string): Ratio {
  const value = parseDecimal(text);
  if (value === null) throw new Error(text);
  return value;
}

const TICK = rupees('0.05');
const ONE_PERCENT = ratio(1, 100);

function exit(
  side: 'buy' | 'sell',
  prices: { readonly first: string; readonly present?: string; readonly last?: string },
  slippageClass: ChasedExit['instrument']['slippageClass'] = 'cash',
): ChasedExit {
  const { first, present = first, last } = prices;
  return {
    side,
    first: rupees(first),
    present: rupees(present),
    lastPrice: last === undefined ? null : rupees(last),
    instrument: { tickSize: TICK, slippageClass },
  };
}

const chased = (one: ChasedExit, within: 'auto' | Ratio, slippage: 'auto' | Ratio = 'auto') =>
  formatDecimal(chasePrice(one, within, slippage));

test.each([
  // 99.5 less half a percent is 99.0025, outwards.
  ['sell', { first: '99.90', last: '99.50' }, '99.00'],
  ['buy', { first: '100.10', last: '100.50' }, '101.05'],
] as const)('a %s goes to the protected price of the last price', (side, prices, price) => {
  expect(chased(exit(side, prices), ONE_PERCENT)).toBe(price);
});

test.each([
  // One percent of 99.93 leaves 98.9307: the tick before that.
  ['sell', { first: '99.93', last: '90' }, '98.95'],
  ['buy', { first: '100.03', last: '110' }, '101.00'],
] as const)('a %s never goes beyond the bound', (side, prices, price) => {
  const one = exit(side, prices);
  expect(chased(one, ONE_PERCENT)).toBe(price);
  expect(isAtBound(one, ONE_PERCENT)).toBe(false);
  expect(isAtBound({ ...one, present: rupees(price) }, ONE_PERCENT)).toBe(true);
});

test('the bound is measured from the first price, however often it was changed', () => {
  expect(chased(exit('sell', { first: '100', present: '99.20', last: '95' }), ONE_PERCENT)).toBe('99.00');
  expect(chased(exit('sell', { first: '100', present: '99', last: '95' }), ONE_PERCENT)).toBe('99.00');
});

test('a price that got better, or went beyond the bound by another hand, stays', () => {
  expect(chased(exit('sell', { first: '100', present: '99.50', last: '120' }), ONE_PERCENT)).toBe('99.50');
  expect(chased(exit('buy', { first: '100', present: '100.50', last: '80' }), ONE_PERCENT)).toBe('100.50');
  const beyond = exit('sell', { first: '100', present: '97', last: '95' });
  expect(chased(beyond, ONE_PERCENT)).toBe('97.00');
  expect(isAtBound(beyond, ONE_PERCENT)).toBe(true);
});

test('without a last price the present one goes on by the slippage', () => {
  expect(chased(exit('sell', { first: '100' }), ratio(2, 100), ONE_PERCENT)).toBe('99.00');
  expect(chased(exit('sell', { first: '100', present: '99' }), ratio(2, 100), ONE_PERCENT)).toBe('98.00');
});

test('`auto` is the published table of the first price', () => {
  // An index option of 15 rupees: ten percent, then ten percent of the last price.
  expect(chased(exit('sell', { first: '15', last: '14' }, 'index_option'), 'auto')).toBe('13.50');
  expect(chased(exit('sell', { first: '100', last: '80' }, 'cash'), 'auto')).toBe('99.50');
});

test('one tick is always allowed, and no price falls below one', () => {
  expect(chased(exit('sell', { first: '2.00', last: '1.00' }), ONE_PERCENT)).toBe('1.95');
  expect(chased(exit('buy', { first: '2.00', last: '3.00' }), ONE_PERCENT)).toBe('2.05');
  const least = exit('sell', { first: '0.05', last: '0.05' });
  expect(chased(least, ONE_PERCENT)).toBe('0.05');
  expect(isAtBound(least, ONE_PERCENT)).toBe(true);
});
