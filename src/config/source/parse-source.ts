import { Composer, type CST, type Document, isScalar, type YAMLError, YAMLParseError } from 'yaml';
import type { FindingCollector } from '../findings/finding-collector.ts';
import { NodeBuilder } from './build-nodes.ts';
import { findOpening } from './find-opening.ts';
import { scanText } from './scan-text.ts';
import type { SourceNode } from './source-node.ts';
import type { SourceText } from './source-text.ts';
import { explainYamlError } from './yaml-errors.ts';

export interface ParsedSource {
  readonly root: SourceNode;
  /** False where the text is not wholly YAML: a check of what could be read would find follow-up errors only. */
  readonly isWhole: boolean;
}

/**
 * Text to a document with positions. YAML 1.2 core: `NO` and `off` are texts.
 * @returns null where there is nothing to check further; the findings say why.
 */
export function parseSource(source: SourceText, findings: FindingCollector): ParsedSource | null {
  const tokens = scanText(source, findings);
  if (tokens === null) return null;
  const document = composeDocument(tokens, source.text.length);
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
    if (document.errors.length > 0) return null;
    const message =
      'The file is empty. Write `version: 1` and the sections (`rules:` alone where it is included); `copytrade init` gives a start.';
    findings.add({ source, span: { start: 0, end: 1 }, code: 'empty-file', message, path: '' });
    return null;
  }
  const builder = new NodeBuilder(source, findings);
  const root = builder.build(document.contents);
  return { root, isWhole: document.errors.length === 0 && builder.isComplete };
}

/** The first document; that there is another is an error of it. */
function composeDocument(tokens: readonly CST.Token[], length: number): Document {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // Checked while building nodes: the parser's own check takes quadratic time.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  let first: Document | null = null;
  for (const document of composer.compose(tokens, true, length)) {
    if (first !== null) {
      const [start, end] = document.range;
      first.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'there is another document'));
      break;
    }
    first = document;
  }
  // With `true` the composer makes a document even of nothing.
  if (first === null) throw new Error('the composer made no document');
  return first;
}

/** One mistake makes the parser stumble several times over; the first says most. */
function firstOfEachLine(errors: readonly YAMLError[], source: SourceText): YAMLError[] {
  const exhausted = errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  if (exhausted !== undefined) return [exhausted];
  const lines = new Set<number>();
  return errors
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    .filter((error) => {
      const { line } = source.lines.positionOf(error.pos[0]);
      if (lines.has(line)) return false;
      lines.add(line);
      return true;
    });
}
