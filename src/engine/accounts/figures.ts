/** Figures that decisions use and orders do not bring: the accounts' funds and the followers' unrealised results. */
import type { LoadedConfig } from '../../config/compile-config.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { PlainInput } from '../../journal/recording/session-lines.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { AccountGate } from './account-gate.ts';

export interface FigureParts {
  readonly clock: Clock;
  readonly config: LoadedConfig;
  readonly master: AccountGate;
  /** Null for a follower that is only shown: it is not logged in. */
  readonly follower: (name: string) => AccountGate | null;
  readonly take: (input: PlainInput) => void;
}

export class FigureReader {
  readonly #parts: FigureParts;
  readonly #closing = new AbortController();
  #policy: Policy;
  #last = new Map<string, string>();

  constructor(parts: FigureParts) {
    this.#parts = parts;
    this.#policy = parts.config.policy;
  }

  start(): void {
    void this.#readOn();
  }

  change(config: LoadedConfig): void {
    this.#policy = config.policy;
    void this.#readAll();
  }

  close(): void {
    this.#closing.abort();
  }

  async #readOn(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const areRead = await this.#readAll();
      const ms = areRead ? BOUNDS.fundsIntervalMs : BOUNDS.fundsRetryMs;
      await this.#parts.clock.sleep(ms, this.#closing.signal);
    }
  }

  /** @returns whether all that is needed could be read */
  async #readAll(): Promise<boolean> {
    const { master, follower } = this.#parts;
    const reads: Promise<boolean>[] = [];
    const byCapital = usesCapitalRatio(this.#policy);
    if (byCapital && this.#policy.masterCapital === null) reads.push(this.#read('', master));
    for (const { name, capital, limits } of this.#policy.followers) {
      const gate = follower(name);
      if (
        gate &&
        ((byCapital && capital === null) || limits.dailyLoss !== null || rulesLimitLoss(this.#policy))
      ) {
        reads.push(this.#read(name, gate));
      }
    }
    return (await Promise.all(reads)).every((isRead) => isRead);
  }

  async #read(account: string, gate: AccountGate): Promise<boolean> {
    const funds = await gate.readFunds();
    // What cannot be read is not known, and not zero.
    if (!funds.ok || this.#closing.signal.aborted) return false;
    const { available, unrealised } = funds.value;
    if (available && this.#isNew(`funds ${account}`, available)) {
      this.#parts.take({ kind: 'funds', account, available });
    }
    if (account !== '' && unrealised && this.#isNew(`unrealised ${account}`, unrealised)) {
      this.#parts.take({ kind: 'unrealised', follower: account, amount: unrealised });
    }
    return true;
  }

  #isNew(key: string, value: { readonly n: number | bigint; readonly d: number | bigint }): boolean {
    const text = `${value.n}/${value.d}`;
    if (this.#last.get(key) === text) return false;
    this.#last.set(key, text);
    return true;
  }
}

function usesCapitalRatio(policy: Policy): boolean {
  const sizings = [
    ...policy.followers.flatMap(({ quantity }) => [
      quantity,
      ...quantity.overrides.map((one) => one.quantity),
    ]),
    ...policy.rules.flatMap(({ quantity }) => (quantity ? [quantity] : [])),
  ];
  return sizings.some(({ sizing }) => sizing.kind === 'capital_ratio');
}

function rulesLimitLoss(policy: Policy): boolean {
  return policy.rules.some(({ limits }) => limits !== null && limits.dailyLoss !== null);
}
