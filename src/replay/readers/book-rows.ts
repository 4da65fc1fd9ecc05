/** The rows of a large order book, cut out of the file one by one: it is never held whole, as bytes or as text. */
import { createReadStream } from 'node:fs';
import type { Json } from '../../brokers/port.ts';

const CHUNK_BYTES = 1024 * 1024;
const HEAD_BYTES = 4096;
/** A row has less than a thousand bytes. */
const MAX_REST_BYTES = 4 * CHUNK_BYTES;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
/** A row ends at its first closing brace, unless a text or an inner object of it has some. */
const MAX_BRACES_A_ROW = 64;
// Of bytes read as latin1: the three first are a byte order mark in UTF-8.
const BEGINS_BARE = /^(?:\u00EF\u00BB\u00BF)?\s*\[\s*\{/;
const BEGINS_IN_DATA = /^(?:\u00EF\u00BB\u00BF)?\s*\{[^[{]*"data"\s*:\s*\[\s*\{/;

/**
 * Hands each row of an order book to `take`, as parsed.
 * @returns what is left of the document without its rows, or null where it is not read here: it does not begin like
 * an order book with rows, or it is broken. Who reads it whole then finds out what is wrong. Throws what reading throws.
 */
export async function readBookRows(
  path: string,
  take: (row: Json) => void,
  signal: AbortSignal,
): Promise<Json | null> {
  const cutter = new RowCutter(take);
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES, signal });
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk) || !cutter.push(chunk)) return null;
  }
  return cutter.end();
}

class RowCutter {
  readonly #take: (row: Json) => void;
  #rest: Buffer = Buffer.alloc(0);
  /** The document up to its list of rows; null until that is found. */
  #before: string | null = null;
  /** What comes next. */
  #next: 'row' | 'separator' | 'after' = 'row';

  constructor(take: (row: Json) => void) {
    this.#take = take;
  }

  /** @returns whether the file goes on like an order book. */
  push(chunk: Buffer): boolean {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#before === null && !this.#findRows()) return false;
    if (this.#next !== 'after' && !this.#cutRows()) return false;
    return this.#rest.length <= MAX_REST_BYTES;
  }

  end(): Json | null {
    // A second `data` would be the one that counts.
    if (this.#before === null || this.#next !== 'after' || this.#rest.includes('"data"')) return null;
    return parse(this.#before + this.#rest.toString('utf8')) ?? null;
  }

  #findRows(): boolean {
    const head = this.#rest.toString('latin1', 0, HEAD_BYTES);
    const begin = BEGINS_BARE.exec(head) ?? BEGINS_IN_DATA.exec(head);
    if (begin === null) return false;
    // One byte is one character in latin1; the match ends with the brace of the first row.
    const at = begin[0].length - 1;
    this.#before = this.#rest.toString('utf8', 0, at).replace(/^\uFEFF/, '');
    this.#rest = this.#rest.subarray(at);
    return true;
  }

  /** Cuts what is there; the rest waits for the next chunk. @returns false where the list is broken. */
  #cutRows(): boolean {
    let from = 0;
    while (this.#next !== 'after') {
      while (isBlank(this.#rest[from])) from += 1;
      const to = from < this.#rest.length ? this.#step(from) : from;
      if (to === null) return false;
      if (to === from) break;
      from = to;
    }
    this.#rest = this.#rest.subarray(from);
    return true;
  }

  /** @returns where it goes on; `from` where nothing more can be cut now; null where the list is broken. */
  #step(from: number): number | null {
    const code = this.#rest[from];
    if (this.#next === 'row') {
      const to = code === OPEN_BRACE ? this.#cutRow(from) : null;
      if (to !== null && to !== from) this.#next = 'separator';
      return to;
    }
    if (code === CLOSE_LIST) {
      this.#next = 'after';
      return from;
    }
    this.#next = 'row';
    return code === COMMA ? from + 1 : null;
  }

  /** @returns where the row ends; `from` where it has not ended yet; null where it is none. */
  #cutRow(from: number): number | null {
    let to = from;
    for (let braces = 0; braces < MAX_BRACES_A_ROW; braces += 1) {
      to = this.#rest.indexOf(CLOSE_BRACE, to) + 1;
      if (to === 0) return from;
      const row = parse(this.#rest.toString('utf8', from, to));
      if (row === undefined) continue;
      this.#take(row);
      return to;
    }
    return null;
  }
}

function isBlank(code: number | undefined): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** @returns undefined where the text is not JSON */
function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
