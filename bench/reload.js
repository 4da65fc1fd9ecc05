// From a save to the new config being in force, with 100 followers: the watcher, its debounce, reading, checking,
// compiling and the swap in a running engine.
import { fork } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeRun } from '../dist/composition/compose-run.js';
import { followConfig } from '../dist/composition/follow-config.js';
import { loadConfig } from '../dist/config/load-config.js';
import { NO_INSTRUMENT_MASTER } from '../dist/core/orders/instrument.js';
import { BOUNDS } from '../dist/engine/bounds.js';
import { systemClock } from '../dist/engine/clock.js';
import { Redactor } from '../dist/secrets/redactor.js';
import { manyFollowers } from './start.js';
import { percentile, round } from './statistics.js';

const FOLLOWERS = 100;
const SAVES = Number(process.env.SAVES ?? 100);
const WARM_UP = 3;

export async function benchReload() {
  const broker = fork(new URL('./loopback-broker.js', import.meta.url), ['0']);
  const { port } = await new Promise((resolve) => broker.once('message', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-bench-'));
  const file = join(folder, 'copytrade.yaml');
  await writeFile(file, manyFollowers(FOLLOWERS, 0.5));
  const { config } = await loadConfig(file);
  const told = { reloaded: () => {} };
  const run = await composeRun({
    config,
    mode: 'dry_run',
    logsFolder: join(folder, 'logs'),
    environment: { SMARTAPI_URL: `http://127.0.0.1:${port}`, ...credentials('M_') },
    redactor: new Redactor(),
    clock: systemClock,
    loadInstruments: async () => NO_INSTRUMENT_MASTER,
    observe: (event) => told[event.type]?.(),
    ask: null,
  });
  await run.engine.start();
  const observe = (event) => told[event.type]?.();
  const following = followConfig({
    engine: run.engine,
    configFile: file,
    config,
    observe,
    clock: systemClock,
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const samples = { 'in place': [], 'by renaming': [] };
  const ways = Object.entries(samples);
  for (let index = 0; index < SAVES + WARM_UP; index += 1) {
    const [way, kept] = ways[index % ways.length];
    const ms = await timeSave(file, manyFollowers(FOLLOWERS, (index + 1) / 1000), way, told);
    if (index >= WARM_UP) kept.push(ms);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await following.close();
  await run.engine.stop('measured');
  await run.close();
  broker.send('stop');
  await rm(folder, { recursive: true, force: true });
  const rows = ways.map(([save, each]) => ({
    save,
    saves: each.length,
    p50: round(percentile(each, 0.5), 0),
    p99: round(percentile(each, 0.99), 0),
    aim: 'p99 500',
  }));
  return { name: 'reload', unit: 'ms', followers: FOLLOWERS, debounceMs: BOUNDS.reloadDebounceMs, rows };
}

async function timeSave(file, text, way, told) {
  const reloaded = new Promise((resolve) => {
    told.reloaded = resolve;
  });
  const startedAt = performance.now();
  if (way === 'in place') await writeFile(file, text);
  else {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  }
  await reloaded;
  return performance.now() - startedAt;
}

function credentials(prefix) {
  return {
    [`${prefix}API_KEY`]: 'key-of-master',
    [`${prefix}CLIENT_ID`]: 'MASTER1',
    [`${prefix}PASSWORD`]: '1234',
    [`${prefix}TOTP_SECRET`]: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  };
}
