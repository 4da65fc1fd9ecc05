import { test } from 'vitest';
import { WIDE_FROM } from './draw-wide.ts';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 2601 to 2850, of which more is drawn, hold', { timeout: 900_000 }, () =>
  expectSeedsToHold(WIDE_FROM, 250),
);
