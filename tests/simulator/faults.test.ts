import { describe, expect, test } from 'vitest';
import { type Lab, recordedReply, SBIN_LIMIT, startLab } from './harness.ts';

const ORDER = '/rest/secure/angelbroking/order/v1';
const PLACE = `${ORDER}/placeOrder`;
const BOOK = `${ORDER}/getOrderBook`;

async function startLoggedIn(): Promise<Lab> {
  const lab = await startLab();
  await lab.master.login();
  await lab.follower.login();
  return lab;
}

async function countOrders({ simulator }: Lab): Promise<number> {
  return simulator.account('CLIENT0001').orderBook().length;
}

describe('a reply that is replaced', () => {
  test.each([
    ['server_error', 500, 'text/plain', 'Internal Server Error'],
    ['throttled', 403, 'text/plain', 'Access denied because of exceeding access rate'],
    ['html_page', 200, 'text/html', expect.stringContaining('Your support ID is: ')],
    ['empty_object', 200, 'application/json', '{}'],
    ['empty_body', 200, 'application/json', ''],
  ] as const)('by %s: the order was taken, or was not', async (kind, status, contentType, text) => {
    const lab = await startLoggedIn();
    lab.simulator.faults.add({ kind, endpoint: 'placeOrder' });
    lab.simulator.faults.add({ kind, endpoint: 'placeOrder', accepted: true });
    const lost = await lab.master.place();
    const ordersAfterLost = await countOrders(lab);
    const taken = await lab.master.place();
    expect([lost, taken]).toEqual(Array(2).fill({ status, contentType, text }));
    expect([ordersAfterLost, await countOrders(lab)]).toEqual([0, 1]);
  });

  test('by a reset', async () => {
    const lab = await startLoggedIn();
    lab.simulator.faults.add({ kind: 'reset', endpoint: 'placeOrder' });
    lab.simulator.faults.add({ kind: 'reset', endpoint: 'placeOrder', accepted: true });
    await expect(lab.master.place()).rejects.toThrow('ECONNRESET');
    expect(await countOrders(lab)).toBe(0);
    await expect(lab.master.place()).rejects.toThrow('ECONNRESET');
    expect(await countOrders(lab)).toBe(1);
  });

  test.each([
    [false, 0],
    [true, 1],
  ])('by nothing at all, accepted: %s', async (accepted, orders) => {
    const lab = await startLoggedIn();
    lab.simulator.faults.add({ kind: 'hang', endpoint: 'placeOrder', accepted });
    const outcome = lab.master.place().catch((error: Error) => error.message);
    await expect.poll(() => lab.simulator.requests.at(-1)?.fault).toBe('hang');
    expect([await countOrders(lab), lab.simulator.requests.at(-1)?.status]).toEqual([orders, null]);
    await lab.simulator.close();
    expect(await outcome).toBe('socket hang up');
  });

  test('by a burst of bad tokens', async () => {
    const lab = await startLoggedIn();
    lab.simulator.faults.add({ kind: 'expired_token', account: 'CLIENT0001', times: 2 });
    const replies = [await lab.master.get(BOOK), await lab.master.place(), await lab.master.get(BOOK)];
    const { body } = recordedReply('profile_invalid_token');
    expect(replies.map(({ text }) => JSON.parse(text))).toEqual([
      body,
      body,
      recordedReply('order_book_empty').body,
    ]);
  });

  test('by whatever a test wants', async () => {
    const lab = await startLoggedIn();
    const { body } = recordedReply('position_internal_error');
    lab.simulator.faults.add({ kind: 'reply', endpoint: 'getPosition', body });
    lab.simulator.faults.add({ kind: 'reply', endpoint: 'getPosition', body: '<down>', status: 502 });
    const first = await lab.master.get(`${ORDER}/getPosition`);
    const second = await lab.master.get(`${ORDER}/getPosition`);
    expect([first.status, JSON.parse(first.text)]).toEqual([200, body]);
    expect(second).toEqual({ status: 502, contentType: 'text/plain', text: '<down>' });
  });
});

