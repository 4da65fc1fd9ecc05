/** 4.4 Follower by follower. */
import type { FollowerBook } from './books.ts';
import { filteredBy, type Situation } from './conditions.ts';
import type { Config } from './config.ts';
import { decimalText, type Fraction, floor, fraction, minus, over, times } from './fraction.ts';
import { limitedBy } from './limits.ts';
import type { Following } from './placed.ts';
import { type EntryPrice, priceEntry, priceExit, priceResting, slice } from './pricing.ts';
import type { Order } from './registry.ts';
import { cancelRest, followRest, restOf, startRest } from './resting-copies.ts';
import { decidingExecution, decidingQuantity, ruledOut } from './rules.ts';
import { type Sized, sizeEntry } from './sizing.ts';

interface OracleOrder {
  readonly order_type: string;
  readonly side: string;
  readonly quantity: number;
  readonly price: string | null;
  readonly trigger_price: string | null;
  readonly product: string;
  readonly variety: string;
}

export interface OracleDecision {
  readonly order_id: string;
  readonly symbol: string;
  readonly exchange: string;
  readonly side: string;
  readonly follower: string;
  readonly action: 'copy' | 'skip' | 'modify' | 'cancel';
  readonly reason: string;
  readonly rule: string | null;
  readonly master_quantity: number;
  readonly quantity: number;
  readonly revision?: number;
  readonly orders: readonly OracleOrder[];
}

/** What one event asks of every follower (4.3). Quantities are units. */
export interface Parts {
  /** The position that it happens in. */
  readonly key: string;
  /** The part that used up waiting opening. */
  readonly netted: number;
  /** r'. */
  readonly shared: number;
  /** What the reduction leaves of a share: 1 − r' / settled. */
  readonly kept: Fraction;
  readonly endsFlatOrFlips: boolean;
  /** The opening that is decided now. */
  readonly entry: number;
  /** The opening of an order that ends with all of it used up by others. */
  readonly endsNetted: number;
  readonly notFilled: boolean;
  /** The master's position before the event. */
  readonly masterBefore: number;
  /** Null where the order is not copied while it rests. */
  readonly following: Following | null;
}

export interface Asked {
  readonly config: Config;
  readonly name: string;
  readonly book: FollowerBook;
  readonly order: Order;
  readonly parts: Parts;
  readonly firstSeen: boolean;
}

/** Why nothing is copied, and which rule said so. */
export interface Refusal {
  readonly reason: string;
  readonly rule: string | null;
}

export interface Outgoing {
  readonly quantity: number;
  readonly rule: string | null;
  readonly pricing: EntryPrice;
  readonly slices: readonly number[];
}

export function about({ order: { last }, name }: Asked) {
  return {
    order_id: last.orderId,
    symbol: last.symbol,
    exchange: last.exchange,
    side: last.side,
    follower: name,
  };
}

/** "A skip has quantity 0 and no orders." */
function skip(asked: Asked, part: number, { reason, rule }: Refusal): OracleDecision {
  return { ...about(asked), action: 'skip', reason, rule, master_quantity: part, quantity: 0, orders: [] };
}

/**
 * "Product and side are the master's; variety NORMAL, STOPLOSS for stop types".
 * AMBIGUOUS (8): a bracket product is told as the broker's `BO`.
 */
function copy(asked: Asked, part: number, reason: 'ENTRY' | 'EXIT', outgoing: Outgoing): OracleDecision {
  const { last } = asked.order;
  const { pricing, slices, quantity, rule } = outgoing;
  countRevision(asked);
  const orders = slices.map((units) => told(last, { ...pricing, quantity: units }));
  return { ...about(asked), action: 'copy', reason, rule, master_quantity: part, quantity, orders };
}

export function told(
  { side, brokerProduct }: Order['last'],
  order: EntryPrice & { readonly quantity: number },
): OracleOrder {
  return {
    order_type: order.orderType,
    side,
    quantity: order.quantity,
    price: order.price === null ? null : decimalText(order.price),
    trigger_price: order.trigger === null ? null : decimalText(order.trigger),
    product: brokerProduct,
    variety: order.trigger === null ? 'NORMAL' : 'STOPLOSS',
  };
}

/** 4.9: "with a revision": counts what was decided to be done for this order and follower. */
export function countRevision({ order, name }: Asked): number {
  const revision = (order.revisions.get(name) ?? 0) + 1;
  order.revisions.set(name, revision);
  return revision;
}

const refuse = (reason: string, rule: string | null = null): Refusal => ({ reason, rule });
const sign = (value: number) => (value > 0 ? 1 : value < 0 ? -1 : 0);
const direction = ({ order }: Asked) => (order.last.side === 'buy' ? 1 : -1);

