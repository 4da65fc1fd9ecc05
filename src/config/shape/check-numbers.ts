import { parseDecimal } from '../../core/exact.ts';
import type { FindingCollector } from '../findings/finding-collector.ts';
import { formatPath, type PathStep, type ScalarNode, type SourceNode } from '../source/source-node.ts';
import type { SourceText } from '../source/source-text.ts';

const PLAIN = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * YAML knows more ways to write a number than people expect. A quantity is money, so only plain decimals pass.
 * @returns the numbers that have a finding.
 */
export function checkNumberForms(
  root: SourceNode,
  source: SourceText,
  findings: FindingCollector,
): Set<SourceNode> {
  const odd = new Set<SourceNode>();
  const visit = (node: SourceNode, path: PathStep[]): void => {
    if (node.kind === 'map') for (const [key, entry] of node.entries) visit(entry.value, [...path, key]);
    else if (node.kind === 'list')
      for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    else {
      const message = explainNumber(node);
      if (message === null) return;
      odd.add(node);
      findings.add({ source, span: node, code: 'number-form', message, path: formatPath(path) });
    }
  };
  visit(root, []);
  return odd;
}

function explainNumber({ value, text }: ScalarNode): string | null {
  if (typeof value !== 'number' || (PLAIN.test(text) && parseDecimal(text) !== null)) return null;
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (!Number.isFinite(value))
    return `\`${shown}\` is no number that can be used. Write a plain number, such as 100.`;
  const plain = String(value);
  if (!PLAIN.test(plain)) return `\`${shown}\` is out of all proportion. Write a plain number, such as 100.`;
  return `\`${shown}\` is easily misread. Write ${plain}.`;
}
