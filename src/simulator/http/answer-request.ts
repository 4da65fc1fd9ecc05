/** A request, in whatever way it came, and what it gets. */
import type { Broker } from '../broker.ts';
import type { Faults } from '../faults.ts';
import { isBody } from '../orders/order-request.ts';
import type { Reply } from '../wire/envelope.ts';
import type { Endpoint } from './endpoint.ts';
import { isCarriedOut, outcomeOf } from './fault-delivery.ts';
import { findEndpoint, type Gateway, type Knock } from './gateway.ts';
import { MAX_REPLY_KEPT, MAX_REQUESTS_KEPT, type ReceivedRequest } from './received-request.ts';

const NOT_FOUND: Reply = { status: 404, contentType: 'text/plain', body: 'Not Found' };

export interface AnsweringWorld {
  readonly broker: Broker;
  readonly gateway: Gateway;
  readonly faults: Faults;
  readonly requests: ReceivedRequest[];
}

/** A request as it arrived, its body read. */
export interface IncomingRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly remoteAddress: string;
  /** JSON, read; the text where it is none; null for no body. */
  readonly body: unknown;
}

/** What a client gets: a reply, nothing at all, or a broken connection. */
export type Answer = Reply | 'hang' | 'reset';

export async function answerRequest(world: AnsweringWorld, incoming: IncomingRequest): Promise<Answer> {
  const { method, path, headers, remoteAddress, body } = incoming;
  const found = findEndpoint(method, path);
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
  if (found === null) return noted(received, NOT_FOUND);
  return answerEndpoint(world, { endpoint: found.endpoint, knock, received });
}

async function answerEndpoint(
  world: AnsweringWorld,
  { endpoint, knock, received }: { endpoint: Endpoint; knock: Knock; received: ReceivedRequest },
): Promise<Answer> {
  const fault = world.faults.takeHttp(endpoint.name, received.clientCode);
  if (fault === null) return noted(received, world.gateway.answer(endpoint, knock));
  received.fault = fault.kind;
  const reply = isCarriedOut(fault) ? world.gateway.answer(endpoint, knock) : null;
  if ('hiddenMs' in fault && fault.hiddenMs !== undefined)
    hideNewestOrder(world.broker, received.clientCode, fault.hiddenMs);
  if (fault.kind === 'order_hidden') hideNewestOrder(world.broker, received.clientCode, fault.delayMs);
  else if (fault.delayMs !== undefined) await world.broker.clock.wait(fault.delayMs);
  return noted(received, outcomeOf(fault, reply));
}

function hideNewestOrder(broker: Broker, clientCode: string | null, delayMs: number): void {
  const newest = broker.accounts.get(clientCode ?? '')?.orders.at(-1);
  if (newest) newest.visibleFromMs = broker.clock.now() + delayMs;
}

function noted(received: ReceivedRequest, answer: Answer): Answer {
  if (answer === 'hang' || answer === 'reset') return answer;
  received.status = answer.status;
  received.reply = answer.body.slice(0, MAX_REPLY_KEPT);
  return answer;
}
