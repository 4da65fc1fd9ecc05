import { BOUNDS } from "./bounds.js";
export class FigureReader {
    #parts;
    #closing = new AbortController();
    #policy;
    #last = new Map();
    constructor(parts) {
        this.#parts = parts;
        this.#policy = parts.config.policy;
    }
    start() {
        void this.#readOn();
    }
    change(config) {
        this.#policy = config.policy;
        void this.#readAll();
    }
    close() {
        this.#closing.abort();
    }
    async #readOn() {
        while (!this.#closing.signal.aborted) {
            await this.#readAll();
            await this.#parts.clock.sleep(BOUNDS.fundsIntervalMs, this.#closing.signal);
        }
    }
    async #readAll() {
        const { master, follower } = this.#parts;
        const reads = [];
        const byCapital = usesCapitalRatio(this.#policy);
        if (byCapital && this.#policy.masterCapital === null)
            reads.push(this.#read('', master));
        for (const { name, capital, limits } of this.#policy.followers) {
            const gate = follower(name);
            if (gate &&
                ((byCapital && capital === null) || limits.dailyLoss !== null || rulesLimitLoss(this.#policy))) {
                reads.push(this.#read(name, gate));
            }
        }
        await Promise.all(reads);
    }
    async #read(account, gate) {
        const funds = await gate.readFunds();
        // What cannot be read is not known, and not zero.
        if (!funds.ok || this.#closing.signal.aborted)
            return;
        const { available, unrealised } = funds.value;
        if (available && this.#isNew(`funds ${account}`, available)) {
            this.#parts.take({ kind: 'funds', account, available });
        }
        if (account !== '' && unrealised && this.#isNew(`unrealised ${account}`, unrealised)) {
            this.#parts.take({ kind: 'unrealised', follower: account, amount: unrealised });
        }
    }
    #isNew(key, value) {
        const text = `${value.n}/${value.d}`;
        if (this.#last.get(key) === text)
            return false;
        this.#last.set(key, text);
        return true;
    }
}
function usesCapitalRatio(policy) {
    const sizings = [
        ...policy.followers.flatMap(({ quantity }) => [
            quantity,
            ...quantity.overrides.map((one) => one.quantity),
        ]),
        ...policy.rules.flatMap(({ quantity }) => (quantity ? [quantity] : [])),
    ];
    return sizings.some(({ sizing }) => sizing.kind === 'capital_ratio');
}
function rulesLimitLoss(policy) {
    return policy.rules.some(({ limits }) => limits !== null && limits.dailyLoss !== null);
}
//# sourceMappingURL=figures.js.map