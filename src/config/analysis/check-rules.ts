/**
 * Finds rules that never match, rules of which an earlier one always decides, and quantities and limits of orders that
 * are always skipped. A rule is compared with one other at a time: that several together leave nothing of it is not seen.
 */
import type { FollowerPolicy, Rule } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import type { RuleFile } from '../schema/rule-schema.ts';
import type { AnalysedConfig } from './analysed-config.ts';
import { checkMatch, possibleRegions } from './check-match.ts';
import { CoveringIndex } from './covering-index.ts';
import { excludes, isImpossible } from './reasoning.ts';
import { both, type Region, regionOfFilters, type Terms } from './region.ts';

interface PlacedRule {
  readonly rule: Rule;
  readonly order: number;
  readonly terms: Terms;
  readonly cursor: Cursor<RuleFile>;
  /** Without an error in it. */
  readonly isRead: boolean;
  /** None where the rule never matches. */
  readonly regions: readonly Region[];
  /** The enabled followers that it is for; null: all. */
  readonly concerned: ReadonlySet<FollowerPolicy> | null;
}

/** Comparisons of a region with a match: a second or so. Beyond, later rules are not compared. */
const MAX_COMPARISONS = 1_000_000;
/** Of these the first rule that matches decides. */
const FIRST_DECIDES = ['skip', 'quantity', 'execution'] as const;

export function checkRules(config: AnalysedConfig): void {
  const { ruleCursors, policy, terms: allTerms, isSound } = config;
  // A list of followers with a mistake in it may be shorter than meant.
  if (!config.hasAllRules || !isSound(config.cursor.get('filters'))) return;
  const enabled = policy.followers.filter((follower) => follower.enabled);
  const filtered = regionOfFilters(policy.filters);
  const rules: PlacedRule[] = [];
  for (const [order, rule] of policy.rules.entries()) {
    const [cursor, terms] = [ruleCursors[order], allTerms[order]];
    if (cursor === undefined || terms === undefined) continue;
    const isRead = isSound(cursor);
    const isMet = isRead && checkMatch(cursor.get('match'), rule.match);
    const regions = isMet ? possibleRegions(rule.match) : [];
    const concerned =
      rule.followers === null ? null : new Set(enabled.filter(({ name }) => rule.followers?.includes(name)));
    const placed = { rule, order, terms, cursor, isRead, regions, concerned };
    rules.push(isMet && !isAsked(placed, filtered) ? { ...placed, regions: [] } : placed);
  }
  new RuleComparison(rules, enabled.length).report();
}

/** Entries are asked about after the filters, of enabled followers; exits ask for the execution whatever the filters say. */
function isAsked({ cursor, rule, regions, concerned }: PlacedRule, filtered: Region): boolean {
  if (concerned?.size === 0) {
    cursor
      .get('followers')
      .report(
        'never-matches',
        'Every follower that is named here has `enabled: false`, so the rule is never asked. Enable one, or remove the rule.',
      );
    return false;
  }
  if (rule.execution !== null) return true;
  const left = regions.map((region) => both(region, filtered)).filter((region) => !isImpossible(region));
  if (left.length === 0) {
    const message =
      "The file's own `filters` let none of these orders through, so the rule is never asked. Change one of the two.";
    cursor.get('match').report('never-matches', message);
    return false;
  }
  if (concerned === null) return true;
  const passes = ({ filters }: FollowerPolicy): boolean => {
    const own = regionOfFilters(filters);
    return left.some((region) => !isImpossible(both(region, own)));
  };
  if ([...concerned].some(passes)) return true;
  const message =
    'The filters of the followers that the rule is for let none of these orders through, so it is never asked. Change one of the two.';
  cursor.get('match').report('never-matches', message);
  return false;
}

