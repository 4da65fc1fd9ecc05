import { expect, test } from 'vitest';
import { BrokerTime, describeSkew } from '../../src/engine/accounts/broker-time.ts';

const HOUR_MS = 3_600_000;

function clockAt(nowMs: number) {
  const at = { now: nowMs, monotonic: 5_000 };
  return {
    at,
    clock: { now: () => at.now, monotonic: () => at.monotonic, sleep: () => Promise.resolve() },
  };
}

test("a step of our clock does not move the broker's time", () => {
  const { at, clock } = clockAt(1_000_000);
  const time = new BrokerTime(clock);
  time.note(0);
  at.now += HOUR_MS + 100;
  at.monotonic += 100;
  expect(time.now()).toBe(1_000_100);
});

test('our own time is better than a difference of less than two seconds, and all there is before a reply', () => {
  const { clock } = clockAt(1_000_000);
  const time = new BrokerTime(clock);
  expect(time.now()).toBe(1_000_000);
  time.note(1_400);
  expect(time.now()).toBe(1_000_000);
  time.note(-HOUR_MS);
  expect(time.now()).toBe(1_000_000 - HOUR_MS);
});

test('a clock that is off is told, and one that may be right is not', () => {
  expect([null, 0, 1_900, -1_900].map(describeSkew)).toEqual([null, null, null, null]);
  expect([40_000, -3_600_000].map(describeSkew)).toEqual([
    expect.stringMatching(/^this machine's clock is 40 s behind the broker's: .* set the clock/),
    expect.stringMatching(/^this machine's clock is 3600 s ahead of the broker's: /),
  ]);
});
