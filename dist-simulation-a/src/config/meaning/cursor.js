import { parseDecimal } from "../../core/exact.js";
import { formatPath } from "../source/source-node.js";
/**
 * A place in a document that may or may not be there. Reading goes on whatever is missing, so that all findings of a
 * file are found at once; what the schema has refused already reads as absent. `T` is the schema's type of the value.
 */
export class Cursor {
    reading;
    node;
    steps;
    /** Whether the key is there, readable or not. */
    isStated;
    #key;
    constructor(reading, node, steps, key) {
        this.reading = reading;
        this.isStated = node !== undefined;
        this.node = node === undefined || isBroken(node) || reading.unreadable.has(node) ? null : node;
        this.steps = steps;
        this.#key = key;
    }
    get path() {
        return formatPath(this.steps);
    }
    /** Whether there is a value that can be read. */
    get isReadable() {
        return this.node !== null;
    }
    get(key) {
        const entry = this.node?.kind === 'map' ? this.node.entries.get(key) : undefined;
        return new Cursor(this.reading, entry?.value, [...this.steps, key], entry?.key ?? this.#key);
    }
    /** The entries of a mapping whose keys are names. */
    entries() {
        if (this.node?.kind !== 'map')
            return [];
        return [...this.node.entries].map(([name, entry]) => [
            name,
            new Cursor(this.reading, entry.value, [...this.steps, name], entry.key),
        ]);
    }
    /** The entries of a list; a single value counts as a list of one. Unreadable ones are left out. */
    items() {
        if (this.node === null)
            return [];
        const nodes = this.node.kind === 'list' ? this.node.items : [this.node];
        const isList = this.node.kind === 'list';
        return nodes
            .map((node, index) => {
            const steps = isList ? [...this.steps, index] : this.steps;
            return new Cursor(this.reading, node, steps, isList ? startOf(node) : this.#key);
        })
            .filter((item) => item.isReadable);
    }
    /** The text of a scalar as the file has it; null where there is none. */
    get text() {
        return this.node?.kind === 'scalar' && this.node.value !== null ? String(this.node.text) : null;
    }
    get flag() {
        return this.node?.kind === 'scalar' && typeof this.node.value === 'boolean' ? this.node.value : null;
    }
    /** A number, exactly as written. */
    get decimal() {
        return this.text === null ? null : parseDecimal(this.text);
    }
    /** A whole number; the schema has checked that it is one. */
    get whole() {
        return this.node?.kind === 'scalar' && typeof this.node.value === 'number' ? this.node.value : null;
    }
    /** The word of `words` that stands here in letters of any case. */
    word(words) {
        const text = this.text?.toLowerCase();
        return words.find((word) => word.toLowerCase() === text) ?? null;
    }
    /** Reports something about the value, or about the key where the value is a list or mapping. */
    report(code, message) {
        const span = this.node?.kind === 'scalar' && this.node.end > this.node.start ? this.node : this.#key;
        this.reading.findings.add({ source: this.reading.source, span, code, message, path: this.path });
    }
    /** Line and column of the value. */
    get position() {
        return this.reading.source.lines.positionOf((this.node ?? this.#key).start);
    }
}
/** It has a finding already. */
function isBroken(node) {
    return node.kind === 'scalar' && node.broken === true;
}
function startOf(node) {
    return node.kind === 'scalar' ? node : { start: node.start, end: node.start + 1 };
}
//# sourceMappingURL=cursor.js.map