import { expect, test } from 'vitest';
import { istTime, recordedReply, startLab } from './harness.ts';

const USER = '/rest/secure/angelbroking/user/v1';
const ORDER = '/rest/secure/angelbroking/order/v1';

test('funds of an untouched account read as recorded', async () => {
  const { master } = await startLab({ accounts: [{ ...account(), funds: 100_000 }] });
  await master.login();
  const reply = await master.get(`${USER}/getRMS`);
  expect(JSON.parse(reply.text)).toEqual(recordedReply('funds').body);
});

test('the profile reads as recorded', async () => {
  const { master, clock } = await startLab({ startAtMs: istTime(2026, 1, 1, '00:00:00') });
  await master.login();
  expect(clock.now()).toBe(istTime(2026, 1, 1, '00:00:00'));
  expect(JSON.parse((await master.get(`${USER}/getProfile`)).text)).toEqual(recordedReply('profile').body);
});

test.each(['getOrderBook', 'getTradeBook', 'getPosition'])(
  'an empty %s is null, as recorded',
  async (name) => {
    const { master } = await startLab();
    await master.login();
    const reply = await master.get(`${ORDER}/${name}`);
    expect([reply.status, JSON.parse(reply.text)]).toEqual([200, recordedReply('order_book_empty').body]);
  },
);

test('order details of an unknown id read as recorded', async () => {
  const { master } = await startLab();
  await master.login();
  const reply = await master.get(`${ORDER}/details/05ebf91b-bea4-4a1d-b0f2-4259606570e3`);
  expect(JSON.parse(reply.text)).toEqual(recordedReply('order_details_not_found').body);
});

test('a path that the broker does not have is no JSON', async () => {
  const { master } = await startLab();
  await master.login();
  const reply = await master.get(`${ORDER}/getEverything`);
  expect([reply.status, reply.contentType, reply.text]).toEqual([404, 'text/plain', 'Not Found']);
});

function account() {
  return {
    clientCode: 'CLIENT0001',
    pin: '4826',
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    apiKey: 'a1b2c3d4',
  };
}
