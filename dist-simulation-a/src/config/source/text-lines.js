/** Finds lines and columns in a text. */
export class TextLines {
    #text;
    #starts = [0];
    constructor(text) {
        this.#text = text;
        for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
            this.#starts.push(at + 1);
    }
    get count() {
        return this.#starts.length;
    }
    /** Line and column, both from 1, of an offset; an offset beyond the end is the end. */
    positionOf(offset) {
        const at = Math.max(0, Math.min(offset, this.#text.length));
        let [low, high] = [0, this.#starts.length - 1];
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.#starts[middle] ?? 0) <= at)
                low = middle;
            else
                high = middle - 1;
        }
        return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
    }
    /** Offset of the first character of a line (from 1). */
    startOf(line) {
        return this.#starts[line - 1] ?? this.#text.length;
    }
    /** Offset of the end of a line, before its line break. */
    endOf(line) {
        const next = this.#starts[line];
        if (next === undefined)
            return this.#text.length;
        return this.#text[next - 2] === '\r' ? next - 2 : next - 1;
    }
}
//# sourceMappingURL=text-lines.js.map