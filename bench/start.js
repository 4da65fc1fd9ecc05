// How long whole processes take, beside a Node that does nothing, taken in turns: ratios of medians in one run.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { percentile, round } from './statistics.js';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
const FOLLOWERS = 1000;
const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const BIN = path('bin/copytrade.js');

export async function benchStart() {
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-bench-'));
  const large = join(folder, 'copytrade.yaml');
  await writeFile(large, manyFollowers(FOLLOWERS));
  const commands = {
    'node -e 0': { args: ['-e', '0'], aim: '' },
    '--help': { args: [BIN, '--help'], aim: '3 ×' },
    'validate (the example)': { args: [BIN, 'validate', path('copytrade.yaml.example')], aim: '5 ×' },
    [`validate (${FOLLOWERS} followers)`]: { args: [BIN, 'validate', large], aim: '1000 ms' },
  };
  const samples = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let index = 0; index < ROUNDS; index += 1) {
    for (const [name, { args }] of Object.entries(commands)) samples[name].push(timeOf(args));
  }
  await rm(folder, { recursive: true, force: true });
  const base = percentile(samples['node -e 0'], 0.5);
  const rows = Object.entries(commands).map(([command, { aim }]) => {
    const median = percentile(samples[command], 0.5);
    return {
      command,
      median: round(median, 0),
      fastest: round(Math.min(...samples[command]), 0),
      ratio: round(median / base),
      aim,
    };
  });
  return { name: 'start', unit: 'ms', rounds: ROUNDS, rows };
}

function timeOf(args) {
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - startedAt;
}

export function manyFollowers(count, multiplier = 0.5) {
  const blocks = Array.from(
    { length: count },
    (_, index) =>
      `  f${index + 1}:\n    credentials: { env_prefix: F${index + 1}_ }\n    quantity: { multiplier: ${multiplier}, overrides: [{ match: { underlying: BANKNIFTY }, lots: 1 }] }\n    limits: { daily_loss: 10000 }`,
  );
  const rules = Array.from(
    { length: 50 },
    (_, index) =>
      `  - { id: r${index}, match: { underlying: U${index}, instrument: option, price: "< ${index + 5}" }, skip: true }`,
  );
  return `version: 1\nmaster: { credentials: { env_prefix: M_ } }\nfollowers:\n${blocks.join('\n')}\nrules:\n${rules.join('\n')}\n`;
}