/** "Follower by follower: `NETTED`, exit, entry; for each part the first that applies". */
export function decideFollower(asked: Asked): OracleDecision[] {
  const { config, name, order, parts, firstSeen } = asked;
  const decisions: OracleDecision[] = [];
  // (1) "Both once an order, when first seen." 4.9: "for 1 and 2 of 4.4 the order's quantity".
  // AMBIGUOUS (9): told before what the same event reduces; and such an order is never NOT_FILLED too.
  if (order.unsupported !== null) {
    if (firstSeen) decisions.push(skip(asked, order.last.quantity, refuse(order.unsupported)));
  } else if (parts.notFilled) {
    // (2). AMBIGUOUS (31): where a copy rests, that is what it is cancelled for, and all that is told.
    const enabled = config.followers[name]?.enabled !== false;
    if (enabled && restOf(asked) !== null)
      decisions.push(cancelRest(asked, order.last.quantity, { reason: 'NOT_FILLED', rule: null }));
    else decisions.push(skip(asked, order.last.quantity, refuse('NOT_FILLED')));
  }
  // (3) "The follower is not enabled → `FOLLOWER_DISABLED`, once an event, for the sum of its parts."
  // AMBIGUOUS (10): an order that ends NETTED is a part of that event, of all its used-up opening.
  if (config.followers[name]?.enabled === false) {
    const sum = parts.netted + parts.shared + parts.entry + parts.endsNetted;
    if (sum > 0) decisions.push(skip(asked, sum, refuse('FOLLOWER_DISABLED')));
    return decisions;
  }
  // (4) "The part that used up waiting opening → `NETTED`"
  if (parts.netted > 0) decisions.push(skip(asked, parts.netted, refuse('NETTED')));
  if (parts.shared > 0) decisions.push(decideReduction(asked));
  // "(… an order whose opening was wholly used up ends as `NETTED` too)".
  // AMBIGUOUS (11): for as much as was used up, at the place of the entry that there is not.
  if (parts.endsNetted > 0) decisions.push(skip(asked, parts.endsNetted, refuse('NETTED')));
  if (parts.entry > 0) decisions.push(decideOpening(asked));
  decisions.push(...followRest(asked));
  return decisions;
}

/** (4) For r'. */
function decideReduction(asked: Asked): OracleDecision {
  const { book, parts, order } = asked;
  const position = book.position(parts.key);
  // "No copied position there → `NO_POSITION`."
  if (sign(position.quantity) !== -direction(asked)) return skip(asked, parts.shared, refuse('NO_POSITION'));
  // 4.2: "a reduction by the master multiplies it as 4.3 says, exactly".
  position.share = times(position.share, parts.kept);
  const held = Math.abs(position.quantity);
  const share = position.quantity > 0 ? position.share : minus(fraction(0), position.share);
  const { lot } = order.last.facts;
  let quantity = held;
  if (!parts.endsFlatOrFlips) {
    // "else of copied − share, rounded down to lots."
    const surplus = minus(fraction(held), share);
    // 4.5: "An unknown lot size … (an exit then closes all or nothing)".
    const whole = lot ?? held;
    quantity = Number(floor(over(surplus, fraction(whole)))) * whole;
  }
  // "0 → `BELOW_LOT`"
  if (quantity === 0) return skip(asked, parts.shared, refuse('BELOW_LOT'));
  return exit(asked, parts.shared, quantity);
}

/** "An exit passes no filter, rule `skip`, limit, pause or age check, and is bound by no `min` or `max`." */
function exit(asked: Asked, part: number, quantity: number): OracleDecision {
  const { config, name, book, order, parts } = asked;
  const { last } = order;
  const { execution, rule } = decidingExecution(config, name, { order: last, part });
  // 4.8: "A freeze below one lot: … an exit goes unsliced."
  const slices = slice(quantity, last.facts) ?? [quantity];
  book.exit(parts.key, quantity, last.reference);
  return copy(asked, part, 'EXIT', { quantity, rule, pricing: priceExit(last, execution), slices });
}

function decideOpening(asked: Asked): OracleDecision {
  const { book, parts, order } = asked;
  const part = parts.entry;
  const position = book.position(parts.key);
  // (5) "(the master's position was not what we thought)": it was, where the master holds that side as well, and the order
  // that rests is to reduce it first. AMBIGUOUS (32).
  const asThought =
    parts.following?.stage === 'placed' && sign(parts.masterBefore) === sign(position.quantity);
  if (sign(position.quantity) === -direction(asked) && !asThought) return decideOtherSide(asked);
  // (6) "Opening by a sell in `delivery` or `margin` → `NO_POSITION`"
  const { side, product } = order.last;
  if (side === 'sell' && (product === 'delivery' || product === 'margin'))
    return skip(asked, part, refuse('NO_POSITION'));
  // (7)
  const entry = judgeEntry(asked, { order: order.last, part });
  if ('reason' in entry) return skip(asked, part, entry);
  book.countedToday.add(order);
  order.copied.set(asked.name, copiedBy(asked) + entry.quantity);
  if (parts.following?.stage === 'placed') startRest(asked, entry);
  else book.enter(parts.key, direction(asked) * entry.quantity, order.last.reference);
  return copy(asked, part, 'ENTRY', entry);
}

