/**
 * The start of a text, on one line, cut between two words where it can be: half a secret would not be known as one.
 */
export function shorten(text, maxLength) {
    const line = text
        .slice(0, maxLength * 4)
        .replace(/\s+/g, ' ')
        .trim();
    if (line.length <= maxLength)
        return line;
    const lastBlank = line.lastIndexOf(' ', maxLength);
    return `${line.slice(0, lastBlank > 0 ? lastBlank : maxLength)}…`;
}
//# sourceMappingURL=shorten.js.map