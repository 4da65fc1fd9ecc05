import { expect } from 'vitest';
import { runSeed } from "./run-seed.js";
/** Runs the seeds, and fails with what each of them violated and how to look at it. */
export async function expectSeedsToHold(from, count) {
    const failures = [];
    for (let seed = from; seed < from + count; seed += 1) {
        const { violations } = await runSeed(seed);
        if (violations.length === 0)
            continue;
        failures.push(`seed ${seed}: npm run simulate -- --seed ${seed}\n  ${violations.join('\n  ')}`);
    }
    expect(failures.join('\n')).toBe('');
}
//# sourceMappingURL=seed-range.js.map