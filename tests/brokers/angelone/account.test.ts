import { describe, expect, it, vi } from 'vitest';
import { readOrderRow } from '../../../src/brokers/angelone/read-order-row.ts';
import { indexSymbolTokens } from '../../../src/brokers/angelone/symbol-tokens.ts';
import type { InstrumentRecord, Json, OrderTicket } from '../../../src/brokers/port.ts';
import { ratio } from '../../../src/core/exact.ts';
import type { FakeClock } from '../fake-clock.ts';
import {
  JWT,
  loginReply,
  NEVER,
  openAccount,
  type Scripted,
  startFakeSmartApi,
  success,
} from './fake-smartapi.ts';
import { fixture, fixtureRows, recordedReply } from './fixtures.ts';

const ticket: OrderTicket = {
  exchange: 'NSE',
  symbolToken: '3045',
  tradingSymbol: 'SBIN-EQ',
  side: 'buy',
  orderType: 'limit',
  product: 'delivery',
  quantity: 5,
  limitPrice: ratio(1945, 10),
  triggerPrice: null,
  tag: 'ct0123456789abc',
};
const orderReply: Json = {
  ...success,
  data: { script: 'SBIN-EQ', orderid: '200910000000111', uniqueorderid: 'u-1' },
};
const accepted = { kind: 'accepted', orderId: '200910000000111', uniqueOrderId: 'u-1' };

/** An account that is logged in at a SmartAPI which then answers as told. */
async function loggedIn(script: (name: string, count: number) => Scripted, options = {}) {
  const api = await startFakeSmartApi((name, count) =>
    name === 'loginByPassword' ? { body: loginReply } : script(name, count),
  );
  const opened = openAccount(api.url, options);
  expect(await opened.account.login(NEVER)).toEqual({ ok: true, value: null });
  return { ...opened, api };
}

