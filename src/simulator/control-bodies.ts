/** What control takes, as schemas: a misspelled key is refused, not ignored. */
import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Fault } from './faults.ts';
import { ENDPOINT_NAMES } from './http/endpoint.ts';
import type { AppOrder, AppOrderChange } from './orders/app-order.ts';
import { DURATIONS, ORDER_TYPES, PRODUCTS, SIDES } from './orders/order.ts';

const CLOSED = { additionalProperties: false };

function oneOf<T extends readonly string[]>(words: T) {
  return Type.Union(words.map((word) => Type.Literal<T[number]>(word)));
}

const Price = Type.Number({ minimum: 0 });
const Quantity = Type.Integer({ minimum: 1 });
const AfterMs = Type.Optional(Type.Integer({ minimum: 0 }));

const Change = Type.Object(
  {
    quantity: Type.Optional(Quantity),
    price: Type.Optional(Price),
    triggerPrice: Type.Optional(Price),
    orderType: Type.Optional(oneOf(ORDER_TYPES)),
  },
  CLOSED,
);

const Step = Type.Union([
  step('fill', { quantity: Quantity, price: Type.Optional(Price) }),
  step('complete', { price: Type.Optional(Price) }),
  step('reject', { text: Type.String(), emptyOrderStatus: Type.Optional(Type.Boolean()) }),
  step('cancel', {}),
  step('trigger', {}),
  step('modify', { change: Change }),
]);

function step<K extends string, P extends Record<string, TSchema>>(name: K, properties: P) {
  return Type.Object({ ...properties, do: Type.Literal(name), afterMs: AfterMs }, CLOSED);
}

const Order = Type.Object(
  {
    symbol: Type.String(),
    exchange: Type.Optional(Type.String()),
    side: oneOf(SIDES),
    quantity: Quantity,
    orderType: Type.Optional(oneOf(ORDER_TYPES)),
    price: Type.Optional(Price),
    triggerPrice: Type.Optional(Price),
    product: Type.Optional(oneOf(PRODUCTS)),
    duration: Type.Optional(oneOf(DURATIONS)),
    tag: Type.Optional(Type.String()),
    script: Type.Optional(Type.Array(Step)),
  },
  CLOSED,
);

const Account = Type.Optional(Type.String());
const Times = Type.Optional(Type.Union([Quantity, Type.Literal('always')]));
const DelayMs = Type.Integer({ minimum: 0 });
const Scope = {
  account: Account,
  endpoint: Type.Optional(oneOf([...ENDPOINT_NAMES, 'orders'] as const)),
  times: Times,
};
const ReplyKind = oneOf([
  'hang',
  'reset',
  'server_error',
  'throttled',
  'html_page',
  'empty_object',
  'empty_body',
  'expired_token',
  'reply',
] as const);
const PushKind = oneOf(['push_dropped', 'push_duplicated', 'push_reordered', 'push_silent'] as const);

const AnyFault = Type.Union([
  Type.Object(
    {
      ...Scope,
      kind: ReplyKind,
      accepted: Type.Optional(Type.Boolean()),
      hiddenMs: Type.Optional(DelayMs),
      delayMs: Type.Optional(DelayMs),
      body: Type.Optional(Type.Unknown()),
      status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
    },
    CLOSED,
  ),
  Type.Object(
    {
      ...Scope,
      kind: oneOf(['delay', 'truncated'] as const),
      delayMs: Type.Optional(DelayMs),
      keepBytes: Type.Optional(Type.Integer({ minimum: 0 })),
    },
    CLOSED,
  ),
  Type.Object({ ...Scope, kind: Type.Literal('order_hidden'), delayMs: DelayMs }, CLOSED),
  Type.Object({ kind: PushKind, account: Account, times: Times }, CLOSED),
  Type.Object(
    { kind: Type.Literal('handshake_refused'), account: Account, times: Times, status: Type.Integer() },
    CLOSED,
  ),
]);

/** @throws where the body is no order, naming what is wrong. */
export function readAppOrder(body: unknown): AppOrder {
  return read(Order, body);
}

export function readAppOrderChange(body: unknown): AppOrderChange {
  return read(Change, body);
}

export function readFault(body: unknown): Fault {
  return read(AnyFault, body);
}

function read<T extends TObject | ReturnType<typeof Type.Union>>(schema: T, body: unknown): Static<T> {
  if (Value.Check(schema, body)) return body;
  const error = Value.Errors(schema, body).First();
  throw new TypeError(`${error?.path || 'the body'}: ${error?.message ?? 'cannot be read'}`);
}
