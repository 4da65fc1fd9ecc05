import { Lexer } from 'yaml';
/** Beyond these a text is refused before it is parsed, so that nothing of it can cost more than a moment. */
const MAX_TOKENS = 200_000;
export const MAX_DEPTH = 64;
/** Checks what can be seen before parsing. @returns false where parsing makes no sense. */
export function scanText(source, findings) {
    const control = findControlCharacter(source.text);
    if (control !== -1) {
        const code = source.text.charCodeAt(control);
        const name = code === 0 ? 'a NUL byte' : `the control character U+${code.toString(16).padStart(4, '0')}`;
        const message = `Here stands ${name}. Remove it; it is invisible in most editors.`;
        findings.add({ source, span: at(control), code: 'control-character', message, path: '' });
        return false;
    }
    return isHarmless(source.text) || scanTokens(source, findings);
}
/**
 * A text that can have neither too many parts nor, by its brackets, too many levels. Brackets in quotes and comments may
 * deceive this; the parser and the builder of nodes have bounds of their own, only later ones.
 */
function isHarmless(text) {
    if (text.length > MAX_TOKENS)
        return false;
    let depth = 0;
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code === 0x5b || code === 0x7b) {
            depth += 1;
            if (depth > MAX_DEPTH)
                return false;
        }
        else if (depth > 0 && (code === 0x5d || code === 0x7d))
            depth -= 1;
    }
    return true;
}
/** Offset of the first character that has no business in a text file, or -1. */
function findControlCharacter(text) {
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code >= 0x20 && code !== 0x7f)
            continue;
        if (code === 0x09 || code === 0x0a || (code === 0x0d && text[index + 1] === '\n'))
            continue;
        return index;
    }
    return -1;
}
function scanTokens(source, findings) {
    let [offset, tokens, depth] = [0, 0, 0];
    for (const token of new Lexer().lex(source.text)) {
        if (token === '[' || token === '{')
            depth += 1;
        else if (token === ']' || token === '}')
            depth -= 1;
        if (depth > MAX_DEPTH) {
            const message = `Values are nested deeper than ${MAX_DEPTH} levels. Close the brackets before, or flatten them.`;
            findings.add({ source, span: at(offset), code: 'too-deep', message, path: '' });
            return false;
        }
        tokens += 1;
        if (tokens > MAX_TOKENS) {
            const message = `The file has more than ${MAX_TOKENS} words and marks. Split the rules into included files.`;
            findings.add({ source, span: at(offset), code: 'too-many-values', message, path: '' });
            return false;
        }
        // The lexer marks documents, scalars and errors by characters of its own, which take no room in the text.
        if (token !== '\u0002' && token !== '\u001f' && token !== '\u0018')
            offset += token.length;
    }
    return true;
}
function at(offset) {
    return { start: offset, end: offset + 1 };
}
//# sourceMappingURL=scan-text.js.map