import { expect, test } from 'vitest';
import { OrderBudget, type Urgency } from '../../src/engine/accounts/order-budget.ts';
import { FakeClock } from '../brokers/fake-clock.ts';

/** SmartAPI docs 2026: of these three quarters are used. */
const RATE = { perSecond: 9, perMinute: 500, perHour: 1000 };

/** Takes places, each answered after `answerMs`; tells when each was granted. */
function createBudget(rate = RATE) {
  const clock = new FakeClock(0);
  const closing = new AbortController();
  const budget = new OrderBudget(rate, clock, closing.signal);
  const grantedAt: { name: string; atMs: number }[] = [];
  const take = async (name: string, urgency: Urgency, answerMs: number) => {
    const place = await budget.take(urgency);
    if (place === null) return;
    grantedAt.push({ name, atMs: clock.now() });
    await clock.sleep(answerMs, closing.signal);
    place.answered();
  };
  return { clock, closing, budget, grantedAt, take };
}

test('a burst leaves at once up to three quarters of the rate, and goes on a second after the answers', async () => {
  const { clock, grantedAt, take } = createBudget();
  for (let count = 0; count < 20; count += 1) void take(String(count), 'entry', 300);
  await clock.advance(10_000);
  expect(grantedAt.map(({ atMs }) => atMs)).toEqual([
    ...Array(6).fill(0),
    ...Array(6).fill(1300),
    ...Array(6).fill(2600),
    ...Array(2).fill(3900),
  ]);
});

test('however long each request takes to arrive, no second sees more arrivals than are granted at once', async () => {
  const { clock, grantedAt, take } = createBudget();
  const delays = [900, 5, 400, 700, 20, 850, 3, 600];
  for (let count = 0; count < 40; count += 1) void take(String(count), 'entry', delays[count % 8] ?? 0);
  await clock.advance(60_000);
  const arrivals = grantedAt
    .map(({ name, atMs }) => atMs + (delays[Number(name) % 8] ?? 0))
    .sort((a, b) => a - b);
  expect(arrivals).toHaveLength(40);
  const inOneSecond = arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + 1000).length);
  expect(Math.max(...inOneSecond)).toBeLessThanOrEqual(6);
});

test('cancels go first, then exits, then entries; what hangs holds nobody up for long', async () => {
  const { clock, grantedAt, take } = createBudget();
  for (let count = 0; count < 6; count += 1) void take('hanging', 'entry', 60_000);
  void take('entry', 'entry', 0);
  void take('exit', 'exit', 0);
  void take('cancel', 'cancel', 0);
  await clock.advance(5000);
  expect(grantedAt.slice(6)).toEqual([
    { name: 'cancel', atMs: 3000 },
    { name: 'exit', atMs: 3000 },
    { name: 'entry', atMs: 3000 },
  ]);
});

test('the minute counts too, and a throttled account is quiet for a while', async () => {
  const { clock, budget, grantedAt, take } = createBudget({ perSecond: 9, perMinute: 8, perHour: 1000 });
  for (let count = 0; count < 8; count += 1) void take(String(count), 'entry', 0);
  await clock.advance(10_000);
  expect(grantedAt).toHaveLength(6);
  await clock.advance(51_000);
  expect(grantedAt).toHaveLength(8);
  budget.backOff();
  void take('late', 'exit', 0);
  await clock.advance(1_000);
  expect(grantedAt).toHaveLength(8);
  await clock.advance(60_000);
  expect(grantedAt.at(-1)?.name).toBe('late');
});

test('nothing is granted any more once the account is closed, to those who wait neither', async () => {
  const { clock, closing, budget, take, grantedAt } = createBudget();
  for (let count = 0; count < 9; count += 1) void take(String(count), 'entry', 100);
  closing.abort();
  await clock.advance(10_000);
  expect(grantedAt).toHaveLength(6);
  expect(budget.take('exit')).toBeNull();
});

test('an hour full of entries and changes keeps no exit waiting: the rest of the hour is kept for what gets out', async () => {
  const { clock, grantedAt, take } = createBudget();
  for (let count = 0; count < 800; count += 1) void take(`modify ${count}`, 'modify', 0);
  await clock.advance(200_000);
  expect(grantedAt).toHaveLength(750);
  for (let count = 0; count < 250; count += 1) void take(`exit ${count}`, 'exit', 0);
  await clock.advance(60_000);
  const exits = grantedAt.filter(({ name }) => name.startsWith('exit'));
  expect([exits.length, grantedAt.length, exits[0]?.atMs]).toEqual([200, 950, 200_000]);
  // No hour sees more than the broker takes.
  await clock.advance(3_600_000);
  const inOneHour = grantedAt.map(
    ({ atMs: from }) => grantedAt.filter(({ atMs }) => atMs >= from && atMs < from + 3_600_000).length,
  );
  expect(Math.max(...inOneHour)).toBeLessThanOrEqual(1000);
});
