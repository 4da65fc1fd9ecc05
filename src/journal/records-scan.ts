/** Reads the record file a stretch at a time: a day has hundreds of thousands of records, and none is kept in memory. */
import { readSync } from 'node:fs';
import { BLANK, LEAD_BYTES, LINE_BREAK, PAGE_BYTES } from './records-layout.ts';

const STRETCH_BYTES = 256 * PAGE_BYTES;

export interface FoundRecord {
  /** Of its place. */
  readonly offset: number;
  /** Its JSON; to be used before the next record is asked for. */
  readonly text: Buffer;
}

/**
 * The records from the beginning of the file to `end`, in their order.
 * @throws where the file is shorter
 */
export function* scanRecords(fd: number, end: number): Generator<FoundRecord> {
  const stretch = Buffer.alloc(Math.min(STRETCH_BYTES, end));
  for (let from = 0; from < end; from += stretch.length) {
    const bytes = Math.min(stretch.length, end - from);
    readWhole(fd, stretch.subarray(0, bytes), from);
    for (let page = 0; page < bytes; page += PAGE_BYTES)
      yield* recordsOf(stretch.subarray(page, Math.min(page + PAGE_BYTES, bytes)), from + page);
  }
}

/** No record crosses a page, and a line break within a text is written as an escape. */
function* recordsOf(page: Buffer, pageOffset: number): Generator<FoundRecord> {
  for (let at = page.indexOf(LINE_BREAK); at >= 0; ) {
    const next = page.indexOf(LINE_BREAK, at + 1);
    let end = next < 0 ? page.length : next;
    while (page[end - 1] === BLANK) end -= 1;
    yield { offset: pageOffset + at, text: page.subarray(at + LEAD_BYTES, end) };
    at = next;
  }
}

function readWhole(fd: number, into: Buffer, from: number): void {
  for (let done = 0; done < into.length; ) {
    const read = readSync(fd, into, done, into.length - done, from + done);
    if (read === 0) throw new Error('the file has become shorter while it was read');
    done += read;
  }
}
