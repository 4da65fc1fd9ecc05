import type { ConfigText } from './config-text.ts';
import type { FindingCollector } from './findings/finding-collector.ts';
import type { Reading } from './meaning/cursor.ts';
import { checkShape } from './shape/check-shape.ts';
import type { FileKind } from './shape/file-kind.ts';
import type { ShapeValidators } from './shape/shape-validators.ts';
import { findLiteralSecrets } from './source/literal-secrets.ts';
import { parseSource } from './source/parse-source.ts';
import type { SourceNode } from './source/source-node.ts';
import { SourceText } from './source/source-text.ts';

/** A file that was parsed and checked against its schema. */
export interface OpenedFile {
  readonly reading: Reading;
  /** Undefined where nothing of it can be read. */
  readonly root: SourceNode | undefined;
  readonly isWhole: boolean;
}

export function openFile(
  file: ConfigText & { readonly kind: FileKind },
  validators: ShapeValidators,
  findings: FindingCollector,
): OpenedFile {
  const source = new SourceText(file.path, file.text);
  findings.addSource(source);
  const parsed = parseSource(source, findings);
  if (parsed === null) return nothingOf(source, findings);
  const reported = findLiteralSecrets(parsed.root, source, findings);
  if (!parsed.isWhole) return nothingOf(source, findings);
  const { root } = parsed;
  const unreadable = checkShape({ root, source, kind: file.kind, reported }, validators, findings);
  return { reading: { source, findings, unreadable }, root, isWhole: true };
}

function nothingOf(source: SourceText, findings: FindingCollector): OpenedFile {
  return { reading: { source, findings, unreadable: new Set() }, root: undefined, isWhole: false };
}
