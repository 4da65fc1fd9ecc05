/**
 * `copy_trading_YYYYMMDD_HHMMSS.json`: valid JSON at every instant, however the process ends.
 *
 * A write that the process's end cuts off stops between two pages of the file, never within one. So every change
 * is made of positioned writes within one page: each record has a slot of its own, padded with blanks, that
 * crosses no page; the statistics have a page of their own, further back, with blanks between. When the blanks are
 * used up, or a record outgrows its slot, the file is laid out anew beside the old one and takes its place by a
 * rename; the space doubles each time, so that this is rare. `close` takes the blanks out.
 *
 * Of a record that no longer changes nothing is kept in memory: a day has hundreds of thousands.
 */
import assert from 'node:assert/strict';
import { closeSync, fsyncSync } from 'node:fs';
import { type CopyRecord, type CopyStatistics, computeStatistics, renderRecord } from './copy-record.ts';
import { toLogFileError } from './log-file-error.ts';
import { createNamedFile, writeFully } from './private-files.ts';
import {
  FOOT_BYTES,
  footAfter,
  HEAD,
  LEAD_BYTES,
  MAX_RECORD_BYTES,
  PAGE_BYTES,
  placeAfter,
  renderEmpty,
  renderEnd,
  renderFoot,
  renderRecordAt,
} from './records-layout.ts';
import { scanRecords } from './records-scan.ts';
import { StretchWriter } from './records-writer.ts';
import { createWholeFile, rewriteWholeFile } from './whole-file.ts';

/** A record that may yet change, or that the file does not have as it is. */
interface RecordSlot {
  readonly key: string | symbol;
  success: boolean;
  /** Null: it stands in the file. */
  text: string | null;
  readonly isFirst: boolean;
  /** No more changes are to come. */
  isFinal: boolean;
  /** Its place in the file. */
  offset: number;
  bytes: number;
}

/** An opening brace: what every record begins with. */
const BRACE = 0x7b;

/**
 * @param redact keeps secrets out of the records' texts
 * @throws LogFileError where the folder or the file cannot be made
 */
export function createRecordsFile(
  directory: string,
  startedAtMs: number,
  redact: (text: string) => string,
): RecordsFile {
  const name = { prefix: 'copy_trading', startedAtMs, extension: 'json' };
  const content = renderEmpty(computeStatistics(0, 0));
  const { path, fd } = createNamedFile(directory, name, (free) => createWholeFile(free, content));
  return new RecordsFile(path, fd, redact);
}

export class RecordsFile {
  readonly path: string;
  readonly #redact: (text: string) => string;
  /** In the order added. */
  readonly #slots = new Map<string | symbol, RecordSlot>();
  #fd: number;
  /** Of records. */
  #count = 0;
  #nextOffset = HEAD.length;
  #footOffset = footAfter(HEAD.length);
  /** The last write failed: the file is not as the records are, and is laid out anew by the next `put`. */
  #stale = false;
  #successful = 0;
  #failed = 0;
  #open = true;

  constructor(path: string, fd: number, redact: (text: string) => string) {
    this.path = path;
    this.#fd = fd;
    this.#redact = redact;
  }

  /**
   * Adds the record, or puts it in the place of the one of the same id. It is in the file when this returns.
   * @throws LogFileError where it is not; the next `put` writes it as well, if it can
   */
  put(id: string, record: CopyRecord): void {
    const text = this.#render(record);
    const known = this.#slots.get(id);
    if (known) this.#tally(known.success, -1);
    this.#tally(record.success, 1);
    const slot = known ?? this.#newSlot(id, false);
    slot.text = text;
    slot.success = record.success;
    this.#write([slot], { areNew: known === undefined });
  }

