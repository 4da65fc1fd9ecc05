// What the same fan-out costs with no engine at all: one commit of a text as long as an event's entry in the journal,
// then a request that was made beforehand on a warm connection of each follower. Nothing that goes through these two
// libraries on this machine can be faster; what the engine takes beyond it is its own.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { Pool } from 'undici';

const ENTRY_BYTES_PER_FOLLOWER = 900;

/** @returns milliseconds of each event until its last request was handed over. */
export async function measureBare({ followers, events, intervalMs, latencyMs }) {
  const broker = fork(new URL('./loopback-broker.js', import.meta.url), [String(latencyMs)]);
  const { port } = await new Promise((resolve) => broker.once('message', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-bench-'));
  const commit = openTable(join(folder, 'bare.db'));
  const origin = `http://127.0.0.1:${port}`;
  const pools = Array.from({ length: followers }, () => new Pool(origin, { connections: 16 }));
  const entry = 'x'.repeat(ENTRY_BYTES_PER_FOLLOWER * followers);
  const samples = [];
  for (let event = 0; event < events; event += 1) {
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
    const startedAt = process.hrtime.bigint();
    commit(entry);
    const replies = pools.map((pool, index) => dispatch(pool, origin, index));
    samples.push(Number(process.hrtime.bigint() - startedAt) / 1e6);
    await Promise.all(replies);
  }
  await Promise.all(pools.map((pool) => pool.destroy()));
  broker.send('stop');
  await rm(folder, { recursive: true, force: true });
  return samples;
}

function openTable(path) {
  const db = new Database(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entries (body TEXT)');
  const insert = db.prepare('INSERT INTO entries VALUES (?)');
  return (body) => insert.run(body);
}

function dispatch(pool, origin, index) {
  const body = `{"ordertag":"ct${index}","quantity":"10","tradingsymbol":"SBIN-EQ","price":"100.00"}`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer f${index}` };
  const path = '/rest/secure/angelbroking/order/v1/placeOrder';
  return new Promise((resolve, reject) => {
    pool.dispatch(
      { origin, method: 'POST', path, headers, body },
      {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData() {},
        onResponseEnd: () => resolve(),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
