/** What a copy's orders say: types, prices, ticks, slices. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { type Case, execution, MIRROR, order, type Row, testEach } from './day.ts';

const CALL = 'NIFTY24NOV2624000CE';
const INDEX_OPTION = { instrumenttype: 'OPTIDX' };
const STOCK_OPTION = { instrumenttype: 'OPTSTK', lotsize: 1 };
const MCX = { exchange: 'MCX', lotsize: 1 };
const CDS = { exchange: 'CDS', lotsize: 1 };

/** One entry of one unit or lot at a price. */
const priced = (words: string, own: Row, price: string): Case => {
  const [, units = ''] = words.split(' ');
  const kind = own.instrumenttype ?? 'no type';
  const sentence = `${kind}: ${words} is ${price}`;
  return [
    sentence,
    MIRROR,
    [order('1', words, own)],
    [`1 a ENTRY ${units} > ${units}: LIMIT ${units} @ ${price}`],
  ];
};

const SLIPPAGES: readonly Case[] = [
  priced('buy 1 SBIN-EQ @ 100', {}, '100.50'),
  priced('sell 1 SBIN-EQ @ 100', {}, '99.50'),
  priced('buy 1 SBIN-EQ @ 100.10', {}, '100.60'),
  priced('sell 1 SBIN-EQ @ 100.10', {}, '99.60'),
  priced('buy 65 NIFTY24NOV26FUT @ 24000', { instrumenttype: 'FUTIDX' }, '24120.00'),
  priced('sell 65 RELIANCE24NOV26FUT @ 1500', { instrumenttype: 'FUTSTK' }, '1485.00'),
  priced(`buy 65 ${CALL} @ 9.95`, INDEX_OPTION, '11.90'),
  priced(`buy 65 ${CALL} @ 10`, INDEX_OPTION, '11.00'),
  priced(`buy 65 ${CALL} @ 19.95`, INDEX_OPTION, '21.90'),
  priced(`buy 65 ${CALL} @ 20`, INDEX_OPTION, '21.00'),
  priced(`buy 65 ${CALL} @ 50`, INDEX_OPTION, '52.50'),
  priced(`buy 65 ${CALL} @ 50.05`, INDEX_OPTION, '51.30'),
  priced(`sell 65 ${CALL} @ 9.95`, INDEX_OPTION, '8.00'),
  priced(`sell 65 ${CALL} @ 50.05`, INDEX_OPTION, '48.80'),
  priced(`sell 65 ${CALL} @ 0.05`, INDEX_OPTION, '0.05'),
  priced(`buy 65 ${CALL} @ 0.05`, INDEX_OPTION, '0.05'),
  priced('buy 1 RELIANCE24NOV261500CE @ 9.95', STOCK_OPTION, '13.90'),
  priced('buy 1 RELIANCE24NOV261500CE @ 10', STOCK_OPTION, '12.00'),
  priced('buy 1 RELIANCE24NOV261500CE @ 20', STOCK_OPTION, '22.00'),
  priced('buy 1 RELIANCE24NOV261500CE @ 50', STOCK_OPTION, '55.00'),
  priced('buy 1 RELIANCE24NOV261500CE @ 50.05', STOCK_OPTION, '52.55'),
  priced('buy 65 NIFTY24NOV2624000CE @ 100', {}, '102.50'),
  priced('buy 65 RELIANCE24NOV261500PE @ 100', {}, '105.00'),
  priced('buy 1 GOLDM27NOV26FUT @ 1000', { ...MCX, instrumenttype: 'FUTCOM' }, '1010.00'),
  priced('buy 1 GOLDM27NOV26120000CE @ 9.95', { ...MCX, instrumenttype: 'OPTFUT' }, '11.90'),
  priced('buy 1 GOLDM27NOV26120000CE @ 60', { ...MCX, instrumenttype: 'OPTFUT' }, '61.50'),
  priced('buy 65 NIFTY24NOV26FUT @ 24000', {}, '24120.00'),
  priced('buy 65 RELIANCE24NOV26FUT @ 100', {}, '101.00'),
  priced('buy 1 SENSEX26NOV75000PE @ 100', { exchange: 'BFO', lotsize: 1 }, '102.50'),
  priced('buy 1 BANKEX26NOV60900CE @ 100', { exchange: 'BFO', lotsize: 1 }, '102.50'),
  priced('buy 65 MIDCPNIFTY24NOV269500CE @ 100', {}, '102.50'),
  priced('buy 1 GOLDM27NOV26120000CE @ 60', MCX, '61.50'),
  priced('buy 1 USDINR26NOV83.5CE @ 60', { ...CDS, instrumenttype: 'OPTCUR' }, '63.00'),
  priced('sell 1 USDINR26NOVFUT @ 100', { ...CDS, instrumenttype: 'FUTCUR' }, '99.00'),
];

