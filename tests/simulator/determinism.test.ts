import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../src/simulator/virtual-clock.ts';
import { MONDAY, startLab } from './harness.ts';

/** A morning of walking prices and orders that they fill. */
async function play(seed: number) {
  const { simulator, master, clock } = await startLab({
    seed,
    priceWalk: { intervalMs: 500, maxTicks: 6 },
    stepMs: 7,
  });
  await master.login();
  const hand = simulator.account('CLIENT0001');
  for (let round = 0; round < 20; round += 1) {
    await master.place({ price: (902 - round * 0.05).toFixed(2), ordertag: `round-${round}` });
    hand.placeByHand({ symbol: 'ITC-EQ', side: 'SELL', quantity: 3 });
    clock.advance(3_000);
  }
  return JSON.stringify([
    master.jwtToken,
    hand.orderBook(),
    hand.tradeBook(),
    hand.positions(),
    hand.funds(),
  ]);
}

test('the same seed gives the same tokens, ids, prices and fills', async () => {
  const [first, again, other] = [await play(7), await play(7), await play(8)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a walk can be for some instruments only, and stays on their ticks', async () => {
  const { simulator, master, clock } = await startLab({ priceWalk: { symbols: ['SBIN-EQ'], maxTicks: 3 } });
  await master.login();
  const tokens = { mode: 'LTP', exchangeTokens: { NSE: ['3045', '1660'] } };
  const prices: [number, number][] = [];
  for (let step = 0; step < 5; step += 1) {
    clock.advance(1000);
    const { data } = JSON.parse(
      (await master.post('/rest/secure/angelbroking/market/v1/quote', tokens)).text,
    );
    prices.push([data.fetched[0].ltp, data.fetched[1].ltp]);
  }
  const steps = prices.map(([sbin], index) => Math.round((sbin - (prices[index - 1]?.[0] ?? 902.45)) * 20));
  expect(new Set(prices.map(([, itc]) => itc))).toEqual(new Set([408.6]));
  expect(steps.every((ticks) => Math.abs(ticks) <= 3)).toBe(true);
  expect(steps.some((ticks) => ticks !== 0)).toBe(true);
  expect(simulator.requests.length).toBe(6);
});

test('prices follow a script', async () => {
  const { simulator, clock } = await startLab({
    priceScript: [
      { afterMs: 2000, symbol: 'SBIN-EQ', price: 901 },
      { afterMs: 1000, symbol: 'SBIN-EQ', price: 899.95 },
    ],
  });
  const hand = simulator.account('CLIENT0001');
  hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1, price: 900 });
  const statuses = [0, 999, 1].map((durationMs) => {
    clock.advance(durationMs);
    return hand.orderBook()[0]?.status;
  });
  clock.advance(1000);
  hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1 });
  expect([statuses, hand.orderBook()[1]?.averageprice]).toEqual([['open', 'open', 'complete'], 901]);
});

test('a script for an instrument that does not exist is refused', async () => {
  const priceScript = [{ afterMs: 0, symbol: 'NOPE', price: 1 }];
  await expect(startLab({ priceScript })).rejects.toThrow(
    'the price script names an unknown instrument: NOPE',
  );
});

describe('the stepped clock', () => {
  test('runs what is due in its order, at its time, also what is set meanwhile', () => {
    const clock = createVirtualClock(MONDAY);
    const ran: [string, number][] = [];
    const note = (name: string) => () => ran.push([name, clock.now() - MONDAY]);
    clock.after(20, note('late'));
    clock.after(10, () => {
      note('early')();
      clock.after(5, note('between'));
    });
    clock.after(10, note('early too'));
    clock.after(30, note('not yet'));
    const cancel = clock.after(10, note('never'));
    cancel();
    clock.advance(29);
    expect([ran, clock.now() - MONDAY]).toEqual([
      [
        ['early', 10],
        ['early too', 10],
        ['between', 15],
        ['late', 20],
      ],
      29,
    ]);
  });

  test('does not go back', () => {
    const clock = createVirtualClock(MONDAY);
    expect(() => clock.advanceTo(MONDAY - 1)).toThrow('time does not go back');
  });
});

test('a simulator that is closed leaves nothing that waits', async () => {
  const { simulator, master, clock } = await startLab({ stepMs: 10, priceWalk: {} });
  await master.login();
  await master.place();
  await simulator.close();
  clock.advance(60_000);
  expect(simulator.account('CLIENT0001').orderBook()[0]?.status).toBe('put order req received');
});

test('a port that is taken is said', async () => {
  const { simulator } = await startLab();
  await expect(startLab({ port: simulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
