/** The process may end at any instant: each follower has each copy once. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/verify-recording.ts';
import { createRandom } from '../../src/simulator/random.ts';
import { createWorld, startRun } from './program.ts';
import { configText, type Rig } from './rig.ts';

const ROUNDS = 4;
const FOLLOWERS = [1, 2, 3];
/** An order that was decided and never left is looked for this long before it is sent. */
const LOOK_UP_MS = 75_000;

type Side = 'BUY' | 'SELL';

/** Five entries of quantities that no other order has, and an exit. */
function ordersOfRound(round: number): { side: Side; quantity: number }[] {
  const entries = [1, 2, 3, 4, 5].map((step) => ({ side: 'BUY' as const, quantity: 10 * round + step }));
  return [...entries, { side: 'SELL', quantity: round + 1 }];
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
  const orders = Array.from({ length: ROUNDS }, (_, round) => ordersOfRound(round)).flat();
  for (let round = 0; round < ROUNDS; round += 1) {
    const program = await startRun(rig);
    for (const order of ordersOfRound(round)) {
      rig.master.placeByHand({ symbol: 'RELIANCE-EQ', ...order });
      await new Promise((resolve) => setTimeout(resolve, random.integer(25)));
    }
    await new Promise((resolve) => setTimeout(resolve, random.integer(60)));
    await program.kill('SIGKILL');
  }
  const last = await startRun(rig);
  const expected = inWords(orders);
  const missing = (follower: number) => {
    const copied = copiesOf(rig, follower);
    return expected.filter((order) => !copied.includes(order));
  };
  await rig.until(
    () =>
      `everybody has everything (seed ${seed}); missing ${JSON.stringify(FOLLOWERS.map(missing))}\n${last.stdout}`,
    () => FOLLOWERS.every((follower) => missing(follower).length === 0),
    LOOK_UP_MS,
  );
  await rig.polled();
  expect({ seed, copies: FOLLOWERS.map((follower) => copiesOf(rig, follower)) }).toEqual({
    seed,
    copies: FOLLOWERS.map(() => expected),
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
}, 150_000);

/** Records are JSON, and recordings replay without a divergence, also of runs that were cut off. */
async function expectWholeFiles(rig: Rig): Promise<void> {
  const names = await readdir(rig.logs);
  const recordings = names.filter((name) => name.startsWith('session_')).sort();
  const records = names.filter((name) => name.startsWith('copy_trading_'));
  expect([recordings.length, records.length]).toEqual([ROUNDS + 1, ROUNDS + 1]);
  for (const name of records) JSON.parse(await readFile(join(rig.logs, name), 'utf8'));
  for (const name of recordings) {
    const { divergences, shown } = await verifyRecording(join(rig.logs, name));
    expect({ name, divergences, shown }).toEqual({ name, divergences: 0, shown: [] });
  }
}
