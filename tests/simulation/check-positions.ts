/** What accounts hold in the end, and what of it is let pass. */
import { wasOff } from './check-stances.ts';
import { countBy } from './count-by.ts';
import { isTold, wasEscalated, wasTold } from './told.ts';
import type { World } from './world.ts';

/** Where the master is flat the follower is; where it is not, the follower is on no other side. */
export function checkPositions(world: World, roles: readonly string[]): string[] {
  const masters = new Map(heldBy(world, 'master').map(({ name, net }) => [name, net] as const));
  return roles.flatMap((role) =>
    heldBy(world, role).flatMap((row) => {
      const { name, net } = row;
      const master = masters.get(name) ?? 0;
      if (net === 0 || (master !== 0 && Math.sign(net) === Math.sign(master))) return [];
      const told = wasEscalated(world, role, row.tradingsymbol) ? 'told' : 'silent';
      if (isLetPass(world, role, row, told)) return [];
      const what = master === 0 ? 'stuck in' : 'wrong side';
      return [`${what} (${told}): ${role} holds ${net} ${name}, the master ${master}`];
    }),
  );
}

function isLetPass(
  world: World,
  role: string,
  row: { tradingsymbol: string; producttype: string },
  told: 'told' | 'silent',
): boolean {
  return (
    isLeftToPeople(world, role, row, told) ||
    cannotBeKnown(world, row) ||
    endedWithItsDay(world, role, row) ||
    wasOff(world, role, row)
  );
}

/** Shares of earlier days lie among the holdings; what was sold of them today is a position below zero. */
function heldBy(world: World, role: string) {
  const hand = world.hand(role);
  const rows = [
    ...hand.positions().map((row) => ({ ...row, quantity: Number(row.netqty) })),
    ...hand.holdings().map((row) => ({ ...row, producttype: 'DELIVERY' })),
  ].map(({ tradingsymbol, producttype, quantity }) => ({ tradingsymbol, producttype, quantity }));
  const byName = countBy(rows, ({ tradingsymbol, producttype }) => `${tradingsymbol} ${producttype}`);
  return [...byName].flatMap(([name, [first, ...more]]) =>
    first
      ? [{ ...first, name, net: more.reduce((sum, { quantity }) => sum + quantity, first.quantity) }]
      : [],
  );
}

/**
 * What a person took is missing from what the copies are taken to hold. And a copy that rests may fill although its
 * master's order does not, or the other way round. Both are told, and left to `reconcile`. What a person went into
 * beside the copies is not touched.
 */
function isLeftToPeople(
  world: World,
  role: string,
  row: { tradingsymbol: string; producttype: string },
  told: 'told' | 'silent',
): boolean {
  const { tradingsymbol, producttype } = row;
  const name = `${role} ${tradingsymbol} ${producttype}`;
  if (world.people.foreign.has(name)) return true;
  if (told === 'silent') return false;
  return (
    world.people.handled.has(name) ||
    isTold(world, role, tradingsymbol, /the follower holds \d+ (more|fewer)/)
  );
}

/**
 * What the master did in the last moments before midnight without anybody seeing it: where it is carried over, it was
 * told the next day, and that is all that can be done.
 */
function cannotBeKnown(world: World, row: { tradingsymbol: string; producttype: string }): boolean {
  const { tradingsymbol: symbol, producttype: product } = row;
  if (!world.seen.forgotten.has(`${symbol} ${product}`)) return false;
  return wasTold(world, 'ORDER_NOT_SEEN', symbol);
}

/** An exit that midnight overtook does not leave on the next day; what is carried over is left in, and it was told. */
function endedWithItsDay(
  world: World,
  role: string,
  row: { tradingsymbol: string; producttype: string },
): boolean {
  if (row.producttype === 'INTRADAY') return false;
  return world.events.some(
    (event) =>
      event.type === 'escalation' &&
      event.account === role &&
      event.alert === 'EXIT_NOT_OUT' &&
      event.text.includes(row.tradingsymbol) &&
      event.text.includes('its day ended'),
  );
}
