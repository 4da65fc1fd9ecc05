const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const COMMA = 0x2c;
const BLANK = 0x20;
const BYTE_ORDER_MARK = 0xfeff;

/** An instrument row has some 300 characters. */
const MAX_ROW_LENGTH = 65_536;

/**
 * Cuts a JSON list of objects into the texts of its objects as it arrives, so that a file of tens of megabytes is
 * never held whole, nor parsed in one breath.
 */
export class JsonListSplitter {
  #rest = '';
  #scanned = 0;
  #depth = 0;
  #rowStart = -1;
  #inString = false;
  #ended = false;

  /** @returns the objects that this piece of text completed. Throws where the text is no list of objects. */
  push(piece: string): string[] {
    this.#rest += piece;
    const rows: string[] = [];
    for (; this.#scanned < this.#rest.length; this.#scanned += 1) this.#step(rows);
    this.#forget();
    return rows;
  }

  /** Throws where the list has not ended. */
  end(): void {
    if (!this.#ended) throw new SyntaxError('the list ends in the middle');
  }

  #step(rows: string[]): void {
    if (this.#inString) {
      this.#leaveString();
      return;
    }
    const code = this.#rest.charCodeAt(this.#scanned);
    if (code === QUOTE) this.#enterString();
    else if (code === OPEN_LIST || code === OPEN_OBJECT) this.#open(code);
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) this.#close(rows);
    else if (this.#depth < 2 && !isFiller(code)) throw new SyntaxError('this is no list of objects');
  }

  #enterString(): void {
    if (this.#depth < 2) throw new SyntaxError('this is no list of objects');
    this.#inString = true;
  }

  /** To the next quote: most of a master stands in strings. One behind an odd number of backslashes ends nothing. */
  #leaveString(): void {
    const at = this.#rest.indexOf('"', this.#scanned);
    this.#scanned = at < 0 ? this.#rest.length - 1 : at;
    if (at < 0) return;
    let before = at - 1;
    while (this.#rest.charCodeAt(before) === BACKSLASH) before -= 1;
    this.#inString = (at - before) % 2 === 0;
  }

  #open(code: number): void {
    if (this.#ended || (this.#depth === 0 && code !== OPEN_LIST)) throw new SyntaxError('this is no list');
    if (this.#depth === 1) this.#rowStart = this.#scanned;
    this.#depth += 1;
  }

  #close(rows: string[]): void {
    this.#depth -= 1;
    if (this.#depth === 1) {
      rows.push(this.#rest.slice(this.#rowStart, this.#scanned + 1));
      this.#rowStart = -1;
    }
    if (this.#depth === 0) this.#ended = true;
    if (this.#depth < 0) throw new SyntaxError('this is no list');
  }

  /** Keeps only the row that is under way. */
  #forget(): void {
    const keepFrom = this.#rowStart === -1 ? this.#rest.length : this.#rowStart;
    this.#rest = this.#rest.slice(keepFrom);
    this.#scanned = this.#rest.length;
    if (this.#rowStart !== -1) this.#rowStart = 0;
    if (this.#rest.length > MAX_ROW_LENGTH) throw new SyntaxError('a row is longer than any instrument is');
  }
}

function isFiller(code: number): boolean {
  return code <= BLANK || code === COMMA || code === BYTE_ORDER_MARK;
}
