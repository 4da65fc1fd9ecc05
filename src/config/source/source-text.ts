import { findSecretSpans, maskSpans, type Span } from './mask-secrets.ts';
import { TextLines } from './text-lines.ts';

/** A file that was read: its name, its text, and what of it must not be shown. */
export class SourceText {
  readonly path: string;
  /** Without the byte-order mark. */
  readonly text: string;
  readonly lines: TextLines;
  readonly #secrets: Span[];
  #masked: string | null = null;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.lines = new TextLines(this.text);
    this.#secrets = findSecretSpans(this.text);
  }

  /** Marks a part of the text as one that is never shown. */
  hide(span: Span): void {
    this.#secrets.push(span);
    this.#masked = null;
  }

  /** The text as it may be shown; same length. */
  get shown(): string {
    this.#masked ??= maskSpans(this.text, this.#secrets);
    return this.#masked;
  }
}
