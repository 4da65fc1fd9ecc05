// What durability costs: the commit of one master order for a hundred followers, a journal of a million rows, and the
// memory after a day of fifty thousand events.
import { fork } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { compileRecorded } from '../dist/composition/compose-run.js';
import { NO_INSTRUMENT_MASTER } from '../dist/core/orders/instrument.js';
import { restoreState } from '../dist/engine/record/saved-state.js';
import { DecisionTable } from '../dist/journal/decision-table.js';
import { IntentTable } from '../dist/journal/intent-table.js';
import { openJournal } from '../dist/journal/journal.js';
import { JournalDatabase } from '../dist/journal/journal-database.js';
import { toSessionInput } from '../dist/replay/recording/recorded-inputs.js';
import { completedOrder, startEngine } from './bench-engine.js';
import { percentile, round } from './statistics.js';

const FOLLOWERS = 100;
const COMMITS = 200;
const COMMIT_INTERVAL_MS = 25;
const ROWS = Number(process.env.ROWS ?? 1_000_000);
const EVENTS = Number(process.env.EVENTS ?? 50_000);
const EVENTS_A_TURN = 50;
/** Written at once where a long journal is made. */
const EVENTS_A_COMMIT = 50;
const MEBIBYTE = 2 ** 20;

export async function benchDurability() {
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-bench-'));
  try {
    const rows = [
      ...(await measureCommits(folder)),
      ...(await measureLongJournal(folder)),
      ...(await measureDay(folder)),
    ];
    return { name: 'durability', followers: FOLLOWERS, rows };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One commit a master order, beside one of the same bytes and nothing else. */
async function measureCommits(folder) {
  const journal = openJournal(join(folder, 'commits', 'journal.db'));
  const bare = openBare(join(folder, 'bare.db'));
  const [own, other] = [[], []];
  for (let index = 0; index < COMMITS; index += 1) {
    const entry = entryOf(index);
    const text = JSON.stringify(entry);
    await new Promise((resolve) => setTimeout(resolve, COMMIT_INTERVAL_MS));
    own.push(timeOf(() => journal.recordDecision(entry)));
    other.push(timeOf(() => bare.run(text)));
    journal.takeApart();
  }
  journal.close();
  const p = (samples, share) => `${round(percentile(samples, share))} ms`;
  return [
    { what: 'commits a master order', figure: '1', beside: '', aim: '1' },
    { what: 'recordDecision p50', figure: p(own, 0.5), beside: `bare insert ${p(other, 0.5)}`, aim: '1 ms' },
    { what: 'recordDecision p99', figure: p(own, 0.99), beside: `bare insert ${p(other, 0.99)}`, aim: '' },
  ];
}

/** Half of the rows decisions, half intents that have ended. */
async function measureLongJournal(folder) {
  const path = join(folder, 'long', 'journal.db');
  openJournal(path).close();
  fillJournal(path);
  const { size } = await stat(path);
  const openings = Array.from({ length: 9 }, () => timeOf(() => readAsAStartDoes(path)));
  return [
    {
      what: `journal of ${ROWS.toLocaleString('en')} rows`,
      figure: `${round(size / MEBIBYTE, 0)} MiB`,
      beside: `${round(size / ROWS, 0)} bytes a row`,
      aim: '',
    },
    {
      what: 'opening it and finding what lives',
      figure: `${round(percentile(openings, 0.5))} ms`,
      beside: `slowest ${round(Math.max(...openings))} ms`,
      aim: '',
    },
  ];
}

/** The rows that an engine leaves of a day, by the journal's own tables, many events a commit. */
function fillJournal(path) {
  const db = new JournalDatabase(path);
  const decisions = new DecisionTable(db);
  const intents = new IntentTable(db);
  const end = db.prepare(
    `UPDATE intents SET state = 'complete', order_id = 'o' || tag, filled_quantity = quantity, average_price = price
       WHERE state = 'sending'`,
  );
  const events = Math.ceil(ROWS / (2 * FOLLOWERS));
  for (let first = 0; first < events; first += EVENTS_A_COMMIT) {
    db.inTransaction(() => {
      for (let index = first; index < Math.min(first + EVENTS_A_COMMIT, events); index += 1) {
        const entry = entryOf(index);
        const ids = entry.decisions.map((decision) => decisions.insert(decision));
        for (const [seat, intent] of entry.intents.entries()) intents.insert(intent, ids[seat]);
      }
      db.run(end);
    });
    db.tidyUp();
  }
  db.close();
}

function readAsAStartDoes(path) {
  const journal = openJournal(path);
  journal.loadState();
  journal.liveIntents();
  journal.close();
}

/** A day of a master that buys and sells ten of a share in turns, shown to ten followers. */
async function measureDay(folder) {
  const broker = fork(new URL('./loopback-broker.js', import.meta.url), ['0']);
  const { port } = await new Promise((resolve) => broker.once('message', resolve));
  const { engine, close } = await startEngine(join(folder, ''), port, { followers: 10, mode: 'dry_run' });
  const before = memory();
  let peak = before.rss;
  const startedAt = performance.now();
  for (let index = 0; index < EVENTS; index += 1) {
    engine.takeReading(completedOrder(index, index % 2 === 0 ? 'buy' : 'sell'), 'push');
    if (index % EVENTS_A_TURN === 0) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      peak = Math.max(peak, memory().rss);
    }
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const after = memory();
  // What was decided last finds its way into the journal behind its turn.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const restoring = measureRestoring(join(folder, 'logs', 'journal.dry_run.db'), folder);
  await engine.stop('measured');
  await close();
  broker.send('stop');
  const inMebibytes = (bytes) => `${round(bytes / MEBIBYTE, 0)} MiB`;
  return [
    {
      what: `resident after ${EVENTS.toLocaleString('en')} events`,
      figure: inMebibytes(after.rss),
      beside: `${inMebibytes(before.rss)} before, at most ${inMebibytes(peak)}`,
      aim: '',
    },
    {
      what: 'heap then',
      figure: inMebibytes(after.heap),
      beside: `${inMebibytes(before.heap)} before`,
      aim: '',
    },
    {
      what: 'events a second',
      figure: String(round(EVENTS / seconds, 0)),
      beside: 'dry run, ten followers',
      aim: '',
    },
    restoring,
  ];
}

/** What a start after a crash at this moment would take to know again what the engine knows. */
function measureRestoring(journalPath, folder) {
  const path = join(folder, 'crashed', 'journal.db');
  mkdirSync(join(folder, 'crashed'));
  // In one turn: a commit between the two would be in neither.
  copyFileSync(journalPath, path);
  copyFileSync(`${journalPath}-wal`, `${path}-wal`);
  const readers = {
    instruments: NO_INSTRUMENT_MASTER,
    compile: compileRecorded,
    readInput: toSessionInput,
  };
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  const journal = openJournal(path);
  const { book } = restoreState(journal, readers);
  const ms = performance.now() - startedAt;
  const cpu = process.cpuUsage(cpuBefore);
  const inputs = [...journal.loadState().inputs].length;
  journal.close();
  return {
    what: 'opening its journal and restoring the state',
    figure: `${round(ms, 0)} ms (${round((cpu.user + cpu.system) / 1000, 0)} of CPU)`,
    beside: `${book.orders.length.toLocaleString('en')} orders, ${inputs.toLocaleString('en')} inputs since the snapshot`,
    aim: '',
  };
}

/** After a collection, where this process may ask for one (`node --expose-gc`). */
function memory() {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed };
}

function openBare(path) {
  const db = new Database(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entries (body TEXT)');
  return db.prepare('INSERT INTO entries VALUES (?)');
}

function timeOf(work) {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** What an event of a hundred followers records. */
function entryOf(index) {
  const orderKey = `2611220${String(index).padStart(8, '0')}`;
  const atMs = 1_795_319_100_000 + index;
  const followers = Array.from({ length: FOLLOWERS }, (_, follower) => `f${follower + 1}`);
  return {
    input: {
      kind: 'master',
      body: JSON.stringify({ type: 'master', at_ms: atMs, row: { orderid: orderKey } }),
      atMs,
    },
    decisions: followers.map((follower) => ({
      orderKey,
      follower,
      revision: 1,
      body: 'x'.repeat(400),
      atMs,
    })),
    intents: followers.map((follower, seat) =>
      intentOf({ orderKey, follower, tag: tagOf(index, seat), atMs }),
    ),
  };
}

function tagOf(index, seat) {
  return `ct${(index * FOLLOWERS + seat).toString(36).padStart(13, '0')}`;
}

function intentOf({ orderKey, follower, tag, atMs }) {
  return {
    ...{ tag, day: 20_779, follower, orderKey, revision: 1, slice: 0, effect: 'entry', exchange: 'NSE' },
    ...{
      symbolToken: '3045',
      tradingSymbol: 'SBIN-EQ',
      product: 'intraday',
      side: 'buy',
      orderType: 'limit',
    },
    ...{ quantity: 10, price: '100.00', triggerPrice: null, plannedAtMs: atMs, state: 'sending' },
  };
}
