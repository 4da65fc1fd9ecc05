/** Where errors stand: what is read of a part with an error in it may lack something. */
export class ErrorPlaces {
    #starts = new Map();
    constructor(errors) {
        for (const { source, span } of errors) {
            const starts = this.#starts.get(source);
            if (starts === undefined)
                this.#starts.set(source, [span.start]);
            else
                starts.push(span.start);
        }
        for (const starts of this.#starts.values())
            starts.sort((a, b) => a - b);
    }
    /** Whether an error begins in this part. */
    isWithin(source, { start, end }) {
        const starts = this.#starts.get(source) ?? [];
        let [low, high] = [0, starts.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((starts[middle] ?? 0) < start)
                low = middle + 1;
            else
                high = middle;
        }
        return (starts[low] ?? Number.POSITIVE_INFINITY) < end;
    }
}
//# sourceMappingURL=error-places.js.map