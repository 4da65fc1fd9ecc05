/** Puts a line before each scene among the lines of the terminal view, with one blank line above and none below. */
import { Writable } from 'node:stream';

export class CaptionedOutput extends Writable {
  readonly #out: Writable;
  readonly #dress: (caption: string) => string;
  #endsWith: 'caption' | 'blank' | 'text' = 'blank';

  constructor(out: Writable, dress: (caption: string) => string) {
    super({ decodeStrings: false });
    this.#out = out;
    this.#dress = dress;
  }

  say(caption: string): void {
    const gap = this.#endsWith === 'blank' ? '' : '\n';
    this.#out.write(`${gap}${this.#dress(caption)}\n`);
    this.#endsWith = 'caption';
  }

  override _write(chunk: unknown, _encoding: string, done: (error?: Error | null) => void): void {
    const text = String(chunk);
    const shown = this.#endsWith === 'caption' ? text.replace(/^\n+/, '') : text;
    if (shown !== '') {
      this.#out.write(shown);
      this.#endsWith = /(^|\n)\n$/.test(shown) ? 'blank' : 'text';
    }
    done();
  }
}