const LIMIT = { ordertype: 'LIMIT', price: 100.03 };
const STOP = { ordertype: 'STOPLOSS_LIMIT', variety: 'STOPLOSS', price: 101, triggerprice: 100 };
const SL_M = { ordertype: 'STOPLOSS_MARKET', variety: 'STOPLOSS', price: 0, triggerprice: 99 };
const BUY = 'buy 10 SBIN-EQ @ 100';
const SELL = 'sell 10 SBIN-EQ @ 100';
/** Buys at the market and sells by this row. */
const exit = (row: Row) => [order('1', BUY), row];
const BOUGHT = '1 a ENTRY 10 > 10: LIMIT 10 @ 100.50';

const FORMS: readonly Case[] = [
  [
    "auto: a LIMIT at the master's price as it is",
    MIRROR,
    [order('1', BUY, LIMIT)],
    ['1 a ENTRY 10 > 10: LIMIT 10 @ 100.03'],
  ],
  [
    'prices are exact',
    MIRROR,
    [order('1', BUY, { ...LIMIT, price: '83.2525' })],
    ['1 a ENTRY 10 > 10: LIMIT 10 @ 83.2525'],
  ],
  ['auto: an executed stop is protected', MIRROR, [order('1', BUY, STOP)], [BOUGHT]],
  ['auto: a stop at the market too', MIRROR, [order('1', BUY, SL_M)], [BOUGHT]],
  ['limit: protected', execution({ as: 'limit' }), [order('1', BUY, LIMIT)], [BOUGHT]],
  ['market', execution({ as: 'market' }), [order('1', BUY, LIMIT)], ['1 a ENTRY 10 > 10: MARKET 10']],
  [
    'same: LIMIT',
    execution({ as: 'same' }),
    [order('1', BUY, LIMIT)],
    ['1 a ENTRY 10 > 10: LIMIT 10 @ 100.03'],
  ],
  ['same: MARKET', execution({ as: 'same' }), [order('1', BUY)], ['1 a ENTRY 10 > 10: MARKET 10']],
  ['same: a stop that has executed as auto', execution({ as: 'same' }), [order('1', BUY, STOP)], [BOUGHT]],
  [
    'a slippage of its own',
    execution({ slippage: '1%' }),
    [order('1', BUY)],
    ['1 a ENTRY 10 > 10: LIMIT 10 @ 101.00'],
  ],
  ['of none', execution({ slippage: '0%' }), [order('1', BUY)], ['1 a ENTRY 10 > 10: LIMIT 10 @ 100.00']],
  [
    'a follower’s execution replaces the default’s whole',
    {
      defaults: { execution: { as: 'limit', slippage: '5%' } },
      followers: { a: { execution: { as: 'limit' } }, b: {} },
    },
    [order('1', BUY)],
    [BOUGHT, '1 b ENTRY 10 > 10: LIMIT 10 @ 105.00'],
  ],
  [
    'the reference is the price where there is no average',
    MIRROR,
    [order('1', 'buy 10 SBIN-EQ', { price: '100.00' })],
    [BOUGHT],
  ],
  [
    'an average of 0 or below is none',
    MIRROR,
    [order('1', BUY, { averageprice: '-1' })],
    ['1 a NO_PRICE 10'],
  ],
  [
    'none is needed at the market',
    execution({ as: 'market' }),
    [order('1', 'buy 10 SBIN-EQ')],
    ['1 a ENTRY 10 > 10: MARKET 10'],
  ],
  [
    'an exit goes out without',
    MIRROR,
    exit(order('2', 'sell 10 SBIN-EQ')),
    [BOUGHT, '2 a EXIT 10 > 10: MARKET 10'],
  ],
  [
    'an exit is protected',
    MIRROR,
    exit(order('2', SELL, { ...LIMIT, price: 99.9 })),
    [BOUGHT, '2 a EXIT 10 > 10: LIMIT 10 @ 99.50'],
  ],
  [
    "an exit goes at the master's limit price where that is the more aggressive",
    MIRROR,
    exit(order('2', SELL, { ...LIMIT, price: 95 })),
    [BOUGHT, '2 a EXIT 10 > 10: LIMIT 10 @ 95.00'],
  ],
  [
    "and a stop_limit's",
    MIRROR,
    exit(order('2', SELL, { ...STOP, price: 95, triggerprice: 96 })),
    [BOUGHT, '2 a EXIT 10 > 10: LIMIT 10 @ 95.00'],
  ],
  [
    'of which the price is the reference where there is no average',
    MIRROR,
    exit(order('2', 'sell 10 SBIN-EQ', { ...LIMIT, price: 95 })),
    [BOUGHT, '2 a EXIT 10 > 10: LIMIT 10 @ 94.50'],
  ],
  [
    'not as limit: that is protected only',
    execution({ as: 'limit' }),
    exit(order('2', SELL, { ...LIMIT, price: 95 })),
    [BOUGHT, '2 a EXIT 10 > 10: LIMIT 10 @ 99.50'],
  ],
  [
    'same: an exit as the master sent it',
    execution({ as: 'same' }),
    exit(order('2', SELL, { ...LIMIT, price: 99.9 })),
    ['1 a ENTRY 10 > 10: MARKET 10', '2 a EXIT 10 > 10: LIMIT 10 @ 99.90'],
  ],
  [
    'a buy that covers takes the higher',
    MIRROR,
    [order('1', SELL), order('2', BUY, { ...LIMIT, price: 104.2 })],
    ['1 a ENTRY 10 > 10: LIMIT 10 @ 99.50', '2 a EXIT 10 > 10: LIMIT 10 @ 104.20'],
  ],
  [
    'an exit rounds to the tick outwards',
    MIRROR,
    [order('1', `buy 65 ${CALL} @ 19.95`, INDEX_OPTION), order('2', `sell 65 ${CALL} @ 19.95`, INDEX_OPTION)],
    ['1 a ENTRY 65 > 65: LIMIT 65 @ 21.90', '2 a EXIT 65 > 65: LIMIT 65 @ 17.95'],
  ],
  [
    'a buy that covers rounds up',
    MIRROR,
    [order('1', `sell 65 ${CALL} @ 19.95`, INDEX_OPTION), order('2', `buy 65 ${CALL} @ 19.95`, INDEX_OPTION)],
    ['1 a ENTRY 65 > 65: LIMIT 65 @ 18.00', '2 a EXIT 65 > 65: LIMIT 65 @ 21.95'],
  ],
  [
    'one tick at least',
    MIRROR,
    [order('1', `buy 65 ${CALL} @ 0.05`, INDEX_OPTION), order('2', `sell 65 ${CALL} @ 0.05`, INDEX_OPTION)],
    ['1 a ENTRY 65 > 65: LIMIT 65 @ 0.05', '2 a EXIT 65 > 65: LIMIT 65 @ 0.05'],
  ],
  [
    'an executed stop is sent with variety NORMAL',
    execution({ as: 'auto' }),
    [order('1', BUY, { ...SL_M, producttype: 'DELIVERY' })],
    [BOUGHT],
  ],
];

describe('slippage auto', () => testEach(SLIPPAGES));
describe('prices', () => testEach(FORMS));
