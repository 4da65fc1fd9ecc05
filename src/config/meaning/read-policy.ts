import {
  type Chase,
  type CopyOn,
  type Execution,
  type FollowerPolicy,
  type Limits,
  NO_LIMITS,
  type Policy,
  type Quantity,
} from '../../core/policy/policy.ts';
import type { ConfigFile } from '../schema/config-schema.ts';
import type { RulesFile } from '../schema/rule-schema.ts';
import type { FollowerSettings, Settings } from '../settings.ts';
import type { Cursor } from './cursor.ts';
import { AUTO_EXECUTION, readChase, readExecution } from './read-execution.ts';
import { readFilters } from './read-filters.ts';
import { readLimits, tightest } from './read-limits.ts';
import { MIRROR, readQuantity } from './read-quantity.ts';
import { readRules } from './read-rules.ts';

const COPY_ON: readonly CopyOn[] = ['complete', 'fill', 'placed'];

interface Defaults {
  readonly quantity: Quantity;
  readonly execution: Execution;
  readonly chase: Chase | null;
  readonly limits: Limits;
}

/** Reads what deciding needs, with every default filled in. */
export function readPolicy(
  cursor: Cursor<ConfigFile>,
  included: readonly Cursor<RulesFile>[],
  settings: Settings,
): Policy {
  const filters = readFilters(cursor.get('filters'));
  const defaults = readDefaults(cursor.get('defaults'));
  const followers = settings.followers.map((follower) => readFollowerPolicy(cursor, follower, defaults));
  const names = cursor
    .get('followers')
    .entries()
    .map(([name]) => name);
  const known = cursor.get('followers').isReadable ? names : null;
  return {
    copyOn: readCopyOn(cursor.get('copy_on')),
    filters,
    followers,
    rules: readRules([cursor, ...included], known),
    masterCapital: settings.master.capital,
  };
}

function readDefaults(cursor: Cursor<ConfigFile['defaults']>): Defaults {
  return {
    quantity: readQuantity(cursor.get('quantity')) ?? MIRROR,
    execution: readExecution(cursor.get('execution')) ?? AUTO_EXECUTION,
    chase: readChase(cursor.get('execution')),
    limits: readLimits(cursor.get('limits')) ?? NO_LIMITS,
  };
}

function readFollowerPolicy(
  cursor: Cursor<ConfigFile>,
  { name, enabled, capital }: FollowerSettings,
  defaults: Defaults,
): FollowerPolicy {
  const own = cursor.get('followers').get(name);
  return {
    name,
    enabled,
    filters: readFilters(own.get('filters')),
    quantity: readQuantity(own.get('quantity')) ?? defaults.quantity,
    execution: readExecution(own.get('execution')) ?? defaults.execution,
    chase: own.get('execution').isReadable ? readChase(own.get('execution')) : defaults.chase,
    limits: tightest(defaults.limits, readLimits(own.get('limits')) ?? NO_LIMITS),
    capital,
  };
}

function readCopyOn(cursor: Cursor<ConfigFile['copy_on']>): Policy['copyOn'] {
  return cursor.word(COPY_ON) ?? 'complete';
}