class RuleComparison {
  readonly #rules: readonly PlacedRule[];
  readonly #followers: number;
  readonly #stating: Readonly<Record<(typeof FIRST_DECIDES)[number], CoveringIndex<PlacedRule>>> = {
    skip: new CoveringIndex(),
    quantity: new CoveringIndex(),
    execution: new CoveringIndex(),
  };
  readonly #skipping = new CoveringIndex<PlacedRule>();
  /** Before these, in order, `skip: true` may not count. */
  readonly #protecting: readonly PlacedRule[];

  /** `followers`: how many are enabled. */
  constructor(rules: readonly PlacedRule[], followers: number) {
    this.#rules = rules;
    this.#followers = followers;
    this.#protecting = rules.filter(({ rule, isRead }) => !isRead || rule.skip === false);
    for (const value of rules) {
      if (!value.isRead) continue;
      const { rule, order, terms } = value;
      const entry = { order, terms, value };
      for (const effect of FIRST_DECIDES) if (rule[effect] !== null) this.#stating[effect].add(entry);
      if (rule.skip === true) this.#skipping.add(entry);
    }
  }

  get #comparisons(): number {
    const indexes = [...Object.values(this.#stating), this.#skipping];
    return indexes.reduce((sum, { comparisons }) => sum + comparisons, 0);
  }

  report(): void {
    for (const placed of this.#rules) {
      if (this.#comparisons > MAX_COMPARISONS) return;
      if (placed.regions.length > 0) this.#compare(placed);
    }
  }

  #compare(placed: PlacedRule): void {
    const { rule, cursor, order, regions } = placed;
    const stated = FIRST_DECIDES.filter((effect) => rule[effect] !== null);
    const found = stated.flatMap((effect) => {
      const by = this.#stating[effect].firstOver(regions, order, (other) =>
        this.#concernsAllOf(other, placed),
      );
      return by === undefined ? [] : [{ effect, by }];
    });
    const [first] = found;
    const isWhole = found.length === stated.length && rule.limits === null;
    if (first !== undefined && isWhole && found.every(({ by }) => by === first.by)) {
      const message = `${nameOf(first.by)} matches every order that this one matches and decides first, so this one never does. Put it before that one, or remove it.`;
      cursor.get('id').report('overtaken', message);
      return;
    }
    for (const { effect, by } of found) {
      const message = `${nameOf(by)} states \`${effect}\` too, matches every order that this rule matches, and comes first. Put this rule before it, or remove this \`${effect}\`.`;
      cursor.get(effect).report('overtaken', message);
    }
    this.#compareWithSkips(placed, new Set(found.map(({ effect }) => effect)));
  }

  /** What is skipped has no quantity and no limits, wherever the skipping rule stands. */
  #compareWithSkips(placed: PlacedRule, reported: ReadonlySet<string>): void {
    const { rule, cursor } = placed;
    if (rule.quantity === null && rule.limits === null) return;
    const own = rule.skip === true ? placed : undefined;
    const isForAll = (other: PlacedRule): boolean => this.#concernsAllOf(other, placed);
    const before = own?.order ?? Number.POSITIVE_INFINITY;
    const skips = this.#skipping.firstOver(placed.regions, before, isForAll) ?? own;
    if (skips === undefined || this.#isProtected(placed, skips)) return;
    const by = skips === placed ? "The rule's own `skip: true`" : nameOf(skips);
    for (const effect of ['quantity', 'limits'] as const) {
      if (rule[effect] === null || reported.has(effect)) continue;
      const message = `${by} skips every entry that this rule matches, so this \`${effect}\` is never used. Remove one of the two.`;
      cursor.get(effect).report('overtaken', message);
    }
  }

  /** A `skip: false` before the skip may keep one of the orders. */
  #isProtected({ regions }: PlacedRule, skip: PlacedRule): boolean {
    for (const { isRead, order, terms } of this.#protecting) {
      if (order >= skip.order) return false;
      if (!isRead || !regions.every((region) => excludes(region, terms))) return true;
    }
    return false;
  }

  #concernsAllOf({ concerned: others }: PlacedRule, { concerned }: PlacedRule): boolean {
    if (others === null) return true;
    if (concerned === null) return others.size === this.#followers;
    return [...concerned].every((follower) => others.has(follower));
  }
}

function nameOf({ rule }: PlacedRule): string {
  return `The rule \`${rule.id}\` (${rule.source.file}:${rule.source.line})`;
}
