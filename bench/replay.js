// `copytrade replay` as a whole process, with ten followers: an order book of 100,000 rows beside a process that only
// reads and parses the same file, and a recorded session of a million events. They take turns.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOrderRow } from '../dist/brokers/angelone/read-order-row.js';
import { compileConfig } from '../dist/config/compile-config.js';
import { CopySession } from '../dist/core/copy-session.js';
import { NO_INSTRUMENT_MASTER } from '../dist/core/orders/instrument.js';
import { encodeLine } from '../dist/journal/recording/recording-format.js';
import { toDecisionLine, toInputLine } from '../dist/journal/recording/session-lines.js';
import { configText } from './fifty-rules.js';
import { marketDay } from './market-day.js';
import { percentile, round } from './statistics.js';

const ROWS = Number(process.env.ROWS ?? 100_000);
const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const FOLLOWERS = 10;
const PROGRAM = fileURLToPath(new URL('../bin/copytrade.js', import.meta.url));
const USAGE = new URL('./usage-on-exit.js', import.meta.url).href;
const PARSE = 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))';
const ROWS_AT_ONCE = 1000;
/** At least: two rows, and a decision for each follower. */
const LINES_AN_ORDER = 2 + FOLLOWERS;

export async function benchReplay() {
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-bench-'));
  try {
    const config = join(folder, 'copytrade.yaml');
    await writeFile(config, plainConfig());
    const rows = [measureBook(folder, config), measureRecording(folder, config)];
    return { name: 'replay', followers: FOLLOWERS, rounds: ROUNDS, rows };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ten followers and no rules: what is measured is reading and writing as much as deciding. */
function plainConfig() {
  const [head] = configText(FOLLOWERS).split('\nrules:');
  return `${head}\n`;
}

function measureBook(folder, config) {
  const file = join(folder, 'orderbook.json');
  writeBook(file);
  const [replays, parses] = [[], []];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    replays.push(run(folder, [PROGRAM, 'replay', file, '-c', config]));
    parses.push(run(folder, ['-e', PARSE, file]));
  }
  const [ours, theirs] = [medians(replays), medians(parses)];
  return {
    log: 'order book',
    events: ROWS,
    ...ours,
    eventsPerSecond: Math.round(ROWS / ours.seconds),
    timesParsing: round(ours.seconds / theirs.seconds),
    timesItsMemory: round(ours.peakMiB / theirs.peakMiB),
  };
}

function measureRecording(folder, config) {
  const file = join(folder, 'session.jsonl');
  writeRecording(file);
  const replays = [];
  for (let turn = 0; turn < ROUNDS; turn += 1)
    replays.push(run(folder, [PROGRAM, 'replay', file, '-c', config]));
  const ours = medians(replays);
  return { log: 'recording', events: EVENTS, ...ours, eventsPerSecond: Math.round(EVENTS / ours.seconds) };
}

function writeBook(file) {
  const handle = openSync(file, 'w');
  writeSync(handle, '{"status":true,"message":"SUCCESS","errorcode":"","data":[');
  writeRows(handle, ROWS, (row, index) => `${index === 0 ? '' : ','}${JSON.stringify(row)}`);
  writeSync(handle, ']}');
  closeSync(handle);
}

/**
 * As a dry run leaves it: each order as it was seen alive and as it ended, what was decided of it for each follower,
 * and the fills of the copies.
 */
function writeRecording(file) {
  const text = plainConfig();
  const compiled = compileConfig([{ path: 'copytrade.yaml', text }]);
  const options = { live: true, fills: 'reported', instruments: NO_INSTRUMENT_MASTER };
  const session = new CopySession(compiled.config.policy, options);
  const handle = openSync(file, 'w');
  const first = {
    type: 'session',
    at_ms: Date.UTC(2026, 10, 23, 3, 30),
    version: 1,
    session: '20261123_090000',
    run_mode: 'dry_run',
    config: { sha256: compiled.config.sha256, files: [{ path: 'copytrade.yaml', text }] },
    confirm: false,
    state: null,
  };
  writeSync(handle, `${encodeLine(first)}\n`);
  const orders = Math.ceil(EVENTS / LINES_AN_ORDER);
  let events = 0;
  writeRows(handle, orders, (row) => {
    const alive = { ...row, orderstatus: 'open', status: 'open', filledshares: '0', averageprice: 0 };
    const lines = [alive, row].flatMap((one) => recordRow(session, one));
    const kept = lines.slice(0, EVENTS - events);
    events += kept.length;
    return kept.map((line) => `${encodeLine(line)}\n`).join('');
  });
  closeSync(handle);
  if (events < EVENTS) throw new Error(`the recording has ${events} events only`);
}

/** What `run` writes of a row: the row, what it led to, and that the copies have filled. */
function recordRow(session, row) {
  const atMs = instantOf(row);
  const reading = readOrderRow(row);
  const made = session.accept({ kind: 'row', row: reading.order, seenAtMs: atMs });
  const ends = made
    .filter(({ revision }) => revision > 0)
    .map(({ orderKey, revision, decision: { follower, quantity: filled } }) => ({
      kind: 'copy_ended',
      orderKey,
      follower,
      revision,
      filled,
    }));
  for (const end of ends) session.accept(end);
  return [
    { type: 'master', at_ms: atMs, via: 'push', missed: null, row },
    ...made.map((decision) => toDecisionLine(decision, atMs)),
    ...ends.map((end) => toInputLine(end, atMs)),
  ];
}

function instantOf({ updatetime }) {
  const [hour, minute, second] = updatetime.slice(12).split(':').map(Number);
  return Date.UTC(2026, 10, 23, hour, minute, second) - 19_800_000;
}

function writeRows(handle, count, toText) {
  let texts = [];
  let index = 0;
  for (const row of marketDay(count)) {
    texts.push(toText(row, index));
    index += 1;
    if (texts.length < ROWS_AT_ONCE && index < count) continue;
    writeSync(handle, texts.join(''));
    texts = [];
  }
}

function run(folder, args) {
  const usage = join(folder, 'usage.json');
  const startedAt = process.hrtime.bigint();
  const ended = spawnSync(process.execPath, ['--import', USAGE, ...args], {
    env: { ...process.env, USAGE_FILE: usage },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  if (ended.status !== 0) throw new Error(`${args.join(' ')} ended with ${ended.status}: ${ended.stderr}`);
  return { seconds, ...JSON.parse(readFileSync(usage, 'utf8')) };
}

function medians(runs) {
  const of = (key) =>
    round(
      percentile(
        runs.map((one) => one[key]),
        0.5,
      ),
    );
  return { seconds: of('seconds'), cpuSeconds: of('cpuSeconds'), peakMiB: of('peakMiB') };
}
