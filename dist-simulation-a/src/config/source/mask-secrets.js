const SECRET_NAME = '(?:\\w{1,40}_)?(?:api_?key|client_?(?:id|code)|password|passwd|pass|m?pin|totp(?:_?(?:secret|seed))?|secret|token|jwt)(?:_\\w{1,20})?';
const VALUE = '(?:"(?:[^"\\\\\\n]|\\\\.)*"?|\'[^\'\\n]*\'?|[^\\s{\\[|>&"\'#][^,}\\]\\n]*)';
const NAMED = new RegExp(`\\b${SECRET_NAME}["']?[ \\t]*[:=][ \\t]*(${VALUE})`, 'gdi');
const URL_USER = /\/\/([^\s/@"']+)@/dg;
/** Where in `text` something that may be a secret stands: after a telling name, or in the user part of a URL. */
export function findSecretSpans(text) {
    const spans = [];
    for (const pattern of [NAMED, URL_USER]) {
        for (const match of text.matchAll(pattern)) {
            const [start, end] = match.indices?.[1] ?? [0, 0];
            if (end > start)
                spans.push({ start, end });
        }
    }
    return spans;
}
/** `text` with every character of `spans` but line breaks as `*`; offsets stay what they were. */
export function maskSpans(text, spans) {
    const ordered = spans.toSorted((a, b) => a.start - b.start);
    let masked = '';
    let at = 0;
    for (const { start, end } of ordered) {
        if (end <= at)
            continue;
        const from = Math.max(start, at);
        masked += text.slice(at, from) + text.slice(from, end).replace(/[^\r\n]/g, '*');
        at = end;
    }
    return masked + text.slice(at);
}
//# sourceMappingURL=mask-secrets.js.map