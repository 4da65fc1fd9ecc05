import { toSafeText } from '../reporting/terminal/safe-text.ts';
import { alignRows, cell } from '../reporting/terminal/text-table.ts';
import type { Subject } from './test-subjects.ts';

export interface RuleCoverage {
  readonly id: string;
  /** How often it was asked and held, over all tests. */
  readonly matched: number;
  /** `rules/options.yaml:12:5` */
  readonly place: string;
}

/** In the configuration's order. */
export function ruleCoverage({ policy, coverage }: Subject): RuleCoverage[] {
  const matched = new Map(coverage.rules().map((rule) => [rule.id, rule.matched]));
  return policy.rules.map(({ id, source }) => ({
    id,
    matched: matched.get(id) ?? 0,
    place: `${source.file}:${source.line}:${source.column}`,
  }));
}

/** Per cent of the rules of all configurations that matched at least once; 100 where there are none. */
export function coveragePercent(subjects: readonly Subject[]): number {
  const rules = subjects.flatMap(ruleCoverage);
  if (rules.length === 0) return 100;
  return (100 * rules.filter(({ matched }) => matched > 0).length) / rules.length;
}

/** A table of the rules, by configuration. */
export function formatCoverage(subjects: readonly Subject[], options: { readonly colour: boolean }): string {
  return subjects.map((subject) => formatSubject(subject, options)).join('\n');
}

function formatSubject(subject: Subject, options: { readonly colour: boolean }): string {
  const rules = ruleCoverage(subject);
  const matching = rules.filter(({ matched }) => matched > 0).length;
  const head = `Coverage of ${toSafeText(subject.name)}: ${matching} of ${rules.length} rules matched`;
  const rows = rules.map(({ id, matched, place }) => [
    cell(matched, matched === 0 ? 'bad' : 'good'),
    cell(toSafeText(id), matched === 0 ? 'bad' : 'plain'),
    cell(toSafeText(place), 'quiet'),
  ]);
  return `${[head, ...alignRows(rows, options).map((row) => `  ${row}`)].join('\n')}\n`;
}
