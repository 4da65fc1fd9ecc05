import type { AnalysedConfig } from './analysed-config.ts';
import { checkExecution } from './check-execution.ts';
import { checkFilters } from './check-filters.ts';
import { checkFollowers } from './check-followers.ts';
import { checkOverrides } from './check-overrides.ts';
import { checkRules } from './check-rules.ts';
import { checkTimes } from './check-times.ts';

/** What is written well and cannot be meant: warnings only. Parts with errors in them are left out. */
export function analyse(config: AnalysedConfig): void {
  checkFilters(config);
  checkFollowers(config);
  checkExecution(config);
  checkOverrides(config);
  checkRules(config);
  checkTimes(config);
}
