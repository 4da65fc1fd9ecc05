import { isAlias, isMap, isNode, isScalar, isSeq, } from 'yaml';
import { MAX_DEPTH } from "./scan-text.js";
import { isSecretPlace } from "./secret-places.js";
import { formatPath } from "./source-node.js";
/** Values that aliases may repeat in all. */
const MAX_REPEATED = 10_000;
/** Makes our nodes of the parser's: aliases followed (within bounds), duplicate keys refused. */
export class NodeBuilder {
    #source;
    #findings;
    #anchors = new Map();
    /** Nodes being built now: an alias to one of them is circular. */
    #open = new Set();
    #path = [];
    #insideAlias = 0;
    /** The alias that is being followed, the outermost of them. */
    #outermost = { start: 0, end: 1 };
    #repeated = 0;
    #stopped = false;
    constructor(source, findings) {
        this.#source = source;
        this.#findings = findings;
    }
    /** False where building ended early: follow-up findings would be about what was left out. */
    get isComplete() {
        return !this.#stopped;
    }
    build(node, fallback = { start: 0, end: 1 }) {
        if (node === null)
            return emptyAt(fallback);
        const span = spanOf(node, fallback);
        if (isAlias(node))
            return this.#follow(node.source, span);
        if (node.anchor !== undefined && this.#insideAlias === 0)
            this.#anchors.set(node.anchor, node);
        if (isScalar(node))
            return scalarOf(node, span);
        if (this.#path.length >= MAX_DEPTH) {
            if (!this.#stopped)
                this.#note(span, 'too-deep', `Values are nested deeper than ${MAX_DEPTH} levels. Flatten them.`);
            this.#stopped = true;
            return brokenAt(span);
        }
        this.#open.add(node);
        const built = isMap(node)
            ? this.#buildMap(node, span)
            : isSeq(node)
                ? this.#buildList(node, span)
                : emptyAt(span);
        this.#open.delete(node);
        return built;
    }
    #buildMap(map, span) {
        const entries = new Map();
        for (const pair of map.items) {
            if (this.#stopped)
                break;
            const read = this.#readKey(pair, span);
            if (read === null)
                continue;
            const { name, key } = read;
            const earlier = entries.get(name);
            if (earlier !== undefined) {
                const { line } = this.#source.lines.positionOf(earlier.key.start);
                const shown = isSecretPlace(this.#path) ? 'This key' : `\`${name}\``;
                this.#note(key, 'duplicate-key', `${shown} stands here and in line ${line}. Keep one.`, name);
                continue;
            }
            this.#path.push(name);
            const value = this.#build(pair.value, key);
            this.#path.pop();
            entries.set(name, { key, value });
        }
        return { kind: 'map', entries, ...span };
    }
    #readKey(pair, span) {
        if (!isScalar(pair.key)) {
            const at = isNode(pair.key) ? spanOf(pair.key, span) : span;
            this.#note(at, 'key-not-text', 'A key is a list, a mapping or an alias. Use a plain word.');
            return null;
        }
        const key = spanOf(pair.key, span);
        const name = pair.key.source ?? String(pair.key.value);
        if (name === '<<') {
            this.#note(key, 'merge-key', 'YAML 1.2 has no merge key. Write the keys out, or use `defaults:`.', name);
            return null;
        }
        return { name, key };
    }
    #buildList(list, span) {
        const items = [];
        for (const [index, item] of list.items.entries()) {
            if (this.#stopped)
                break;
            this.#path.push(index);
            items.push(this.#build(item, span));
            this.#path.pop();
        }
        return { kind: 'list', items, ...span };
    }
    #build(value, fallback) {
        if (this.#insideAlias > 0)
            this.#repeated += 1;
        return this.build(isNode(value) ? value : null, fallback);
    }
    #follow(name, span) {
        const target = this.#anchors.get(name);
        if (target === undefined) {
            const message = isSecretPlace(this.#path)
                ? 'This reads as an alias, and there is no such anchor.'
                : `\`*${name}\` reads as an alias, and no anchor \`&${name}\` stands before it. Quote it: \`"*${name}"\`.`;
            this.#note(span, 'unknown-alias', message);
        }
        else if (this.#open.has(target)) {
            this.#note(span, 'circular-alias', 'This alias stands inside the value that it repeats. Write the value out.');
        }
        else if (this.#repeated > MAX_REPEATED) {
            if (!this.#stopped) {
                this.#note(this.#insideAlias > 0 ? this.#outermost : span, 'alias-expansion', `Aliases repeat more than ${MAX_REPEATED} values. Write the values out.`);
            }
            this.#stopped = true;
        }
        else {
            if (this.#insideAlias === 0)
                this.#outermost = span;
            this.#insideAlias += 1;
            const built = this.build(target, span);
            this.#insideAlias -= 1;
            return built;
        }
        return brokenAt(span);
    }
    #note(span, code, message, key) {
        const path = formatPath(key === undefined ? this.#path : [...this.#path, key]);
        this.#findings.add({ source: this.#source, span, code, message, path });
    }
}
function spanOf(node, fallback) {
    const [start, end] = node.range ?? [0, 0];
    return end > start ? { start, end } : fallback;
}
function scalarOf(node, span) {
    const { value } = node;
    const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return { kind: 'scalar', value: known ? value : null, text: node.source ?? '', ...span };
}
function emptyAt(span) {
    return { kind: 'scalar', value: null, text: '', ...span };
}
/** Stands for a value that has a finding already. */
function brokenAt(span) {
    return { ...emptyAt(span), broken: true };
}
//# sourceMappingURL=build-nodes.js.map