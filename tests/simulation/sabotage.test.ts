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
};
const SEEDS = 150;

test.each(SABOTAGES)('with %s, some seed fails', { timeout: 300_000 }, async (sabotage) => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violations } = await runSeed(seed, { sabotage });
    if (!violations.some((violation) => EXPECTED[sabotage].test(violation))) continue;
    // The same seed holds with the precaution in its place.
    expect((await runSeed(seed)).violations).toEqual([]);
    return;
  }
  throw new Error(`none of ${SEEDS} seeds noticed`);
});
