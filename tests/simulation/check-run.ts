/** What must hold once the faults have ended and time has passed. */
import { statSync } from 'node:fs';
import type { Intent } from '../../src/journal/intent.ts';
import { hasEnded } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { startOfDay } from '../../src/simulator/ist.ts';
import type { Order } from '../../src/simulator/orders/order.ts';
import { VALIDATORS } from './boot-engine.ts';
import { checkBudgets } from './check-budgets.ts';
import { checkHeldBack } from './check-held-back.ts';
import { checkPositions } from './check-positions.ts';
import { isOffNow, whileThere } from './check-stances.ts';
import { countBy } from './count-by.ts';
import type { Scenario } from './scenario.ts';
import { wasEscalated, wasTold } from './told.ts';
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
    ...checkBudgets(world.seen.arrivals),
    ...checkHeldBack(world, intents),
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
  return [...(world.seen.orders.get(role) ?? [])];
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
    if (order.filled === 0 || world.seen.missed.has(order) || wasToldOvernight(world, order)) return [];
    const keys = [...(world.seen.masterIds.get(order) ?? [])];
    const decided = new Set(keys.flatMap((key) => journal.decisionsOf(key)).map(({ follower }) => follower));
    return roles
      .filter((role) => !decided.has(role) && !whileThere(world, order, role).has('absent'))
      .map(
        (role) =>
          `unaccounted: ${order.orderId} (${order.side} ${order.filled} ${order.instrument.symbol}) has no decision for ${role}`,
      );
  });
}

/** It was of the day before, and the positions of the new day told of it. */
function wasToldOvernight(world: World, { updatedAtMs, instrument }: Order): boolean {
  return updatedAtMs < startOfDay(world.time.now()) && wasTold(world, 'ORDER_NOT_SEEN', instrument.symbol);
}

/** An intent has ended, as the broker's book says; an exit that did not get out was shouted about. */
function checkIntent(world: World, intent: Intent): string[] {
  const { follower, tag, state, filledQuantity, tradingSymbol, quantity, side } = intent;
  const name = `${follower} ${intent.effect} ${side} ${quantity} ${tradingSymbol} (${tag})`;
  if (!hasEnded(state)) return isOffNow(world, follower) ? [] : [`unsettled: ${name} is ${state}`];
  const orders = ordersOf(world, follower).filter((order) => order.tag === tag);
  const filled = orders.reduce((sum, order) => sum + order.filled, 0);
  const found: string[] = [];
  const isMissed = orders.some((order) => world.seen.missed.has(order));
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

/** The broker took it, and its book was emptied before anybody could see what became of it: told, with its tag. */
function wasLostAtMidnight(world: World, { follower, tag }: Intent): boolean {
  return world.events.some(
    (event) =>
      event.type === 'escalation' &&
      event.account === follower &&
      event.text.includes(`(tag ${tag}) was not known when its day ended`),
  );
}

/** The positions of the morning tell of carried orders that nobody saw before midnight. */
function checkUnseen(world: World, journal: Journal): string[] {
  const unseen = new Map<string, number>();
  for (const order of world.seen.missed) {
    const ids = [...(world.seen.masterIds.get(order) ?? [])];
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
    const others = world.seen.heldAt.get(tag);
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
