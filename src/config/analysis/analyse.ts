import type { AnalysedConfig } from './analysed-config.ts';
import { checkExecution } from './check-execution.ts';
import { checkFilters } from './check-filters.ts';
import { checkFollowers } from './check-followers.ts';
import { checkInstruments } from './check-instruments.ts';
import { checkOverrides } from './check-overrides.ts';
import { checkRules } from './check-rules.ts';
import { checkTimes } from './check-times.ts';
import { toInstrumentNames } from './instrument-names.ts';

/** What is written well and cannot be meant: warnings only. Parts with errors in them are left out. */
export function analyse(config: AnalysedConfig): void {
  checkFilters(config);
  checkFollowers(config);
  checkExecution(config);
  checkOverrides(config);
  checkRules(config);
  checkTimes(config);
  if (config.instruments !== null) checkInstruments(config, toInstrumentNames(config.instruments));
}
