/** No entry comes to the broker while its follower is held back by a person or by the file, over every crash and restart. */
import type { Intent } from '../../src/journal/intent.ts';
import type { World } from './world.ts';

/** What had left by then may take so long on its way. */
const ON_ITS_WAY_MS = 1_000;

export function checkHeldBack(world: World, intents: readonly Intent[]): string[] {
  const entries = new Map(intents.filter(({ effect }) => effect === 'entry').map((one) => [one.tag, one]));
  return world.seen.arrivals.flatMap(({ atMs, role, tag }) => {
    const entry = entries.get(tag);
    if (!entry) return [];
    const fromMs = atMs - ON_ITS_WAY_MS;
    const why = [
      ...(world.steered.isHeld(role, fromMs, atMs) ? ['it was held back'] : []),
      ...(world.file.during(role, fromMs, atMs).has('live') ? [] : ['the file did not say live']),
    ];
    if (why.length === 0) return [];
    const { side, quantity, tradingSymbol } = entry;
    const at = ((atMs - world.options.startAtMs) / 1000).toFixed(3);
    return [
      `held back: ${role} got ${side} ${quantity} ${tradingSymbol} (${tag}) at ${at}: ${why.join(', ')}`,
    ];
  });
}
