import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../../src/brokers/angelone/back-off.ts';

describe('backOffMs', () => {
  it('doubles from a second to half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backOffMs(failures, 'transient', 1));
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('spreads over the upper half', () => {
    expect([0, 0.5, 0.999].map((random) => backOffMs(3, 'transient', random))).toEqual([2000, 3000, 3998]);
  });

  it('waits longer at once after a refusal', () => {
    expect([backOffMs(1, 'session', 1), backOffMs(1, 'throttled', 1), backOffMs(5, 'session', 1)]).toEqual([
      5000, 5000, 16000,
    ]);
  });
});
