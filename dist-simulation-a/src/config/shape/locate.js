/** Follows a JSON pointer as far as it leads. */
export function locate(root, pointer) {
    let node = root;
    let key = null;
    const steps = [];
    for (const raw of pointer.split('/').slice(1)) {
        const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
        const next = node.kind === 'map' ? node.entries.get(step) : undefined;
        const item = node.kind === 'list' ? node.items[Number(step)] : undefined;
        if (next !== undefined) {
            [node, key] = [next.value, next.key];
            steps.push(step);
        }
        else if (item !== undefined) {
            [node, key] = [item, null];
            steps.push(Number(step));
        }
    }
    return { node, steps, key };
}
//# sourceMappingURL=locate.js.map