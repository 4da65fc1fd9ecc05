/** The process may end at any instant: each follower has each copy once. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { createRandom } from '../../src/simulator/random.ts';
import { createWorld, startRun } from './program.ts';
import { configText, type Rig } from './rig.ts';

const ROUNDS = 2;
/** Of entries and of exits. */
const RUNS = 2 * (ROUNDS + 1);
const FOLLOWERS = [1, 2, 3];
/** An order that was decided and never left is looked for this long before it is sent. */
const LOOK_UP_MS = 75_000;

interface Placed {
  readonly side: 'BUY' | 'SELL';
  readonly quantity: number;
}

/** Of quantities that no other order of that side has. */
function burst(side: Placed['side'], round: number, count: number): Placed[] {
  return Array.from({ length: count }, (_, step) => ({ side, quantity: 10 * round + step + 1 }));
}

function inWords(orders: readonly { readonly side: string; readonly quantity: number }[]): string[] {
  return orders.map(({ side, quantity }) => `${side} ${quantity}`).sort();
}

function copiesOf(rig: Rig, follower: number): string[] {
  return inWords(rig.copiesOf(follower).filter(({ status }) => status === 'complete'));
}

test('killed again and again in bursts of copies, each copy is placed once, and everybody gets out', async () => {
  const followers = { follower1: '', follower2: '', follower3: '' };
  const top = 'defaults: { execution: { max_age: 10m } }';
  const rig = await createWorld({ followers: 3, config: configText({ followers, top }) });
  const seed = Date.now();
  const random = createRandom(seed, 'kill');
  const orders: Placed[] = [];
  const missing = (follower: number) => {
    const copied = copiesOf(rig, follower);
    return inWords(orders).filter((order) => !copied.includes(order));
  };
  /** @returns the last process, once everybody has everything */
  const killInBursts = async (side: Placed['side'], count: number) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const program = await startRun(rig);
      for (const order of burst(side, round, count)) {
        orders.push(order);
        rig.master.placeByHand({ symbol: 'RELIANCE-EQ', ...order });
        await new Promise((resolve) => setTimeout(resolve, random.integer(25)));
      }
      await new Promise((resolve) => setTimeout(resolve, random.integer(60)));
      await program.kill('SIGKILL');
    }
    const last = await startRun(rig);
    await rig.until(
      () =>
        `everybody has everything (seed ${seed}); missing ${JSON.stringify(FOLLOWERS.map(missing))}\n${last.stdout}`,
      () => FOLLOWERS.every((follower) => missing(follower).length === 0),
      LOOK_UP_MS,
    );
    await rig.polled();
    return last;
  };
  // Exits come when the entries are settled: one that meets entries in doubt takes what the account holds, and they stay out.
  await (await killInBursts('BUY', 5)).kill('SIGKILL');
  const last = await killInBursts('SELL', 3);
  expect({ seed, copies: FOLLOWERS.map((follower) => copiesOf(rig, follower)) }).toEqual({
    seed,
    copies: FOLLOWERS.map(() => inWords(orders)),
  });
  const held = orders.reduce((sum, { side, quantity }) => sum + (side === 'BUY' ? quantity : -quantity), 0);
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'SELL', quantity: held });
  await rig.until('everybody is out', () =>
    FOLLOWERS.every((follower) => Object.keys(rig.holdingsOf(follower)).length === 0),
  );
  expect(await last.kill('SIGINT')).toBe(0);
  expect(FOLLOWERS.map((follower) => copiesOf(rig, follower).length)).toEqual(
    FOLLOWERS.map(() => orders.length + 1),
  );
  await expectWholeFiles(rig);
}, 240_000);

/** Records are JSON, and recordings replay without a divergence, also of runs that were cut off. */
async function expectWholeFiles(rig: Rig): Promise<void> {
  const names = await readdir(rig.logs);
  const recordings = names.filter((name) => name.startsWith('session_')).sort();
  const records = names.filter((name) => name.startsWith('copy_trading_'));
  expect([recordings.length, records.length]).toEqual([RUNS, RUNS]);
  for (const name of records) JSON.parse(await readFile(join(rig.logs, name), 'utf8'));
  for (const name of recordings) {
    const { divergences, shown } = await verifyRecording(join(rig.logs, name));
    expect({ name, divergences, shown }).toEqual({ name, divergences: 0, shown: [] });
  }
}
