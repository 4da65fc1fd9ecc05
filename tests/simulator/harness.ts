import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { generateSync } from 'otplib';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { AccountOptions } from '../../src/simulator/accounts/account.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator-options.ts';
import { createVirtualClock, type VirtualClock } from '../../src/simulator/virtual-clock.ts';
import type { OrderRow } from '../../src/simulator/wire/order-row.ts';
import type { PushMessage } from '../../src/simulator/wire/push-message.ts';

/** A Monday, when the market is open: 23-Nov-2026 10:30:00 in India. */
export const MONDAY = istTime(2026, 11, 23, '10:30:00');

export const MASTER: AccountOptions = {
  clientCode: 'CLIENT0001',
  pin: '4826',
  totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  apiKey: 'a1b2c3d4',
};
export const FOLLOWER: AccountOptions = {
  clientCode: 'CLIENT0002',
  pin: '1937',
  totpSecret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  apiKey: 'e5f6a7b8',
};

/** The instant of a wall-clock time in India. */
export function istTime(year: number, month: number, day: number, clock: string): number {
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - 19_800_000;
}

export function readFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/simulator/${name}`, import.meta.url), 'utf8');
}

/** A recorded HTTP reply, by its name. */
export function recordedReply(name: string): { status: number | null; body: unknown; body_text?: string } {
  const replies: { name: string; status: number | null; body: unknown; body_text?: string }[] = JSON.parse(
    readFixture('http_recorded_2026.json'),
  );
  const found = replies.find((reply) => reply.name === name);
  if (!found) throw new Error(`no such recording: ${name}`);
  return found;
}

export interface Lab {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  readonly master: TestClient;
  readonly follower: TestClient;
}

/** A simulator with a clock that stands at `MONDAY`, without rate limits and with every step done at once. */
export async function startLab(
  options: Partial<SimulatorOptions> & { startAtMs?: number } = {},
): Promise<Lab> {
  const clock = createVirtualClock(options.startAtMs ?? MONDAY);
  const accounts = options.accounts ?? [MASTER, FOLLOWER];
  const simulator = await startSimulator({ rateLimits: 'off', stepMs: 0, clock, ...options, accounts });
  onTestFinished(() => simulator.close());
  const [first = MASTER, second = FOLLOWER] = accounts;
  return {
    simulator,
    clock,
    master: new TestClient(simulator, clock, first),
    follower: new TestClient(simulator, clock, second),
  };
}

export interface TestReply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const ORDER = '/rest/secure/angelbroking/order/v1';

/** A client as plain as can be: what it sends and gets is what a test sees. */
class TestClient {
  jwtToken = '';
  refreshToken = '';
  readonly #simulator: Simulator;
  readonly #clock: VirtualClock;
  readonly #account: AccountOptions;

  constructor(simulator: Simulator, clock: VirtualClock, account: AccountOptions) {
    this.#simulator = simulator;
    this.#clock = clock;
    this.#account = account;
  }

  totp(atMs = this.#clock.now()): string {
    return generateSync({ secret: this.#account.totpSecret, epoch: Math.floor(atMs / 1000) });
  }

  loginWith(body: object = {}): Promise<TestReply> {
    const { clientCode, pin } = this.#account;
    return this.post('/rest/auth/angelbroking/user/v1/loginByPassword', {
      clientcode: clientCode,
      password: pin,
      totp: this.totp(),
      ...body,
    });
  }

  async login(): Promise<this> {
    const reply = await this.loginWith();
    const { data } = JSON.parse(reply.text);
    this.jwtToken = data.jwtToken;
    this.refreshToken = data.refreshToken;
    return this;
  }

  place(order: object = {}, options: SendOptions = {}): Promise<TestReply> {
    return this.post(`${ORDER}/placeOrder`, { ...SBIN_LIMIT, ...order }, options);
  }

  /** @returns the order id of an accepted order. */
  async placed(order: object = {}): Promise<string> {
    const { data } = JSON.parse((await this.place(order)).text);
    return data.orderid;
  }

  modify(orderid: string, order: object = {}): Promise<TestReply> {
    return this.post(`${ORDER}/modifyOrder`, { ...SBIN_LIMIT, ...order, orderid });
  }

  cancel(orderid: string, body: object = {}): Promise<TestReply> {
    return this.post(`${ORDER}/cancelOrder`, { variety: 'NORMAL', orderid, ...body });
  }

  /** The rows of a book: `getOrderBook`, `getTradeBook`, `getPosition`. */
  async rows<T = OrderRow>(name = 'getOrderBook'): Promise<T[] | null> {
    return JSON.parse((await this.get(`${ORDER}/${name}`)).text).data;
  }

  /** The only order of the book. */
  async row(): Promise<OrderRow> {
    const rows = await this.rows();
    const [row] = rows ?? [];
    if (rows?.length !== 1 || !row) throw new Error(`the book has ${rows?.length} orders`);
    return row;
  }

  get(path: string, options: SendOptions = {}): Promise<TestReply> {
    return send(`${this.#simulator.url}${path}`, { method: 'GET', headers: this.#headers(), ...options });
  }

  post(path: string, body: unknown, options: SendOptions = {}): Promise<TestReply> {
    const text = JSON.stringify(body);
    return send(`${this.#simulator.url}${path}`, {
      method: 'POST',
      headers: this.#headers(),
      text,
      ...options,
    });
  }

  async openFeed(token = this.jwtToken): Promise<TestFeed> {
    const feed = new TestFeed(this.#simulator.orderFeedUrl, token);
    onTestFinished(() => feed.socket.terminate());
    await feed.opened;
    return feed;
  }

  #headers(): Record<string, string> {
    const headers: Record<string, string> = { 'X-PrivateKey': this.#account.apiKey, 'X-UserType': 'USER' };
    if (this.jwtToken !== '') headers.Authorization = `Bearer ${this.jwtToken}`;
    return headers;
  }
}

