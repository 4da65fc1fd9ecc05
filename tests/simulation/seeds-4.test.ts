import { test } from 'vitest';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 751 to 1000 hold', { timeout: 900_000 }, () => expectSeedsToHold(751, 250));
