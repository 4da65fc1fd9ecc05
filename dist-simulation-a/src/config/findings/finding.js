import { FINDING_CODES } from "./codes.js";
export function hasErrors(findings) {
    return findings.some((finding) => finding.severity === 'error');
}
/** A finding about a file whose text is not at hand. */
export function toFileFinding(file, code, message, place = { line: 1, column: 1 }) {
    const { severity } = FINDING_CODES[code];
    return { file, ...place, severity, code, message, path: '', excerpt: null };
}
//# sourceMappingURL=finding.js.map