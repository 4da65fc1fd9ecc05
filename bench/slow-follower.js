// What a follower whose requests hang for a minute costs the others: two engines take the same events in turns, and one
// of them has such a follower. Measured is the last request of the others on the wire; what counts is the ratio.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completedOrder, startEngine } from './bench-engine.js';
import { percentile, round } from './statistics.js';

const LATENCY_MS = 20;
const EVENTS = Number(process.env.EVENTS ?? 200);
const WARM_UP = 10;
const TURN_MS = Number(process.env.TURN_MS ?? 500);
/** Samples drawn anew, with replacement, for the range in which the ratio lies. */
const RESAMPLES = 2000;
const FOLLOWERS = 20;
const HANGING = 'token-of-CLIENTF1_';

export async function benchSlowFollower() {
  const quiet = await start();
  const beside = await start();
  beside.broker.send({ hang: HANGING });
  try {
    for (let index = 0; index < EVENTS + WARM_UP; index += 1) {
      // Who comes first changes, so that neither pays for the other.
      for (const side of index % 2 === 0 ? [quiet, beside] : [beside, quiet]) await oneEvent(side, index);
    }
  } finally {
    await Promise.all([quiet.close(), beside.close()]);
  }
  const rows = [0.5, 0.99].map((part) => {
    const sides = [quiet, beside].map(({ samples }) => samples.slice(WARM_UP));
    const [all, others] = sides.map((samples) => percentile(samples, part));
    const [least, most] = rangeOfRatio(sides, part);
    return {
      percentile: part * 100,
      quiet: round(all),
      besideOne: round(others),
      ratio: round(others / all, 3),
      least: round(least, 3),
      most: round(most, 3),
    };
  });
  return {
    name: 'slow-follower',
    unit: 'ms',
    followers: FOLLOWERS,
    latencyMs: LATENCY_MS,
    events: EVENTS,
    rows,
  };
}

/** Within which the ratio of two percentiles lies nineteen times in twenty (bootstrap). */
function rangeOfRatio([quiet, beside], part) {
  const drawn = (samples) => samples.map(() => samples[Math.floor(Math.random() * samples.length)]);
  const ratios = Array.from(
    { length: RESAMPLES },
    () => percentile(drawn(beside), part) / percentile(drawn(quiet), part),
  ).sort((a, b) => a - b);
  return [percentile(ratios, 0.025), percentile(ratios, 0.975)];
}

async function start() {
  const broker = fork(new URL('./loopback-broker.js', import.meta.url), [String(LATENCY_MS)]);
  const { port } = await once(broker);
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-bench-'));
  const run = await startEngine(folder, port, { followers: FOLLOWERS, mode: 'live' });
  const close = async () => {
    await run.engine.stop('measured');
    await run.close();
    broker.send('stop');
    await rm(folder, { recursive: true, force: true });
  };
  return { broker, engine: run.engine, samples: [], close };
}

/** The first follower's request counts with neither: with one of them it never comes in time. */
async function oneEvent({ broker, engine, samples }, index) {
  await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  broker.send('arrivals');
  await once(broker);
  const startedAt = process.hrtime.bigint();
  engine.takeReading(completedOrder(index), 'push');
  let arrivals = [];
  while (arrivals.length < FOLLOWERS - 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    broker.send('arrivals');
    arrivals = arrivals.concat(await once(broker));
  }
  const times = arrivals.map(BigInt).sort((a, b) => Number(a - b));
  samples.push(Number(times[FOLLOWERS - 2] - startedAt) / 1e6);
}

function once(child) {
  return new Promise((resolve) => child.once('message', resolve));
}
