import type { Span } from '../source/mask-secrets.ts';
import type { PathStep, SourceNode } from '../source/source-node.ts';

/** Where in a document a JSON pointer leads. */
export interface Place {
  readonly node: SourceNode;
  readonly steps: readonly PathStep[];
  /** The key that the value stands under; null in lists and at the top. */
  readonly key: Span | null;
}

/** Follows a JSON pointer as far as it leads. */
export function locate(root: SourceNode, pointer: string): Place {
  let node = root;
  let key: Span | null = null;
  const steps: PathStep[] = [];
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = node.kind === 'map' ? node.entries.get(step) : undefined;
    const item = node.kind === 'list' ? node.items[Number(step)] : undefined;
    if (next !== undefined) {
      [node, key] = [next.value, next.key];
      steps.push(step);
    } else if (item !== undefined) {
      [node, key] = [item, null];
      steps.push(Number(step));
    }
  }
  return { node, steps, key };
}
