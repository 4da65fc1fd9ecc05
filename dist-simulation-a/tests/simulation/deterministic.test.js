import { expect, test } from 'vitest';
import { runSeed } from "./run-seed.js";
test('the same seed brings the same run, to the last request and event; another one another', async () => {
    const lines = [[], []];
    const first = await runSeed(7, { write: (line) => lines[0].push(line) });
    const second = await runSeed(7, { write: (line) => lines[1].push(line) });
    expect(lines[1]).toEqual(lines[0]);
    expect(second).toEqual(first);
    expect((await runSeed(8)).digest).not.toBe(first.digest);
});
//# sourceMappingURL=deterministic.test.js.map