describe('login', () => {
  it('sends PIN and a fresh code, and then carries the session token', async () => {
    const { account, api } = await loggedIn(() => ({ body: recordedReply('order_book_empty').body }));
    await account.readOrderBook(NEVER);
    const [login, read] = api.seen;
    expect([login?.method, login?.path, login?.body]).toEqual([
      'POST',
      '/rest/auth/angelbroking/user/v1/loginByPassword',
      { clientcode: 'CLIENT0001', password: '4711', totp: expect.stringMatching(/^\d{6}$/) },
    ]);
    expect(login?.headers.authorization).toBeUndefined();
    expect(read?.headers).toMatchObject({
      authorization: `Bearer ${JWT}`,
      'content-type': 'application/json',
      accept: 'application/json',
      'x-usertype': 'USER',
      'x-sourceid': 'WEB',
      'x-clientlocalip': 'CLIENT_LOCAL_IP',
      'x-clientpublicip': 'CLIENT_PUBLIC_IP',
      'x-macaddress': 'MAC_ADDRESS',
      'x-privatekey': 'apikey-1',
    });
  });

  it('never has two Bearers in front of a token', async () => {
    const api = await startFakeSmartApi((name) =>
      name === 'loginByPassword'
        ? { body: { ...success, data: { jwtToken: `Bearer ${JWT}` } } }
        : { body: success },
    );
    const { account } = openAccount(api.url);
    await account.login(NEVER);
    await account.readFunds(NEVER);
    expect(api.seen[1]?.headers.authorization).toBe(`Bearer ${JWT}`);
  });

  it('uses another code the second time', async () => {
    const { account, api, clock } = await loggedIn(() => ({ body: success }));
    const second = account.login(NEVER);
    await clock.advance(30_000);
    expect(await second).toEqual({ ok: true, value: null });
    const codes = api.seen.map((request) => (request.body as { totp: string }).totp);
    expect(new Set(codes).size).toBe(2);
  });

  it('comes two seconds after the one before, also where the broker’s time has another code at once', async () => {
    const api = await startFakeSmartApi(() => ({
      body: loginReply,
      headers: { date: 'Fri, 20 Nov 2026 04:00:40 GMT' },
    }));
    const { account, clock } = openAccount(api.url);
    await account.login(NEVER);
    const second = account.login(NEVER);
    await clock.advance(1_999);
    expect(api.seen).toHaveLength(1);
    await clock.advance(1);
    expect(await second).toEqual({ ok: true, value: null });
  });

  it('tells how far the clocks are apart, also where ours is set while it waits for a reply', async () => {
    const stepped: { clock: FakeClock | null } = { clock: null };
    const api = await startFakeSmartApi(() => {
      stepped.clock?.step(3_600_000);
      return { body: loginReply, headers: { date: 'Fri, 20 Nov 2026 04:00:40 GMT' } };
    });
    const { account, clock } = openAccount(api.url);
    stepped.clock = clock;
    await account.login(NEVER);
    expect(account.clockSkewMs).toBe(40_500 - 3_600_000);
  });

  it('makes a third code where our clock is set while the second one is on its way', async () => {
    const stepped: { clock: FakeClock | null } = { clock: null };
    let logins = 0;
    const api = await startFakeSmartApi(() => {
      logins += 1;
      // An hour behind at first, as the reply tells; set right when the second code has left.
      if (logins === 2) stepped.clock?.step(3_600_000);
      const body = logins < 3 ? recordedReply('login_bad_totp').body : loginReply;
      return { body, headers: { date: 'Fri, 20 Nov 2026 05:00:00 GMT' } };
    });
    const { account, clock } = openAccount(api.url);
    stepped.clock = clock;
    const login = account.login(NEVER);
    for (const ms of [2_000, 2_000, 30_000]) {
      await vi.waitFor(() => expect(clock.sleeping).toBeGreaterThan(0));
      await clock.advance(ms);
    }
    expect([await login, logins]).toEqual([{ ok: true, value: null }, 3]);
  });

  it('tells how far the clocks are apart', async () => {
    const api = await startFakeSmartApi(() => ({
      body: loginReply,
      headers: { date: 'Fri, 20 Nov 2026 04:00:40 GMT' },
    }));
    const { account } = openAccount(api.url);
    expect(account.clockSkewMs).toBeNull();
    await account.login(NEVER);
    expect(account.clockSkewMs).toBe(40_500);
  });

  it.each<[string, Scripted, object]>([
    [
      'a wrong code',
      { body: recordedReply('login_bad_totp').body, headers: { date: 'Fri, 20 Nov 2026 04:00:00 GMT' } },
      { kind: 'credentials', code: 'AB1050', message: 'Invalid totp and client combination' },
    ],
    [
      'too many',
      { status: 403, body: 'Access denied because of exceeding access rate' },
      { kind: 'throttled', code: 'HTTP_403', message: 'Access denied because of exceeding access rate' },
    ],
    [
      'a success without a token',
      { body: { ...success, data: { jwtToken: '' } } },
      { kind: 'transient', code: 'UNREADABLE', message: 'the login brought no session token' },
    ],
    [
      'a success with a token that no header can carry',
      { body: { ...success, data: { jwtToken: 'a\r\nb' } } },
      { kind: 'transient', code: 'UNREADABLE', message: 'the login brought no session token' },
    ],
    [
      'a success without data',
      { body: success },
      { kind: 'transient', code: 'UNREADABLE', message: 'the login brought no session token' },
    ],
  ])('fails by %s, and there is no session', async (_name, reply, error) => {
    const api = await startFakeSmartApi(() => reply);
    const { account } = openAccount(api.url);
    expect(await account.login(NEVER)).toEqual({ ok: false, error });
    expect(await account.readFunds(NEVER)).toMatchObject({ ok: false, error: { code: 'NO_SESSION' } });
    expect(api.seen).toHaveLength(1);
  });

  it('is tried once more, with a code of the broker’s time, where ours was of another', async () => {
    const api = await startFakeSmartApi((_, count) => ({
      body: count === 1 ? recordedReply('login_bad_totp').body : loginReply,
      headers: { date: 'Fri, 20 Nov 2026 05:00:10 GMT' },
    }));
    const { account, clock } = openAccount(api.url);
    const login = account.login(NEVER);
    await vi.waitFor(() => expect(clock.sleeping).toBe(1));
    // The broker takes one login a second.
    await clock.advance(1_999);
    expect(api.seen).toHaveLength(1);
    await clock.advance(1);
    expect(await login).toEqual({ ok: true, value: null });
    const codes = api.seen.map((request) => (request.body as { totp: string }).totp);
    expect(new Set(codes).size).toBe(2);
  });

  it('is not tried a third time where the second code was of the broker’s time', async () => {
    const ours: { clock: FakeClock | null } = { clock: null };
    const api = await startFakeSmartApi(() => ({
      body: recordedReply('login_bad_totp').body,
      headers: { date: new Date((ours.clock?.now() ?? 0) + 3_610_000).toUTCString() },
    }));
    const { account, clock } = openAccount(api.url);
    ours.clock = clock;
    const login = account.login(NEVER);
    await vi.waitFor(() => expect(clock.sleeping).toBe(1));
    await clock.advance(2_000);
    expect(await login).toMatchObject({ ok: false, error: { code: 'AB1050' } });
    expect(api.seen).toHaveLength(2);
  });
});

