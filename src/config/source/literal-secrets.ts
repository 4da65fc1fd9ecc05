import type { FindingCollector } from '../findings/finding-collector.ts';
import {
  formatPath,
  type ListNode,
  type MapEntry,
  type MapNode,
  type PathStep,
  type SourceNode,
} from './source-node.ts';
import type { SourceText } from './source-text.ts';

const SECRET_KEYS = new Set(
  'api_key apikey api_secret secret client_id client_code clientcode password passwd pin mpin totp totp_secret totp_seed totp_key token jwt'.split(
    ' ',
  ),
);
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

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
    for (const [key, entry] of node.entries) {
      const at = [...path, key];
      if (key === 'credentials') this.#visitCredentials(entry.value, at);
      else if (key === 'proxy' && holdsUser(entry.value)) this.#report(entry.value, at);
      else if (SECRET_KEYS.has(key.toLowerCase()) && isStated(entry.value)) this.#report(entry.value, at);
      else this.visit(entry.value, at);
    }
  }

  #visitCredentials(node: SourceNode, path: readonly PathStep[]): void {
    if (node.kind === 'list') this.#hide(node);
    if (isStated(node)) this.#report(node, path);
    if (node.kind !== 'map') return;
    for (const [key, { value }] of node.entries) {
      const at = [...path, key];
      if (key === 'env_prefix') this.#checkName(value, at);
      else if (isStated(value)) this.#report(value, at);
      else if (value.kind === 'map') this.#visitReference(value, at);
      else this.#hide(value);
    }
  }

  #visitReference(reference: MapNode, path: readonly PathStep[]): void {
    for (const [key, { value }] of reference.entries) {
      if (key === 'env') this.#checkName(value, [...path, key]);
      else if (key === 'exec' && value.kind === 'list') this.#hideArguments(value);
      else if (key !== 'file') this.#hide(value);
    }
  }

  #hideArguments(command: ListNode): void {
    for (const argument of command.items.slice(1)) this.#hide(argument);
  }

  /** The name of a variable may be shown; a secret in its place may not. */
  #checkName(node: SourceNode, path: readonly PathStep[]): void {
    if (node.kind === 'scalar' && looksLikeSecret(node.text)) this.#report(node, path);
    else if (node.kind !== 'scalar' || (node.text !== '' && !VARIABLE_NAME.test(node.text))) this.#hide(node);
  }

  #hide(node: SourceNode): void {
    if (node.kind !== 'scalar' || node.value !== null) this.#source.hide(node);
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

function isStated(node: MapEntry['value']): boolean {
  return node.kind === 'scalar' && node.value !== null && node.value !== '';
}

function holdsUser(node: SourceNode): boolean {
  return node.kind === 'scalar' && /\/\/[^/]*@/.test(node.text);
}

/** Long, without a word break, letters and digits mixed: a key or a TOTP secret. */
function looksLikeSecret(text: string): boolean {
  return /^[A-Za-z0-9]{16,}$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 2;
}
