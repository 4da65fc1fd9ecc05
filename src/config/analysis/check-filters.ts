/** Finds what filters name and can never let through. */
import type { Filters, SymbolPattern } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import type { FiltersFile } from '../meaning/read-filters.ts';
import type { AnalysedConfig } from './analysed-config.ts';
import { globCovers, globsMeet } from './glob-sets.ts';
import { isImpossible } from './reasoning.ts';
import { regionOfFilters } from './region.ts';

const LISTS = [
  ['exchanges', 'exchanges'],
  ['instruments', 'instruments'],
  ['order_types', 'orderTypes'],
  ['products', 'products'],
  ['sides', 'sides'],
] as const;
/** `-EQ`, `-BE`: only a trading symbol of the NSE ends so, no name of an underlying. */
const SERIES = /-[A-Z][A-Z0-9]$/;

export function checkFilters({ cursor, policy, isSound }: AnalysedConfig): void {
  const ofFile = cursor.get('filters');
  if (!isSound(ofFile)) return;
  checkOne(ofFile, policy.filters, null);
  for (const { name, filters } of policy.followers) {
    const own = cursor.get('followers').get(name).get('filters');
    if (own.isStated && isSound(own)) checkOne(own, filters, policy.filters);
  }
}

function checkOne(cursor: Cursor<FiltersFile | undefined>, own: Filters, outer: Filters | null): void {
  checkAllowed(cursor, own, outer);
  if (outer !== null && checkLists(cursor, own, outer)) return;
  if (isImpossible(regionOfFilters(own))) {
    const message =
      'Nothing of these `instruments` is traded at these `exchanges`, so no entry would ever be copied. Change one of the two.';
    cursor.get('instruments').report('filters-contradict', message);
    return;
  }
  if (outer === null || isImpossible(regionOfFilters(outer)) || !isImpossible(regionOfFilters(own, outer)))
    return;
  const message =
    "Together with the file's own `filters` these let nothing through: nothing of these kinds is traded at these exchanges, or the times do not meet. Change one of them.";
  cursor.report('filters-contradict', message);
}

/** @returns whether a list of the follower has nothing in common with the file's. */
function checkLists(cursor: Cursor<FiltersFile | undefined>, own: Filters, outer: Filters): boolean {
  let found = false;
  for (const [key, field] of LISTS) {
    const [mine, theirs] = [own[field], outer[field]];
    if (mine === null || theirs === null) continue;
    if ((theirs as readonly string[]).some((value) => (mine as readonly string[]).includes(value))) continue;
    const message = `None of these passes the file's own \`filters.${key}\` (${theirs.join(', ')}), so no entry would ever be copied. Remove one of the two.`;
    cursor.get(key).report('filters-contradict', message);
    found = true;
  }
  return found;
}

function checkAllowed(cursor: Cursor<FiltersFile | undefined>, own: Filters, outer: Filters | null): void {
  const blocked = [...(outer?.blockSymbols ?? []), ...(own.blockSymbols ?? [])];
  const exchanges = [own.exchanges, outer?.exchanges ?? null];
  const items = cursor.get('symbols').get('allow').items();
  for (const [index, entry] of (own.allowSymbols ?? []).entries()) {
    const item = items[index];
    if (item === undefined) continue;
    const block = blocked.find((each) => isBlocked(entry, each));
    const { exchange } = entry;
    if (block !== undefined) item.report('filters-contradict', blockedMessage(entry, block));
    else if (exchange !== null && exchanges.some((list) => list !== null && !list.includes(exchange))) {
      const message = `${nameOf(entry)} is allowed here, and the filter \`exchanges\` lets nothing of ${exchange} through, so it never passes. Remove one of the two.`;
      item.report('filters-contradict', message);
    } else if (
      outer !== null &&
      outer.allowSymbols !== null &&
      !outer.allowSymbols.some((each) => mayMeet(entry, each))
    ) {
      const message = `${nameOf(entry)} is allowed here and not by the file's own \`filters.symbols.allow\`, and both must pass. Add it there too, or remove it here.`;
      item.report('filters-contradict', message);
    }
  }
}

function blockedMessage(entry: SymbolPattern, block: SymbolPattern): string {
  const by = nameOf(block) === nameOf(entry) ? '' : ` by ${nameOf(block)}`;
  return `${nameOf(entry)} is allowed here and blocked too${by}, and block beats allow, so it never passes. Remove one of the two.`;
}

/** Whether `block` surely stops all that `entry` allows. */
function isBlocked(entry: SymbolPattern, block: SymbolPattern): boolean {
  if (block.exchange !== null && block.exchange !== entry.exchange) return false;
  if (entry.text === block.text) return true;
  // A bare word may be an underlying, whose derivatives' symbols a pattern may miss.
  const isSymbol = entry.isGlob || SERIES.test(entry.text);
  return block.isGlob && isSymbol && globCovers(block.text, entry.text);
}

/** Whether something may be allowed by both. A trading symbol begins with the name of its underlying. */
function mayMeet(a: SymbolPattern, b: SymbolPattern): boolean {
  if (a.exchange !== null && b.exchange !== null && a.exchange !== b.exchange) return false;
  const reach = (pattern: SymbolPattern): string => (pattern.isGlob ? pattern.text : `${pattern.text}*`);
  return globsMeet(reach(a), reach(b));
}

function nameOf({ exchange, text }: SymbolPattern): string {
  return exchange === null ? text : `${exchange}:${text}`;
}
