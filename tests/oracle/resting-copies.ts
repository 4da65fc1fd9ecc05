/** `copy_on: placed` at the followers: copies that rest, are changed and cancelled as the master's order is. */
import {
  type Asked,
  about,
  countRevision,
  judgeEntry,
  type OracleDecision,
  type Outgoing,
  type Refusal,
  sizeOrder,
  told,
} from './follower.ts';
import { compare, type Fraction, floor, fraction, over, times } from './fraction.ts';
import type { Rest, RestingOrder } from './placed.ts';
import { type EntryPrice, slice } from './pricing.ts';

const direction = ({ order }: Asked) => (order.last.side === 'buy' ? 1 : -1);

/** The copy of this order that rests at the follower. */
export function restOf({ order, name }: Asked): Rest | null {
  const rest = order.plan?.copies.get(name);
  return rest === undefined || rest.gone ? null : rest;
}

const ordersOf = ({ slices, pricing }: Outgoing): RestingOrder[] =>
  slices.map((quantity) => ({ ...pricing, quantity }));

export function startRest(asked: Asked, entry: Outgoing): void {
  const planned = asked.order.plan?.opening ?? 0;
  const rest = { units: entry.quantity, planned, filled: 0, orders: ordersOf(entry), gone: false };
  asked.order.plan?.copies.set(asked.name, rest);
}

/**
 * 4.2: "for `placed`, as the master's order filled": in the proportion in which its opening has.
 * AMBIGUOUS (34): in whole lots, rounded down; all of it where all of that has.
 */
function fillRest(asked: Asked, rest: Rest): void {
  const { book, order, parts } = asked;
  const opened = order.plan?.opened ?? 0;
  const lot = fraction(order.last.facts.lot ?? rest.units);
  const share = rest.planned > 0 ? over(fraction(opened), fraction(rest.planned)) : fraction(1);
  const lots = floor(over(times(fraction(rest.units), share), lot));
  const due = opened >= rest.planned ? rest.units : Number(lots) * Number(floor(lot));
  if (due <= rest.filled) return;
  book.enter(parts.key, direction(asked) * (due - rest.filled), order.last.reference);
  rest.filled = due;
}

/** What becomes of a copy that rests. */
export function followRest(asked: Asked): OracleDecision[] {
  const { parts, order } = asked;
  const rest = restOf(asked);
  if (rest === null || parts.following === null) return [];
  const { stage, part, reprices } = parts.following;
  if (stage !== 'changed') {
    fillRest(asked, rest);
    const left = rest.planned - (order.plan?.opened ?? 0);
    return stage === 'ended' && !parts.notFilled && left > 0
      ? [cancelRest(asked, left, { reason: 'ENTRY', rule: null })]
      : [];
  }
  const decisions = change(asked, rest, { part, reprices });
  if (!rest.gone) {
    rest.planned = part;
    fillRest(asked, rest);
  }
  return decisions;
}

/**
 * AMBIGUOUS (35): a change that only makes less of the order is asked nothing but the quantity. Any other is decided as an
 * entry as the order now stands; what a check refuses is cancelled, with its reason.
 */
function change(
  asked: Asked,
  rest: Rest,
  { part, reprices }: { part: number; reprices: boolean },
): OracleDecision[] {
  // What only reduces now is copied when it fills.
  if (part === 0) return [cancelRest(asked, part, { reason: 'ENTRY', rule: null })];
  const less = !reprices && part <= rest.planned;
  const wanted = less
    ? lessOf(asked, rest, part)
    : judgeEntry(asked, { order: asked.order.last, part }, rest.units);
  if ('reason' in wanted) return [cancelRest(asked, part, wanted)];
  if (wanted.quantity <= rest.filled)
    return [cancelRest(asked, part, { reason: 'ENTRY', rule: wanted.rule })];
  const orders = ordersOf(wanted);
  if (areSame(orders, rest.orders)) return [];
  const { order, name } = asked;
  order.copied.set(name, (order.copied.get(name) ?? 0) - rest.units + wanted.quantity);
  rest.units = wanted.quantity;
  rest.orders = orders;
  return [
    {
      ...about(asked),
      ...{
        action: 'modify',
        reason: 'ENTRY',
        rule: wanted.rule,
        master_quantity: part,
        quantity: wanted.quantity,
      },
      revision: countRevision(asked),
      orders: orders.map((one) => told(order.last, one as EntryPrice & { readonly quantity: number })),
    },
  ];
}

function lessOf(asked: Asked, rest: Rest, part: number): Outgoing | Refusal {
  const { sized, rule } = sizeOrder(asked, { bounded: true, part, resting: rest.units });
  if ('reason' in sized) {
    const ruled = sized.reason === 'BELOW_LOT' || sized.reason === 'BELOW_MIN';
    return { reason: sized.reason, rule: ruled ? rule : null };
  }
  const quantity = Math.min(sized.quantity, rest.units);
  const [like] = rest.orders;
  const slices = slice(quantity, asked.order.last.facts) ?? [quantity];
  return { quantity, rule, slices, pricing: like as EntryPrice };
}

export function cancelRest(asked: Asked, part: number, { reason, rule }: Refusal): OracleDecision {
  const { order, name } = asked;
  const rest = restOf(asked);
  if (rest !== null) {
    rest.gone = true;
    order.copied.set(name, (order.copied.get(name) ?? 0) - rest.units + rest.filled);
  }
  return {
    ...about(asked),
    ...{ action: 'cancel', reason, rule, master_quantity: part, quantity: 0 },
    revision: countRevision(asked),
    orders: [],
  };
}

const same = (a: Fraction | null, b: Fraction | null) =>
  a === null || b === null ? a === b : compare(a, b) === 0;

function areSame(a: readonly RestingOrder[], b: readonly RestingOrder[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return (
        other !== undefined &&
        one.orderType === other.orderType &&
        one.quantity === other.quantity &&
        same(one.price, other.price) &&
        same(one.trigger, other.trigger)
      );
    })
  );
}
