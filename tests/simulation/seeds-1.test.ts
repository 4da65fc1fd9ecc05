import { test } from 'vitest';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 1 to 40 hold', { timeout: 300_000 }, () => expectSeedsToHold(1, 40));
