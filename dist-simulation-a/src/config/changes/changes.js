/** How two values of one kind are compared: a table with a sentence for every key, so that no key can be forgotten. */
/** What differs, key by key, in the order of the table. */
export function describeEach(describers, before, after) {
    const describe = (key) => describers[key](before[key], after[key]);
    return Object.keys(describers).flatMap(describe);
}
/** `label a → b` where the two are not written alike. */
export function changed(label, write) {
    return (before, after) => {
        const [was, is] = [write(before), write(after)];
        return was === is ? [] : [`${label} ${was} → ${is}`];
    };
}
/** A key that says nothing of its own, or is told elsewhere. */
export function untold() {
    return [];
}
export function prefixed(prefix, lines) {
    return lines.map((line) => `${prefix}: ${line}`);
}
//# sourceMappingURL=changes.js.map