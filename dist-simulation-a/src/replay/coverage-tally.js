/** How often each rule matched, over several sessions and reloads. */
export class CoverageTally {
    #matched = new Map();
    add(rules) {
        for (const { id, matched } of rules)
            this.#matched.set(id, (this.#matched.get(id) ?? 0) + matched);
    }
    /** In the order of the config; of a reload, what it adds comes last. */
    rules() {
        return [...this.#matched].map(([id, matched]) => ({ id, matched }));
    }
    /** Per cent of the rules that matched at least once; 100 where there are none. */
    percent() {
        if (this.#matched.size === 0)
            return 100;
        const matching = [...this.#matched.values()].filter((matched) => matched > 0).length;
        return (100 * matching) / this.#matched.size;
    }
}
//# sourceMappingURL=coverage-tally.js.map