import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type OrderFeedOptions, openOrderFeed } from '../../../src/brokers/angelone/order-feed.ts';
import { readOrderRow } from '../../../src/brokers/angelone/read-order-row.ts';
import type { BrokerError, Json, OrderFeed, OrderReading } from '../../../src/brokers/port.ts';
import { Redactor } from '../../../src/secrets/redactor.ts';
import { FakeClock, until } from '../fake-clock.ts';
import { fixtureText } from './fixtures.ts';
import { hasManyLoopbacks, startTunnelProxy } from './loopback.ts';

const [greeting = '', pending = '', complete = ''] = fixtureText('order_update_ws_messages.jsonl').split(
  '\n',
);

function rowOf(line: string): Json {
  return (JSON.parse(line) as { orderData: Json }).orderData;
}

interface FeedServer {
  readonly port: number;
  readonly url: URL;
  readonly sockets: WebSocket[];
  readonly handshakes: IncomingMessage[];
  /** Texts that clients sent. */
  readonly heard: string[];
}

const HANG = 'no answer at all';

/** An order-update server; `refuse` may answer a handshake in HTTP instead, or not at all. */
async function startFeedServer(refuse: (count: number) => string | null = () => null): Promise<FeedServer> {
  const server = createServer();
  const upgrades = new WebSocketServer({ noServer: true });
  const state = { sockets: [] as WebSocket[], handshakes: [] as IncomingMessage[], heard: [] as string[] };
  const raw: Duplex[] = [];
  server.on('upgrade', (request, socket, head) => {
    raw.push(socket);
    state.handshakes.push(request);
    const refusal = refuse(state.handshakes.length);
    if (refusal === HANG) return;
    if (refusal !== null) return void socket.end(refusal);
    upgrades.handleUpgrade(request, socket, head, (opened) => {
      state.sockets.push(opened);
      opened.on('message', (data) => state.heard.push(String(data)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of raw) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: new URL(`ws://127.0.0.1:${port}/smart-order-update`), ...state };
}

type Event = 'connected' | { readonly order: OrderReading } | { readonly disconnected: BrokerError };

interface OpenedFeed {
  readonly feed: OrderFeed;
  readonly events: Event[];
  readonly clock: FakeClock;
  readonly session: { authorization: string | null };
}

function open(url: URL, options: Partial<OrderFeedOptions> = {}): OpenedFeed {
  const events: Event[] = [];
  const clock = new FakeClock();
  const session = { authorization: 'Bearer token-1' as string | null };
  const feed = openOrderFeed(
    {
      url,
      clock,
      handshakeMs: 5000,
      random: () => 1,
      redactor: new Redactor(),
      authorization: () => session.authorization,
      ...options,
    },
    {
      onConnected: () => events.push('connected'),
      onOrder: (order) => events.push({ order }),
      onDisconnected: (disconnected) => events.push({ disconnected }),
    },
  );
  onTestFinished(() => feed.close());
  return { feed, events, clock, session };
}

function disconnected(kind: string, code: string): object {
  return { disconnected: { kind, code, message: expect.any(String) } };
}

/** Greets the feed's connection of that number, from 0, and waits until the feed has taken the greeting. */
async function connect(server: FeedServer, opened: OpenedFeed, number = 0): Promise<WebSocket> {
  await until(() => server.sockets.length > number);
  const socket = server.sockets[number];
  if (socket === undefined) throw new Error('no socket');
  socket.send(greeting);
  await until(() => opened.events.filter((event) => event === 'connected').length > number);
  return socket;
}

/** What the server sent before has been heard when the answer to its protocol ping is back. */
async function answerPing(socket: WebSocket): Promise<void> {
  const pong = new Promise((resolve) => socket.once('pong', resolve));
  socket.ping();
  await pong;
}

describe('a feed that is up', () => {
  it('asks with the session token alone, and is connected with the greeting', async () => {
    const server = await startFeedServer();
    const opened = open(server.url);
    await connect(server, opened);
    expect(opened.events).toEqual(['connected']);
    expect(server.handshakes.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/smart-order-update', 'Bearer token-1'],
    ]);
  });

  it('gives orders as they come, and passes over everything else', async () => {
    const server = await startFeedServer();
    const opened = open(server.url);
    const socket = await connect(server, opened);
    for (const frame of [
      Buffer.from([0]),
      'pong',
      greeting,
      pending,
      Buffer.from(complete),
      '{"a":1}',
      complete,
    ])
      socket.send(frame);
    await until(() => opened.events.length === 3);
    expect(opened.events).toEqual([
      'connected',
      { order: readOrderRow(rowOf(pending)) },
      { order: readOrderRow(rowOf(complete)) },
    ]);
  });

  it('is connected by its first order where no greeting comes', async () => {
    const server = await startFeedServer();
    const { events } = open(server.url);
    await until(() => server.sockets.length === 1);
    server.sockets[0]?.send(pending);
    await until(() => events.length === 2);
    expect(events).toEqual(['connected', { order: readOrderRow(rowOf(pending)) }]);
  });

  it.each(['pong', Buffer.from([0])])(
    'is connected by its first sound (%j) where no greeting comes',
    async (sound) => {
      const server = await startFeedServer();
      const { events } = open(server.url);
      await until(() => server.sockets.length === 1);
      expect(events).toEqual([]);
      server.sockets[0]?.send(sound);
      await until(() => events.length === 1);
      expect(events).toEqual(['connected']);
    },
  );

  it('reports a frame that it cannot read as an order that it cannot read', async () => {
    const server = await startFeedServer();
    const opened = open(server.url);
    const socket = await connect(server, opened);
    const frame = { 'status-code': '500', 'error-message': 'oops', orderData: null };
    socket.send(JSON.stringify(frame));
    await until(() => opened.events.length === 2);
    const problem = 'a push message without an order (status-code "500", error-message "oops")';
    expect(opened.events[1]).toEqual({ order: { ok: false, problem, raw: frame } });
  });

  it('says ping every ten seconds, as long as it hears something', async () => {
    const server = await startFeedServer();
    const opened = open(server.url);
    const socket = await connect(server, opened);
    for (let pings = 1; pings <= 6; pings += 1) {
      await opened.clock.advance(10_000);
      await until(() => server.heard.length === pings);
      socket.send(Buffer.from([0]));
      await answerPing(socket);
    }
    expect([server.heard, server.sockets.length, opened.events]).toEqual([
      Array(6).fill('ping'),
      1,
      ['connected'],
    ]);
  });
});

describe('a feed that is lost', () => {
  it('by silence is ended and opened again', async () => {
    const server = await startFeedServer();
    const opened = open(server.url);
    const socket = await connect(server, opened);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await opened.clock.advance(20_000);
    expect(opened.events).toEqual(['connected']);
    await opened.clock.advance(5_000);
    await closed;
    await until(() => opened.events.length === 2);
    expect(opened.events[1]).toEqual(disconnected('transient', 'SILENT'));
    await opened.clock.advance(1_000);
    await connect(server, opened, 1);
    expect(opened.events.at(-1)).toBe('connected');
  });

  it('by the broker is opened again, later each time', async () => {
    const server = await startFeedServer();
    const opened = open(server.url);
    for (const [number, waitMs] of [1_000, 2_000, 4_000].entries()) {
      const socket = await connect(server, opened, number);
      socket.terminate();
      await until(() => opened.events.length === 2 * number + 2);
      expect(opened.events.at(-1)).toEqual(disconnected('transient', 'CLOSED'));
      await opened.clock.advance(waitMs - 1);
      expect(opened.clock.sleeping).toBe(1);
      await opened.clock.advance(1);
    }
    await connect(server, opened, 3);
  });

  it('after a good while begins with the shortest wait again', async () => {
    const server = await startFeedServer(() => null);
    const opened = open(server.url);
    for (const number of [0, 1, 2]) {
      const socket = await connect(server, opened, number);
      for (const _tenSeconds of [1, 2, 3]) {
        await opened.clock.advance(10_000);
        await answerPing(socket);
      }
      socket.close(1001);
      await until(() => opened.events.length === 2 * number + 2);
      await opened.clock.advance(1_000);
    }
    await connect(server, opened, 3);
  });

  it.each([
    ['401 Unauthorized', '', 'session', 'HTTP_401'],
    ['403 Forbidden', '', 'session', 'HTTP_403'],
    ['403 Forbidden', 'Access denied because of exceeding access rate', 'throttled', 'HTTP_403'],
    ['429 Too Many Requests', '', 'throttled', 'HTTP_429'],
    ['503 Service Unavailable', '<html>', 'transient', 'HTTP_503'],
    ['200 OK', 'x'.repeat(5000), 'transient', 'HTTP_200'],
  ])('by %s (%j) at the handshake is %s', async (status, body, kind, code) => {
    const refusal = `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
    const server = await startFeedServer((count) => (count === 1 ? refusal : null));
    const opened = open(server.url);
    await until(() => opened.events.length === 1);
    expect(opened.events).toEqual([disconnected(kind, code)]);
    await opened.clock.advance(5_000);
    await connect(server, opened);
    expect(opened.events.at(-1)).toBe('connected');
  });

  it('by a handshake that does not end is tried again', async () => {
    const server = await startFeedServer((count) => (count === 1 ? HANG : null));
    const opened = open(server.url, { handshakeMs: 50 });
    await until(() => opened.events.length === 1);
    expect(opened.events).toEqual([disconnected('transient', 'FEED')]);
    await opened.clock.advance(1_000);
    await connect(server, opened);
  });

  it('by a port on which nothing listens is tried again', async () => {
    const opened = open(new URL('ws://127.0.0.1:1/'));
    await until(() => opened.events.length === 1);
    await opened.clock.advance(1_000);
    await until(() => opened.events.length === 2);
    expect(opened.events).toEqual([
      disconnected('transient', 'ECONNREFUSED'),
      disconnected('transient', 'ECONNREFUSED'),
    ]);
  });

  it('by an answer that is no HTTP, or a frame beyond all updates, is tried again', async () => {
    const server = await startFeedServer((count) => (count === 1 ? 'go away\r\n\r\n' : null));
    const opened = open(server.url);
    await until(() => opened.events.length === 1);
    await opened.clock.advance(1_000);
    const socket = await connect(server, opened);
    socket.send('x'.repeat(300_000));
    await until(() => opened.events.length === 3);
    expect(opened.events).toEqual([
      disconnected('transient', 'HPE_INVALID_CONSTANT'),
      'connected',
      disconnected('transient', 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'),
    ]);
  });

  it('by a fault in taking an update is opened again, and the process goes on', async () => {
    const server = await startFeedServer();
    const clock = new FakeClock();
    const reasons: BrokerError[] = [];
    const feed = openOrderFeed(
      {
        url: server.url,
        clock,
        handshakeMs: 5000,
        random: () => 1,
        redactor: new Redactor(),
        authorization: () => 'Bearer a',
      },
      {
        onConnected: () => undefined,
        onOrder: () => {
          throw new Error('a fault of ours');
        },
        onDisconnected: (reason) => reasons.push(reason),
      },
    );
    onTestFinished(() => feed.close());
    await until(() => server.sockets.length === 1);
    server.sockets[0]?.send(pending);
    await until(() => reasons.length === 1);
    expect(reasons).toEqual([
      { kind: 'transient', code: 'HANDLER', message: 'an update could not be taken: Error: a fault of ours' },
    ]);
    await clock.advance(1_000);
    await until(() => server.sockets.length === 2);
  });
});

describe('the session of a feed', () => {
  it('is waited for where there is none', async () => {
    const server = await startFeedServer();
    const session = { authorization: null as string | null };
    const opened = open(server.url, { authorization: () => session.authorization });
    await until(() => opened.events.length === 1);
    await opened.clock.advance(60_000);
    expect(opened.events).toEqual([disconnected('session', 'NO_SESSION')]);
    session.authorization = 'Bearer token-2';
    await opened.clock.advance(1_000);
    await connect(server, opened);
    expect(server.handshakes.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-2']);
  });

  it('is the new one as soon as there is one', async () => {
    const server = await startFeedServer((count) =>
      count === 1 ? 'HTTP/1.1 401 Unauthorized\r\n\r\n' : null,
    );
    const opened = open(server.url);
    await until(() => opened.events.length === 1);
    opened.session.authorization = 'Bearer token-2';
    await opened.clock.advance(1_000);
    await connect(server, opened);
    expect(server.handshakes.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });
});

describe('closing', () => {
  it('ends the connection for good, without a further word', async () => {
    const server = await startFeedServer();
    const opened = open(server.url);
    const socket = await connect(server, opened);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await opened.feed.close();
    await closed;
    await opened.clock.advance(60_000);
    expect([opened.events, server.sockets.length, opened.clock.sleeping]).toEqual([['connected'], 1, 0]);
  });

  it('ends a handshake, a wait for the next try and a wait for a session too', async () => {
    const hung = await startFeedServer(() => HANG);
    const trying = open(hung.url);
    await until(() => hung.handshakes.length === 1);
    const failed = open(new URL('ws://127.0.0.1:1/'));
    await until(() => failed.events.length === 1);
    const waiting = open(hung.url, { authorization: () => null });
    await until(() => waiting.events.length === 1);
    await Promise.all([trying, failed, waiting].map(({ feed }) => feed.close()));
    expect([trying, failed, waiting].map(({ clock }) => clock.sleeping)).toEqual([0, 0, 0]);
  });
});

describe('where a feed leaves from', () => {
  it.runIf(hasManyLoopbacks)('is the local address that is asked for', async () => {
    const server = await startFeedServer();
    const opened = open(server.url, { localAddress: '127.0.0.2' });
    await connect(server, opened);
    expect(server.handshakes[0]?.socket.remoteAddress).toBe('127.0.0.2');
  });

  it.runIf(hasManyLoopbacks)(
    'is the proxy that is asked for, by a tunnel, from the local address',
    async () => {
      const server = await startFeedServer();
      const proxy = await startTunnelProxy();
      const opened = open(server.url, {
        proxy: `http://user:pass@127.0.0.1:${proxy.port}`,
        localAddress: '127.0.0.2',
      });
      const socket = await connect(server, opened);
      socket.send(pending);
      await until(() => opened.events.length === 2);
      expect(proxy.received[0]).toContain(`CONNECT 127.0.0.1:${server.port} HTTP/1.1`);
      expect(proxy.received[0]).toContain(
        `proxy-authorization: Basic ${Buffer.from('user:pass').toString('base64')}`,
      );
      expect(proxy.sockets[0]?.remoteAddress).toBe('127.0.0.2');
    },
  );

  it('is nowhere where the proxy refuses', async () => {
    const proxy = await startTunnelProxy(
      'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n',
    );
    const opened = open(new URL('ws://127.0.0.1:1/'), { proxy: proxy.url });
    await until(() => opened.events.length === 1);
    expect(opened.events).toEqual([
      {
        disconnected: {
          kind: 'transient',
          code: 'FEED',
          message: 'the order feed broke: the proxy answered HTTP 407',
        },
      },
    ]);
  });
});