  /** Adds records that are never changed. They are in the file when this returns. @throws LogFileError as `put` does */
  add(records: readonly CopyRecord[]): void {
    const slots = records.map((record) => {
      const text = this.#render(record);
      this.#tally(record.success, 1);
      return Object.assign(this.#newSlot(Symbol('record'), true), { text, success: record.success });
    });
    this.#write(slots, { areNew: true });
  }

  /** No more changes are to come: it is forgotten here, and its room to grow is given up when the file is next laid out. */
  finalise(id: string): void {
    const slot = this.#slots.get(id);
    assert(slot, `there is no record ${id} that may change`);
    slot.isFinal = true;
    this.#forgetSettled(slot);
  }

  statistics(): CopyStatistics {
    return computeStatistics(this.#successful, this.#failed);
  }

  /** Takes the blanks out and frees the file. Calling it again does nothing. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      this.#replace((fd) => this.#writeCompact(fd));
      fsyncSync(this.#fd);
    } catch (error) {
      throw toLogFileError(error, this.path);
    } finally {
      closeSync(this.#fd);
    }
  }

  #render(record: CopyRecord): string {
    assert(this.#open, 'the record file was closed');
    return renderRecord(record, this.#redact, MAX_RECORD_BYTES);
  }

  #newSlot(key: string | symbol, isFinal: boolean): RecordSlot {
    this.#count += 1;
    return {
      ...{ key, isFinal, isFirst: this.#count === 1, success: false, text: null },
      ...{ offset: -1, bytes: 0 },
    };
  }

  #tally(success: boolean, by: 1 | -1): void {
    if (success) this.#successful += by;
    else this.#failed += by;
  }

  #write(slots: readonly RecordSlot[], { areNew }: { readonly areNew: boolean }): void {
    for (const slot of slots) this.#slots.set(slot.key, slot);
    const fits = areNew ? (slot: RecordSlot) => this.#place(slot) : fitsItsPlace;
    try {
      if (this.#stale || !slots.every(fits)) {
        this.#layOutAnew();
        return;
      }
      // The records first: one that is there and not yet counted is better than one that is counted and missing.
      for (const { bytes, offset } of byPage(slots)) writeFully(this.#fd, bytes, offset);
      writeFully(this.#fd, renderFoot(this.statistics()), this.#footOffset);
      for (const slot of slots) slot.text = null;
      for (const slot of slots) this.#forgetSettled(slot);
    } catch (error) {
      this.#stale = true;
      throw toLogFileError(error, this.path);
    }
  }

  #forgetSettled({ key, isFinal, text }: RecordSlot): void {
    if (isFinal && text === null) this.#slots.delete(key);
  }

  #place(slot: RecordSlot): boolean {
    const place = placeAfter(this.#nextOffset, byteLengthOf(slot), slot.isFinal);
    const end = place.offset + place.bytes;
    if (end > this.#footOffset) return false;
    slot.offset = place.offset;
    slot.bytes = place.bytes;
    this.#nextOffset = end;
    return true;
  }

  #layOutAnew(): void {
    let moved: (() => void)[] = [];
    let end = HEAD.length;
    const replace = (fd: number) => {
      const writer = new StretchWriter(fd);
      writer.put(HEAD, 0);
      moved = [];
      end = HEAD.length;
      for (const [slot, text] of this.#wholeRecords()) {
        const place = placeAfter(end, text.length, slot?.isFinal ?? true);
        writer.put(end === HEAD.length ? '\n ' : '\n,', place.offset);
        writer.put(text, place.offset + LEAD_BYTES);
        end = place.offset + place.bytes;
        if (slot) moved.push(() => Object.assign(slot, place, { text: null }));
      }
      writer.put(renderFoot(this.statistics()), footAfter(end));
      writer.end(footAfter(end) + FOOT_BYTES);
    };
    this.#replace(replace);
    for (const move of moved) move();
    for (const slot of [...this.#slots.values()]) this.#forgetSettled(slot);
    this.#nextOffset = end;
    this.#footOffset = footAfter(end);
    this.#stale = false;
  }

  /** The same file without blanks, for when nothing more comes. */
  #writeCompact(fd: number): void {
    const writer = new StretchWriter(fd);
    let end = 0;
    const put = (bytes: Uint8Array | string) => {
      writer.put(bytes, end);
      end += Buffer.byteLength(bytes);
    };
    put(HEAD);
    for (const [, text] of this.#wholeRecords()) {
      put(end === HEAD.length ? '\n' : ',\n');
      put(text);
    }
    put(renderEnd(this.statistics()));
    writer.end(end);
  }

  /** All records in their order, with the slots of those that have one: what the file does not have comes from them. */
  *#wholeRecords(): Generator<[slot: RecordSlot | null, text: Buffer]> {
    const byOffset = new Map([...this.#slots.values()].map((slot) => [slot.offset, slot] as const));
    const missing = new Set([...this.#slots.values()].filter(({ text }) => text !== null));
    let count = 0;
    for (const { offset, text } of scanRecords(this.#fd, this.#footOffset)) {
      const slot = byOffset.get(offset) ?? null;
      if (slot) missing.delete(slot);
      if (text[0] !== BRACE) throw notOurs();
      count += 1;
      yield [slot, slot?.text == null ? text : Buffer.from(slot.text)];
    }
    // Somebody has cut the file or written into it: what it says is left to them, not laid out anew.
    if (count + missing.size !== this.#count) throw notOurs();
    for (const slot of missing) yield [slot, Buffer.from(slot.text ?? '')];
  }

  #replace(write: (fd: number) => void): void {
    const old = this.#fd;
    this.#fd = rewriteWholeFile(this.path, write);
    closeSync(old);
  }
}

function byteLengthOf({ text }: RecordSlot): number {
  return Buffer.byteLength(text ?? '');
}

function fitsItsPlace(slot: RecordSlot): boolean {
  return LEAD_BYTES + byteLengthOf(slot) <= slot.bytes;
}

/** What stands side by side within one page is written at once. */
function byPage(slots: readonly RecordSlot[]): { readonly bytes: Buffer; readonly offset: number }[] {
  const stretches: { bytes: Buffer[]; offset: number; end: number }[] = [];
  for (const { text, bytes, offset, isFirst } of slots) {
    const rendered = renderRecordAt(text ?? '', bytes, isFirst);
    const last = stretches.at(-1);
    if (last?.end === offset && offset % PAGE_BYTES !== 0) last.bytes.push(rendered);
    else stretches.push({ bytes: [rendered], offset, end: offset });
    const stretch = stretches.at(-1);
    if (stretch) stretch.end = offset + bytes;
  }
  return stretches.map(({ bytes, offset }) => ({ bytes: Buffer.concat(bytes), offset }));
}

function notOurs(): Error {
  return new Error('a record in the file is not what was written');
}
