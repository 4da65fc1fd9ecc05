import { test } from 'vitest';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 1 to 150 hold', { timeout: 600_000 }, () => expectSeedsToHold(1, 150));
