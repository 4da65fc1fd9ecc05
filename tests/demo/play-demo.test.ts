import { afterEach, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld, removeFolder } from '../../src/demo/demo-world.ts';
import { type DemoOptions, playDemo } from '../../src/demo/play-demo.ts';
import { Redactor } from '../../src/secrets/redactor.ts';

let world: DemoWorld | null = null;
afterEach(async () => {
  await world?.simulator.close();
  if (world) await removeFolder(world);
  world = null;
});

function withoutReaders(of: DemoWorld): DemoOptions {
  const { signal } = new AbortController();
  const redactor = new Redactor();
  return { world: of, redactor, signal, beatMs: 0, observe: () => {}, say: () => {} };
}

test('an order that a follower’s broker refuses is a finding, and so is all that follows from it', async () => {
  world = await createDemoWorld(1);
  const body = { status: false, message: 'Invalid Product Type', errorcode: 'AB1012', data: null };
  world.simulator.faults.add({ kind: 'reply', account: 'F100001', endpoint: 'placeOrder', body });
  const summary = await playDemo(withoutReaders(world));
  expect(summary.problems).toEqual([
    'a missing decision: follower1 sell RELIANCE-EQ: EXIT 10',
    'an unexpected decision: follower1 sell RELIANCE-EQ: NO_POSITION 0',
    'a missing order: follower1 buy RELIANCE-EQ: 10 of 10, complete',
    'a missing order: follower1 sell RELIANCE-EQ: 10 of 10, complete',
  ]);
  expect(summary.statistics).toEqual({ copies: 13, successful: 12, failed: 1, pending: 0, skipped: 3 });
  expect(summary.replay).toEqual({ decisions: 16, divergences: 0 });
}, 120_000);

test('an order that nobody expected at a follower is a finding', async () => {
  world = await createDemoWorld(1);
  world.accounts.follower2.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 7 });
  const summary = await playDemo(withoutReaders(world));
  expect(summary.problems).toEqual(['an unexpected order: follower2 buy SBIN-EQ: 7 of 7, complete']);
  expect(summary.holdings.filter(({ isAsExpected }) => !isAsExpected)).toEqual([
    { symbol: 'SBIN-EQ', held: { master: 40, follower1: 20, follower2: 47 }, isAsExpected: false },
  ]);
}, 120_000);
