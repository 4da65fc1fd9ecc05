/** Steering the simulator over HTTP: `/control/…`, with a bearer token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readAppOrder, readAppOrderChange, readFault } from './control-bodies.ts';
import { bearerToken } from './http/gateway.ts';
import type { ControlRequest } from './http/http-server.ts';
import type { MarketHours } from './market/market-hours.ts';
import { type Body, isBody, textOf } from './orders/order-request.ts';
import type { Steering } from './steering.ts';
import { jsonReply, type Reply } from './wire/envelope.ts';

type Answer = (steering: Steering, body: Body, parts: readonly string[]) => unknown;

const MARKET_HOURS: readonly MarketHours[] = ['always', 'closed', 'exchange'];

/** `:` stands for one part of the path. */
const ROUTES: readonly (readonly [method: string, pattern: string, answer: Answer])[] = [
  ['GET', 'requests', (steering) => steering.requests],
  ['DELETE', 'requests', (steering) => void steering.requests.splice(0)],
  ['GET', 'faults', (steering) => steering.faults.list()],
  ['POST', 'faults', (steering, body) => steering.faults.add(readFault(body))],
  ['DELETE', 'faults', (steering) => steering.faults.clear()],
  ['POST', 'prices', setPrice],
  ['POST', 'market-hours', setMarketHours],
  [
    'POST',
    'after-market-orders/release',
    (steering, body) => steering.releaseAfterMarketOrders(account(body)),
  ],
  ['POST', 'sessions/end', (steering, body) => steering.endSessions(account(body))],
  ['POST', 'feeds/disconnect', (steering, body) => steering.disconnectFeeds(account(body))],
  ['GET', 'accounts/:/orders', (steering, _, [code = '']) => steering.account(code).orderBook()],
  ['GET', 'accounts/:/trades', (steering, _, [code = '']) => steering.account(code).tradeBook()],
  ['GET', 'accounts/:/positions', (steering, _, [code = '']) => steering.account(code).positions()],
  ['GET', 'accounts/:/holdings', (steering, _, [code = '']) => steering.account(code).holdings()],
  ['GET', 'accounts/:/funds', (steering, _, [code = '']) => steering.account(code).funds()],
  [
    'POST',
    'accounts/:/orders',
    (steering, body, [code = '']) => steering.account(code).placeByHand(readAppOrder(body)),
  ],
  ['POST', 'accounts/:/orders/:/:', actOnOrder],
];

/** @returns the answers to control requests; without the token there are none. */
export function createControl(token: string, steering: Steering): (request: ControlRequest) => Reply {
  return ({ method, path, headers, body }) => {
    if (!isSame(bearerToken(headers.authorization) ?? '', token))
      return problem(401, 'the control token is wrong or missing');
    const parts = path
      .replace(/^\/control\//, '')
      .split('/')
      .map(decodeURIComponent);
    for (const [knownMethod, pattern, answer] of ROUTES) {
      const found = knownMethod === method ? matchParts(pattern, parts) : null;
      if (found) return attempt(() => answer(steering, isBody(body) ? body : {}, found));
    }
    return problem(404, `no such control: ${method} ${path}`);
  };
}

/** Compares in a time that says nothing about how much is right. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function matchParts(pattern: string, parts: readonly string[]): readonly string[] | null {
  const known = pattern.split('/');
  if (known.length !== parts.length) return null;
  const variables: string[] = [];
  for (const [index, name] of known.entries()) {
    const part = parts[index] ?? '';
    if (name === ':') variables.push(part);
    else if (name !== part) return null;
  }
  return variables;
}

/** What control is asked wrongly is said in words, and nothing has happened. */
function attempt(answer: () => unknown): Reply {
  try {
    return jsonReply(answer() ?? { ok: true });
  } catch (error) {
    return problem(400, error instanceof Error ? error.message : String(error));
  }
}

function problem(status: number, error: string): Reply {
  return { ...jsonReply({ error }), status };
}

function account(body: Body): string | undefined {
  return textOf(body.account) || undefined;
}

function setPrice(steering: Steering, body: Body): void {
  steering.setPrice(textOf(body.symbol), Number(body.price), textOf(body.exchange) || undefined);
}

function setMarketHours(steering: Steering, body: Body): void {
  const hours = MARKET_HOURS.find((word) => word === body.hours);
  if (hours === undefined) throw new TypeError(`hours is one of ${MARKET_HOURS.join(', ')}`);
  steering.setMarketHours(hours);
}

function actOnOrder(
  steering: Steering,
  body: Body,
  [code = '', orderId = '', action = '']: readonly string[],
): void {
  const hand = steering.account(code);
  const price = body.price === undefined ? undefined : Number(body.price);
  switch (action) {
    case 'fill':
      hand.fill(orderId, Number(body.quantity), price);
      break;
    case 'complete':
      hand.complete(orderId, price);
      break;
    case 'reject':
      hand.reject(orderId, textOf(body.text), { emptyOrderStatus: body.emptyOrderStatus === true });
      break;
    case 'cancel':
      hand.cancelByHand(orderId);
      break;
    case 'modify':
      hand.modifyByHand(orderId, readAppOrderChange(body));
      break;
    case 'trigger':
      hand.trigger(orderId);
      break;
    default:
      throw new TypeError(`no such action: ${action}`);
  }
}
