import { describe, expect, test } from 'vitest';
import { type Lab, send, startLab } from './harness.ts';

const TOKEN = 'a-control-token';

async function startControlled(): Promise<Lab> {
  return startLab({ control: { token: TOKEN } });
}

function control(lab: Lab, line: string, body?: object, token = TOKEN) {
  const [method = '', path = ''] = line.split(' ');
  const headers = { Authorization: `Bearer ${token}` };
  const text = body === undefined ? '' : JSON.stringify(body);
  return send(`${lab.simulator.url}/control/${path}`, { method, headers, text });
}

describe('control', () => {
  test('is off unless it is switched on', async () => {
    const lab = await startLab();
    expect((await control(lab, 'GET faults')).status).toBe(404);
  });

  test.each(['', 'a-control-tokem', 'a-control-token-and-more'])('refuses the token %j', async (token) => {
    const lab = await startControlled();
    const reply = await control(lab, 'POST faults', { kind: 'hang' }, token);
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      401,
      { error: 'the control token is wrong or missing' },
    ]);
    expect(lab.simulator.faults.list()).toEqual([]);
  });

  test('places, fills, modifies, cancels and shows orders', async () => {
    const lab = await startControlled();
    const order = { symbol: 'SBIN-EQ', side: 'BUY', quantity: 10, price: 950, script: [] };
    const { orderId } = JSON.parse((await control(lab, 'POST accounts/CLIENT0001/orders', order)).text);
    const steps: [string, object][] = [
      ['fill', { quantity: 4, price: 901 }],
      ['modify', { quantity: 12 }],
      ['cancel', {}],
    ];
    for (const [action, body] of steps) {
      const reply = await control(lab, `POST accounts/CLIENT0001/orders/${orderId}/${action}`, body);
      expect([reply.status, reply.text]).toEqual([200, '{"ok":true}']);
    }
    const shown = JSON.parse((await control(lab, 'GET accounts/CLIENT0001/orders')).text);
    expect(shown).toEqual(JSON.parse(JSON.stringify(lab.simulator.account('CLIENT0001').orderBook())));
    expect(shown).toMatchObject([
      { status: 'cancelled', quantity: '12', filledshares: '4', cancelsize: '8' },
    ]);
  });

  test('completes, rejects and triggers orders', async () => {
    const lab = await startControlled();
    const hand = lab.simulator.account('CLIENT0001');
    const place = (more: object) =>
      hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1, price: 910, script: [], ...more })
        .orderId;
    const [first, second, third] = [place({}), place({}), place({ triggerPrice: 909 })];
    const act = (id: string, action: string, body: object = {}) =>
      control(lab, `POST accounts/CLIENT0001/orders/${id}/${action}`, body);
    await act(first, 'complete', { price: 905 });
    await act(second, 'reject', { text: 'Adapter is Logged Off', emptyOrderStatus: true });
    await act(third, 'trigger');
    expect(hand.orderBook().map((row) => [row.status, row.orderstatus, row.text, row.averageprice])).toEqual([
      ['complete', 'complete', '', 905],
      ['rejected', '', 'Adapter is Logged Off', 0],
      ['open', 'open', '', 0],
    ]);
  });

  test('shows trades, positions, funds and requests as the process has them', async () => {
    const lab = await startControlled();
    const hand = lab.simulator.account('CLIENT0001');
    hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1 });
    await lab.master.login();
    const show = async (what: string) => JSON.parse((await control(lab, `GET ${what}`)).text);
    expect([
      await show('accounts/CLIENT0001/trades'),
      await show('accounts/CLIENT0001/positions'),
      await show('accounts/CLIENT0001/funds'),
      await show('requests'),
    ]).toEqual([hand.tradeBook(), hand.positions(), hand.funds(), lab.simulator.requests]);
    await control(lab, 'DELETE requests');
    expect(lab.simulator.requests).toEqual([]);
  });

  test('moves prices, hours, sessions and faults', async () => {
    const lab = await startControlled();
    await lab.master.login();
    const feed = await lab.master.openFeed();
    const { closed } = feed;
    await control(lab, 'POST prices', { symbol: 'SBIN-EQ', price: 905.5 });
    await control(lab, 'POST market-hours', { hours: 'closed' });
    const id = await lab.master.placed({ price: '906.00' });
    const parked = await lab.master.row();
    await control(lab, 'POST after-market-orders/release', { account: 'CLIENT0001' });
    const released = await lab.master.row();
    await control(lab, 'POST feeds/disconnect', {});
    await control(lab, 'POST faults', { kind: 'hang', endpoint: 'orders', times: 'always', accepted: true });
    const faults = JSON.parse((await control(lab, 'GET faults')).text);
    await control(lab, 'DELETE faults');
    await control(lab, 'POST sessions/end', { account: 'CLIENT0001' });
    const after = JSON.parse((await lab.master.get('/rest/secure/angelbroking/order/v1/getOrderBook')).text);
    expect([parked.orderid, parked.variety, released.status, released.averageprice]).toEqual([
      id,
      'AMO',
      'complete',
      905.5,
    ]);
    expect(faults).toEqual([{ kind: 'hang', endpoint: 'orders', times: 'always', accepted: true }]);
    expect([lab.simulator.faults.list(), after.errorCode, await closed]).toEqual([[], 'AG8001', 1006]);
  });

  test.each([
    ['POST faults', { kind: 'hangs' }, 400],
    ['POST faults', { kind: 'hang', endpont: 'placeOrder' }, 400],
    ['POST faults', { kind: 'order_hidden' }, 400],
    ['POST prices', { symbol: 'NOPE', price: 1 }, 400],
    ['POST prices', { symbol: 'SBIN-EQ', price: 'much' }, 400],
    ['POST market-hours', { hours: 'sometimes' }, 400],
    ['POST accounts/CLIENT0001/orders', { symbol: 'SBIN-EQ', side: 'buy', quantity: 1 }, 400],
    ['POST accounts/CLIENT0001/orders/1/fill', { quantity: 1 }, 400],
    ['POST accounts/CLIENT0009/orders', { symbol: 'SBIN-EQ', side: 'BUY', quantity: 1 }, 400],
    ['POST nothing', {}, 404],
  ])('refuses %s %j', async (line, body, status) => {
    const lab = await startControlled();
    const reply = await control(lab, line, body);
    expect([reply.status, JSON.parse(reply.text)]).toEqual([status, { error: expect.any(String) }]);
    expect(lab.simulator.faults.list()).toEqual([]);
  });
});
