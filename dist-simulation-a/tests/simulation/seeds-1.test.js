import { test } from 'vitest';
import { expectSeedsToHold } from "./seed-range.js";
test('seeds 1 to 150 hold', { timeout: 600_000 }, () => expectSeedsToHold(1, 150));
//# sourceMappingURL=seeds-1.test.js.map