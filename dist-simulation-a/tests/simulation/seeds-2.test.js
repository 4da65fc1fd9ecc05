import { test } from 'vitest';
import { expectSeedsToHold } from "./seed-range.js";
test('seeds 151 to 300 hold', { timeout: 600_000 }, () => expectSeedsToHold(151, 150));
//# sourceMappingURL=seeds-2.test.js.map