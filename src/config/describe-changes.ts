/** What a reload changes, in words that a careful trader understands at a glance. By meaning, not by text. */
import type { Policy } from '../core/policy/policy.ts';
import { changed, type Describers, describeEach, fromNextStart, untold } from './changes/changes.ts';
import { describeCapital, describeMaster } from './changes/describe-accounts.ts';
import { describeFilters } from './changes/describe-filters.ts';
import { describeFollowers } from './changes/describe-followers.ts';
import { describeRules } from './changes/describe-rules.ts';
import { writeCatchUp } from './changes/write-values.ts';
import type { LoadedConfig } from './compile-config.ts';
import type { Mode, Settings } from './settings.ts';

/** As much of a loaded config as decides anything. */
export type ConfigContent = Pick<LoadedConfig, 'policy' | 'settings'>;

const SETTINGS: Describers<Settings> = {
  mode: describeMode,
  confirm: changed('confirm:', String),
  catchUp: changed('catch_up:', writeCatchUp),
  master: describeMaster,
  followers: untold,
  instrumentsFile: fromNextStart(changed('instruments:', (path) => path ?? "the day's, downloaded")),
  folder: changed('folder of the configuration:', String),
};

const POLICY: Describers<Policy> = {
  copyOn: changed('copy_on:', String),
  filters: describeFilters,
  followers: untold,
  rules: describeRules,
  masterCapital: (before, after) => describeCapital(before, after).map((line) => `master: ${line}`),
};

/**
 * One sentence for each difference; none where nothing changes. Comments, the order of words in a list that means any
 * of, and the lines at which rules stand are no differences.
 */
export function describeChanges(before: ConfigContent, after: ConfigContent): string[] {
  const lines = [
    ...describeEach(SETTINGS, before.settings, after.settings),
    ...describeFollowers(before, after),
    ...describeEach(POLICY, before.policy, after.policy),
  ];
  return [...new Set(lines)];
}

/** Going live is nothing that a save alone may do. */
function describeMode(before: Mode, after: Mode): string[] {
  const line = changed('mode:', String)(before, after);
  return after === 'live' ? line.map((each) => `${each} takes effect at the next start with --live`) : line;
}
