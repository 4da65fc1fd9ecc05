import { isScalar, parseDocument } from 'yaml';
import { NodeBuilder } from "./build-nodes.js";
import { findOpening } from "./find-opening.js";
import { scanText } from "./scan-text.js";
import { explainYamlError } from "./yaml-errors.js";
/**
 * Text to a document with positions. YAML 1.2 core: `NO` and `off` are texts.
 * @returns null where there is nothing to check further; the findings say why.
 */
export function parseSource(source, findings) {
    if (!scanText(source, findings))
        return null;
    const document = parseDocument(source.text, {
        version: '1.2',
        schema: 'core',
        merge: false,
        resolveKnownTags: false,
        // Checked while building nodes: the parser's own check takes quadratic time.
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'error',
    });
    for (const error of firstOfEachLine([...document.errors, ...document.warnings], source)) {
        const { code, message } = explainYamlError(error, source.text);
        const [start, end] = error.pos;
        const span = findOpening(document, error) ?? { start, end };
        findings.add({ source, span, code, message, path: '' });
    }
    const { yaml } = document.directives ?? {};
    if (yaml?.explicit === true && yaml.version !== '1.2') {
        const message = 'Files are YAML 1.2. Remove the `%YAML` line.';
        findings.add({ source, span: { start: 0, end: 5 }, code: 'yaml-version', message, path: '' });
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
        if (document.errors.length > 0)
            return null;
        const message = 'The file is empty. Write `version: 1` and the sections; `copytrade init` gives a start.';
        findings.add({ source, span: { start: 0, end: 1 }, code: 'empty-file', message, path: '' });
        return null;
    }
    const builder = new NodeBuilder(source, findings);
    const root = builder.build(document.contents);
    return { root, isWhole: document.errors.length === 0 && builder.isComplete };
}
/** One mistake makes the parser stumble several times over; the first says most. */
function firstOfEachLine(errors, source) {
    const exhausted = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
    if (exhausted !== undefined)
        return [exhausted];
    const lines = new Set();
    return errors
        .toSorted((a, b) => a.pos[0] - b.pos[0])
        .filter((error) => {
        const { line } = source.lines.positionOf(error.pos[0]);
        if (lines.has(line))
            return false;
        lines.add(line);
        return true;
    });
}
//# sourceMappingURL=parse-source.js.map