/**
 * The built program against the simulator, killed again and again: each round begins where the kill before it left
 * off, so that what one round leaves open the next has to carry.
 */

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createWorld, type Program, startRun } from '../engine/program.ts';
import { codeOf, configText, type Rig } from '../engine/rig.ts';
import { writeOldJournal } from './old-journal.ts';
import { KILL_POINTS, type KillPoint } from './points.ts';

const PRELOAD = fileURLToPath(new URL('children/kill-at.js', import.meta.url));
const FOLLOWERS = [1, 2, 3, 4];
/** What was decided and may have left is looked for this long before it is sent; then the orders' rate counts. */
const LOOK_UP_MS = 60_000;
const RESEND_MS = 250;
/** The broker takes one login a second and account; one that it throttles waits for the next half minute's code. */
const LOGINS_APART_MS = 1_000;
const KILLED_WITHIN_MS = 30_000;
/** Replies to all followers but the first, where one outcome is to be written before the others come. */
const LATE_REPLY_MS = 400;

interface Round {
  readonly point: KillPoint;
  readonly side: 'BUY' | 'SELL';
  readonly symbol: string;
  readonly quantity: number;
}

export interface KillReport {
  readonly kills: number;
  /** `point side: how often it is in which follower's book`. */
  readonly duplicates: readonly string[];
  readonly lost: readonly string[];
  /** From the start of the process to its following the master, in ms, each round. */
  readonly readyMs: readonly number[];
}

/**
 * @param rounds at each point: entries and exits in turn
 * @param journalRows that the journal holds before anything begins
 */
export async function runKills(rounds: number, journalRows: number): Promise<KillReport> {
  const plan = planRounds(rounds);
  const rig = await createKillWorld(plan);
  writeOldJournal(rig.logs, journalRows);
  await enterWhatIsToBeLeft(rig, plan);
  const readyMs: number[] = [];
  for (const round of plan) {
    const startedAt = performance.now();
    const program = await startKilled(rig, round);
    readyMs.push(Math.round(performance.now() - startedAt));
    const mayLogInAt = performance.now() + LOGINS_APART_MS;
    await playRound(rig, program, round);
    await sleep(Math.max(0, mayLogInAt - performance.now()));
  }
  const last = await startRun(rig);
  await rig.until(
    () => `each order is in each book; lost: ${inBooks(rig, plan, (count) => count === 0).join('; ')}`,
    () => inBooks(rig, plan, (count) => count === 0).length === 0,
    LOOK_UP_MS + plan.length * RESEND_MS,
  );
  await rig.polled();
  await last.kill('SIGINT');
  return {
    kills: plan.length,
    duplicates: inBooks(rig, plan, (count) => count > 1),
    lost: inBooks(rig, plan, (count) => count === 0),
    readyMs,
  };
}

function planRounds(rounds: number): Round[] {
  return Array.from({ length: rounds }, (_, round) =>
    KILL_POINTS.map((point, index) => ({
      point,
      side: round % 2 === 0 ? ('BUY' as const) : ('SELL' as const),
      symbol: `KILL${round}X${index}-EQ`,
      quantity: 10 + round,
    })),
  ).flat();
}

function createKillWorld(plan: readonly Round[]): Promise<Rig> {
  const instruments = plan.map(({ symbol }, index) => ({
    token: String(50_000 + index),
    symbol,
    name: symbol.replace('-EQ', ''),
    expiry: '',
    strike: '-1.000000',
    lotsize: '1',
    instrumenttype: '',
    exch_seg: 'NSE',
    freeze_qty: '40000',
    tick_size: '5.000000',
  }));
  return createWorld({
    followers: FOLLOWERS.length,
    config: configText({
      followers: Object.fromEntries(FOLLOWERS.map((number) => [`follower${number}`, ''])),
      top: 'defaults: { execution: { max_age: 1h } }',
    }),
    simulator: { instruments, prices: Object.fromEntries(plan.map(({ symbol }) => [symbol, 100])) },
  });
}

/** A run without a kill, in which everybody buys what the exits are for. */
async function enterWhatIsToBeLeft(rig: Rig, plan: readonly Round[]): Promise<void> {
  const exits = plan.filter(({ side }) => side === 'SELL');
  const program = await startRun(rig);
  for (const { symbol, quantity } of exits) rig.master.placeByHand({ symbol, quantity, side: 'BUY' });
  await rig.until(
    'all are in',
    () => FOLLOWERS.every((number) => Object.keys(rig.holdingsOf(number)).length === exits.length),
    LOOK_UP_MS + plan.length * RESEND_MS,
  );
  await program.kill('SIGINT');
}

function startKilled(rig: Rig, { point, symbol, side }: Round): Promise<Program> {
  const order = { KILL_SYMBOL: symbol, KILL_SIDE: side.toLowerCase() };
  return startRun(rig, {
    nodeArgs: ['--import', PRELOAD],
    environment: { KILL_AT: point, ...order, KILL_FOLLOWERS: String(FOLLOWERS.length) },
  });
}

async function playRound(
  rig: Rig,
  program: Program,
  { point, side, symbol, quantity }: Round,
): Promise<void> {
  const isHeldBack = point === 'replies_held_back';
  const onPlacing = { endpoint: 'placeOrder', times: 'always' } as const;
  if (isHeldBack) rig.trouble({ ...onPlacing, kind: 'hang', accepted: true });
  if (point === 'one_outcome_written') {
    const late = { ...onPlacing, kind: 'delay', delayMs: LATE_REPLY_MS } as const;
    for (const number of FOLLOWERS.slice(1)) rig.trouble({ ...late, account: codeOf(number) });
  }
  rig.master.placeByHand({ symbol, quantity, side });
  if (isHeldBack) {
    await rig.until(
      `the broker has the requests for ${symbol}`,
      () => FOLLOWERS.every((number) => ordersOf(rig, number, { symbol, side }).length === 1),
      KILLED_WITHIN_MS,
    );
    program.child.kill('SIGKILL');
  }
  await rig.until(
    () => `it is killed at ${point}: ${program.stdout.slice(-2000)}${program.stderr}`,
    () => program.child.exitCode !== null || program.child.signalCode !== null,
    KILLED_WITHIN_MS,
  );
  if (program.child.signalCode !== 'SIGKILL') throw new Error(`${point}: it ended by itself`);
  rig.simulator.faults.clear();
}

function ordersOf(rig: Rig, follower: number, of: { readonly symbol: string; readonly side: string }) {
  return rig.copiesOf(follower).filter(({ symbol, side }) => symbol === of.symbol && side === of.side);
}

/** The rounds whose order is in a follower's book as often as `matches` says. */
function inBooks(rig: Rig, plan: readonly Round[], matches: (count: number) => boolean): string[] {
  return FOLLOWERS.flatMap((number) => {
    const book = rig.copiesOf(number).filter(({ status }) => status === 'complete');
    return plan.flatMap(({ point, side, symbol, quantity }) => {
      const found = book.filter(
        (order) => order.symbol === symbol && order.side === side && order.quantity === quantity,
      );
      return matches(found.length) ? [`${point} ${side}: ${found.length} in follower${number}'s book`] : [];
    });
  });
}
