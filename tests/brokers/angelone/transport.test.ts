import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_DEADLINES } from '../../../src/brokers/angelone/deadlines.ts';
import type { HttpResult } from '../../../src/brokers/angelone/http-exchange.ts';
import {
  openTransport,
  type Transport,
  type TransportOptions,
} from '../../../src/brokers/angelone/transport.ts';
import { until } from '../fake-clock.ts';
import {
  closedPort,
  hasManyLoopbacks,
  type Loopback,
  startHttp,
  startTcp,
  startTunnelProxy,
} from './loopback.ts';

const NEVER = new AbortController().signal;
const request = {
  method: 'POST',
  path: '/order',
  headers: { accept: 'application/json' },
  body: '{"a":1}',
  totalMs: 5000,
} as const;

function open(baseUrl: string, options: Partial<TransportOptions> = {}): Transport {
  const transport = openTransport({ deadlines: DEFAULT_DEADLINES, ...options, baseUrl });
  onTestFinished(() => transport.close());
  return transport;
}

function sendTo(server: Loopback, totalMs: number = request.totalMs): Promise<HttpResult> {
  return open(server.url).send({ ...request, totalMs }, NEVER);
}

function failure(code: string, certainlyNotSent: boolean): unknown {
  return { kind: 'failure', code, certainlyNotSent, message: expect.any(String) };
}

describe('what comes back', () => {
  it('is the status, the type, the text and the time of the server', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(403, { 'content-type': 'Text/Plain', date: 'Sun, 22 Nov 2026 05:00:00 GMT' });
      response.end('Access denied because of exceeding access rate');
    });
    expect(await sendTo(server)).toEqual({
      kind: 'response',
      status: 403,
      contentType: 'text/plain',
      text: 'Access denied because of exceeding access rate',
      serverTimeMs: Date.UTC(2026, 10, 22, 5),
    });
  });

  it('is the request as it was given, under the path of the base URL', async () => {
    const server = await startTcp((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    await open(`${server.url}/broker/`).send(request, NEVER);
    expect(server.received.join('')).toMatch(
      /^POST \/broker\/order HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\nconnection: keep-alive\r\naccept: application\/json\r\ncontent-length: 7\r\n\r\n\{"a":1\}$/,
    );
  });

  it('is a redirect where the server says so: nothing is followed', async () => {
    const target = await startHttp((_request, response) => response.end('{}'));
    const server = await startHttp((_request, response) =>
      response.writeHead(307, { location: target.url }).end(),
    );
    expect(await sendTo(server)).toMatchObject({ kind: 'response', status: 307, text: '' });
    expect(target.received).toEqual([]);
  });

  it('does not end with a hint that comes first', async () => {
    const server = await startTcp((socket) =>
      socket.end('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'),
    );
    expect(await sendTo(server)).toMatchObject({
      kind: 'response',
      status: 200,
      text: '{}',
      contentType: '',
      serverTimeMs: null,
    });
  });

  it('keeps the connection for the next request', async () => {
    const server = await startHttp((_request, response) => response.end('{}'));
    const transport = open(server.url);
    await transport.send(request, NEVER);
    // A connection is free again once the turn that delivered its reply is over.
    await new Promise(setImmediate);
    await transport.send({ ...request, method: 'GET', body: null }, NEVER);
    expect([server.received, server.sockets.length]).toEqual([['POST /order', 'GET /order'], 1]);
  });

  it('never waits behind another request: each gets a connection of its own', async () => {
    const waiting: (() => void)[] = [];
    const server = await startHttp((_request, response) => {
      waiting.push(() => response.end('{}'));
      if (waiting.length === 9) for (const release of waiting) release();
    });
    const transport = open(server.url);
    const results = await Promise.all(Array.from({ length: 9 }, () => transport.send(request, NEVER)));
    expect(results.map((result) => result.kind)).toEqual(Array(9).fill('response'));
  });
});

