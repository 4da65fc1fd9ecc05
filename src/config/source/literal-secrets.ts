import type { FindingCollector } from '../findings/finding-collector.ts';
import type { Span } from './mask-secrets.ts';
import { isKeyWord, isSecretKey } from './secret-places.ts';
import { formatPath, type MapEntry, type PathStep, type SourceNode } from './source-node.ts';
import type { SourceText } from './source-text.ts';

/**
 * Finds secrets that stand in the file itself and marks everything that may be one, so that no excerpt shows it.
 * @returns the values that have a finding.
 */
export function findLiteralSecrets(
  root: SourceNode,
  source: SourceText,
  findings: FindingCollector,
): ReadonlySet<SourceNode> {
  const search = new SecretSearch(source, findings);
  search.visit(root, []);
  return search.found;
}

class SecretSearch {
  readonly found = new Set<SourceNode>();
  readonly #source: SourceText;
  readonly #findings: FindingCollector;

  constructor(source: SourceText, findings: FindingCollector) {
    this.#source = source;
    this.#findings = findings;
  }

  visit(node: SourceNode, path: readonly PathStep[]): void {
    if (node.kind === 'list')
      for (const [index, item] of node.items.entries()) this.visit(item, [...path, index]);
    if (node.kind !== 'map') return;
    for (const [key, { value }] of node.entries) {
      const at = [...path, key];
      const isSecret = isSecretKey(key);
      if (key === 'credentials') this.#visitCredentials(value, at);
      else if ((isSecret && isStated(value)) || (key === 'proxy' && holdsUser(value)))
        this.#report(value, at);
      else if (isSecret || (key === 'proxy' && value.kind !== 'scalar')) this.#hideAllBut(value, []);
      else this.visit(value, at);
    }
  }

  /** Everything in credentials is hidden but what is known to be harmless: keys, and names of variables and files. */
  #visitCredentials(node: SourceNode, path: readonly PathStep[]): void {
    const harmless: Span[] = [];
    if (isStated(node)) this.#report(node, path);
    for (const [key, entry] of entriesOf(node)) {
      const { value } = entry;
      const at = [...path, key];
      if (isKeyWord(key)) harmless.push(entry.key);
      if (key === 'env_prefix') this.#visitName(value, at, harmless);
      else if (isStated(value)) this.#report(value, at);
      else this.#visitReference(value, at, harmless);
    }
    this.#hideAllBut(node, harmless);
  }

  #visitReference(reference: SourceNode, path: readonly PathStep[], harmless: Span[]): void {
    for (const [key, { key: keySpan, value }] of entriesOf(reference)) {
      if (isKeyWord(key)) harmless.push(keySpan);
      if (key === 'env') this.#visitName(value, [...path, key], harmless);
      else if (key === 'file' && value.kind === 'scalar') harmless.push(value);
      else if (key === 'exec' && value.kind === 'list') harmless.push(...value.items.slice(0, 1));
    }
  }

  /** The name of a variable may be shown; a secret in its place may not. */
  #visitName(node: SourceNode, path: readonly PathStep[], harmless: Span[]): void {
    if (node.kind === 'scalar' && looksLikeSecret(node.text)) this.#report(node, path);
    else if (node.kind === 'scalar' && /^\w*$/.test(node.text)) harmless.push(node);
  }

  #hideAllBut(region: Span, harmless: readonly Span[]): void {
    const { text } = this.#source;
    let from = region.start;
    for (const span of [...harmless, { start: region.end, end: region.end }].toSorted(
      (a, b) => a.start - b.start,
    )) {
      for (const match of text.slice(from, span.start).matchAll(/[^\s{}[\],:"']+/g)) {
        const start = from + match.index;
        this.#source.hide({ start, end: start + match[0].length });
      }
      from = Math.max(from, span.end);
    }
  }

  #report(node: SourceNode, path: readonly PathStep[]): void {
    this.#source.hide(node);
    this.found.add(node);
    const name = path.at(-1);
    const reference =
      name === 'proxy' || name === 'credentials' || name === 'env_prefix'
        ? ''
        : ` and refer to it: { env: ${String(name === 'env' ? 'NAME' : name).toUpperCase()} }`;
    const message =
      name === 'proxy'
        ? 'A user and password stand in this URL. Use a proxy that knows this machine by its address.'
        : `A secret stands here in the file itself. Put it into \`.env\`${reference}. Replace the secret too: the file may have been copied.`;
    this.#findings.add({
      source: this.#source,
      span: node,
      code: 'literal-secret',
      message,
      path: formatPath(path),
    });
  }
}

function entriesOf(node: SourceNode): Iterable<[string, MapEntry]> {
  return node.kind === 'map' ? node.entries : [];
}

function isStated(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value !== null && node.value !== '';
}

function holdsUser(node: SourceNode): boolean {
  return node.kind === 'scalar' && /\/\/[^/]*@/.test(node.text);
}

/** Long, without a word break, letters and digits mixed: a key or a TOTP secret. */
function looksLikeSecret(text: string): boolean {
  return /^[A-Za-z0-9]{16,}$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 2;
}
