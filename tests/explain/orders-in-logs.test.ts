/** Which order is meant, where it has several ids, several recordings or several configs. */
import { expect, test } from 'vitest';
import { LiveSession, share } from '../replay/live-session.ts';
import { explainIn } from './support.ts';

const config = (multiplier: number) =>
  `version: 1\nmaster: {}\nfollowers: { a: { quantity: { multiplier: ${multiplier} } } }\n`;

interface Told {
  readonly config: { readonly sha256: string };
  readonly events: readonly {
    readonly order_id: string;
    readonly status: string;
    readonly followers: readonly {
      readonly parts: readonly { readonly decision: { readonly quantity: number } | null }[];
    }[];
  }[];
}

/** Of each event its id, its status, and the quantities decided. */
function summarise(out: string) {
  const { events } = JSON.parse(out) as Told;
  return events.map(({ order_id, status, followers }) => [
    order_id,
    status,
    followers.flatMap(({ parts }) => parts.flatMap(({ decision }) => (decision ? [decision.quantity] : []))),
  ]);
}

test('an order that was given another id is found by either, with all that happened to it', async () => {
  const rows = [
    share('11', 'BUY', 100, { uniqueorderid: 'u', orderstatus: 'open', filledshares: '40' }),
    share('12', 'BUY', 100, { uniqueorderid: 'u', updatetime: '23-Nov-2026 09:20:00' }),
    share('13', 'BUY', 7, { updatetime: '23-Nov-2026 09:21:00' }),
  ];
  const files = { 'copytrade.yaml': config(0.5), 'log.json': rows };
  const [first, second] = [
    await explainIn(files, { logs: ['log.json'], orderId: '11', json: true }),
    await explainIn(files, { logs: ['log.json'], orderId: '12', json: true }),
  ];
  const whole = [
    ['11', 'open', []],
    ['12', 'complete', [50]],
  ];
  expect([summarise(first.out), summarise(second.out)]).toEqual([whole, whole]);
  const live = new LiveSession(config(0.5));
  for (const row of rows) live.see(row);
  const recorded = { 'logs/session_20261123_091500.jsonl': live.text() };
  const ofLive = await explainIn(recorded, { orderId: '12', json: true });
  expect([summarise(ofLive.out), JSON.parse(ofLive.out).live.same]).toEqual([whole, true]);
});

test('an order that is alive, with nothing filled, is not decided yet', async () => {
  const rows = [share('1', 'BUY', 100, { orderstatus: 'open', filledshares: '0', averageprice: 0 })];
  const { code, out } = await explainIn(
    { 'copytrade.yaml': config(1), 'log.json': rows },
    { logs: ['log.json'], orderId: '1' },
  );
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('Nothing is decided yet: 0 of 100 units filled, open.'),
  ]);
});

test('a live order is explained over a reload and a restart, each with the config of its time', async () => {
  const morning = new LiveSession(config(0.5));
  morning.see(share('1', 'BUY', 100, { orderstatus: 'open', filledshares: '40' }));
  const noon = new LiveSession(config(0.5), { book: morning.session.book });
  noon.reload(config(0.25));
  noon.see(share('1', 'BUY', 100, { updatetime: '23-Nov-2026 09:15:30' }));
  const evening = new LiveSession(config(1));
  evening.see(share('2', 'BUY', 1));
  const files = {
    'logs/session_20261123_091500.jsonl': morning.text(),
    'logs/session_20261123_091500_2.jsonl': noon.text(),
    'logs/session_20261123_180000.jsonl': evening.text(),
    'copytrade.yaml': config(1),
  };
  const [then, now] = [
    await explainIn(files, { orderId: '1', json: true }),
    await explainIn(files, { orderId: '1', json: true, isConfigNamed: true }),
  ];
  expect([then.err, now.err]).toEqual(['', '']);
  const events = (quantity: number) => [
    ['1', 'open', []],
    ['1', 'complete', [quantity]],
  ];
  expect([summarise(then.out), JSON.parse(then.out).live.same]).toEqual([events(25), true]);
  expect([summarise(now.out), JSON.parse(now.out).live]).toEqual([events(100), null]);
});
