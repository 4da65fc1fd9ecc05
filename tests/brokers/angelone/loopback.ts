import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { onTestFinished } from 'vitest';

/** Linux answers on all of 127.0.0.0/8; elsewhere 127.0.0.2 would have to be set up first. */
export const hasManyLoopbacks = process.platform === 'linux';

/** A server on a free port of 127.0.0.1 that ends with the test. */
export interface Loopback {
  readonly port: number;
  readonly url: string;
  /** Texts of what each connection received (TCP), or method, path and body of each request (HTTP). */
  readonly received: string[];
  readonly sockets: Socket[];
}

async function listen(server: Server | TcpServer, received: string[]): Promise<Loopback> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, received, sockets };
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers HTTP as `listener` says, and notes each request. */
export function startHttp(listener: RequestListener): Promise<Loopback> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  return listen(server, received);
}

/** Gives each connection's first bytes to `onRequest`, which answers as raw as it likes. */
export function startTcp(onRequest: (socket: Socket, text: string) => void): Promise<Loopback> {
  const received: string[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      received.push(data.toString('latin1'));
      onRequest(socket, data.toString('latin1'));
    });
  });
  return listen(server, received);
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A proxy that tunnels to a port of this machine, or answers every request as told.
 * @param localAddress that its own connections leave from
 */
export function startTunnelProxy(refusal?: string, localAddress = '127.0.0.1'): Promise<Loopback> {
  return startTcp((socket, text) => {
    if (refusal !== undefined) return void socket.end(refusal);
    const port = /^CONNECT 127\.0\.0\.1:(\d+) /.exec(text)?.[1];
    if (port === undefined) return;
    const upstream = connect({ port: Number(port), host: '127.0.0.1', localAddress }, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.removeAllListeners('data');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
  });
}
