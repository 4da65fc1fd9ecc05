import type { Static } from '@sinclair/typebox';
import type { PartialQuantity, Quantity, Rounding, Sizing } from '../../core/policy/policy.ts';
import type { quantity, ruleQuantity } from '../schema/quantity-schema.ts';
import type { Cursor } from './cursor.ts';
import { readMatch } from './read-match.ts';

type QuantityFile = Static<typeof quantity>;
type RuleQuantityFile = Static<typeof ruleQuantity>;
/** What a quantity, a rule's and an override's have in common. */
type SizingFile = Exclude<RuleQuantityFile, string>;

const ROUNDINGS: readonly Rounding[] = ['down', 'nearest', 'up'];
const SIZINGS = ['multiplier', 'fixed', 'lots', 'capital_ratio'] as const;

export const MIRROR: Quantity = {
  sizing: { kind: 'mirror' },
  round: 'down',
  min: null,
  max: null,
  overrides: [],
};

/** A follower's quantity or the default's; null where there is none. */
export function readQuantity(cursor: Cursor<QuantityFile | undefined>): Quantity | null {
  if (!cursor.isReadable) return null;
  const own = readPartial(cursor);
  const overrides = cursor
    .get('overrides')
    .items()
    .map((item) => ({ match: readMatch(item.get('match')), quantity: readPartial(item, own) }));
  return { ...own, round: own.round ?? 'down', overrides };
}

/** A rule's quantity; null where there is none. */
export function readRuleQuantity(cursor: Cursor<RuleQuantityFile | undefined>): PartialQuantity | null {
  return cursor.isReadable ? readPartial(cursor) : null;
}

/** `base` is what fills the bounds that are not stated. */
function readPartial(
  cursor: Cursor<SizingFile | string | undefined>,
  base?: PartialQuantity,
): PartialQuantity {
  const [min, max] = [cursor.get('min').whole, cursor.get('max').whole];
  const [least, most] = [min ?? base?.min ?? null, max ?? base?.max ?? null];
  if (least !== null && most !== null && least > most && (min !== null || max !== null)) {
    const at = min !== null ? cursor.get('min') : cursor.get('max');
    at.report(
      'bounds-reversed',
      `\`min\` ${least} is above \`max\` ${most}, so every entry would be skipped. Swap them or remove one.`,
    );
  }
  return { sizing: readSizing(cursor), round: cursor.get('round').word(ROUNDINGS), min, max };
}

function readSizing(cursor: Cursor<SizingFile | string | undefined>): Sizing {
  const stated = SIZINGS.filter((key) => cursor.get(key).isStated);
  const [first, second] = stated;
  if (first !== undefined && second !== undefined) {
    const message = `\`${first}\` and \`${second}\` both size this quantity. Keep one of them.`;
    cursor.get(second).report('two-sizings', message);
  }
  const [by, ratio] = [cursor.get('multiplier').decimal, cursor.get('capital_ratio').decimal];
  const [units, lots] = [cursor.get('fixed').whole, cursor.get('lots').whole];
  if (by !== null) return { kind: 'multiplier', by };
  if (units !== null) return { kind: 'fixed', units };
  if (lots !== null) return { kind: 'lots', lots };
  if (ratio !== null) return { kind: 'capital_ratio', by: ratio };
  return { kind: 'mirror' };
}
