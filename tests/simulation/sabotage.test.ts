import { expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';
import { SABOTAGES, type Sabotage } from './sabotage.ts';

/** What must come to light, and within how many seeds. */
const EXPECTED: Readonly<Record<Sabotage, RegExp>> = {
  no_durable_intent: /^duplicate: /,
  no_look_up: /^duplicate: /,
  no_tag_check: /^(?:misjudged|stuck in|lost exit|wrong side)/,
  no_exit_clamp: /^flips: /,
  no_poll: /^(?:unaccounted|stuck in)/,
  no_durable_steering: /^held back: /,
};
const SEEDS = 300;
/**
 * Looked for from here on: what is rare would take long from the first seed. Without durable intents the engine is saved
 * by its look at the follower's book before the first order, unless the book hides what had just left when it died: among
 * 187 seeds that crash soon after an order is hidden, this one brought a double.
 */
const FROM: Partial<Record<Sabotage, number>> = { no_durable_intent: 36_216, no_durable_steering: 50_011 };

test.each(SABOTAGES)('with %s, some seed fails', { timeout: 300_000 }, async (sabotage) => {
  const from = FROM[sabotage] ?? 1;
  for (let seed = from; seed < from + SEEDS; seed += 1) {
    const { violations } = await runSeed(seed, { sabotage });
    if (!violations.some((violation) => EXPECTED[sabotage].test(violation))) continue;
    // The same seed holds with the precaution in its place.
    expect((await runSeed(seed)).violations).toEqual([]);
    return;
  }
  throw new Error(`none of ${SEEDS} seeds noticed`);
});
