import { expect, test } from 'vitest';
import { MASTER, recordedReply, startLab } from './harness.ts';

const UNREGISTERED = recordedReply('place_order_unregistered_ip').body;
const FROM_REGISTERED = { localAddress: '127.0.0.2' };

async function startChecked() {
  const lab = await startLab({ accounts: [{ ...MASTER, allowedAddresses: ['127.0.0.2'] }] });
  await lab.master.login();
  return lab;
}

test('order requests from an address that is not registered are refused as recorded', async () => {
  const { simulator, master } = await startChecked();
  const replies = [await master.place(), await master.modify('1'), await master.cancel('1')];
  expect(replies.map(({ text }) => JSON.parse(text))).toEqual([UNREGISTERED, UNREGISTERED, UNREGISTERED]);
  expect(simulator.account('CLIENT0001').orderBook()).toEqual([]);
});

test('from the registered one they are taken', async () => {
  const { simulator, master } = await startChecked();
  const reply = await master.place({}, FROM_REGISTERED);
  expect(JSON.parse(reply.text).status).toBe(true);
  expect(simulator.requests.at(-1)?.remoteAddress).toBe('127.0.0.2');
});

test('reads, and the order updates, are taken from anywhere', async () => {
  const { master } = await startChecked();
  const reply = await master.get('/rest/secure/angelbroking/order/v1/getOrderBook');
  const feed = await master.openFeed();
  await feed.settle();
  expect([JSON.parse(reply.text).status, feed.frames.length]).toEqual([true, 1]);
});
