// Event received to the last follower's request on the wire, against a broker with 20 ms latency; beside a loop that
// serves one follower after another, in the same run. Real engine, journal, HTTP; the broker is another process.
// The master buys and sells in turns. An exit asks its account first what it holds: that is a round trip of its own.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureBare } from './bare-fan-out.js';
import { completedOrder, startEngine } from './bench-engine.js';
import { percentile, round } from './statistics.js';

const LATENCY_MS = 20;
const EVENTS = Number(process.env.EVENTS ?? 30);
const WARM_UP = 5;
// One event at a time: the copies of the one before have been followed to their end.
const EVENT_INTERVAL_MS = 1500;
const FOLLOWERS = (process.env.FOLLOWERS ?? '1,10,100').split(',').map(Number);

export async function benchFanOut() {
  const rows = [];
  for (const followers of FOLLOWERS) rows.push(await measure(followers));
  return { name: 'fan-out', unit: 'ms', latencyMs: LATENCY_MS, events: EVENTS, rows };
}

async function measure(followers) {
  const broker = fork(new URL('./loopback-broker.js', import.meta.url), [String(LATENCY_MS)]);
  const { port } = await once(broker);
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-bench-'));
  const { engine, close } = await startEngine(folder, port, { followers, mode: 'live' });
  const samples = [];
  try {
    for (let index = 0; index < EVENTS + WARM_UP; index += 1) {
      const entry = await oneEvent(engine, broker, followers, { index: 2 * index, side: 'buy' });
      const exit = await oneEvent(engine, broker, followers, { index: 2 * index + 1, side: 'sell' });
      if (index >= WARM_UP) samples.push({ ...entry, exitOnWire: exit.lastOnWire });
    }
  } finally {
    await engine.stop('measured');
    await close();
    broker.send('stop');
    await rm(folder, { recursive: true, force: true });
  }
  const oneByOne = await measureOneByOne(followers);
  const bare = await measureBare({
    followers,
    events: EVENTS + WARM_UP,
    intervalMs: EVENT_INTERVAL_MS,
    latencyMs: LATENCY_MS,
  });
  const wire = samples.map(({ lastOnWire }) => lastOnWire);
  return {
    followers,
    ...percentiles('', wire),
    ...percentiles(
      'ownShare',
      samples.map(({ ownShare }) => ownShare),
    ),
    ...percentiles('bare', bare.slice(WARM_UP)),
    ...percentiles(
      'exit',
      samples.map(({ exitOnWire }) => exitOnWire),
    ),
    roundTrips: round(percentile(wire, 0.99) / LATENCY_MS),
    oneAfterAnotherP50: round(percentile(oneByOne, 0.5)),
    speedUp: round(percentile(oneByOne, 0.5) / percentile(wire, 0.5), 1),
  };
}

function percentiles(name, samples) {
  const keyOf = (share) => (name === '' ? share : `${name}${share.toUpperCase()}`);
  return {
    [keyOf('p50')]: round(percentile(samples, 0.5)),
    [keyOf('p99')]: round(percentile(samples, 0.99)),
  };
}

/** One complete order of the master, handed to the engine as its feed would. */
async function oneEvent(engine, broker, followers, { index, side }) {
  await new Promise((resolve) => setTimeout(resolve, EVENT_INTERVAL_MS));
  const startedAt = process.hrtime.bigint();
  engine.takeReading(completedOrder(index, side), 'push');
  const ownShare = Number(process.hrtime.bigint() - startedAt) / 1e6;
  let arrivals = [];
  while (arrivals.length < followers) {
    broker.send('arrivals');
    arrivals = arrivals.concat(await once(broker));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const last = lastOf(arrivals);
  return { lastOnWire: Number(last - startedAt) / 1e6, ownShare };
}

/** The way of existing copiers: await each follower's reply before the next one's request. */
async function measureOneByOne(followers) {
  const broker = fork(new URL('./loopback-broker.js', import.meta.url), [String(LATENCY_MS)]);
  const { port } = await once(broker);
  const samples = [];
  const events = followers > 10 ? 5 : EVENTS;
  for (let event = 0; event < events; event += 1) {
    const startedAt = process.hrtime.bigint();
    for (let follower = 0; follower < followers; follower += 1) await placeByFetch(port, follower);
    broker.send('arrivals');
    const arrivals = await once(broker);
    const last = lastOf(arrivals);
    samples.push(Number(last - startedAt) / 1e6);
  }
  broker.send('stop');
  return samples;
}

async function placeByFetch(port, follower) {
  const url = `http://127.0.0.1:${port}/rest/secure/angelbroking/order/v1/placeOrder`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer f${follower}` };
  const body = JSON.stringify({ ordertag: 'x', quantity: '1', tradingsymbol: 'SBIN-EQ', price: '100' });
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.json();
}

function lastOf(arrivals) {
  return (
    arrivals
      .map(BigInt)
      .sort((a, b) => Number(a - b))
      .at(-1) ?? 0n
  );
}

function once(child) {
  return new Promise((resolve) => child.once('message', resolve));
}
