/** Looks for short values that stand alone in a text. */
export class ValuesAlone {
  readonly #values = new Set<string>();
  /** Descending. */
  #lengths: readonly number[] = [];
  readonly #firstLetters = new Set<number>();

  add(value: string): void {
    this.#values.add(value);
    this.#lengths = [...new Set([...this.#lengths, value.length])].sort((a, b) => b - a);
    this.#firstLetters.add(value.charCodeAt(0));
  }

  /** The text with every value that stands alone, from the left and the longest first, replaced by its name. */
  replace(text: string, nameOf: (value: string) => string): string {
    if (this.#values.size === 0) return text;
    let replaced = '';
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (!this.#firstLetters.has(text.charCodeAt(at))) continue;
      const value = this.#valueAt(text, at);
      if (value === null) continue;
      replaced += text.slice(from, at) + nameOf(value);
      from = at + value.length;
      at = from - 1;
    }
    return from === 0 ? text : replaced + text.slice(from);
  }

  #valueAt(text: string, at: number): string | null {
    if (at > 0 && joinsBefore(text.charCodeAt(at - 1))) return null;
    for (const length of this.#lengths) {
      const value = text.slice(at, at + length);
      if (this.#values.has(value) && !isLetterOrDigit(text.charCodeAt(at + length))) return value;
    }
    return null;
  }
}

/** A letter or digit beside it, or a point before it (a price), makes a short value a part of something else. */
function joinsBefore(code: number): boolean {
  return isLetterOrDigit(code) || code === 0x2e;
}

/** Of ASCII; not of what is behind the text (`NaN`). */
function isLetterOrDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}
