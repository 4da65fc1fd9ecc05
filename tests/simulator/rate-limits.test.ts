import { describe, expect, test } from 'vitest';
import { recordedReply, startLab } from './harness.ts';

const ORDER = '/rest/secure/angelbroking/order/v1';
const TOO_MUCH = recordedReply('login_rate_limited');

async function startLimited() {
  const lab = await startLab({ rateLimits: 'published' });
  await lab.master.login();
  await lab.follower.login();
  return lab;
}

describe('above the published limit', () => {
  test('a login gets the recorded text, with 403', async () => {
    const { master, clock } = await startLab({ rateLimits: 'published' });
    const first = await master.loginWith({ totp: '000000' });
    const second = await master.loginWith();
    clock.advance(1000);
    const third = await master.loginWith();
    expect(second).toEqual({ status: TOO_MUCH.status, contentType: 'text/plain', text: TOO_MUCH.body_text });
    expect([first.status, JSON.parse(third.text).status]).toEqual([200, true]);
  });

  test('placing, modifying and cancelling count together: nine a second', async () => {
    const { master } = await startLimited();
    const id = await master.placed();
    const replies = [];
    for (let round = 0; round < 3; round += 1) {
      replies.push(await master.place(), await master.modify(id), await master.cancel(id));
    }
    expect(replies.map(({ status }) => status)).toEqual([...Array(8).fill(200), 403]);
  });

  test('an order is not placed', async () => {
    const { simulator, master } = await startLimited();
    for (let count = 0; count < 12; count += 1) await master.place();
    expect(simulator.account('CLIENT0001').orderBook()).toHaveLength(9);
  });

  test('the second rolls on, it does not start anew', async () => {
    const { master, clock } = await startLimited();
    const statuses: number[] = [];
    const read = async () => statuses.push((await master.get(`${ORDER}/getOrderBook`)).status);
    await read();
    clock.advance(999);
    await read();
    clock.advance(1);
    await read();
    expect(statuses).toEqual([200, 403, 200]);
  });

  test('every client code has its own budget, and every book', async () => {
    const { master, follower } = await startLimited();
    const replies = [
      await master.get(`${ORDER}/getOrderBook`),
      await master.get(`${ORDER}/getTradeBook`),
      await master.get(`${ORDER}/getPosition`),
      await follower.get(`${ORDER}/getOrderBook`),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test.each([
    [500, 60_000],
    [1000, 3_600_000],
  ])('orders stop at %i in %i ms', async (limit, windowMs) => {
    const { master, clock } = await startLimited();
    const startedAtMs = clock.now();
    const stepMs = limit === 500 ? 115 : 130;
    let accepted = 0;
    let reply = await master.cancel('none');
    while (reply.status === 200) {
      accepted += 1;
      clock.advance(stepMs);
      reply = await master.cancel('none');
    }
    clock.advanceTo(startedAtMs + windowMs);
    const later = await master.cancel('none');
    expect([accepted, later.status]).toEqual([limit, 200]);
  });

  test('a session that is over still counts against its client', async () => {
    const { simulator, master } = await startLimited();
    simulator.endSessions();
    const replies = [await master.get(`${ORDER}/getOrderBook`), await master.get(`${ORDER}/getOrderBook`)];
    expect(replies.map(({ status }) => status)).toEqual([200, 403]);
  });
});

test('without limits anything goes', async () => {
  const { simulator, master } = await startLab();
  await master.login();
  for (let count = 0; count < 25; count += 1) await master.place();
  expect(simulator.account('CLIENT0001').orderBook()).toHaveLength(25);
});