/** A limit order that rests: the last price is 902.45. */
export const SBIN_LIMIT = {
  variety: 'NORMAL',
  tradingsymbol: 'SBIN-EQ',
  symboltoken: '3045',
  transactiontype: 'BUY',
  exchange: 'NSE',
  ordertype: 'LIMIT',
  producttype: 'INTRADAY',
  duration: 'DAY',
  price: '900.00',
  triggerprice: '0',
  quantity: '10',
};

export interface SendOptions {
  readonly headers?: Record<string, string>;
  readonly localAddress?: string;
}

export function send(
  url: string,
  options: SendOptions & { method: string; text?: string },
): Promise<TestReply> {
  const { method, text = '', headers, localAddress } = options;
  const settings = { method, headers: { 'Content-Type': 'application/json', ...headers }, agent: false };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...settings, ...(localAddress ? { localAddress } : {}) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          contentType: incoming.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

/** An order-update socket and what it said. */
export class TestFeed {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly frames: (PushMessage | string | Buffer)[] = [];

  constructor(url: string, token: string) {
    this.socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });
    this.socket.on('message', (data, isBinary) => this.frames.push(readFrame(data, isBinary)));
    this.opened = new Promise((resolve, reject) => {
      this.socket.on('open', () => resolve());
      this.socket.on('error', reject);
    });
  }

  get updates(): PushMessage[] {
    return this.frames.filter((frame) => typeof frame === 'object' && 'orderData' in frame).slice(1);
  }

  /** `AB09 open pending`, for each update after the greeting. */
  get story(): string[] {
    return this.updates.map((update) => `${update['order-status']} ${update.orderData.status}`);
  }

  /** Resolves when everything that was sent before has arrived: a protocol ping overtakes nothing. */
  async settle(): Promise<void> {
    const pong = new Promise((resolve) => this.socket.once('pong', resolve));
    this.socket.ping();
    await pong;
  }

  get closed(): Promise<number> {
    return new Promise((resolve) => this.socket.on('close', (code) => resolve(code)));
  }
}

function readFrame(data: WebSocket.RawData, isBinary: boolean): PushMessage | string | Buffer {
  const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data.toString());
  if (isBinary) return bytes;
  const text = bytes.toString('utf8');
  return text.startsWith('{') ? JSON.parse(text) : text;
}
