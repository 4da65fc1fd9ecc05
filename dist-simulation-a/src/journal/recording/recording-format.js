/** The codec of recordings: one JSON object a line, `type` first. */
import { FormError } from "../../core/plain-forms.js";
import { LINE_FORMS } from "./line-forms.js";
/** The line's text, without a line end. */
export function encodeLine(line) {
    const form = LINE_FORMS[line.type];
    return JSON.stringify(form.write(line));
}
/** Reads one line. Never throws: what is no line of a recording is a problem, in a sentence. */
export function decodeLine(text) {
    let body;
    try {
        body = JSON.parse(text);
    }
    catch {
        return { ok: false, problem: 'the line is not JSON' };
    }
    if (typeof body !== 'object' || body === null || Array.isArray(body))
        return { ok: false, problem: 'the line is no JSON object' };
    const { type } = body;
    if (!isLineType(type))
        return { ok: false, problem: `type is ${describeType(type)}, which is no line of a recording` };
    try {
        return { ok: true, line: LINE_FORMS[type].read(body, type) };
    }
    catch (error) {
        if (error instanceof FormError)
            return { ok: false, problem: error.message };
        throw error;
    }
}
function isLineType(type) {
    return typeof type === 'string' && Object.hasOwn(LINE_FORMS, type);
}
function describeType(type) {
    if (type === undefined)
        return 'missing';
    return typeof type === 'string' ? JSON.stringify(type.slice(0, 40)) : 'no text';
}
//# sourceMappingURL=recording-format.js.map