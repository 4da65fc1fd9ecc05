import { isKeyWord } from "./secret-places.js";
/** The data alone, for checking against a schema. Objects have no prototype: `constructor` is a key like any other. */
export function toJsonValue(node) {
    if (node.kind === 'scalar')
        return node.value;
    if (node.kind === 'list')
        return node.items.map(toJsonValue);
    const object = Object.create(null);
    for (const [key, entry] of node.entries)
        object[key] = toJsonValue(entry.value);
    return object;
}
/** `rules[0].match.time`. In credentials, what is no plain word may be a secret and stands as `?`. */
export function formatPath(steps) {
    let path = '';
    let inCredentials = false;
    for (const each of steps) {
        const step = inCredentials && typeof each === 'string' && !isKeyWord(each) ? '?' : each;
        inCredentials ||= step === 'credentials';
        if (typeof step === 'number')
            path += `[${step}]`;
        else
            path += path === '' ? step : `.${step}`;
    }
    return path;
}
//# sourceMappingURL=source-node.js.map