describe('failures of which it is certain that nothing was sent', () => {
  it('a port on which nothing listens', async () => {
    const port = await closedPort();
    expect(await open(`http://127.0.0.1:${port}`).send(request, NEVER)).toEqual(failure('CONNECT', true));
  });

  it('a name that does not exist', async () => {
    const transport = open('https://broker.invalid');
    expect(await transport.send(request, NEVER)).toEqual(failure('DNS', true));
  });

  it('a server that speaks no TLS', async () => {
    const server = await startTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const transport = open(server.url.replace('http:', 'https:'));
    expect(await transport.send(request, NEVER)).toEqual(failure('TLS', true));
    expect(server.received.join('')).not.toContain('POST');
  });

  it('a TLS handshake that does not end within the total', async () => {
    const server = await startTcp(() => undefined);
    const transport = open(server.url.replace('http:', 'https:'));
    expect(await transport.send({ ...request, totalMs: 50 }, NEVER)).toEqual(failure('TIMEOUT', true));
  });

  it('a local address that this machine does not have', async () => {
    const server = await startHttp((_request, response) => response.end('{}'));
    const transport = open(server.url, { localAddress: '192.0.2.77' });
    expect(await transport.send(request, NEVER)).toEqual(failure('CONNECT', true));
    expect(server.received).toEqual([]);
  });

  it('a request that was given up before it began', async () => {
    const server = await startHttp((_request, response) => response.end('{}'));
    expect(await open(server.url).send(request, AbortSignal.abort())).toEqual(failure('ABORTED', true));
    expect(server.received).toEqual([]);
  });

  it('a request that waited for a connection until it was given up: it is never written later', async () => {
    const held: (() => void)[] = [];
    const server = await startHttp((_request, response) => held.push(() => response.end('{}')));
    const transport = open(server.url);
    const sixteen = Array.from({ length: 16 }, () => transport.send(request, NEVER));
    const last = await transport.send({ ...request, path: '/last', totalMs: 100 }, NEVER);
    for (const release of held) release();
    await Promise.all(sixteen);
    // It stood before all of these in the queue: had it still been there, it would have gone out by now.
    for (let round = 0; round < 20; round += 1) {
      const next = transport.send(request, NEVER);
      await until(() => held.length === 17 + round);
      held.at(-1)?.();
      await next;
    }
    expect(last).toEqual(failure('TIMEOUT', true));
    expect(server.received.filter((line) => line === 'POST /last')).toEqual([]);
  });

  it('a header that HTTP cannot carry', async () => {
    const server = await startHttp((_request, response) => response.end('{}'));
    const broken = { ...request, headers: { authorization: 'Bearer a\r\nb' } };
    expect(await open(server.url).send(broken, NEVER)).toEqual(failure('CONNECT', true));
  });

  it('a closed transport', async () => {
    const server = await startHttp((_request, response) => response.end('{}'));
    const transport = open(server.url);
    await transport.close();
    expect(await transport.send(request, NEVER)).toEqual(failure('ABORTED', true));
  });
});

