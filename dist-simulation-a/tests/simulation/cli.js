/** `npm run simulate -- --seeds N --from M`, or `--seed N` for one, with what happens. */
import { parseArgs } from 'node:util';
import { runSeed } from "./run-seed.js";
import { SABOTAGES } from "./sabotage.js";
const { values } = parseArgs({
    options: {
        seeds: { type: 'string', default: '1000' },
        from: { type: 'string', default: '1' },
        seed: { type: 'string' },
        sabotage: { type: 'string' },
    },
});
const sabotage = SABOTAGES.find((one) => one === values.sabotage);
const only = values.seed === undefined ? null : Number(values.seed);
const options = {
    ...(sabotage ? { sabotage } : {}),
    ...(only === null ? {} : { write: (line) => console.log(line) }),
};
const from = only ?? Number(values.from);
const count = only === null ? Number(values.seeds) : 1;
const startedAt = performance.now();
let failed = 0;
let copies = 0;
let crashes = 0;
for (let seed = from; seed < from + count; seed += 1) {
    const result = await runSeed(seed, options);
    copies += result.copies;
    crashes += result.crashes;
    if (result.violations.length === 0)
        continue;
    failed += 1;
    console.log(`seed ${seed}:\n  ${result.violations.join('\n  ')}`);
}
const seconds = (performance.now() - startedAt) / 1000;
console.log(`${count} seeds, ${failed} failed, ${copies} copies, ${crashes} crashes, ${seconds.toFixed(1)} s (${((1000 * seconds) / count).toFixed(0)} ms a seed)`);
process.exitCode = failed > 0 ? 1 : 0;
//# sourceMappingURL=cli.js.map