// Full decision records a second, with fifty rules: the engine, hand-written closures that give the same records (the
// ceiling), and json-rules-engine 7 asked for each order and follower (the baseline), all in this process.
import { deepStrictEqual } from 'node:assert';
import { readOrderRow } from '../dist/brokers/angelone/read-order-row.js';
import { compileConfig } from '../dist/config/compile-config.js';
import { CopySession } from '../dist/core/copy-session.js';
import { toDecisionRecord } from '../dist/core/deciding/decision.js';
import { dayOf } from '../dist/core/ist-time.js';
import { NO_INSTRUMENT_MASTER } from '../dist/core/orders/instrument.js';
import { askClosures, CopierByHand, toPlainOrder } from './by-hand.js';
import { configText, FIFTY_RULES, listFollowers } from './fifty-rules.js';
import { askEngine, createEngine } from './json-rules.js';
import { marketDay } from './market-day.js';
import { percentile, round } from './statistics.js';

const FOLLOWERS = (process.env.FOLLOWERS ?? '10,100,1000').split(',').map(Number);
/** Decisions a round, and rounds; the engine and the closures take turns. */
const RECORDS_A_ROUND = Number(process.env.RECORDS ?? 400_000);
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const RECORDS_OF_BASELINE = 2000;

export async function benchDecide() {
  const rows = [];
  for (const followers of FOLLOWERS) rows.push(await measure(followers));
  return { name: 'decide', unit: 'decision records a second', rules: 50, rounds: ROUNDS, rows };
}

async function measure(followers) {
  const orders = Math.max(100, Math.round(RECORDS_A_ROUND / followers));
  const snapshots = [...marketDay(orders)].map(readSnapshot);
  const plain = snapshots.map((row) => toPlainOrder(row, dayOf(row.eventTime)));
  const policy = compilePolicyOf(followers);
  checkSameRecords({ policy, snapshots, plain, followers });
  const [engine, closures] = [[], []];
  for (let turn = 0; turn < ROUNDS + 1; turn += 1) {
    engine.push(rate(decideAll(policy, snapshots)));
    closures.push(rate(decideAllByHand(plain, followers)));
  }
  const median = (rates) => percentile(rates.slice(1), 0.5);
  const baseline = await measureBaseline(plain, followers);
  const [ours, ceiling] = [median(engine), median(closures)];
  return {
    followers,
    recordsPerSecond: Math.round(ours),
    byHandPerSecond: Math.round(ceiling),
    jsonRulesPerSecond: Math.round(baseline),
    shareOfCeiling: round(ours / ceiling),
    timesBaseline: round(ours / baseline, 1),
  };
}

function readSnapshot(row) {
  const reading = readOrderRow(row);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.order;
}

function compilePolicyOf(followers) {
  const compiled = compileConfig([{ path: 'copytrade.yaml', text: configText(followers) }]);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  return compiled.config.policy;
}

/** Each work as a function that hands its records to `take`, so that none is made in vain. */
function decideAll(policy, snapshots) {
  return (take) => {
    const options = { live: false, fills: 'assumed', instruments: NO_INSTRUMENT_MASTER };
    const session = new CopySession(policy, options);
    for (const row of snapshots) {
      for (const { decision } of session.accept({ kind: 'row', row, seenAtMs: null }))
        take(toDecisionRecord(decision));
    }
  };
}

function decideAllByHand(orders, followers) {
  return (take) => {
    const copier = new CopierByHand(followers);
    for (const order of orders) for (const record of copier.decide(order)) take(record);
  };
}

function rate(work) {
  let records = 0;
  const startedAt = process.hrtime.bigint();
  work((record) => {
    records += record.quantity < 0 ? 0 : 1;
  });
  return (records * 1e9) / Number(process.hrtime.bigint() - startedAt);
}

function checkSameRecords({ policy, snapshots, plain, followers }) {
  const some = Math.min(snapshots.length, 4000);
  const [ours, byHand] = [[], []];
  decideAll(policy, snapshots.slice(0, some))((record) => ours.push(record));
  decideAllByHand(plain.slice(0, some), followers)((record) => byHand.push(record));
  deepStrictEqual(byHand, ours, 'the closures must give the same records as the engine');
}

async function measureBaseline(orders, followers) {
  const engine = createEngine();
  const copier = new CopierByHand(followers);
  const enough = orders.slice(0, Math.max(2, Math.ceil(RECORDS_OF_BASELINE / followers)));
  const asked = [];
  let records = 0;
  const startedAt = process.hrtime.bigint();
  for (const order of enough) {
    asked.push(await askEngine(engine, order, followers));
    records += copier.decide(order).length;
  }
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  for (const [index, order] of enough.entries())
    deepStrictEqual(asked[index], rulesThatHold(order, followers));
  return records / seconds;
}

/** What the other engine must have said, or it would have been asked something else. */
function rulesThatHold(order, followers) {
  const answers = [];
  askClosures(order, answers);
  return listFollowers(followers).map(({ name }) =>
    FIFTY_RULES.filter(
      ({ index, followers: forWhom }) => answers[index] && (forWhom?.includes(name) ?? true),
    ).map(({ index }) => index),
  );
}