describe('without a session', () => {
  const error = { kind: 'session', code: 'NO_SESSION', message: 'this account is not logged in' };

  it('nothing is sent', async () => {
    const api = await startFakeSmartApi(() => ({ body: success }));
    const { account } = openAccount(api.url);
    expect(await account.readOrderBook(NEVER)).toEqual({ ok: false, error });
    expect(await account.readPositions(NEVER)).toEqual({ ok: false, error });
    expect(await account.readHoldings(NEVER)).toEqual({ ok: false, error });
    expect(await account.readFunds(NEVER)).toEqual({ ok: false, error });
    expect(await account.placeOrder(ticket, NEVER)).toEqual({ kind: 'refused', error });
    expect(await account.modifyOrder('1', ticket, NEVER)).toEqual({ kind: 'refused', error });
    expect(await account.cancelOrder('1', ticket, NEVER)).toEqual({ kind: 'refused', error });
    expect(await account.logout(NEVER)).toEqual({ ok: true, value: null });
    expect(api.seen).toEqual([]);
  });

  it('is what logout leaves, whatever the broker says to it', async () => {
    const { account, api } = await loggedIn(() => ({ body: recordedReply('logout').body }));
    expect(await account.logout(NEVER)).toEqual({ ok: true, value: null });
    expect(api.seen.at(-1)).toMatchObject({
      body: { clientcode: 'CLIENT0001' },
      headers: { authorization: `Bearer ${JWT}` },
    });
    expect(await account.readFunds(NEVER)).toEqual({ ok: false, error });
  });
});

