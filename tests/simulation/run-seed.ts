import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../src/journal/journal.ts';
import { checkRun } from './check-run.ts';
import { isFarSeed } from './draw-far.ts';
import { cancelMasterOrders, flattenMaster, netOf, sweepPrices } from './draw-orders.ts';
import { FREEZE_SHARES, readInstruments } from './read-instruments.ts';
import type { Sabotage } from './sabotage.ts';
import { drawScenario, type Scenario } from './scenario.ts';
import { World } from './world.ts';

export interface SeedResult {
  readonly seed: number;
  /** What was violated; empty where all holds. */
  readonly violations: readonly string[];
  /** Of all that happened: the same seed has the same. */
  readonly digest: string;
  readonly crashes: number;
  /** Orders that followers' books came to hold. */
  readonly copies: number;
  readonly virtualMs: number;
}

export interface SeedOptions {
  readonly sabotage?: Sabotage;
  /** Is given the run as lines to read. */
  readonly write?: (line: string) => void;
}

const MEMORY = '/dev/shm';
/** Long enough for every bound of the engine: 40 s until absent is believed, a minute between logins, their retries. */
const SETTLE_ROUNDS = 24;
const ROUND_MS = 15_000;
/** Who answers takes up to 20 s for each question, one after another. */
const ASKED_ROUNDS = 60;
/** Positions are compared with the copies so often, and a difference is told when it is seen again. */
const COMPARED_MS = 200_000;

export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedResult> {
  const folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'copytrade-seed-'));
  try {
    return await runIn(folder, seed, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, seed: number, options: SeedOptions): Promise<SeedResult> {
  const scenario = drawScenario(seed);
  const { startAtMs, roles, funds, configText, stepMs, pushAppOrders } = scenario;
  const world = new World(
    {
      seed,
      folder,
      startAtMs,
      followers: roles.length,
      funds,
      configText,
      stepMs,
      pushAppOrders,
      isAttended: scenario.isWide,
      isFollowed: scenario.isHard,
      isFar: isFarSeed(seed),
      sabotage: options.sabotage ?? null,
      write: options.write ?? null,
    },
    new Map(
      await Promise.all(
        FREEZE_SHARES.map(async (share) => [share, await readInstruments(startAtMs, share)] as const),
      ),
    ),
  );
  for (const [role, aheadMs] of scenario.serverClocks)
    world.network.serverAheadMs.set(world.codeOf(role), aheadMs);
  const onRejection = (error: unknown) =>
    world.troubles.push(`unhandled: ${error instanceof Error ? error.stack : String(error)}`);
  process.on('unhandledRejection', onRejection);
  try {
    await play(world, scenario);
    const journal = openJournal(world.journalFile);
    const violations = await checkRun(world, scenario, journal);
    journal.close();
    const copies = roles.reduce((sum, role) => sum + (world.seen.orders.get(role)?.size ?? 0), 0);
    return {
      seed,
      violations,
      digest: world.trace.digest(),
      crashes: world.crashes,
      copies,
      virtualMs: world.time.now() - startAtMs,
    };
  } finally {
    process.off('unhandledRejection', onRejection);
    world.simulator.close();
  }
}

async function play(world: World, scenario: Scenario): Promise<void> {
  const { time } = world;
  for (const step of scenario.steps) {
    time.after(step.atMs, () => {
      world.say('step', step.says);
      step.run(world);
    });
  }
  world.boot();
  await time.runUntil(scenario.startAtMs + scenario.calmAtMs);
  calmDown(world);
  scenario.onCalm(world);
  await time.runUntil(time.now() + ROUND_MS);
  world.boot();
  await time.runUntil(time.now() + ROUND_MS);
  cancelMasterOrders(world);
  await time.runUntil(time.now() + ROUND_MS);
  if (scenario.endsFlat) flattenMaster(world);
  await settle(world, scenario.isWide ? 0.09 : 0.03);
  if (scenario.isHard && isHandledLeftIn(world)) await time.runUntil(time.now() + COMPARED_MS);
  const stopping = world.stop('the run is over');
  await time.runUntil(time.now() + 2 * ROUND_MS);
  await Promise.race([stopping, time.runUntil(time.now() + ROUND_MS)]);
  world.seen.keep();
}

/** Whether a position that a person had a hand in is left: where it could not be read before an exit, it is told later. */
function isHandledLeftIn(world: World): boolean {
  return [...world.people.handled].some((name) => {
    const [role = '', symbol = '', product = ''] = name.split(' ');
    return netOf(world, role, symbol, product) !== 0;
  });
}

function calmDown(world: World): void {
  world.say('step', 'the faults end');
  world.simulator.world.faults.clear();
  world.network.down.clear();
  world.network.lies.end();
  world.setCommitMs(0);
  world.setDiskFull(false);
  world.spare();
  world.setMarketOpen(true);
}

/**
 * Lets time pass until nothing lives any more; what rests is filled by prices that move through it.
 * @param by how far, as a share of the first price
 */
async function settle(world: World, by: number): Promise<void> {
  const { time } = world;
  for (let asked = 0; asked < ASKED_ROUNDS && world.people.questions > 0; asked += 1)
    await time.runUntil(time.now() + ROUND_MS);
  for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
    await time.runUntil(time.now() + ROUND_MS);
    if (round < 2) continue;
    const isAsked = world.people.questions > 0;
    const isQuiet = !isAsked && world.running !== null && world.running.journal.liveIntents().length === 0;
    if (isQuiet) return;
    sweepPrices(world, round % 2 === 0 ? 1 + by : 1 - by);
  }
}
