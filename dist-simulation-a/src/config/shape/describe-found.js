import { isSecretPlace } from "../source/secret-places.js";
const MAX_SHOWN = 40;
/** What a value is, for "… is …". Values in credentials are never shown. */
export function describeFound(node, steps) {
    if (node.kind === 'list')
        return 'a list';
    if (node.kind === 'map')
        return 'a mapping';
    if (isSecretPlace(steps))
        return 'something else';
    if (typeof node.value === 'string')
        return `the text ${quote(node.value)}`;
    if (typeof node.value === 'number')
        return `the number ${node.text}`;
    return String(node.value);
}
/** In quotes, cut, with invisible characters made visible. */
export function quote(text) {
    const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
    return JSON.stringify(cut).replace(/[\u007f-\u00a0\u200b-\u200f\u2028\u2029\u202a-\u202e\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
//# sourceMappingURL=describe-found.js.map