/** The process may end at any instant: each follower has each copy once. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/verify-recording.ts';
import { createRandom } from '../../src/simulator/random.ts';
import { createWorld, startRun } from './program.ts';
import { configText, type Rig } from './rig.ts';

const ROUNDS = 4;
const ORDERS_A_ROUND = 6;
const FOLLOWERS = [1, 2, 3];
/** An order that was decided and never left is looked for this long before it is sent. */
const LOOK_UP_MS = 60_000;

function boughtBy(rig: Rig, follower: number): number[] {
  const bought = rig.copiesOf(follower).filter(({ side }) => side === 'BUY');
  return bought.map(({ quantity }) => quantity).sort((a, b) => a - b);
}

test('killed again and again in bursts of copies, each copy is placed once, and exits get everybody out', async () => {
  const followers = { follower1: '', follower2: '', follower3: '' };
  const top = 'defaults: { execution: { max_age: 10m } }';
  const rig = await createWorld({ followers: 3, config: configText({ followers, top }) });
  const random = createRandom(Date.now(), 'kill');
  const placed: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const program = await startRun(rig);
    for (let order = 0; order < ORDERS_A_ROUND; order += 1) {
      placed.push(placed.length + 1);
      rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: placed.length });
      await new Promise((resolve) => setTimeout(resolve, random.integer(25)));
    }
    await new Promise((resolve) => setTimeout(resolve, random.integer(60)));
    await program.kill('SIGKILL');
  }
  const last = await startRun(rig);
  await rig.until(
    () => `everybody has everything\n${describeMissing(rig, placed)}\n${last.stdout}`,
    () => FOLLOWERS.every((follower) => boughtBy(rig, follower).length >= placed.length),
    LOOK_UP_MS,
  );
  await rig.polled();
  expect(FOLLOWERS.map((follower) => boughtBy(rig, follower))).toEqual(FOLLOWERS.map(() => placed));
  const held = placed.reduce((sum, quantity) => sum + quantity, 0);
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'SELL', quantity: held });
  await rig.until('everybody is out', () =>
    FOLLOWERS.every((follower) => Object.keys(rig.holdingsOf(follower)).length === 0),
  );
  expect(await last.kill('SIGINT')).toBe(0);
  expect(FOLLOWERS.map((follower) => rig.copiesOf(follower).length)).toEqual(
    FOLLOWERS.map(() => placed.length + 1),
  );
  await expectWholeFiles(rig);
}, 150_000);

function describeMissing(rig: Rig, placed: readonly number[]): string {
  const missing = FOLLOWERS.map((follower) =>
    placed.filter((quantity) => !boughtBy(rig, follower).includes(quantity)),
  );
  return JSON.stringify({ missing });
}

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
