/** Finds matches that no order meets, and shows the key that makes it so. */
import type { Match } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import type { MatchFile } from '../schema/match-schema.ts';
import { isImpossible } from './reasoning.ts';
import { type Region, regionsOf, termsOf } from './region.ts';

const KEYS = [
  ['symbol', 'symbol'],
  ['underlying', 'underlying'],
  ['exchange', 'exchange'],
  ['instrument', 'instrument'],
  ['side', 'side'],
  ['order_type', 'orderType'],
  ['product', 'product'],
  ['variety', 'variety'],
  ['tag', 'tag'],
  ['quantity', 'quantity'],
  ['lots', 'lots'],
  ['price', 'price'],
  ['value', 'value'],
  ['strike', 'strike'],
  ['days_to_expiry', 'daysToExpiry'],
  ['time', 'time'],
  ['any', 'any'],
  ['not', 'not'],
] as const;

/** What of the match can be met; empty where nothing can. */
export function possibleRegions(match: Match): readonly Region[] {
  return regionsOf(termsOf(match)).filter((region) => !isImpossible(region));
}

/**
 * Reports a match that no order meets, or the entries of its `any` that none meets.
 * @returns whether any order meets it.
 */
export function checkMatch(cursor: Cursor<MatchFile | undefined>, match: Match): boolean {
  if (possibleRegions(match).length > 0) {
    checkBranches(cursor, match);
    return true;
  }
  const involved = KEYS.filter(
    ([, field]) => match[field] !== undefined && possibleRegions(without(match, field)).length > 0,
  );
  const places = involved
    .map(([key]) => ({ key, at: cursor.get(key) }))
    .toSorted((a, b) => (a.at.node?.start ?? 0) - (b.at.node?.start ?? 0));
  const last = places.at(-1);
  const others = places.slice(0, -1).map(({ key }) => `\`${key}\``);
  const what =
    others.length === 0 ? 'No order has this' : `No order has this together with ${others.join(' and ')}`;
  const message = `${what}, so the match never holds. Change it or remove the rule.`;
  (last?.at ?? cursor).report('never-matches', message);
  return false;
}

/** An `any` may have one entry that can be met and one that cannot. */
function checkBranches(cursor: Cursor<MatchFile | undefined>, match: Match): void {
  const { any, not } = match;
  const items = cursor.get('any').items();
  for (const [index, branch] of (any ?? []).entries()) {
    const at = items[index];
    if (at === undefined) continue;
    if (possibleRegions(branch).length === 0) checkMatch(at, branch);
    else if (possibleRegions({ ...match, any: [branch] }).length === 0) {
      const message =
        'No order meets this entry together with the keys beside `any`, so it never holds. Change it or remove it.';
      at.report('never-matches', message);
    } else checkBranches(at, branch);
  }
  if (not !== undefined && possibleRegions(not).length > 0) checkBranches(cursor.get('not'), not);
}

function without(match: Match, field: keyof Match): Match {
  const { [field]: _, ...rest } = match;
  return rest;
}
