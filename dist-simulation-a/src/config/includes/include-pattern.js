export function parseIncludePattern(text) {
    const refuse = (code, message) => ({ ok: false, code, message });
    if (/[[\]{}\\]|\*\*/.test(text)) {
        return refuse('include-form', 'An include knows `*` and `?` only. Write it as `rules/*.yaml`.');
    }
    const segments = text.split('/').filter((segment) => segment !== '.' && segment !== '');
    if (text.startsWith('/') || text.startsWith('~') || segments.includes('..')) {
        const message = 'This leads out of the folder of the configuration. Move the rules beside it and write a relative path.';
        return refuse('include-outside', message);
    }
    if (segments.length === 0)
        return refuse('include-form', 'This names no file. Write it as `rules/*.yaml`.');
    return { ok: true, segments };
}
/** Whether a name fits one segment. Names that begin with a dot fit only what begins with a dot too. */
export function matchesSegment(name, segment) {
    if (!/[*?]/.test(segment))
        return name === segment;
    if (name.startsWith('.') && !segment.startsWith('.'))
        return false;
    const pattern = segment
        .replace(/[.+^$()|]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
    return new RegExp(`^${pattern}$`, 'su').test(name);
}
export function matchesPattern(path, segments) {
    const names = path.split('/');
    return (names.length === segments.length &&
        names.every((name, index) => matchesSegment(name, segments[index] ?? '')));
}
//# sourceMappingURL=include-pattern.js.map