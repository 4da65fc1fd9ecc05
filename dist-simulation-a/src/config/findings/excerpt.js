const LINES_BEFORE = 2;
const LINES_AFTER = 1;
const MAX_WIDTH = 120;
/** How much of a long line stands before the caret. */
const LEAD = 40;
/** The lines around a part of a file, secrets masked, long lines cut so that the part is in view. */
export function cutExcerpt(source, span) {
    const { line, column } = source.lines.positionOf(span.start);
    const first = Math.max(1, line - LINES_BEFORE);
    const last = Math.min(source.lines.count, line + LINES_AFTER);
    const from = column > MAX_WIDTH - LEAD ? column - 1 - LEAD : 0;
    const lines = [];
    for (let each = first; each <= last; each++) {
        const whole = source.shown.slice(source.lines.startOf(each), source.lines.endOf(each));
        lines.push(replaceControls(whole.slice(from, from + MAX_WIDTH)));
    }
    const lineEnd = source.lines.endOf(line);
    const length = Math.max(1, Math.min(span.end, lineEnd) - span.start);
    const caretColumn = column - from;
    return {
        firstLine: first,
        lines,
        caretColumn,
        caretLength: Math.min(length, MAX_WIDTH - caretColumn + 1),
    };
}
/** A control character in a file must not reach a terminal. */
function replaceControls(text) {
    return [...text].map((char) => (isControl(char) ? '\uFFFD' : char)).join('');
}
function isControl(char) {
    const code = char.codePointAt(0) ?? 0;
    return (code < 0x20 && char !== '\t') || (code >= 0x7f && code < 0xa0);
}
//# sourceMappingURL=excerpt.js.map