/** The order-update socket: `/smart-order-update` (SmartAPI docs 2026; recorded 2024 and 2026). */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Session, Sessions } from './accounts/sessions.ts';
import type { TrackedClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { bearerToken } from './http/gateway.ts';
import type { Order } from './orders/order.ts';
import { greeting, type PushMessage, toPushMessage } from './wire/push-message.ts';

export const ORDER_FEED_PATH = '/smart-order-update';
const MAX_CONNECTIONS = 3;
const HEARTBEAT_MS = 10_000;
const HEARTBEAT = Buffer.from([0]);

export interface PushOptions {
  /** Whether changes of after-market orders are pushed; users report that they are not. */
  readonly pushAfterMarketOrders: boolean;
  /** Whether orders placed in the app are pushed; users report both. */
  readonly pushAppOrders: boolean;
}

/** What is used of a client's socket: of `ws`, or of a test's own. */
export interface PushSocket {
  readonly readyState: number;
  on(event: 'close' | 'error', listener: () => void): unknown;
  on(event: 'ping', listener: (data: Buffer) => void): unknown;
  on(event: 'message', listener: (data: { toString(): string }, isBinary: boolean) => void): unknown;
  send(data: string | Buffer): void;
  pong(data: Buffer): void;
  close(): void;
  terminate(): void;
}

interface Connection {
  readonly socket: PushSocket;
  readonly session: Session;
  /** A message that waits to change places with the next one. */
  held: PushMessage | null;
}

export class OrderPush {
  readonly #options: PushOptions;
  readonly #world: { clock: TrackedClock; sessions: Sessions; faults: Faults };
  // Pongs are sent by hand: a silent socket sends none.
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #connections = new Set<Connection>();

  constructor(options: PushOptions, world: { clock: TrackedClock; sessions: Sessions; faults: Faults }) {
    this.#options = options;
    this.#world = world;
  }

  /** Answers an upgrade request: takes the socket over, or refuses as the gateway does. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const admitted = this.admit(request.headers.authorization);
    if (typeof admitted === 'number') refuse(socket, admitted);
    else this.#server.handleUpgrade(request, socket, head, (opened) => this.open(opened, admitted));
  }

  /** @returns whose socket it is going to be, or the HTTP status that refuses it. */
  admit(authorization: string | undefined): Session | number {
    const { sessions, faults } = this.#world;
    // One public client sends the bare token (smartapi-python); both forms are taken.
    const session = sessions.findByJwt(bearerToken(authorization) ?? authorization ?? '');
    const state = sessions.stateOf(session);
    const fault = faults.takeHandshake(session?.clientCode ?? null);
    if (fault) return fault.status;
    if (session === null || state === 'unknown') return 401;
    if (state === 'expired') return 403;
    return this.#countOf(session.clientCode) >= MAX_CONNECTIONS ? 429 : session;
  }

  /** A socket that was let in. */
  open(socket: PushSocket, session: Session): void {
    const { clock } = this.#world;
    const connection: Connection = { socket, session, held: null };
    this.#connections.add(connection);
    const stopHeartbeat = this.#beat(connection);
    const stopAtExpiry = clock.after(session.expiresAtMs - clock.now(), () => socket.close());
    socket.on('close', () => {
      this.#connections.delete(connection);
      stopHeartbeat();
      stopAtExpiry();
    });
    // A client that vanishes is seen as a close right after.
    socket.on('error', () => socket.terminate());
    socket.on('ping', (data) => {
      if (!this.#isSilent(connection)) socket.pong(data);
    });
    socket.on('message', (data, isBinary) => {
      if (!isBinary && data.toString() === 'ping') this.#send(connection, 'pong');
    });
    this.#send(connection, JSON.stringify(greeting(session.clientCode)));
  }

  /** Tells the order's owner of its new state, through every connection. */
  publish(order: Order): void {
    if (order.channel === 'app' && !this.#options.pushAppOrders) return;
    const parked = order.variety === 'AMO';
    if (parked && !this.#options.pushAfterMarketOrders) return;
    const message = toPushMessage(order);
    if (message === null) return;
    const fault = this.#connected(order.clientCode) ? this.#world.faults.takePush(order.clientCode) : null;
    if (fault === 'push_dropped') return;
    for (const connection of this.#connections) {
      if (connection.session.clientCode !== order.clientCode) continue;
      if (fault === 'push_reordered') {
        this.#release(connection);
        connection.held = message;
        continue;
      }
      this.#send(connection, JSON.stringify(message));
      if (fault === 'push_duplicated') this.#send(connection, JSON.stringify(message));
      this.#release(connection);
    }
  }

  /** Cuts the connections of one client, or all; without a closing handshake, as a broken line does. */
  disconnect(clientCode?: string): void {
    for (const { socket, session } of this.#connections) {
      if (clientCode === undefined || session.clientCode === clientCode) socket.terminate();
    }
  }

  /** Connections of one client that are open. */
  connectionsOf(clientCode: string): number {
    return this.#countOf(clientCode);
  }

  close(): void {
    this.disconnect();
    this.#server.close();
  }

  #beat(connection: Connection): () => void {
    let cancel = (): void => undefined;
    const beat = (): void => {
      cancel = this.#world.clock.after(HEARTBEAT_MS, () => {
        this.#send(connection, HEARTBEAT);
        beat();
      });
    };
    beat();
    return () => cancel();
  }

  #release(connection: Connection): void {
    if (connection.held === null) return;
    const message = connection.held;
    connection.held = null;
    this.#send(connection, JSON.stringify(message));
  }

  #send({ socket, session }: Connection, data: string | Buffer): void {
    if (socket.readyState !== WebSocket.OPEN || this.#world.faults.isSilent(session.clientCode)) return;
    socket.send(data);
  }

  #isSilent({ session }: Connection): boolean {
    return this.#world.faults.isSilent(session.clientCode);
  }

  #connected(clientCode: string): boolean {
    return this.#countOf(clientCode) > 0;
  }

  #countOf(clientCode: string): number {
    return [...this.#connections].filter(({ session }) => session.clientCode === clientCode).length;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

/** A refused handshake is plain HTTP. */
export function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
