import type { Span } from './mask-secrets.ts';
import { isKeyWord } from './secret-places.ts';

/** A document as plain data that knows where each part stands. Aliases are already replaced by what they repeat. */
export type SourceNode = MapNode | ListNode | ScalarNode;

interface MapNode extends Span {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly key: Span;
  readonly value: SourceNode;
}

interface ListNode extends Span {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
}

export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** What the file says, without quotes: numbers are read exactly from it. */
  readonly text: string;
  /** The value could not be built and has a finding: nothing more need be said of it. */
  readonly broken?: true;
}

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** The data alone, for checking against a schema. Objects have no prototype: `constructor` is a key like any other. */
export function toJsonValue(node: SourceNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toJsonValue);
  const object: { [key: string]: JsonValue } = Object.create(null);
  for (const [key, entry] of node.entries) object[key] = toJsonValue(entry.value);
  return object;
}

export type PathStep = string | number;

/** `rules[0].match.time`. In credentials, what is no plain word may be a secret and stands as `?`. */
export function formatPath(steps: readonly PathStep[]): string {
  let path = '';
  let inCredentials = false;
  for (const each of steps) {
    const step: PathStep = inCredentials && typeof each === 'string' && !isKeyWord(each) ? '?' : each;
    inCredentials ||= step === 'credentials';
    if (typeof step === 'number') path += `[${step}]`;
    else path += path === '' ? step : `.${step}`;
  }
  return path;
}