describe('a reply that is altered', () => {
  test('comes late, and the order is already there', async () => {
    const lab = await startLoggedIn();
    lab.simulator.faults.add({ kind: 'delay', endpoint: 'placeOrder', delayMs: 30_000 });
    let replied = false;
    const reply = lab.master.place().finally(() => {
      replied = true;
    });
    await expect.poll(() => lab.simulator.requests.at(-1)?.fault).toBe('delay');
    const before = [await countOrders(lab), replied];
    lab.clock.advance(30_000);
    expect(JSON.parse((await reply).text).status).toBe(true);
    expect(before).toEqual([1, false]);
  });

  test('is cut in the middle', async () => {
    const lab = await startLoggedIn();
    await lab.master.place();
    const whole = await lab.master.get(BOOK);
    lab.simulator.faults.add({ kind: 'truncated', endpoint: 'getOrderBook' });
    lab.simulator.faults.add({ kind: 'truncated', endpoint: 'getOrderBook', keepBytes: 10 });
    const half = await lab.master.get(BOOK);
    const bit = await lab.master.get(BOOK);
    expect(half).toEqual({ ...whole, text: whole.text.slice(0, Math.floor(whole.text.length / 2)) });
    expect(bit.text).toBe('{"status":');
  });

  test('of an order that the book shows only later', async () => {
    const lab = await startLoggedIn();
    lab.simulator.faults.add({ kind: 'order_hidden', delayMs: 2000 });
    await lab.master.place();
    lab.clock.advance(1999);
    const before = await lab.master.rows();
    const { uniqueorderid = '' } = lab.simulator.account('CLIENT0001').orderBook()[0] ?? {};
    const details = JSON.parse((await lab.master.get(`${ORDER}/details/${uniqueorderid}`)).text);
    lab.clock.advance(1);
    expect([before, details.message]).toEqual([null, 'Order not found']);
    expect(await lab.master.rows()).toHaveLength(1);
  });
});

describe('a fault', () => {
  test('hits only its account and its endpoint', async () => {
    const lab = await startLoggedIn();
    lab.simulator.faults.add({
      kind: 'server_error',
      account: 'CLIENT0002',
      endpoint: 'orders',
      times: 'always',
    });
    const statuses = [
      await lab.master.place(),
      await lab.follower.place(),
      await lab.follower.cancel('1'),
      await lab.follower.modify('1'),
      await lab.follower.get(BOOK),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 500, 500, 500, 200]);
  });

  test('hits as often as it says, and until it is cleared', async () => {
    const lab = await startLoggedIn();
    const read = async () => (await lab.master.get(BOOK)).status;
    lab.simulator.faults.add({ kind: 'server_error', endpoint: 'getOrderBook', times: 2 });
    const twice = [await read(), await read(), await read()];
    lab.simulator.faults.add({ kind: 'server_error', endpoint: 'getOrderBook', times: 'always' });
    const always = [await read(), await read(), await read()];
    lab.simulator.faults.clear();
    expect([twice, always, await read()]).toEqual([[500, 500, 200], [500, 500, 500], 200]);
  });

  test('that would never hit is refused', async () => {
    const { simulator } = await startLab();
    expect(() => simulator.faults.add({ kind: 'hang', times: 0 })).toThrow(
      "times is a whole number above 0, or 'always'",
    );
  });

  test('hits a login by its client code', async () => {
    const lab = await startLab();
    lab.simulator.faults.add({ kind: 'throttled', endpoint: 'login', account: 'CLIENT0002' });
    const replies = [await lab.master.loginWith(), await lab.follower.loginWith()];
    const { status, body_text } = recordedReply('login_rate_limited');
    expect(replies.map((reply) => reply.status)).toEqual([200, status]);
    expect(replies[1]?.text).toBe(body_text);
  });
});

test('every request is kept as it came', async () => {
  const lab = await startLab({ stepMs: 5 });
  await lab.master.login();
  await lab.master.place();
  const received = lab.simulator.requests.at(-1);
  expect(received).toEqual({
    atMs: lab.clock.now(),
    method: 'POST',
    path: PLACE,
    endpoint: 'placeOrder',
    clientCode: 'CLIENT0001',
    remoteAddress: '127.0.0.1',
    headers: expect.objectContaining({ 'x-privatekey': 'a1b2c3d4', 'x-usertype': 'USER' }),
    body: SBIN_LIMIT,
    fault: null,
    status: 200,
    reply: expect.stringContaining('"SUCCESS"'),
  });
});

test('requests are kept up to ten thousand, and long replies in part', async () => {
  const lab = await startLoggedIn();
  for (let count = 0; count < 12; count += 1) await lab.master.place();
  const book = await lab.master.get(BOOK);
  const [first, ...rest] = lab.simulator.requests;
  const last = rest.at(-1);
  if (!first || !last) throw new Error('nothing was kept');
  while (lab.simulator.requests.length < 10_000) lab.simulator.requests.push(last);
  await lab.master.get(BOOK);
  expect(last.reply).toBe(book.text.slice(0, 4096));
  expect([lab.simulator.requests.length, lab.simulator.requests.includes(first)]).toEqual([10_000, false]);
});

test('a path that cannot be read is a failure in words', async () => {
  const lab = await startLoggedIn();
  const reply = await lab.master.get(`${ORDER}/details/%E0%A4%A`);
  expect(reply).toEqual({
    status: 500,
    contentType: 'text/plain',
    text: 'The simulator failed: URI malformed',
  });
});
