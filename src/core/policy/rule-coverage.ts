import type { CompiledRule, RuleObserver } from './compiled-policy.ts';

/** Counts each rule once a follower and event, however often it is asked. */
export class RuleCoverage implements RuleObserver {
  readonly #matched: number[] = [];
  readonly #lastCounted: number[] = [];
  #turn = 0;

  nextFollower(): void {
    this.#turn += 1;
  }

  onMatched({ index }: CompiledRule): void {
    if (this.#lastCounted[index] === this.#turn) return;
    this.#lastCounted[index] = this.#turn;
    this.#matched[index] = (this.#matched[index] ?? 0) + 1;
  }

  of(index: number): number {
    return this.#matched[index] ?? 0;
  }

  clear(): void {
    this.#matched.length = 0;
    this.#lastCounted.length = 0;
  }
}
