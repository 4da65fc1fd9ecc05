/** The same for overrides of a quantity, of which the first that matches decides. */
import type { Match, Quantity } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import { readQuantity } from '../meaning/read-quantity.ts';
import type { MatchFile } from '../schema/match-schema.ts';
import type { AnalysedConfig } from './analysed-config.ts';
import { checkMatch, possibleRegions } from './check-match.ts';
import { CoveringIndex } from './covering-index.ts';
import { termsOf } from './region.ts';

interface PlacedMatch {
  readonly match: Match;
  readonly cursor: Cursor<MatchFile>;
}

export function checkOverrides({ cursor, policy, isSound }: AnalysedConfig): void {
  const ofDefaults = cursor.get('defaults').get('quantity');
  const defaults = isSound(ofDefaults) ? readQuantity(ofDefaults) : null;
  if (defaults !== null) checkList(placed(ofDefaults.get('overrides').items(), defaults));
  for (const follower of policy.followers) {
    const own = cursor.get('followers').get(follower.name).get('quantity');
    if (own.isReadable && isSound(own)) checkList(placed(own.get('overrides').items(), follower.quantity));
  }
}

function placed(
  items: readonly Cursor<{ match: MatchFile }>[],
  { overrides }: Quantity,
): readonly PlacedMatch[] {
  return items.flatMap((item, index) => {
    const match = overrides[index]?.match;
    return match === undefined ? [] : [{ match, cursor: item.get('match') }];
  });
}

function checkList(list: readonly PlacedMatch[]): void {
  const earlier = new CoveringIndex<PlacedMatch>();
  for (const [order, value] of list.entries()) {
    const { match, cursor } = value;
    const isMet = checkMatch(cursor, match);
    const first = isMet ? earlier.firstOver(possibleRegions(match), order) : undefined;
    if (list.length > 1) earlier.add({ order, value, terms: termsOf(match) });
    if (first === undefined) continue;
    const message = `The override in line ${first.cursor.position.line} matches every order that this one matches and comes first, so this one is never used. Put it before that one, or remove it.`;
    cursor.report('overtaken', message);
  }
}