describe('orders', () => {
  it('are placed, modified and cancelled at their paths, in texts', async () => {
    const { account, api } = await loggedIn(() => ({ body: orderReply }));
    expect(await account.placeOrder(ticket, NEVER)).toEqual(accepted);
    expect(await account.modifyOrder('200910000000111', { ...ticket, quantity: 7 }, NEVER)).toEqual(accepted);
    expect(await account.cancelOrder('200910000000111', ticket, NEVER)).toEqual(accepted);
    const orders = api.seen.slice(1);
    expect(orders.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /rest/secure/angelbroking/order/v1/placeOrder',
      'POST /rest/secure/angelbroking/order/v1/modifyOrder',
      'POST /rest/secure/angelbroking/order/v1/cancelOrder',
    ]);
    expect(orders.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        quantity: '5',
        price: '194.50',
        ordertag: 'ct0123456789abc',
        symboltoken: '3045',
      }),
      expect.objectContaining({ quantity: '7', orderid: '200910000000111' }),
      { variety: 'NORMAL', orderid: '200910000000111' },
    ]);
  });

  it('that are no orders are refused here, and nothing is sent', async () => {
    const { account, api } = await loggedIn(() => ({ body: orderReply }));
    expect(await account.placeOrder({ ...ticket, quantity: 0 }, NEVER)).toEqual({
      kind: 'refused',
      error: { kind: 'refused', code: 'TICKET', message: '0 is no quantity of an order' },
    });
    expect(await account.placeOrder({ ...ticket, symbolToken: null }, NEVER)).toEqual({
      kind: 'refused',
      error: { kind: 'refused', code: 'TICKET', message: 'no symbol token is known of NSE:SBIN-EQ' },
    });
    expect(api.seen).toHaveLength(1);
  });

  it('without a token take it from the instruments', async () => {
    const record = { exchange: 'NSE', symbolToken: '3045', tradingSymbol: 'SBIN-EQ' } as InstrumentRecord;
    const findSymbolToken = indexSymbolTokens([
      record,
      { ...record, exchange: 'BSE', symbolToken: '500112' },
    ]);
    const { account, api } = await loggedIn(() => ({ body: orderReply }), { findSymbolToken });
    expect(
      await account.placeOrder({ ...ticket, symbolToken: null, tradingSymbol: 'sbin-eq' }, NEVER),
    ).toEqual(accepted);
    expect(api.seen.at(-1)?.body).toMatchObject({ symboltoken: '3045' });
  });

  it('consent to surveillance where the account does', async () => {
    const { account, api } = await loggedIn(() => ({ body: orderReply }), { scripConsent: true });
    await account.placeOrder(ticket, NEVER);
    expect(api.seen.at(-1)?.body).toMatchObject({ scripconsent: 'yes' });
  });

  it('are unknown where the caller gives up after they may have left', async () => {
    const abort = new AbortController();
    const { account } = await loggedIn(() => {
      abort.abort();
      return { body: orderReply };
    });
    expect(await account.placeOrder(ticket, abort.signal)).toEqual({
      kind: 'unknown',
      error: { kind: 'aborted', code: 'ABORTED', message: 'given up by the caller' },
    });
  });

  it('are refused where the caller had given up before', async () => {
    const { account, api } = await loggedIn(() => ({ body: orderReply }));
    expect(await account.placeOrder(ticket, AbortSignal.abort())).toEqual({
      kind: 'refused',
      error: { kind: 'aborted', code: 'ABORTED', message: 'given up by the caller' },
    });
    expect(api.seen).toHaveLength(1);
  });
});

describe('reads', () => {
  it('give the book in the order of its rows', async () => {
    const { account } = await loggedIn(() => ({ body: fixture('orderbook_2022_open_cancelled.json') }));
    expect(await account.readOrderBook(NEVER)).toEqual({
      ok: true,
      value: fixtureRows('orderbook_2022_open_cancelled.json').map(readOrderRow),
    });
  });

  it('give the same list for the same book, and look again at one that is not', async () => {
    const rows = fixtureRows('orderbook_2022_open_cancelled.json');
    const filled = [...rows.slice(0, -1), { ...rows.at(-1), filledshares: '1' }];
    const books: readonly Scripted[] = [
      { body: { ...success, data: rows } },
      { body: { ...success, data: rows } },
      { body: { ...success, data: filled } },
      { status: 500, body: { ...success, data: filled } },
      { body: { ...success, data: rows } },
    ];
    const { account } = await loggedIn((_name, count) => books[count - 1] ?? { body: '' });
    const readings: Awaited<ReturnType<typeof account.readOrderBook>>[] = [];
    for (const _book of books) readings.push(await account.readOrderBook(NEVER));
    const listOf = (reading: (typeof readings)[number] | undefined) => (reading?.ok ? reading.value : null);
    expect(readings.map(listOf)).toEqual([
      rows.map(readOrderRow),
      rows.map(readOrderRow),
      filled.map(readOrderRow),
      null,
      rows.map(readOrderRow),
    ]);
    expect(listOf(readings[1])).toBe(listOf(readings[0]));
  });

  it('give positions and funds', async () => {
    const { account } = await loggedIn((name) => ({
      body: name === 'getRMS' ? recordedReply('funds').body : recordedReply('order_book_empty').body,
    }));
    const { body } = recordedReply('funds');
    expect(await account.readFunds(NEVER)).toEqual({
      ok: true,
      value: { available: { n: 100000, d: 1 }, unrealised: { n: 0, d: 1 }, raw: body },
    });
    expect(await account.readPositions(NEVER)).toEqual({
      ok: true,
      value: { positions: [], problems: [], raw: recordedReply('order_book_empty').body },
    });
    expect(await account.readHoldings(NEVER)).toEqual({
      ok: true,
      value: { holdings: [], problems: [], raw: recordedReply('order_book_empty').body },
    });
  });

  it.each<[string, Scripted, object]>([
    [
      'a session that ended',
      { body: recordedReply('profile_invalid_token').body },
      { kind: 'session', code: 'AG8001', message: 'Invalid Token' },
    ],
    [
      'data that is no list',
      { body: { ...success, data: 'none' } },
      { kind: 'transient', code: 'UNREADABLE', message: `the reply's data is "none", not a list of orders` },
    ],
    [
      'nothing',
      { body: '' },
      { kind: 'transient', code: 'EMPTY', message: 'the broker answered nothing that says why' },
    ],
  ])('fail by %s: no book is never an empty book', async (_name, reply, error) => {
    const { account } = await loggedIn(() => reply);
    expect(await account.readOrderBook(NEVER)).toEqual({ ok: false, error });
  });
});

