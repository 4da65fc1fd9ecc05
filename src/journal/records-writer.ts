/** Writes the record file from its beginning, a stretch at a time: what is between the records are blanks. */
import { writeFully } from './private-files.ts';
import { BLANK, PAGE_BYTES } from './records-layout.ts';

const STRETCH_BYTES = 256 * PAGE_BYTES;

export class StretchWriter {
  readonly #fd: number;
  readonly #stretch = Buffer.alloc(STRETCH_BYTES, BLANK);
  /** Where the stretch begins in the file. */
  #from = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** @param offset at or behind what was put before */
  put(bytes: Uint8Array | string, offset: number): void {
    let rest = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    let at = offset;
    while (rest.length > 0) {
      while (at >= this.#from + STRETCH_BYTES) this.#write(STRETCH_BYTES);
      const fits = rest.subarray(0, this.#from + STRETCH_BYTES - at);
      this.#stretch.set(fits, at - this.#from);
      at += fits.length;
      rest = rest.subarray(fits.length);
    }
  }

  /** The file ends at `offset`. */
  end(offset: number): void {
    while (this.#from < offset) this.#write(Math.min(STRETCH_BYTES, offset - this.#from));
  }

  #write(bytes: number): void {
    writeFully(this.#fd, this.#stretch.subarray(0, bytes), this.#from);
    this.#from += bytes;
    this.#stretch.fill(BLANK);
  }
}
