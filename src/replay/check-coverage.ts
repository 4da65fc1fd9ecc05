import type { CommandOutput } from '../reporting/terminal/standard-output.ts';
import type { CoverageTally } from './coverage-tally.ts';

export interface CoverageCheck {
  /** Per cent of the rules that must match at least once; null: no matter. */
  readonly minCoverage: number | null;
}

/** @returns whether enough rules matched; tells which never did */
export function checkCoverage(
  coverage: CoverageTally,
  { minCoverage }: CoverageCheck,
  output: CommandOutput,
): boolean {
  if (minCoverage === null || coverage.percent() >= minCoverage) return true;
  const never = coverage.rules().filter(({ matched }) => matched === 0);
  const ids = never.map(({ id }) => id).join(', ');
  const share = Math.floor(coverage.percent());
  output.err(`${share} % of the rules matched, ${minCoverage} % were asked for. Never: ${ids}.`);
  return false;
}
