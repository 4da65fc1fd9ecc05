/** How orders, and what rests of them at the followers, stand in a snapshot of the book. */
import type { FollowedOrder, OrderState, OrderTerms, RestingCopy } from '../book/book.ts';
import type { PlannedOrder } from '../deciding/decision.ts';
import { MISSED_VERDICTS, type Missed } from '../orders/missed.ts';
import {
  EXCHANGES,
  ORDER_TYPES,
  type OrderSnapshot,
  PRODUCTS,
  type RowInstrument,
  SIDES,
  VARIETIES,
} from '../orders/order.ts';
import { PerFollower, type Seats } from '../per-follower.ts';
import {
  type Fields,
  FLAG,
  type Form,
  listOf,
  mapOf,
  NUMBER,
  nullable,
  oneOf,
  RATIO,
  struct,
  TEXT,
  WHOLE,
} from './plain-forms.ts';

export const ROW_INSTRUMENT = struct<RowInstrument>({
  instrumentType: TEXT,
  lotSize: nullable(WHOLE),
  strike: nullable(RATIO),
  optionKind: nullable(oneOf(['call', 'put'])),
  expiryDay: nullable(WHOLE),
});

const ROW = struct<OrderSnapshot>({
  orderId: TEXT,
  uniqueOrderId: nullable(TEXT),
  exchange: oneOf(EXCHANGES),
  symbolToken: nullable(TEXT),
  tradingSymbol: TEXT,
  side: oneOf(SIDES),
  orderType: oneOf(ORDER_TYPES),
  product: oneOf(PRODUCTS),
  variety: nullable(oneOf(VARIETIES)),
  quantity: WHOLE,
  filledQuantity: WHOLE,
  status: TEXT,
  terminal: FLAG,
  averagePrice: nullable(RATIO),
  limitPrice: nullable(RATIO),
  triggerPrice: nullable(RATIO),
  tag: TEXT,
  eventTime: nullable(WHOLE),
  text: TEXT,
  instrument: ROW_INSTRUMENT,
});

const TERMS = struct<OrderTerms>({
  orderType: oneOf(ORDER_TYPES),
  quantity: WHOLE,
  limitPrice: nullable(RATIO),
  triggerPrice: nullable(RATIO),
});

const PLANNED_ORDER = struct<PlannedOrder>({
  orderType: oneOf(ORDER_TYPES),
  side: oneOf(SIDES),
  quantity: WHOLE,
  price: nullable(RATIO),
  triggerPrice: nullable(RATIO),
  product: oneOf(PRODUCTS),
  variety: oneOf(VARIETIES),
});

const RESTING_COPY = struct<RestingCopy>({
  revision: WHOLE,
  units: WHOLE,
  from: WHOLE,
  planned: WHOLE,
  filled: WHOLE,
  orders: listOf(PLANNED_ORDER),
  state: oneOf(['resting', 'cancelled', 'ended']),
  scale: nullable(RATIO),
  epoch: WHOLE,
});

function followedForm(seats: Seats): Form<FollowedOrder> {
  return struct<FollowedOrder>({
    opening: WHOLE,
    terms: TERMS,
    termsTime: nullable(WHOLE),
    copies: byFollower(RESTING_COPY, seats),
  });
}

export const MISSED = struct<Missed>({ verdict: oneOf(MISSED_VERDICTS), why: TEXT });

export function orderForm(seats: Seats): Form<OrderState> {
  const fields: Fields<OrderState> = {
    key: TEXT,
    sequence: WHOLE,
    last: ROW,
    lastTime: nullable(WHOLE),
    lastSeenAtMs: nullable(NUMBER),
    filled: WHOLE,
    terminal: FLAG,
    special: nullable(oneOf(['OWN_COPY', 'UNSUPPORTED_VARIETY'])),
    openingSoFar: WHOLE,
    netted: WHOLE,
    waiting: WHOLE,
    awaitsConfirmation: FLAG,
    missed: nullable(MISSED),
    followed: nullable(followedForm(seats)),
    copied: byFollower(WHOLE, seats),
    revisions: byFollower(WHOLE, seats),
  };
  return struct(fields, ['missed', 'followed']);
}

/** By name, so that nothing depends on who got which seat. */
export function byFollower<T>(form: Form<T>, seats: Seats): Form<PerFollower<T>> {
  const map = mapOf(form);
  return {
    write: (values) => map.write(new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)))),
    read: (plain, at) => {
      const values = new PerFollower<T>(seats);
      for (const [follower, value] of map.read(plain, at)) values.set(follower, value);
      return values;
    },
  };
}