describe('secrets', () => {
  const echo = `apikey-1 4711 JBSWY3DPEHPK3PXP ${JWT} refresh-token feed-token`;
  const hidden = '[api key] [password] [totp secret] [session token] [session token] [session token]';

  it('are in no message, whatever the broker echoes', async () => {
    const { account } = await loggedIn(() => ({
      body: { status: false, message: echo, errorcode: 'AB4006', data: null },
    }));
    expect(await account.readOrderBook(NEVER)).toMatchObject({ error: { message: hidden } });
    expect(await account.placeOrder(ticket, NEVER)).toMatchObject({ error: { message: hidden } });
  });

  it('are not even there in half, where a long text is cut', async () => {
    for (let length = 1; length <= 45; length += 1) {
      const { account } = await loggedIn(() => ({
        body: { ...success, data: `${'x'.repeat(length)} ${echo}` },
      }));
      const text = JSON.stringify(await account.readFunds(NEVER));
      expect(text).not.toMatch(/apik|4711|47…|471…|JBSW|jwt|refresh-|feed-/);
    }
  });

  it('are in no data that goes into a recording', async () => {
    const row = { ...fixtureRows('orderbook_2022_open_cancelled.json')[0], text: `rejected: ${JWT}` };
    const { account } = await loggedIn(() => ({ body: { ...success, data: [row] } }));
    const hiddenRow = { ...row, text: 'rejected: [session token]' };
    expect(await account.readOrderBook(NEVER)).toEqual({ ok: true, value: [readOrderRow(hiddenRow)] });
  });

  it('are in no message of a failed login', async () => {
    const api = await startFakeSmartApi(() => ({
      body: { status: false, message: `${'x'.repeat(290)} apikey-1 4711`, errorcode: 'AB1007', data: null },
    }));
    const { account } = openAccount(api.url);
    expect(await account.login(NEVER)).toMatchObject({
      error: { kind: 'credentials', message: `${'x'.repeat(290)} [api key]…` },
    });
  });
});

describe('two accounts in one process', () => {
  it('have sessions of their own', async () => {
    const api = await startFakeSmartApi((name, count) =>
      name === 'loginByPassword'
        ? { body: { ...success, data: { jwtToken: `token-number-${count}` } } }
        : { body: orderReply },
    );
    const [one, two] = [openAccount(api.url).account, openAccount(api.url).account];
    await one.login(NEVER);
    await two.login(NEVER);
    await one.placeOrder(ticket, NEVER);
    await two.placeOrder(ticket, NEVER);
    expect(api.seen.slice(2).map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-number-1',
      'Bearer token-number-2',
    ]);
  });
});