describe('failures after which the request may have arrived', () => {
  it('a server that reads and never answers', async () => {
    const server = await startHttp(() => undefined);
    expect(await sendTo(server, 60)).toEqual(failure('TIMEOUT', false));
    expect(server.received).toEqual(['POST /order']);
  });

  it('a reset after the request was read', async () => {
    const server = await startTcp((socket) => socket.resetAndDestroy());
    expect(await sendTo(server)).toEqual(failure('RESET', false));
    expect(server.received).toHaveLength(1);
  });

  it('a connection that closes without a word', async () => {
    const server = await startTcp((socket) => socket.end());
    expect(await sendTo(server)).toEqual(failure('RESET', false));
  });

  it('a reply that breaks off', async () => {
    const server = await startTcp((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"status":true'),
    );
    expect(await sendTo(server)).toEqual(failure('RESET', false));
  });

  it('a body that drips longer than the total', async () => {
    const server = await startHttp((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    expect(await sendTo(server, 80)).toEqual(failure('TIMEOUT', false));
  });

  it('a reply beyond any order book, which is not read to its end', async () => {
    const server = await startHttp((_request, response) => {
      const piece = Buffer.alloc(1024 * 1024, ' ');
      const more = () => {
        while (response.write(piece));
      };
      response.on('drain', more);
      more();
    });
    expect(await sendTo(server)).toEqual(failure('OVERSIZED', false));
  });

  it('an answer that is no HTTP', async () => {
    const server = await startTcp((socket) => socket.end('go away\r\n\r\n'));
    expect(await sendTo(server)).toEqual(failure('GARBLED', false));
  });

  it('the caller giving up meanwhile', async () => {
    const abort = new AbortController();
    const server = await startHttp(() => abort.abort());
    expect(await open(server.url).send(request, abort.signal)).toEqual(failure('ABORTED', false));
  });

  it('the transport closing meanwhile', async () => {
    let transport: Transport | null = null;
    const server = await startHttp(() => void transport?.close());
    transport = open(server.url);
    expect(await transport.send(request, NEVER)).toEqual(failure('ABORTED', false));
  });
});

describe('where a request leaves from', () => {
  it.runIf(hasManyLoopbacks)('is the local address that is asked for', async () => {
    const server = await startHttp((incoming, response) => response.end(incoming.socket.remoteAddress));
    const result = await open(server.url, { localAddress: '127.0.0.2' }).send(request, NEVER);
    expect(result).toMatchObject({ kind: 'response', text: '127.0.0.2' });
  });

  it.runIf(hasManyLoopbacks)(
    'is the proxy that is asked for, by a tunnel, from the local address',
    async () => {
      const server = await startHttp((_request, response) => response.end('{}'));
      const proxy = await startTunnelProxy();
      const options = { proxy: `http://user:pass@127.0.0.1:${proxy.port}`, localAddress: '127.0.0.2' };
      expect(await open(server.url, options).send(request, NEVER)).toMatchObject({
        kind: 'response',
        text: '{}',
      });
      expect(proxy.received[0]).toContain(`CONNECT 127.0.0.1:${server.port} HTTP/1.1`);
      expect(proxy.received[0]).toContain(
        `proxy-authorization: Basic ${Buffer.from('user:pass').toString('base64')}`,
      );
      expect(proxy.sockets[0]?.remoteAddress).toBe('127.0.0.2');
      expect(server.received).toEqual(['POST /order']);
    },
  );

  it('is nowhere where the proxy refuses', async () => {
    const server = await startHttp((_request, response) => response.end('{}'));
    const proxy = await startTcp((socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    );
    expect(await open(server.url, { proxy: proxy.url }).send(request, NEVER)).toEqual(
      failure('CONNECT', true),
    );
    expect(server.received).toEqual([]);
  });
});

describe('openTransport', () => {
  it.each([
    'https://apiconnect.angelone.in',
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:8080',
  ])('goes to %s', (baseUrl) => {
    expect(() => open(baseUrl)).not.toThrow();
  });

  it.each([
    [
      'http://apiconnect.angelone.in',
      'http://apiconnect.angelone.in would not be encrypted; write https://apiconnect.angelone.in',
    ],
    [
      'http://127.0.0.1.example.com',
      'http://127.0.0.1.example.com would not be encrypted; write https://127.0.0.1.example.com',
    ],
    ['ftp://127.0.0.1', 'ftp://127.0.0.1 would not be encrypted; write https://127.0.0.1'],
    ['https://user:pass@127.0.0.1', 'the URL of 127.0.0.1 has a user in it; credentials do not belong there'],
    ['broker', 'https://HOST is wanted; what was given is no URL'],
  ])('refuses %s', (baseUrl, message) => {
    expect(() => open(baseUrl)).toThrow(message);
  });
});
