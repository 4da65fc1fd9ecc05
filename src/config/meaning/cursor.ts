import { parseDecimal, type Ratio } from '../../core/exact.ts';
import type { FindingCode } from '../findings/codes.ts';
import type { FindingCollector } from '../findings/finding-collector.ts';
import type { Span } from '../source/mask-secrets.ts';
import { formatPath, type PathStep, type SourceNode } from '../source/source-node.ts';
import type { SourceText } from '../source/source-text.ts';

/** The keys of a value that may be a mapping. */
type KeyOf<T> = T extends readonly unknown[] ? never : T extends object ? Extract<keyof T, string> : never;
type ValueAt<T, K> = T extends object ? (K extends keyof T ? T[K] : never) : never;
type Item<T> = T extends readonly (infer E)[] ? E : T;

/** One file while it is read for its meaning. */
export interface Reading {
  readonly source: SourceText;
  readonly findings: FindingCollector;
  /** Values that have a finding already: they read as absent. */
  readonly unreadable: ReadonlySet<SourceNode>;
}

/**
 * A place in a document that may or may not be there. Reading goes on whatever is missing, so that all findings of a
 * file are found at once; what the schema has refused already reads as absent. `T` is the schema's type of the value.
 */
export class Cursor<T> {
  readonly reading: Reading;
  readonly node: SourceNode | null;
  readonly steps: readonly PathStep[];
  /** Whether the key is there, readable or not. */
  readonly isStated: boolean;
  readonly #key: Span;

  constructor(reading: Reading, node: SourceNode | undefined, steps: readonly PathStep[], key: Span) {
    this.reading = reading;
    this.isStated = node !== undefined;
    this.node = node === undefined || isBroken(node) || reading.unreadable.has(node) ? null : node;
    this.steps = steps;
    this.#key = key;
  }

  get path(): string {
    return formatPath(this.steps);
  }

  /** Whether there is a value that can be read. */
  get isReadable(): boolean {
    return this.node !== null;
  }

  /** Whether the mapping has the key, readable or not. */
  has(key: string): boolean {
    return this.node?.kind === 'map' && this.node.entries.has(key);
  }

  get<K extends KeyOf<NonNullable<T>>>(key: K): Cursor<ValueAt<NonNullable<T>, K>> {
    const entry = this.node?.kind === 'map' ? this.node.entries.get(key) : undefined;
    return new Cursor(this.reading, entry?.value, [...this.steps, key], entry?.key ?? this.#key);
  }

  /** The entries of a mapping whose keys are names. */
  entries(): [string, Cursor<NonNullable<T>[keyof NonNullable<T>]>][] {
    if (this.node?.kind !== 'map') return [];
    return [...this.node.entries].map(([name, entry]) => [
      name,
      new Cursor(this.reading, entry.value, [...this.steps, name], entry.key),
    ]);
  }

  /** The entries of a list; a single value counts as a list of one. Unreadable ones are left out. */
  items(): Cursor<Item<NonNullable<T>>>[] {
    if (this.node === null) return [];
    const nodes = this.node.kind === 'list' ? this.node.items : [this.node];
    const isList = this.node.kind === 'list';
    return nodes
      .map((node, index) => {
        const steps = isList ? [...this.steps, index] : this.steps;
        return new Cursor<Item<NonNullable<T>>>(
          this.reading,
          node,
          steps,
          isList ? startOf(node) : this.#key,
        );
      })
      .filter((item) => item.isReadable);
  }

  /** The text of a scalar as the file has it; null where there is none. */
  get text(): string | null {
    return this.node?.kind === 'scalar' && this.node.value !== null ? String(this.node.text) : null;
  }

  get flag(): boolean | null {
    return this.node?.kind === 'scalar' && typeof this.node.value === 'boolean' ? this.node.value : null;
  }

  /** A number, exactly as written. */
  get decimal(): Ratio | null {
    return this.text === null ? null : parseDecimal(this.text);
  }

  /** A whole number; the schema has checked that it is one. */
  get whole(): number | null {
    return this.node?.kind === 'scalar' && typeof this.node.value === 'number' ? this.node.value : null;
  }

  /** The word of `words` that stands here in letters of any case. */
  word<W extends string>(words: readonly W[]): W | null {
    const text = this.text?.toLowerCase();
    return words.find((word) => word.toLowerCase() === text) ?? null;
  }

  /** Reports something about the value, or about the key where the value is a list or mapping. */
  report(code: FindingCode, message: string): void {
    const span = this.node?.kind === 'scalar' && this.node.end > this.node.start ? this.node : this.#key;
    this.reading.findings.add({ source: this.reading.source, span, code, message, path: this.path });
  }

  /** Line and column of the value. */
  get position(): { line: number; column: number } {
    return this.reading.source.lines.positionOf((this.node ?? this.#key).start);
  }
}

/** It has a finding already. */
function isBroken(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.broken === true;
}

function startOf(node: SourceNode): Span {
  return node.kind === 'scalar' ? node : { start: node.start, end: node.start + 1 };
}
