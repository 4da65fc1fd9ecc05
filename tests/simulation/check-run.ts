/** What must hold once the faults have ended and time has passed. */
import { statSync } from 'node:fs';
import type { Intent } from '../../src/journal/intent.ts';
import { hasEnded } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { verifyRecording } from '../../src/replay/verify-recording.ts';
import type { Order } from '../../src/simulator/order.ts';
import { VALIDATORS } from './boot-engine.ts';
import { checkBudgets } from './check-budgets.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** @param journal as the last process left it */
export async function checkRun(world: World, scenario: Scenario, journal: Journal): Promise<string[]> {
  const roles = scenario.roles;
  const intents = roles.flatMap((role) => intentsOf(world, journal, role));
  return [
    ...world.troubles,
    ...checkDuplicates(world, roles, intents),
    ...checkAccounted(world, roles, journal),
    ...intents.flatMap((intent) => checkIntent(world, intent)),
    ...checkPositions(world, roles),
    ...checkExits(world, intents),
    ...checkUnseen(world, journal),
    ...checkBudgets(world.arrivals),
    ...(await checkReplays(world.recordings)),
  ];
}

const DAY_MS = 86_400_000;
const IST_MS = 19_800_000;

function intentsOf(world: World, journal: Journal, role: string): readonly Intent[] {
  const day = Math.floor((world.options.startAtMs + IST_MS) / DAY_MS);
  return [day, day + 1]
    .flatMap((one) => journal.intentsOfDay(one))
    .filter(({ follower }) => follower === role);
}

function ordersOf(world: World, role: string): readonly Order[] {
  return [...(world.orders.get(role) ?? [])];
}

/** From when an exit is decided until it comes to the broker, mostly. */
const ON_ITS_WAY_MS = 20_000;

const OWN_TAG = /^ct/;

/** At most one order a tag, and at most one that lives or was executed a slice of a copy. */
function checkDuplicates(world: World, roles: readonly string[], intents: readonly Intent[]): string[] {
  return roles.flatMap((role) => {
    const found: string[] = [];
    const byTag = countBy(
      ordersOf(world, role).filter(({ tag }) => OWN_TAG.test(tag)),
      ({ tag }) => tag,
    );
    for (const [tag, orders] of byTag) {
      if (orders.length > 1) found.push(`duplicate: ${role} has ${orders.length} orders of the tag ${tag}`);
    }
    const ofSlices = countBy(
      intents.filter(({ follower }) => follower === role),
      ({ orderKey, revision, slice }) => JSON.stringify([orderKey, revision, slice]),
    );
    for (const [name, ofSlice] of ofSlices) {
      const real = ofSlice
        .flatMap(({ tag }) => byTag.get(tag) ?? [])
        .filter(({ status }) => status !== 'rejected');
      if (real.length > 1) found.push(`duplicate: ${role} has ${real.length} orders for ${name}`);
    }
    return found;
  });
}

/** Each of the master's orders that was filled has a decision for each follower. */
function checkAccounted(world: World, roles: readonly string[], journal: Journal): string[] {
  return ordersOf(world, 'master').flatMap((order) => {
    if (order.filled === 0 || world.missed.has(order)) return [];
    const keys = [...(world.masterIds.get(order) ?? [])];
    const decided = new Set(keys.flatMap((key) => journal.decisionsOf(key)).map(({ follower }) => follower));
    return roles
      .filter((role) => !decided.has(role))
      .map(
        (role) =>
          `unaccounted: ${order.orderId} (${order.side} ${order.filled} ${order.instrument.symbol}) has no decision for ${role}`,
      );
  });
}

/** An intent has ended, as the broker's book says; an exit that did not get out was shouted about. */
function checkIntent(world: World, intent: Intent): string[] {
  const { follower, tag, state, filledQuantity, tradingSymbol, quantity, side } = intent;
  const name = `${follower} ${intent.effect} ${side} ${quantity} ${tradingSymbol} (${tag})`;
  if (!hasEnded(state)) return [`unsettled: ${name} is ${state}`];
  const orders = ordersOf(world, follower).filter((order) => order.tag === tag);
  const filled = orders.reduce((sum, order) => sum + order.filled, 0);
  const found: string[] = [];
  const isMissed = orders.some((order) => world.missed.has(order));
  if (filled !== filledQuantity && !isMissed && !wasLostAtMidnight(world, intent))
    found.push(
      `misjudged: ${name} is ${state} with ${filledQuantity} filled, and at the broker ${filled} are`,
    );
  const isOut = intent.effect === 'entry' || filledQuantity === quantity;
  if (!isOut && !wasEscalated(world, follower, tradingSymbol)) {
    found.push(
      `lost exit: ${name} is ${state} with ${filledQuantity} filled (${intent.brokerText ?? ''}), and nobody was told`,
    );
  }
  return found;
}

function wasEscalated(world: World, role: string, symbol: string): boolean {
  return isTold(world, role, symbol, /./);
}

function isTold(world: World, role: string, symbol: string, words: RegExp): boolean {
  return world.events.some(
    (event) =>
      event.type === 'escalation' &&
      event.account === role &&
      event.text.includes(symbol) &&
      words.test(event.text),
  );
}

