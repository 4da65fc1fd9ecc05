import type { FollowerPolicy, Policy } from '../../core/policy/policy.ts';
import type { FollowerSettings, Mode, Settings } from '../settings.ts';
import { changed, type Describers, describeEach, untold } from './changes.ts';
import { describeAccount, describeCapital } from './describe-accounts.ts';
import { describeFilters } from './describe-filters.ts';
import { describeExecution, describeLimits, describeQuantity } from './describe-terms.ts';
import { compareLists, placeIn } from './keyed-lists.ts';
import { orElse, writeChase, writeQuantity } from './write-values.ts';

interface Both {
  readonly policy: Policy;
  readonly settings: Settings;
}

const POLICY: Describers<FollowerPolicy> = {
  name: untold,
  // Told as a sentence of its own.
  enabled: untold,
  filters: describeFilters,
  quantity: describeQuantity,
  execution: describeExecution,
  chase: changed('execution.chase', orElse('off', writeChase)),
  limits: describeLimits,
  capital: describeCapital,
};

/** New, gone, changed and moved followers. What policy and settings both hold may be said twice. */
export function describeFollowers(before: Both, after: Both): string[] {
  const [policies, settings] = [comparePolicies(before, after), compareSettings(before, after)];
  return [
    ...policies.sentences,
    ...settings.sentences,
    ...gather([...policies.terms, ...settings.terms], after.policy.followers.length),
  ];
}

interface FollowerChanges {
  readonly sentences: readonly string[];
  /** What changes for a follower that stays. */
  readonly terms: readonly { readonly name: string; readonly text: string }[];
}

const nameOf = ({ name }: { readonly name: string }): string => name;

function comparePolicies(before: Both, after: Both): FollowerChanges {
  return compareFollowers(before.policy.followers, after.policy.followers, {
    after,
    describe: (was, is) => describeEach(POLICY, was, is),
  });
}

function compareSettings(before: Both, after: Both): FollowerChanges {
  const modes = [before.settings.mode, after.settings.mode] as const;
  return compareFollowers(before.settings.followers, after.settings.followers, {
    after,
    describe: (was, is) => [...describeMode(was, is, modes), ...describeAccount(was, is)],
  });
}

function compareFollowers<T extends { readonly name: string; readonly enabled: boolean }>(
  before: readonly T[],
  after: readonly T[],
  { after: config, describe }: { after: Both; describe: (was: T, is: T) => readonly string[] },
): FollowerChanges {
  const changes = compareLists(before, after, nameOf);
  return {
    sentences: [
      ...changes.added.map(({ name }) => describeNew(name, config)),
      ...changes.removed.map(({ name }) => describeGone(name)),
      ...changes.kept.flatMap((kept) => describeSwitch(kept.before, kept.after)),
      ...changes.moved.map((follower) => `${follower.name} now ${placeIn(follower, after, nameOf)}`),
    ],
    terms: changes.kept.flatMap((kept) =>
      describe(kept.before, kept.after).map((text) => ({ name: kept.after.name, text })),
    ),
  };
}

/** The same change of several followers (of the defaults, often) in one line. */
function gather(terms: FollowerChanges['terms'], followers: number): string[] {
  const namesOf = new Map<string, Set<string>>();
  for (const { name, text } of terms) namesOf.set(text, (namesOf.get(text) ?? new Set()).add(name));
  return [...namesOf].map(([text, names]) => {
    const isAll = names.size === followers && followers > 2;
    return `${isAll ? `all ${followers} followers` : [...names].join(', ')}: ${text}`;
  });
}

/** `new follower follower3 (0.5 ×), logging in` */
function describeNew(name: string, { policy, settings }: Both): string {
  const quantity = policy.followers.find((each) => each.name === name)?.quantity;
  const account = settings.followers.find((each) => each.name === name);
  const sized = quantity === undefined ? '' : ` (${writeQuantity(quantity)})`;
  return `new follower ${name}${sized}${account === undefined ? '' : describeState(account, settings.mode)}`;
}

function describeState({ enabled, mode }: FollowerSettings, fileMode: Mode): string {
  if (!enabled) return ', switched off';
  if (mode === 'live') return ', logging in';
  return fileMode === 'live' ? ', dry run' : '';
}

function describeGone(name: string): string {
  return `${name} is removed: no new entries; exits of what it still holds are copied`;
}

function describeSwitch(
  before: { readonly enabled: boolean },
  after: { readonly enabled: boolean; readonly name: string },
): string[] {
  if (before.enabled === after.enabled) return [];
  return after.enabled
    ? [`${after.name} is switched on`]
    : [`${after.name} is switched off: nothing is copied to it, exits neither`];
}

/** Silent where the follower only goes along with the file. */
function describeMode(
  before: FollowerSettings,
  after: FollowerSettings,
  [was, is]: readonly [Mode, Mode],
): string[] {
  if (before.mode === after.mode) return [];
  const goesAlong = was !== is && before.mode === was && after.mode === is;
  return goesAlong ? [] : [`mode ${before.mode} → ${after.mode}`];
}
