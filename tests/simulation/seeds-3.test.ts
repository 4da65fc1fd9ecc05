import { test } from 'vitest';
import { expectSeedsToHold } from './seed-range.ts';

test('seeds 501 to 750 hold', { timeout: 900_000 }, () => expectSeedsToHold(501, 250));
