import { checkShape } from "./shape/check-shape.js";
import { findLiteralSecrets } from "./source/literal-secrets.js";
import { parseSource } from "./source/parse-source.js";
import { SourceText } from "./source/source-text.js";
export function openFile(file, validators, findings) {
    const source = new SourceText(file.path, file.text);
    findings.addSource(source);
    const parsed = parseSource(source, findings);
    if (parsed === null)
        return nothingOf(source, findings);
    const reported = findLiteralSecrets(parsed.root, source, findings);
    if (!parsed.isWhole)
        return nothingOf(source, findings);
    const { root } = parsed;
    const unreadable = checkShape({ root, source, kind: file.kind, reported }, validators, findings);
    return { reading: { source, findings, unreadable }, root, isWhole: true };
}
function nothingOf(source, findings) {
    return { reading: { source, findings, unreadable: new Set() }, root: undefined, isWhole: false };
}
//# sourceMappingURL=open-file.js.map