/** The codec of recordings: one JSON object a line, `type` first. */
import { type Form, FormError } from '../../core/saving/plain-forms.ts';
import { LINE_FORMS } from './line-forms.ts';
import { readPlainLine } from './plain-lines.ts';
import type { RecordingLine } from './recording-line.ts';

export type DecodedLine =
  | { readonly ok: true; readonly line: RecordingLine }
  | { readonly ok: false; readonly problem: string };

/** The line's text, without a line end. */
export function encodeLine(line: RecordingLine): string {
  const form: Form<RecordingLine> = LINE_FORMS[line.type];
  return JSON.stringify(form.write(line));
}

/** Reads one line. Never throws: what is no line of a recording is a problem, in a sentence. */
export function decodeLine(text: string): DecodedLine {
  const plain = readPlainLine(text);
  if (plain !== null) return { ok: true, line: plain };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'the line is not JSON' };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { ok: false, problem: 'the line is no JSON object' };
  const { type } = body as { readonly type?: unknown };
  if (!isLineType(type))
    return { ok: false, problem: `type is ${describeType(type)}, which is no line of a recording` };
  try {
    return { ok: true, line: LINE_FORMS[type].read(body, type) };
  } catch (error) {
    if (error instanceof FormError) return { ok: false, problem: error.message };
    throw error;
  }
}

function isLineType(type: unknown): type is RecordingLine['type'] {
  return typeof type === 'string' && Object.hasOwn(LINE_FORMS, type);
}

function describeType(type: unknown): string {
  if (type === undefined) return 'missing';
  return typeof type === 'string' ? JSON.stringify(type.slice(0, 40)) : 'no text';
}