/** Where the master is flat the follower is; where it is not, the follower is on no other side. */
function checkPositions(world: World, roles: readonly string[]): string[] {
  const masters = new Map(heldBy(world, 'master').map(({ name, net }) => [name, net] as const));
  return roles.flatMap((role) =>
    heldBy(world, role).flatMap((row) => {
      const { name, net } = row;
      const master = masters.get(name) ?? 0;
      if (net === 0 || (master !== 0 && Math.sign(net) === Math.sign(master))) return [];
      const told = wasEscalated(world, role, row.tradingsymbol) ? 'told' : 'silent';
      if (isLeftToPeople(world, role, row, told)) return [];
      if (cannotBeKnown(world, row) || endedWithItsDay(world, role, row)) return [];
      const what = master === 0 ? 'stuck in' : 'wrong side';
      return [`${what} (${told}): ${role} holds ${net} ${name}, the master ${master}`];
    }),
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
  if (world.foreign.has(name)) return true;
  if (told === 'silent') return false;
  return world.handled.has(name) || isTold(world, role, tradingsymbol, /the follower holds \d+ (more|fewer)/);
}

/**
 * What the master did in the last moments before midnight without anybody seeing it: where it is carried over, it was
 * told the next day, and that is all that can be done.
 */
function cannotBeKnown(world: World, row: { tradingsymbol: string; producttype: string }): boolean {
  const { tradingsymbol: symbol, producttype: product } = row;
  if (!world.forgotten.has(`${symbol} ${product}`)) return false;
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

/** The broker took it, and its book was emptied before anybody could see what became of it: told, with its tag. */
function wasLostAtMidnight(world: World, { follower, tag }: Intent): boolean {
  return world.events.some(
    (event) =>
      event.type === 'escalation' &&
      event.account === follower &&
      event.text.includes(`(tag ${tag}) was not known when its day ended`),
  );
}

function wasTold(world: World, alert: string, symbol: string): boolean {
  return world.events.some(
    (event) => event.type === 'escalation' && event.alert === alert && event.text.includes(symbol),
  );
}

/** The positions of the morning tell of carried orders that nobody saw before midnight. */
function checkUnseen(world: World, journal: Journal): string[] {
  const unseen = new Map<string, number>();
  for (const order of world.missed) {
    const ids = [...(world.masterIds.get(order) ?? [])];
    if (ids.length === 0 || order.product === 'INTRADAY') continue;
    if (ids.some((id) => journal.decisionsOf(id).length > 0)) continue;
    const { symbol } = order.instrument;
    unseen.set(symbol, (unseen.get(symbol) ?? 0) + (order.side === 'BUY' ? order.filled : -order.filled));
  }
  return [...unseen].flatMap(([symbol, net]) =>
    net === 0 || wasTold(world, 'ORDER_NOT_SEEN', symbol)
      ? []
      : [`not told: nobody saw the master's orders for ${net} ${symbol} before midnight`],
  );
}

/**
 * No exit is for more than the account held when it came, but for what copies decided after it had brought by then;
 * shares may also lie among the holdings.
 */
function checkExits(world: World, intents: readonly Intent[]): string[] {
  const ranks = new Map<string, number>();
  for (const intent of intents) if (!ranks.has(copyOf(intent))) ranks.set(copyOf(intent), ranks.size);
  const rests = world.config.policy.copyOn === 'placed';
  const entries = new Set(intents.filter(({ effect }) => rests && effect === 'entry').map(({ tag }) => tag));
  const exits = new Set(intents.filter(({ effect }) => effect !== 'entry').map(({ tag }) => tag));
  const rankOf = new Map(intents.map((intent) => [intent.tag, ranks.get(copyOf(intent)) ?? 0] as const));
  return intents.flatMap((intent) => {
    const { tag, effect, follower, product, tradingSymbol, side } = intent;
    const others = world.heldAt.get(tag);
    if (effect === 'entry' || product === 'delivery' || others === undefined) return [];
    // Where the positions cannot be read in time, the ledger alone decides, and knows nothing of a person's hand.
    if (others.some((one) => one.tag === '')) return [];
    const quantity = ordersOf(world, follower).find((order) => order.tag === tag)?.quantity ?? 0;
    const own = rankOf.get(tag) ?? 0;
    const held = others
      .filter((one) => (rankOf.get(one.tag) ?? 0) <= own)
      .reduce((sum, one) => {
        // An exit of the other side that rests takes out by itself what it leaves in the account until then.
        if (one.side.toLowerCase() !== side)
          return sum + one.filled + (exits.has(one.tag) ? one.mayYetFill : 0);
        // An entry that rests on the exit's own side goes through flat: it is no part of what the exit reduces, nor
        // where it fills while that is on its way.
        const restsBeside = entries.has(one.tag) && (one.mayYetFill > 0 || one.unchangedMs < ON_ITS_WAY_MS);
        return restsBeside ? sum : sum - one.filled - one.mayYetFill;
      }, 0);
    return held >= quantity
      ? []
      : [
          `flips: ${follower} got an exit of ${quantity} ${tradingSymbol} (${tag}) and held ${held}: ${JSON.stringify(others)}`,
        ];
  });
}

function copyOf({ orderKey, follower, revision }: Intent): string {
  return JSON.stringify([orderKey, follower, revision]);
}

async function checkReplays(recordings: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of recordings) {
    try {
      const { divergences, shown } = await verifyRecording(file, { validators: VALIDATORS });
      if (divergences > 0) found.push(`replay: ${divergences} decisions differ: ${JSON.stringify(shown[0])}`);
    } catch (error) {
      // A process that died before its first line left nothing to replay.
      if (statSync(file).size > 0) found.push(`replay: ${String(error)}`);
    }
  }
  return found;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}
