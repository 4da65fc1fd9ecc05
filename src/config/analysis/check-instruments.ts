/** Compares what the file names with the instruments that there are. */
import { compileGlob } from '../../core/policy/glob.ts';
import type { Match, SymbolPattern } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import { readFilters } from '../meaning/read-filters.ts';
import type { MatchFile } from '../schema/match-schema.ts';
import { findNearest } from '../shape/nearest.ts';
import type { AnalysedConfig } from './analysed-config.ts';
import { checkLots } from './check-lots.ts';
import type { InstrumentNames } from './instrument-names.ts';

/** A did-you-mean looks through all names: so many are looked for. */
const MAX_SUGGESTIONS = 50;

export function checkInstruments(config: AnalysedConfig, names: InstrumentNames): void {
  new SymbolCheck(names).check(config);
  checkLots(config, names);
}

class SymbolCheck {
  readonly #names: InstrumentNames;
  readonly #known = new Map<string, boolean>();
  #suggested = 0;

  constructor(names: InstrumentNames) {
    this.#names = names;
  }

  check({ cursor, ruleCursors, policy, isSound }: AnalysedConfig): void {
    const sections = [cursor, ...policy.followers.map(({ name }) => cursor.get('followers').get(name))];
    for (const section of sections) {
      const filters = section.get('filters');
      if (!isSound(filters)) continue;
      const { allowSymbols, blockSymbols } = readFilters(filters);
      this.#checkPatterns(filters.get('symbols').get('allow').items(), allowSymbols ?? []);
      this.#checkPatterns(filters.get('symbols').get('block').items(), blockSymbols ?? []);
    }
    for (const [index, rule] of policy.rules.entries()) {
      const at = ruleCursors[index];
      if (at !== undefined && isSound(at)) this.#checkMatch(at.get('match'), rule.match);
    }
  }

  #checkPatterns(items: readonly Cursor<string>[], patterns: readonly SymbolPattern[]): void {
    for (const [index, pattern] of patterns.entries()) {
      const { text, isGlob, exchange } = pattern;
      const key = `${exchange ?? ''}:${text}`;
      const known = this.#known.get(key) ?? this.#isKnown(pattern);
      this.#known.set(key, known);
      if (known) continue;
      const shown = exchange === null ? text : key;
      const what = isGlob ? `No instrument matches ${shown}` : `No instrument is called ${shown}`;
      const elsewhere = exchange === null ? null : this.#otherExchange(text);
      const instead = elsewhere === null ? this.#instead(text, isGlob) : `Write ${elsewhere}:${text}.`;
      items[index]?.report('symbol-unknown', `${what}. ${instead}`);
    }
  }

  #isKnown({ text, isGlob, exchange }: SymbolPattern): boolean {
    const isThere = (found: readonly { readonly exchange: string }[] | undefined): boolean =>
      found?.some((group) => exchange === null || group.exchange === exchange) ?? false;
    if (!isGlob) return isThere(this.#names.underlyings.get(text)) || isThere(this.#names.symbols.get(text));
    const matches = compileGlob(text);
    for (const [symbol, groups] of this.#names.symbols) if (matches(symbol) && isThere(groups)) return true;
    return false;
  }

  #otherExchange(text: string): string | null {
    const groups = this.#names.underlyings.get(text) ?? this.#names.symbols.get(text);
    return groups?.[0]?.exchange ?? null;
  }

  #checkMatch(cursor: Cursor<MatchFile | undefined>, match: Match): void {
    for (const [index, text] of (match.underlying ?? []).entries()) {
      if (this.#names.underlyings.has(text)) continue;
      const message = `No instrument has the underlying ${text}. ${this.#instead(text, false)}`;
      this.#itemOf(cursor.get('underlying'), index, text)?.report('symbol-unknown', message);
    }
    for (const [index, text] of (match.symbol ?? []).entries()) {
      // Contracts come and go: only a name without a pattern and without a date in it can be told to be wrong.
      if (/[*?\d]/.test(text) || this.#names.symbols.has(text)) continue;
      const message = `No instrument has the trading symbol ${text}. ${this.#instead(text, false)}`;
      this.#itemOf(cursor.get('symbol'), index, text)?.report('symbol-unknown', message);
    }
    for (const [index, branch] of cursor.get('any').items().entries()) {
      this.#checkMatch(branch, match.any?.[index] ?? {});
    }
    if (match.not !== undefined) this.#checkMatch(cursor.get('not'), match.not);
  }

  /** A name that stands twice is read once. */
  #itemOf(cursor: Cursor<string | string[] | undefined>, index: number, text: string) {
    const items = cursor.items();
    return items.find((item) => item.text?.toUpperCase() === text) ?? items[index];
  }

  #instead(text: string, isGlob: boolean): string {
    this.#suggested += 1;
    const nearest = isGlob || this.#suggested > MAX_SUGGESTIONS ? null : this.#nearest(text);
    if (nearest !== null) return `Did you mean ${nearest}?`;
    return "Write the broker's name of a trading symbol (RELIANCE-EQ) or of an underlying (NIFTY).";
  }

  #nearest(text: string): string | null {
    const { underlyings, symbols } = this.#names;
    // A name with a series is a trading symbol's.
    const [first, second] = text.includes('-') ? [symbols, underlyings] : [underlyings, symbols];
    return findNearest(text, [...first.keys()]) ?? findNearest(text, [...second.keys()]);
  }
}
