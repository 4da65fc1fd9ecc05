import { isUnclosed } from "./find-opening.js";
/** What the parser's error means, in our words: its own quote the text, and there may be a secret in it. */
export function explainYamlError(error, text) {
    const rest = text.slice(error.pos[0], error.pos[0] + 80);
    const special = explainByText(error, text, rest);
    if (special !== null)
        return { code: 'yaml-syntax', message: special };
    switch (error.code) {
        case 'MULTIPLE_DOCS':
            return {
                code: 'several-documents',
                message: 'A second document starts here. Keep one document a file: remove the `---`.',
            };
        case 'TAB_AS_INDENT':
            return { code: 'tab-indentation', message: 'A tab indents this line. Indent with spaces.' };
        case 'DUPLICATE_KEY':
            return { code: 'duplicate-key', message: 'This key stands twice. Keep one.' };
        case 'TAG_RESOLVE_FAILED':
            return {
                code: 'unknown-tag',
                message: 'This YAML tag is not known here. Remove the `!` and its word.',
            };
        case 'BAD_ALIAS':
            return {
                code: 'unknown-alias',
                message: 'A `*` begins an alias, and this is none. Quote a pattern: `"*-BE"`.',
            };
        case 'RESOURCE_EXHAUSTION':
            return { code: 'too-deep', message: 'Values are nested too deeply here. Flatten them.' };
        default:
            return { code: 'yaml-syntax', message: SENTENCES[error.code] ?? 'This is not YAML.' };
    }
}
/** Mistakes that are common in this file in particular. */
function explainByText(error, text, rest) {
    const before = text.slice(Math.max(0, error.pos[0] - 2), error.pos[0]);
    if (/^>?=?\s*\d/.test(rest) &&
        /[>\s=]/.test(before) &&
        /Block scalar|Not a YAML token/.test(error.message)) {
        return 'A bare `>` begins a block of text in YAML. Quote a number range: `">= 100"`.';
    }
    if (isUnclosed(error)) {
        return 'What is opened here is not closed. Look for a missing quote, `]` or `}`.';
    }
    if (error.code === 'BAD_SCALAR_START') {
        return 'A value cannot begin with this character. Put the value in quotes.';
    }
    return null;
}
const SENTENCES = {
    BAD_INDENT: 'This line is indented differently from its neighbours. Align it with the keys it belongs to.',
    BLOCK_AS_IMPLICIT_KEY: 'A second `:` stands in one line. Put the nested key on a line of its own, or quote the value.',
    BLOCK_IN_FLOW: 'Inside `{…}` and `[…]` no indented block can stand. Use commas, or write the whole as a block.',
    MULTILINE_IMPLICIT_KEY: 'A key goes over several lines. A `:` may be missing.',
    UNEXPECTED_TOKEN: 'This does not belong here. A quote, comma, bracket or `:` may be missing before it.',
    BAD_DQ_ESCAPE: 'In double quotes a backslash begins an escape, and this is none. Use single quotes.',
    BAD_DIRECTIVE: 'A line beginning with `%` is a YAML directive, and this one is not known. Remove it.',
    KEY_OVER_1024_CHARS: 'A key is longer than 1024 characters. A `:` or a quote may be misplaced.',
    MULTIPLE_ANCHORS: 'A value can have one anchor (`&name`). Remove the others.',
    MULTIPLE_TAGS: 'A value can have one tag. Remove it.',
    ALIAS_PROPS: 'An alias (`*name`) can have no anchor and no tag of its own. Remove it.',
    BAD_PROP_ORDER: 'An anchor or tag stands before the `-` or key. Put it after.',
    BAD_COLLECTION_TYPE: 'The tag does not fit the value. Remove the tag.',
    NON_STRING_KEY: 'Use plain words as keys.',
};
//# sourceMappingURL=yaml-errors.js.map