import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Broker } from '../broker.ts';
import type { Faults } from '../faults.ts';
import { isBody } from '../order-request.ts';
import type { Reply } from '../wire/envelope.ts';
import type { Endpoint } from './endpoint.ts';
import { isCarriedOut, outcomeOf } from './fault-delivery.ts';
import { findEndpoint, type Gateway, type Knock } from './gateway.ts';
import { MAX_REPLY_KEPT, MAX_REQUESTS_KEPT, type ReceivedRequest } from './received-request.ts';

const MAX_BODY_BYTES = 1_048_576;
const NOT_FOUND: Reply = { status: 404, contentType: 'text/plain', body: 'Not Found' };
const TOO_LARGE: Reply = { status: 413, contentType: 'text/plain', body: 'Payload Too Large' };

export interface HttpWorld {
  readonly broker: Broker;
  readonly gateway: Gateway;
  readonly faults: Faults;
  readonly requests: ReceivedRequest[];
  /** Answers `/control/…`; null where control is off. */
  readonly control: ((incoming: ControlRequest) => Reply) | null;
}

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function createHttpServer(world: HttpWorld): Server {
  return createServer((request, response) => {
    handle(world, request, response).catch((error: unknown) => {
      // A client that left while it was being read hears nothing; a bug of the simulator is said in words.
      const body = `The simulator failed: ${error instanceof Error ? error.message : String(error)}`;
      send(response, { status: 500, contentType: 'text/plain', body });
    });
  });
}

async function handle(world: HttpWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const headers = readHeaders(request);
  const text = await readBody(request);
  if (text === null) {
    send(response, TOO_LARGE);
    return;
  }
  const body = parseBody(text);
  if (path.startsWith('/control/') && world.control) {
    send(response, world.control({ method, path, headers, body }));
    return;
  }
  const found = findEndpoint(method, path);
  const remoteAddress = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const knock: Knock = {
    headers,
    body: isBody(body) ? body : {},
    parameter: found?.parameter ?? '',
    remoteAddress,
  };
  const clientCode = found ? world.gateway.identify(found.endpoint, knock) : null;
  const endpoint = found?.endpoint.name ?? null;
  const atMs = world.broker.clock.now();
  const arrived = { atMs, method, path, endpoint, clientCode, remoteAddress, headers, body };
  const received: ReceivedRequest = { ...arrived, fault: null, status: null, reply: null };
  world.requests.push(received);
  if (world.requests.length > MAX_REQUESTS_KEPT) world.requests.shift();
  if (found === null) answer(received, response, NOT_FOUND);
  else await answerEndpoint(world, { endpoint: found.endpoint, knock, received }, response);
}

async function answerEndpoint(
  world: HttpWorld,
  { endpoint, knock, received }: { endpoint: Endpoint; knock: Knock; received: ReceivedRequest },
  response: ServerResponse,
): Promise<void> {
  const fault = world.faults.takeHttp(endpoint.name, received.clientCode);
  if (fault === null) {
    answer(received, response, world.gateway.answer(endpoint, knock));
    return;
  }
  received.fault = fault.kind;
  const reply = isCarriedOut(fault) ? world.gateway.answer(endpoint, knock) : null;
  if (fault.kind === 'order_hidden') hideNewestOrder(world.broker, received.clientCode, fault.delayMs);
  else if (fault.delayMs !== undefined) await world.broker.clock.wait(fault.delayMs);
  const outcome = outcomeOf(fault, reply);
  if (outcome === 'hang') return;
  if (outcome === 'reset') response.socket?.resetAndDestroy();
  else answer(received, response, outcome);
}

function hideNewestOrder(broker: Broker, clientCode: string | null, delayMs: number): void {
  const newest = broker.accounts.get(clientCode ?? '')?.orders.at(-1);
  if (newest) newest.visibleFromMs = broker.clock.now() + delayMs;
}

function answer(received: ReceivedRequest, response: ServerResponse, reply: Reply): void {
  received.status = reply.status;
  received.reply = reply.body.slice(0, MAX_REPLY_KEPT);
  send(response, reply);
}

function send(response: ServerResponse, { status, contentType, body }: Reply): void {
  if (response.destroyed || response.headersSent) return;
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length });
  response.end(bytes);
}

function readHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

/** Null where the body is larger than any that the broker takes. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // Kept as it came: a test may want to see what a client really sent.
    return text;
  }
}
