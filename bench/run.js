// `npm run bench [NAME…]`: each benchmark prints a table; --json prints them all as one document.
// Each is loaded only where it is asked for.
const BENCHMARKS = {
  decide: async () => (await import('./decide.js')).benchDecide(),
  replay: async () => (await import('./replay.js')).benchReplay(),
  'fan-out': async () => (await import('./fan-out.js')).benchFanOut(),
  start: async () => (await import('./start.js')).benchStart(),
  durability: async () => (await import('./durability.js')).benchDurability(),
  'slow-follower': async () => (await import('./slow-follower.js')).benchSlowFollower(),
  reload: async () => (await import('./reload.js')).benchReload(),
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const json = process.argv.includes('--json');
const results = [];
for (const [name, bench] of Object.entries(BENCHMARKS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const result = await bench();
  results.push(result);
  if (!json) {
    const { rows, ...about } = result;
    console.log(
      `\n${Object.entries(about)
        .map(([key, value]) => `${key}: ${value}`)
        .join('   ')}`,
    );
    console.table(rows);
  }
}
if (json) console.log(JSON.stringify(results, null, 2));
process.exit(0);
