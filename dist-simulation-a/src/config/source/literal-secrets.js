import { isKeyWord, isSecretKey } from "./secret-places.js";
import { formatPath } from "./source-node.js";
/**
 * Finds secrets that stand in the file itself and marks everything that may be one, so that no excerpt shows it.
 * @returns the values that have a finding.
 */
export function findLiteralSecrets(root, source, findings) {
    const search = new SecretSearch(source, findings);
    search.visit(root, []);
    return search.found;
}
class SecretSearch {
    found = new Set();
    #source;
    #findings;
    constructor(source, findings) {
        this.#source = source;
        this.#findings = findings;
    }
    visit(node, path) {
        if (node.kind === 'list')
            for (const [index, item] of node.items.entries())
                this.visit(item, [...path, index]);
        if (node.kind !== 'map')
            return;
        for (const [key, { value }] of node.entries) {
            const at = [...path, key];
            const isSecret = isSecretKey(key);
            if (key === 'credentials')
                this.#visitCredentials(value, at);
            else if ((isSecret && isStated(value)) || (key === 'proxy' && holdsUser(value)))
                this.#report(value, at);
            else if (isSecret || (key === 'proxy' && value.kind !== 'scalar'))
                this.#hideAllBut(value, []);
            else
                this.visit(value, at);
        }
    }
    /** Everything in credentials is hidden but what is known to be harmless: keys, and names of variables and files. */
    #visitCredentials(node, path) {
        const harmless = [];
        if (isStated(node))
            this.#report(node, path);
        for (const [key, entry] of entriesOf(node)) {
            const { value } = entry;
            const at = [...path, key];
            if (isKeyWord(key))
                harmless.push(entry.key);
            if (key === 'env_prefix')
                this.#visitName(value, at, harmless);
            else if (isStated(value))
                this.#report(value, at);
            else
                this.#visitReference(value, at, harmless);
        }
        this.#hideAllBut(node, harmless);
    }
    #visitReference(reference, path, harmless) {
        for (const [key, { key: keySpan, value }] of entriesOf(reference)) {
            if (isKeyWord(key))
                harmless.push(keySpan);
            if (key === 'env')
                this.#visitName(value, [...path, key], harmless);
            else if (key === 'file' && value.kind === 'scalar')
                harmless.push(value);
            else if (key === 'exec' && value.kind === 'list')
                harmless.push(...value.items.slice(0, 1));
        }
    }
    /** The name of a variable may be shown; a secret in its place may not. */
    #visitName(node, path, harmless) {
        if (node.kind === 'scalar' && looksLikeSecret(node.text))
            this.#report(node, path);
        else if (node.kind === 'scalar' && /^\w*$/.test(node.text))
            harmless.push(node);
    }
    #hideAllBut(region, harmless) {
        const { text } = this.#source;
        let from = region.start;
        for (const span of [...harmless, { start: region.end, end: region.end }].toSorted((a, b) => a.start - b.start)) {
            for (const match of text.slice(from, span.start).matchAll(/[^\s{}[\],:"']+/g)) {
                const start = from + match.index;
                this.#source.hide({ start, end: start + match[0].length });
            }
            from = Math.max(from, span.end);
        }
    }
    #report(node, path) {
        this.#source.hide(node);
        this.found.add(node);
        const name = path.at(-1);
        const reference = name === 'proxy' || name === 'credentials' || name === 'env_prefix'
            ? ''
            : ` and refer to it: { env: ${String(name === 'env' ? 'NAME' : name).toUpperCase()} }`;
        const message = name === 'proxy'
            ? 'A user and password stand in this URL. Use a proxy that knows this machine by its address.'
            : `A secret stands here in the file itself. Put it into \`.env\`${reference}. Replace the secret too: the file may have been copied.`;
        this.#findings.add({
            source: this.#source,
            span: node,
            code: 'literal-secret',
            message,
            path: formatPath(path),
        });
    }
}
function entriesOf(node) {
    return node.kind === 'map' ? node.entries : [];
}
function isStated(node) {
    return node.kind === 'scalar' && node.value !== null && node.value !== '';
}
function holdsUser(node) {
    return node.kind === 'scalar' && /\/\/[^/]*@/.test(node.text);
}
/** Long, without a word break, letters and digits mixed: a key or a TOTP secret. */
function looksLikeSecret(text) {
    return /^[A-Za-z0-9]{16,}$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 2;
}
//# sourceMappingURL=literal-secrets.js.map