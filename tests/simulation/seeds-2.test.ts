import { test } from 'vitest';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 251 to 500 hold', { timeout: 900_000 }, () => expectSeedsToHold(251, 250));
