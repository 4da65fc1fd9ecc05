/** What the file said of a follower, where that decides what is owed to it. */
import type { Order } from '../../src/simulator/orders/order.ts';
import type { Stance } from './drawn-file.ts';
import type { World } from './world.ts';

/** From when an order of the master ends until it has been decided, whatever happens to the engine meanwhile. */
const DECIDED_BY_MS = 150_000;

/** What the file said of the follower while an order of the master was there and had to be decided. */
export function whileThere(world: World, order: Order, role: string): ReadonlySet<Stance> {
  const sinceMs = world.seen.masterSince.get(order) ?? order.updatedAtMs;
  return world.file.during(role, sinceMs, order.updatedAtMs + DECIDED_BY_MS);
}

/** What a follower that is switched off holds, or has resting, stays, exits too, and it is told so. */
export function wasOff(
  world: World,
  role: string,
  row: { tradingsymbol: string; producttype: string },
): boolean {
  const isTouched = [...(world.seen.orders.get('master') ?? [])].some(
    (order) =>
      order.instrument.symbol === row.tradingsymbol &&
      order.product === row.producttype &&
      whileThere(world, order, role).has('off'),
  );
  return isTouched && wasToldOff(world, role);
}

/** Nobody follows its orders any more. */
export function isOffNow(world: World, role: string): boolean {
  const now = world.time.now();
  return world.file.during(role, now, now).has('off') && wasToldOff(world, role);
}

function wasToldOff(world: World, role: string): boolean {
  return world.events.some(
    ({ type, ...event }) =>
      type === 'notice' && 'text' in event && event.text.startsWith(`${role}: switched off`),
  );
}
