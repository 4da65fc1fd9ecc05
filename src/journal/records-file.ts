/**
 * `copy_trading_YYYYMMDD_HHMMSS.json`: valid JSON at every instant, however the process ends.
 *
 * A write that the process's end cuts off stops between two pages of the file, never within one. So every change
 * is made of positioned writes within one page: each record has a slot of its own, padded with blanks, that
 * crosses no page; the statistics have a page of their own, further back, with blanks between. When the blanks are
 * used up, or a record outgrows its slot, the file is laid out anew beside the old one and takes its place by a
 * rename; the space doubles each time, so that this is rare. `close` takes the blanks out.
 */
import assert from 'node:assert/strict';
import { closeSync, fsyncSync } from 'node:fs';
import { type CopyRecord, type CopyStatistics, computeStatistics, renderRecord } from './copy-record.ts';
import { toLogFileError } from './log-file-error.ts';
import { createNamedFile, readFully, writeFully } from './private-files.ts';
import {
  fitsSlot,
  type Layout,
  layOut,
  MAX_RECORD_BYTES,
  placeSlot,
  readTexts,
  renderCompact,
  renderFoot,
  renderSlot,
  type Slot,
} from './records-layout.ts';
import { createWholeFile, replaceWholeFile } from './whole-file.ts';

interface RecordSlot extends Slot {
  success: boolean;
}

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
  const layout = layOut([], computeStatistics(0, 0));
  const { path, fd } = createNamedFile(directory, name, (free) => createWholeFile(free, layout.content));
  return new RecordsFile(path, { fd, layout }, redact);
}

export class RecordsFile {
  readonly path: string;
  readonly #redact: (text: string) => string;
  /** By id, in the order added. */
  readonly #slots = new Map<string, RecordSlot>();
  #fd: number;
  #nextOffset: number;
  #footOffset: number;
  /** The last write failed: the file is not as the records are, and is laid out anew by the next `put`. */
  #stale = false;
  #successful = 0;
  #failed = 0;
  #open = true;

  constructor(
    path: string,
    made: { readonly fd: number; readonly layout: Layout },
    redact: (text: string) => string,
  ) {
    this.path = path;
    this.#fd = made.fd;
    this.#nextOffset = made.layout.nextOffset;
    this.#footOffset = made.layout.footOffset;
    this.#redact = redact;
  }

  /**
   * Adds the record, or puts it in the place of the one of the same id. It is in the file when this returns.
   * @throws LogFileError where it could not be written; the file stays valid, and the next `put` writes both
   */
  put(id: string, record: CopyRecord): void {
    assert(this.#open, 'the record file was closed');
    const text = renderRecord(record, this.#redact, MAX_RECORD_BYTES);
    const known = this.#slots.get(id);
    if (known) {
      assert(!known.final, `record ${id} is final`);
      this.#count(known.success, -1);
    }
    this.#count(record.success, 1);
    const place = known ?? { isFirst: this.#slots.size === 0, final: false, offset: 0, bytes: 0 };
    const slot = Object.assign(place, { text, success: record.success });
    this.#slots.set(id, slot);
    this.#write(slot, { isNew: known === undefined });
  }

  /** No more changes are to come; the record's room to grow is given up when the file is next laid out. */
  finalise(id: string): void {
    const slot = this.#slots.get(id);
    assert(slot, `there is no record ${id}`);
    slot.final = true;
  }

  statistics(): CopyStatistics {
    return computeStatistics(this.#successful, this.#failed);
  }

  /** Takes the blanks out and frees the file. Calling it again does nothing. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      this.#replace(renderCompact(this.#wholeSlots(), this.statistics()));
      fsyncSync(this.#fd);
    } catch (error) {
      throw toLogFileError(error, this.path);
    } finally {
      closeSync(this.#fd);
    }
  }

  #count(success: boolean, by: 1 | -1): void {
    if (success) this.#successful += by;
    else this.#failed += by;
  }

  #write(slot: Slot, { isNew }: { readonly isNew: boolean }): void {
    try {
      if (this.#stale || !(isNew ? this.#place(slot) : fitsSlot(slot))) {
        this.#layOutAnew();
        return;
      }
      // The record first: one that is there and not yet counted is better than one that is counted and missing.
      writeFully(this.#fd, renderSlot(slot), slot.offset);
      writeFully(this.#fd, renderFoot(this.statistics()), this.#footOffset);
      slot.text = null;
    } catch (error) {
      this.#stale = true;
      throw toLogFileError(error, this.path);
    }
  }

  #place(slot: Slot): boolean {
    const end = placeSlot(slot, this.#nextOffset);
    if (end > this.#footOffset) return false;
    this.#nextOffset = end;
    return true;
  }

  #layOutAnew(): void {
    const slots = this.#wholeSlots();
    const layout = layOut(slots, this.statistics());
    this.#replace(layout.content);
    for (const slot of slots) slot.text = null;
    this.#nextOffset = layout.nextOffset;
    this.#footOffset = layout.footOffset;
    this.#stale = false;
  }

  /** Texts are not kept beside the file: a day has hundreds of thousands. */
  #wholeSlots(): readonly Slot[] {
    const slots = [...this.#slots.values()];
    readTexts(slots, readFully(this.#fd));
    return slots;
  }

  #replace(content: Buffer): void {
    const old = this.#fd;
    this.#fd = replaceWholeFile(this.path, content);
    closeSync(old);
  }
}
