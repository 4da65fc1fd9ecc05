import { expect, test } from 'vitest';
import { LiveSession, share } from '../replay/live-session.ts';
import { type Asked, explainIn } from './support.ts';

const CONFIG = 'version: 1\nmaster: {}\nfollowers:\n  half: { quantity: { multiplier: 0.5 } }\n  full: {}\n';
const FILES = {
  'copytrade.yaml': CONFIG,
  'log.json': [share('261123000000017', 'BUY', 100), share('261123000000018', 'BUY', 5)],
};

test.each<[asked: Asked, message: string]>([
  [
    {},
    'There is no order to explain. Write `copytrade explain buy 75 RELIANCE-EQ @ 1500`, or name one by --order ID.',
  ],
  [
    { words: ['buy', '75', 'SBIN-EQ'], orderId: '1' },
    'An order is both described and named by --order. Write `copytrade explain buy 75 RELIANCE-EQ @ 1500`, or name one by --order ID.',
  ],
  [{ logs: ['log.json'] }, 'A log has many orders. Say which one by --order ID.'],
  [
    { words: ['buy', '75'] },
    '"buy 75": The trading symbol is missing at the end. Write it as `copytrade explain buy 75 RELIANCE-EQ @ 1500`.',
  ],
  [
    { words: ['buy', '75', 'SBIN-EQ', 'intradya'] },
    '"buy 75 SBIN-EQ intradya": "intradya" is not known here. Did you mean intraday? Write it as `copytrade explain buy 75 RELIANCE-EQ @ 1500`.',
  ],
  [
    { described: { side: 'buy' } },
    'The order lacks --quantity and --symbol. Add it, or write the order as `copytrade explain buy 75 RELIANCE-EQ @ 1500`.',
  ],
  [
    { words: ['buy', '75', 'SBIN-EQ'], described: { time: '25:00' } },
    '--at "25:00" is not understood. Write HH:MM, such as 14:45.',
  ],
  [
    { words: ['buy', '75', 'SBIN-EQ'], described: { price: '-1' } },
    '--price "-1" is not understood. Write rupees above 0, such as 101.5.',
  ],
  [
    { words: ['buy', '75', 'SBIN-EQ'], follower: 'hlaf' },
    'The config names no follower hlaf. Did you mean half?',
  ],
  [
    { words: ['buy', '75', 'SBIN-EQ'], follower: 'zzz' },
    'The config names no follower zzz. Name one of half, full.',
  ],
  [{ logs: ['none.json'], orderId: '1' }, 'none.json: there is no such file. Check the path.'],
  [
    { logs: ['log.json'], orderId: '0017' },
    'There is no order 0017 among the 2 that were read. Did you mean 261123000000017?',
  ],
  [
    { logs: ['log.json'], orderId: '261132000000018' },
    'There is no order 261132000000018 among the 2 that were read. Did you mean 261123000000018?',
  ],
  [
    { logs: ['log.json'], orderId: 'x' },
    'There is no order x among the 2 that were read. Copy its id from the log, or from `copytrade replay --json`.',
  ],
  [
    { orderId: '1', logsFolder: 'none' },
    'none: there is no such folder. `copytrade run` makes it; where it is elsewhere, name it with --logs.',
  ],
  [
    { orderId: '1' },
    'logs holds no recording of `run`. Name the folder of `run` by --logs, or a log by --log.',
  ],
])('exits 2 on %j', async (asked, message) => {
  expect(await explainIn(FILES, asked)).toEqual({ code: 2, out: '', err: `${message}\n` });
});

test('says which orders and followers a recording has', async () => {
  const live = new LiveSession(CONFIG);
  live.see(share('261123000000017', 'BUY', 100));
  const files = { 'logs/session_20261123_091500.jsonl': live.text() };
  expect(await explainIn(files, { orderId: '17' })).toMatchObject({ code: 2, out: '' });
  const [order, follower] = [
    await explainIn(files, { orderId: '00017' }),
    await explainIn(files, { orderId: '261123000000017', follower: 'fulll' }),
  ];
  expect([order.code, order.err]).toEqual([
    2,
    'There is no order 00017 among the 1 that were read. Did you mean 261123000000017?\n',
  ]);
  expect([follower.code, follower.err]).toEqual([
    2,
    'The config names no follower fulll. Did you mean full?\n',
  ]);
});

test('exits 1 where a recording holds other decisions than are made now', async () => {
  const live = new LiveSession(CONFIG);
  live.see(share('1', 'BUY', 100));
  live.end();
  const damaged = live.text().replace('"quantity":50,"orders"', '"quantity":49,"orders"');
  const { code, out } = await explainIn(
    { 'logs/session_20261123_091500.jsonl': damaged },
    { orderId: '1', follower: 'half', json: true },
  );
  expect([code, JSON.parse(out).live]).toMatchObject([1, { same: false, recorded: [{ quantity: 49 }] }]);
});
