import { type CST, Lexer, Parser } from 'yaml';
import type { FindingCollector } from '../findings/finding-collector.ts';
import type { SourceText } from './source-text.ts';

/** A text that is longer than this, and has more tokens, is refused before much is made of it. */
const MAX_TOKENS = 200_000;
export const MAX_DEPTH = 64;

/** The documents of a text as tokens. @returns null where nothing should be made of them; a finding says why. */
export function scanText(source: SourceText, findings: FindingCollector): readonly CST.Token[] | null {
  const control = findControlCharacter(source.text);
  if (control === -1) return scanTokens(source, findings);
  const code = source.text.charCodeAt(control);
  const name = code === 0 ? 'a NUL byte' : `the control character U+${code.toString(16).padStart(4, '0')}`;
  const message = `Here stands ${name}. Remove it; it is invisible in most editors.`;
  findings.add({ source, span: at(control), code: 'control-character', message, path: '' });
  return null;
}

/** Offset of the first character that has no business in a text file, or -1. */
function findControlCharacter(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x20 && code !== 0x7f) continue;
    if (code === 0x09 || code === 0x0a || (code === 0x0d && text[index + 1] === '\n')) continue;
    return index;
  }
  return -1;
}

/** Counts while it parses, so that the text is read once. */
function scanTokens(source: SourceText, findings: FindingCollector): readonly CST.Token[] | null {
  const most = source.text.length > MAX_TOKENS ? MAX_TOKENS : Number.POSITIVE_INFINITY;
  const parser = new Parser();
  const documents: CST.Token[] = [];
  let [offset, count, depth] = [0, 0, 0];
  for (const token of new Lexer().lex(source.text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > MAX_DEPTH) {
      const message = `Values are nested deeper than ${MAX_DEPTH} levels. Close the brackets before, or flatten them.`;
      findings.add({ source, span: at(offset), code: 'too-deep', message, path: '' });
      return null;
    }
    count += 1;
    if (count > most) {
      const message = `The file has more than ${MAX_TOKENS} words and marks. Split the rules into included files.`;
      findings.add({ source, span: at(offset), code: 'too-many-values', message, path: '' });
      return null;
    }
    // The lexer marks documents, scalars and errors by characters of its own, which take no room in the text.
    if (token !== '\u0002' && token !== '\u001f' && token !== '\u0018') offset += token.length;
    for (const document of parser.next(token)) documents.push(document);
  }
  for (const document of parser.end()) documents.push(document);
  return documents;
}

function at(offset: number): { start: number; end: number } {
  return { start: offset, end: offset + 1 };
}
