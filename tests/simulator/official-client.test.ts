/**
 * smartapi-javascript 1.0.27, as published, against the simulator; and what it makes of trouble, which is why the
 * program does not use it (docs/decisions).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../src/simulator/faults.ts';
import { type Lab, MASTER, SBIN_LIMIT, startLab } from './harness.ts';

const CHILD = fileURLToPath(new URL('./official-client-child.cjs', import.meta.url));
const OK = { status: true, message: 'SUCCESS', errorcode: '' };

interface OfficialClient extends Lab {
  call(name: string, ...args: unknown[]): Promise<unknown>;
  /** Logs in, and gives the tokens. */
  logIn(): Promise<{ jwtToken: string; refreshToken: string; feedToken: string }>;
  /** What it left in its folder, once it has ended. */
  readErrorLog(): Promise<string>;
}

async function startOfficialClient({ timeout = 5000 } = {}): Promise<OfficialClient> {
  const holdings = [{ symbol: 'SBIN-EQ', quantity: 10, averagePrice: 800 }];
  const lab = await startLab({ accounts: [{ ...MASTER, holdings }] });
  const folder = mkdtempSync(join(tmpdir(), 'official-client-'));
  const { url, orderFeedUrl } = lab.simulator;
  const settings = JSON.stringify({ url, orderFeedUrl, apiKey: MASTER.apiKey, timeout });
  const child = spawn(process.execPath, [CHILD, settings], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  // It prints search results between our lines; ours are the ones that are JSON.
  const answers: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => line.startsWith('{"') && answers.push(line));
  const call = async (name: string, ...args: unknown[]): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify({ name, args })}\n`);
    while (answers.length === 0) await once(lines, 'line');
    const { value, error } = JSON.parse(answers.shift() ?? '{}');
    if (error !== undefined) throw new Error(error);
    return value;
  };
  return {
    ...lab,
    call,
    async logIn() {
      const reply = await call('generateSession', MASTER.clientCode, MASTER.pin, lab.master.totp());
      return JSON.parse(JSON.stringify(reply)).data;
    },
    async readErrorLog() {
      const closed = once(child, 'close');
      await call('end');
      await closed;
      const path = join(folder, 'error.log');
      return existsSync(path) ? readFileSync(path, 'utf8') : '';
    },
  };
}

describe('the official client', () => {
  test('logs in, renews its tokens and logs out', async () => {
    const { call, logIn } = await startOfficialClient();
    const { refreshToken } = await logIn();
    const profile = await call('getProfile');
    const renewed = await call('generateToken', refreshToken);
    const funds = await call('getRMS');
    const goodbye = await call('logout', MASTER.clientCode);
    const after = await call('getProfile');
    expect([profile, renewed, funds]).toMatchObject([
      { ...OK, data: { clientcode: MASTER.clientCode } },
      { ...OK, data: { state: null } },
      { ...OK, data: { net: '1000000.00' } },
    ]);
    expect(goodbye).toEqual({ ...OK, data: 'Logout Successfully' });
    expect(after).toEqual({ success: false, message: 'Invalid Token', errorCode: 'AG8001', data: '' });
  });

  test('places, modifies and cancels orders, and reads them back', async () => {
    const { call, logIn, simulator } = await startOfficialClient();
    await logIn();
    const placed = JSON.parse(JSON.stringify(await call('placeOrder', { ...SBIN_LIMIT, ordertag: 'tag' })));
    const { orderid, uniqueorderid } = placed.data;
    const modified = await call('modifyOrder', { ...SBIN_LIMIT, orderid, price: '899.00' });
    const details = await call('indOrderDetails', uniqueorderid);
    const cancelled = await call('cancelOrder', { variety: 'NORMAL', orderid });
    const book = await call('getOrderBook');
    const acknowledged = { ...OK, data: { orderid, uniqueorderid } };
    expect([modified, cancelled]).toEqual([acknowledged, acknowledged]);
    expect(details).toMatchObject({
      ...OK,
      data: { uniqueorderid, status: 'modified', price: 899, ordertag: 'tag' },
    });
    expect(book).toEqual({ ...OK, data: simulator.account(MASTER.clientCode).orderBook() });
  });

  test('reads trades, positions, holdings, quotes, symbols and margins, and converts a position', async () => {
    const { call, logIn, simulator } = await startOfficialClient();
    await logIn();
    const hand = simulator.account(MASTER.clientCode);
    hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 10 });
    const trades = hand.tradeBook();
    const positions = hand.positions();
    expect([await call('getTradeBook'), await call('getPosition')]).toEqual([
      { ...OK, data: trades },
      { ...OK, data: positions },
    ]);
    const converting = {
      exchange: 'NSE',
      symboltoken: '3045',
      oldproducttype: 'INTRADAY',
      newproducttype: 'DELIVERY',
    };
    const margin = {
      exchange: 'NSE',
      token: '3045',
      qty: 10,
      price: 900,
      productType: 'DELIVERY',
      tradeType: 'BUY',
    };
    expect([
      await call('getHolding'),
      await call('getAllHolding'),
      await call('marketData', { mode: 'LTP', exchangeTokens: { NSE: ['3045'] } }),
      await call('searchScrip', { exchange: 'NSE', searchscrip: 'SBIN' }),
      await call('marginApi', { positions: [margin] }),
      await call('convertPosition', { ...converting, quantity: 10 }),
    ]).toMatchObject([
      { ...OK, data: [{ tradingsymbol: 'SBIN-EQ', quantity: 10 }] },
      { ...OK, data: { totalholding: { totalinvvalue: 8000 } } },
      { ...OK, data: { fetched: [{ symbolToken: '3045', ltp: 902.45 }], unfetched: [] } },
      [{ exchange: 'NSE', tradingsymbol: 'SBIN-EQ', symboltoken: '3045' }],
      { ...OK, data: { totalMarginRequired: 9000 } },
      { ...OK, data: null },
    ]);
  });

  test('hears of orders over its order-update socket', async () => {
    const { call, logIn, simulator } = await startOfficialClient();
    const { jwtToken, feedToken } = await logIn();
    await call('openFeed', {
      clientcode: MASTER.clientCode,
      jwttoken: jwtToken,
      apikey: MASTER.apiKey,
      feedtype: feedToken,
    });
    simulator.account(MASTER.clientCode).placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1 });
    const hear = async () =>
      JSON.parse(JSON.stringify(await call('ticks'))).map((tick: string) => JSON.parse(tick)['order-status']);
    await expect.poll(hear, { timeout: 10_000 }).toEqual(['AB00', 'AB09', 'AB01', 'AB05']);
  });
});

describe('what placeOrder of the official client resolves to', () => {
  const cases: [string, Fault, unknown][] = [
    ['a reset', { kind: 'reset', endpoint: 'placeOrder', accepted: true }, {}],
    ['no answer', { kind: 'hang', endpoint: 'placeOrder', accepted: true }, {}],
    [
      'a 403 of the rate limit',
      { kind: 'throttled', endpoint: 'placeOrder', accepted: true },
      { status: 403, message: 'Forbidden' },
    ],
    [
      'a 500',
      { kind: 'server_error', endpoint: 'placeOrder', accepted: true },
      { status: 500, message: 'Internal Server Error' },
    ],
    [
      "the firewall's page",
      { kind: 'html_page', endpoint: 'placeOrder', accepted: true },
      expect.stringMatching(/^<html>/),
    ],
    ['an empty body', { kind: 'empty_body', endpoint: 'placeOrder', accepted: true }, ''],
    [
      'a body that is cut',
      { kind: 'truncated', endpoint: 'placeOrder', keepBytes: 30 },
      '{"status":true,"message":"SUCC',
    ],
  ];

  test.each(cases)(
    'after %s, though the order was placed: no error, and no order id',
    async (_, fault, outcome) => {
      const { call, logIn, simulator } = await startOfficialClient({ timeout: 500 });
      await logIn();
      simulator.faults.add(fault);
      expect(await call('placeOrder', SBIN_LIMIT)).toEqual(outcome);
      expect(simulator.account(MASTER.clientCode).orderBook()).toHaveLength(1);
    },
  );
});

test('the official client writes PIN, TOTP code, API key and token to error.log', async () => {
  const { call, logIn, readErrorLog } = await startOfficialClient();
  await call('generateSession', MASTER.clientCode, MASTER.pin, '000000');
  const { jwtToken } = await logIn();
  await call('placeOrder', { ...SBIN_LIMIT, symboltoken: '1' });
  const log = await readErrorLog();
  expect([MASTER.pin, MASTER.apiKey, jwtToken].map((secret) => log.includes(secret))).toEqual([
    true,
    true,
    true,
  ]);
  expect(log).toContain('\\"totp\\":\\"000000\\"');
});

test('the constructor of the official client asks strangers for its address, and rejects unheard when they are silent', async () => {
  const { call } = await startOfficialClient();
  const look = () => call('noticed');
  await expect
    .poll(look, { timeout: 20_000, interval: 250 })
    .toMatchObject({ rejections: [expect.stringContaining("Couldn't find your IP")] });
  expect(await look()).toMatchObject({
    contacts: ['udp 208.67.222.222', 'https icanhazip.com', 'https api.ipify.org'],
  });
});
