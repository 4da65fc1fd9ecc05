/**
 * Texts of others (symbols, the broker's words) on a terminal: whatever could move the cursor, change colours, hide
 * or reorder letters is shown as what it is.
 */
/** Controls, format characters (bidirectional overrides, zero widths), halves of pairs, unassigned and private ones. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** Spaces of all kinds, in a row. */
const BLANKS = /[\p{Zs}\t\r\n]+/gu;
/** More marks than this on one letter are there to spill over other lines. */
const MARKS = /(\p{M}{3})\p{M}+/gu;
const MAX_LENGTH = 600;
/** One line of safe text: blanks become single spaces, unsafe characters `\u{1b}`, and too much is cut. */
export function toSafeText(text, maxLength = MAX_LENGTH) {
    const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
    return escapeUnsafe(cut.replace(BLANKS, ' ').trim());
}
/** Safe text of several lines, as it stands but for unsafe characters. */
export function toSafeLines(text) {
    return text.replace(/\s+$/, '').split(/\r?\n/).map(escapeUnsafe);
}
function escapeUnsafe(text) {
    return text.replace(MARKS, '$1').replace(UNSAFE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
//# sourceMappingURL=safe-text.js.map