/**
 * (5) "an exit of the smaller of the copied position and the quantity of 4.5 (not known: all of it), and nothing else for
 * this follower. Reason `EXIT`."
 * AMBIGUOUS (12): "bound by no `min` or `max`", as an exit; of a quantity of 0 there is no exit: BELOW_LOT. What it took
 * out is what the order already copied: of the quantity of 4.5 as much is used up.
 */
function decideOtherSide(asked: Asked): OracleDecision {
  const { book, parts } = asked;
  const position = book.position(parts.key);
  const held = Math.abs(position.quantity);
  const { sized } = sizeOrder(asked, { bounded: false });
  const known = 'quantity' in sized ? sized.quantity : sized.reason === 'BELOW_LOT' ? 0 : held;
  const quantity = Math.min(held, known);
  if (quantity <= 0) return skip(asked, parts.entry, refuse('BELOW_LOT'));
  const decision = exit(asked, parts.entry, quantity);
  // 4.2: "after an exit of 4.4 (5) it is what is left of the copied position."
  position.share = fraction(position.quantity);
  asked.order.copied.set(asked.name, copiedBy(asked) + quantity);
  return decision;
}

const copiedBy = ({ order, name }: Asked) => order.copied.get(name) ?? 0;

/**
 * 4.5, last sentence: "Under `fill` this is applied to the order's opening so far, and what the order already copied is
 * taken off". (Under `complete` the first decision is of all the opening, with nothing copied before.)
 * AMBIGUOUS (13): nothing left after taking off is BELOW_LOT. `total` is before it.
 */
export function sizeOrder(
  asked: Asked,
  { bounded, part = asked.parts.entry, resting = 0 }: { bounded: boolean; part?: number; resting?: number },
): { sized: Sized; rule: string | null; total: number } {
  const { config, name, order } = asked;
  const { terms, rule } = decidingQuantity(config, name, { order: order.last, part });
  const { min: _min, max: _max, ...unbounded } = terms;
  const sized = sizeEntry(bounded ? terms : unbounded, {
    opening: order.opened,
    lot: order.last.facts.lot,
    followerCapital: config.followers[name]?.capital,
    masterCapital: config.master?.capital,
  });
  if ('reason' in sized) return { sized, rule, total: 0 };
  const quantity = sized.quantity - (copiedBy(asked) - resting);
  if (quantity <= 0) return { sized: { reason: 'BELOW_LOT' }, rule, total: sized.quantity };
  return { sized: { quantity }, rule, total: sized.quantity };
}

/** (7) "The checks, first failure decides". */
export function judgeEntry(asked: Asked, situation: Situation, resting = 0): Refusal | Outgoing {
  const { config, name, book, order } = asked;
  // "the file's filters then the follower's"
  const filtered =
    filteredBy(config.filters, situation) ?? filteredBy(config.followers[name]?.filters, situation);
  if (filtered !== null) return refuse(filtered);
  const against = ruledOut(config, name, situation);
  if (against !== null) return against;
  // "then quantity, price, limits, freeze."
  const { sized, rule, total } = sizeOrder(asked, { bounded: true, part: situation.part, resting });
  if ('reason' in sized) {
    // 4.9: "the quantity rule for `ENTRY`, `BELOW_LOT`, `BELOW_MIN` of an entry; … else null".
    const ruled = sized.reason === 'BELOW_LOT' || sized.reason === 'BELOW_MIN';
    return refuse(sized.reason, ruled ? rule : null);
  }
  const execution = decidingExecution(config, name, situation);
  const pricing =
    asked.parts.following === null
      ? priceEntry(order.last, execution.execution)
      : priceResting(order.last, execution.execution);
  if (pricing === 'NO_PRICE') return refuse('NO_PRICE', execution.rule);
  const limited = limitedBy({ config, name, book, order }, situation, {
    total,
    price: pricing.price ?? order.last.reference,
  });
  if (limited !== null) return limited.reason === 'NO_PRICE' ? { ...limited, rule: execution.rule } : limited;
  const slices = slice(sized.quantity, order.last.facts);
  if (slices === null) return refuse('FREEZE_BELOW_LOT');
  return { quantity: sized.quantity, rule, pricing, slices };
}
