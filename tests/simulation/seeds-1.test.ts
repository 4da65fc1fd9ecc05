import { test } from 'vitest';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 1 to 250 hold', { timeout: 900_000 }, () => expectSeedsToHold(1, 250));
