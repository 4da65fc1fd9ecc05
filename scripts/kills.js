// `npm run kills -- --rounds 20 --journal-rows 100000`: the kills of tests/kills, as long as one likes.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    'journal-rows': { type: 'string', default: '100000' },
  },
});
const { status } = spawnSync('npx', ['vitest', 'run', 'tests/kills'], {
  stdio: 'inherit',
  env: { ...process.env, KILL_ROUNDS: values.rounds, KILL_JOURNAL_ROWS: values['journal-rows'] },
});
process.exitCode = status ?? 1;
