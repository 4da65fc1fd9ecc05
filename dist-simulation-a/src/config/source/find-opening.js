import { isCollection, isScalar, visit } from 'yaml';
/**
 * Where a bracket or quote was opened that is not closed. The parser notices at the end of the file, or where the next
 * key stands; the mistake is at the opening.
 */
export function findOpening(document, error) {
    if (!isUnclosed(error))
        return null;
    let start = -1;
    visit(document, {
        Node(_, node) {
            const opens = isCollection(node)
                ? node.flow === true
                : isScalar(node) && /^QUOTE/.test(node.type ?? '');
            const [from, , to] = node.range ?? [0, 0, 0];
            // What was closed ends before the error.
            if (opens && from < error.pos[0] && to >= error.pos[0])
                start = Math.max(start, from);
        },
    });
    return start === -1 ? null : { start, end: start + 1 };
}
export function isUnclosed(error) {
    return error.code === 'MISSING_CHAR' || (error.code === 'BAD_INDENT' && error.message.startsWith('Flow '));
}
//# sourceMappingURL=find-opening.js.map