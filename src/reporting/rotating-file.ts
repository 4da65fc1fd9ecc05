/**
 * A file that makes room for itself: `copytrade.log`, and older ones as `copytrade.1.log`, `copytrade.2.log`, ….
 *
 * Why not winston's transports (read in winston 3.19 and winston-daily-rotate-file 5.0): both leave the files' mode
 * to the umask; the daily one keeps an audit file beside them with no mode at all and has no fixed name for the
 * present file; the plain one drops errors of writing unseen and holds lines in memory that a crash would lose.
 */
import { closeSync, existsSync, fstatSync, renameSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';
import { openPrivateFile, writeFully } from '../journal/private-files.ts';

export interface Rotation {
  /** A file that has reached this is put aside. */
  readonly maxBytes: number;
  /** Old files and the present one. */
  readonly maxFiles: number;
}

export class RotatingFile {
  readonly path: string;
  readonly #rotation: Rotation;
  #fd: number;
  #bytes: number;

  constructor(path: string, rotation: Rotation) {
    this.path = path;
    this.#rotation = rotation;
    this.#fd = openPrivateFile(path, 'a');
    this.#bytes = fstatSync(this.#fd).size;
  }

  /** The line is in the file when this returns. Throws what the operating system says. */
  writeLine(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    try {
      if (this.#bytes > 0 && this.#bytes + bytes.length > this.#rotation.maxBytes) this.#rotate();
    } finally {
      // A file that cannot be put aside grows on: the line matters more.
      writeFully(this.#fd, bytes, null);
      this.#bytes += bytes.length;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  #rotate(): void {
    const last = this.#rotation.maxFiles - 1;
    if (last < 1) rmSync(this.path);
    for (let age = last; age >= 1; age -= 1) {
      const younger = this.#pathOf(age - 1);
      if (existsSync(younger)) renameSync(younger, this.#pathOf(age));
    }
    const next = openPrivateFile(this.path, 'a');
    closeSync(this.#fd);
    this.#fd = next;
    this.#bytes = 0;
  }

  #pathOf(age: number): string {
    const { dir, name, ext } = parse(this.path);
    return age === 0 ? this.path : join(dir, `${name}.${age}${ext}`);
  }
}
