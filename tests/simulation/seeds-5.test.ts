import { test } from 'vitest';
import { FAR_FROM } from './draw-far.ts';
import { HARD_FROM } from './draw-hard.ts';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 50001 to 50060, in which files, brokers and starts are worse, hold', { timeout: 900_000 }, () =>
  expectSeedsToHold(HARD_FROM, 60),
);

test('seeds 90001 to 90010, in which money, disks and products are worse, hold', { timeout: 900_000 }, () =>
  expectSeedsToHold(FAR_FROM, 10),
);
