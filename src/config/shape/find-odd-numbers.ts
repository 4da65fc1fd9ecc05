import { parseDecimal } from '../../core/exact.ts';
import { formatPath, type PathStep, type ScalarNode, type SourceNode } from '../source/source-node.ts';

const PLAIN = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * YAML knows more ways to write a number than people expect. A quantity is money, so only plain decimals pass.
 * @returns the other numbers, each with what to write instead.
 */
export function findOddNumbers(root: SourceNode): Map<SourceNode, { message: string; path: string }> {
  const odd = new Map<SourceNode, { message: string; path: string }>();
  const path: PathStep[] = [];
  const visitAt = (step: PathStep, node: SourceNode): void => {
    path.push(step);
    visit(node);
    path.pop();
  };
  const visit = (node: SourceNode): void => {
    if (node.kind === 'map') {
      for (const [key, entry] of node.entries) visitAt(key, entry.value);
    } else if (node.kind === 'list') {
      for (const [index, item] of node.items.entries()) visitAt(index, item);
    } else {
      const message = explainNumber(node);
      if (message !== null) odd.set(node, { message, path: formatPath(path) });
    }
  };
  visit(root);
  return odd;
}

function explainNumber({ value, text }: ScalarNode): string | null {
  if (typeof value !== 'number' || (PLAIN.test(text) && parseDecimal(text) !== null)) return null;
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const plain = String(value);
  if (PLAIN.test(plain) && PLAIN.test(text) === false)
    return `\`${shown}\` is easily misread. Write ${plain}.`;
  return `\`${shown}\` is no number that can be used. Write a plain number, such as 100.`;
}
