import { EventEmitter } from 'node:events';
import type { FeedSocket, FeedTarget } from '../../src/brokers/angelone/feed-connection.ts';
import type { PushSocket } from '../../src/simulator/order-push.ts';
import type { Network } from './network.ts';
import type { ProcessLife } from './process-life.ts';

const OPEN = 1;
const CLOSED = 3;
/** What a line that breaks looks like. */
const ABNORMAL = 1006;

/** Opens an order-update socket over the network; returns the engine's end of it. */
export function openNetworkSocket(
  network: Network,
  life: ProcessLife,
  target: FeedTarget,
  account: string,
): FeedSocket {
  const line = new Line(network, life);
  if (network.down.has(account)) line.breakClient(network.delayMs());
  else network.time.after(network.delayMs(), () => line.admit(target.authorization));
  return line.client;
}

/** Both ends of one socket. What one end says reaches the other in order. */
class Line {
  readonly client: ClientEnd;
  readonly #server: ServerEnd;
  readonly #network: Network;
  readonly #life: ProcessLife;
  #lastToClientAtMs = 0;
  #isCut = false;

  constructor(network: Network, life: ProcessLife) {
    this.#network = network;
    this.#life = life;
    this.client = new ClientEnd(this);
    this.#server = new ServerEnd(this);
  }

  admit(authorization: string): void {
    const { push } = this.#network.simulator;
    if (this.#isCut || this.#life.isDead) return;
    const admitted = push.admit(authorization);
    if (typeof admitted === 'number') {
      this.toClient(() => this.client.emit('unexpected-response', null, new RefusedHandshake(admitted)));
      return;
    }
    this.#server.readyState = OPEN;
    this.toClient(() => this.client.emit('open'));
    push.open(this.#server, admitted);
  }

  toClient(deliver: () => void): void {
    const atMs = Math.max(this.#lastToClientAtMs, this.#network.time.now() + this.#network.delayMs());
    this.#lastToClientAtMs = atMs;
    this.#life.after(atMs - this.#network.time.now(), 'push', deliver);
  }

  toServer(deliver: () => void): void {
    this.#network.time.after(this.#network.delayMs(), deliver);
  }

  sayToServer(text: string): void {
    if (!this.#isCut && !this.#life.isDead) this.toServer(() => this.#server.hear(text));
  }

  /** From the engine's side. */
  breakClient(delayMs = 0): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#life.after(delayMs, 'push', () => this.client.emit('close', ABNORMAL));
    this.toServer(() => this.#server.end());
  }

  /** From the broker's side. */
  breakServer(): void {
    this.#server.end();
    if (this.#isCut) return;
    this.#isCut = true;
    this.toClient(() => this.client.emit('close', ABNORMAL));
  }

  /** The process is gone: the broker's end notices. */
  get isAbandoned(): boolean {
    return this.#life.isDead;
  }
}

class ClientEnd extends EventEmitter implements FeedSocket {
  readonly #line: Line;

  constructor(line: Line) {
    super();
    this.#line = line;
  }

  send(text: string): void {
    this.#line.sayToServer(text);
  }

  terminate(): void {
    this.#line.breakClient();
  }
}

class ServerEnd extends EventEmitter implements PushSocket {
  readyState = 0;
  readonly #line: Line;

  constructor(line: Line) {
    super();
    this.#line = line;
  }

  send(data: string | Buffer): void {
    if (this.#line.isAbandoned) this.end();
    else this.#line.toClient(() => this.#line.client.emit('message', data, typeof data !== 'string'));
  }

  pong(): void {
    this.#line.toClient(() => this.#line.client.emit('pong'));
  }

  hear(text: string): void {
    if (this.readyState === OPEN) this.emit('message', Buffer.from(text), false);
  }

  end(): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.emit('close');
  }

  close(): void {
    this.#line.breakServer();
  }

  terminate(): void {
    this.#line.breakServer();
  }
}

class RefusedHandshake {
  readonly statusCode: number;

  constructor(statusCode: number) {
    this.statusCode = statusCode;
  }

  on(event: 'data' | 'end' | 'error', listener: (chunk: unknown) => void): void {
    if (event === 'end') queueMicrotask(() => listener(undefined));
  }
}
