import { runSeed } from './tests/simulation/run-seed.js';
import { drawScenario } from './tests/simulation/scenario.js';
const [from, to] = process.argv.slice(2).map(Number);
let n = 0, bad = 0; const told = [];
for (let seed = from; seed <= to; seed += 1) {
  if (new Date(drawScenario(seed).startAtMs).getUTCHours() !== 18) continue;
  n += 1; let t = false;
  const r = await runSeed(seed, { write: (l) => { if (l.includes('ORDER_NOT_SEEN')) t = true; } });
  if (t) told.push(seed);
  if (r.violations.length) { bad += 1; console.log(seed, r.violations.join('\n   ')); }
}
console.log(n, 'midnights', bad, 'bad', 'told', told.join(' '));
