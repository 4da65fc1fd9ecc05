/** Where each record and the statistics are in the record file (see records-file.ts for why). */
import { type CopyStatistics, renderStatistics } from './copy-record.ts';

/** Pages of the operating system are of this size or a multiple of it. */
export const PAGE_BYTES = 4096;
/** What a record may grow by before the file is laid out anew: an order id, the broker's words. */
const ROOM_BYTES = 256;
/** A line break, and a comma or a blank, come before each record. */
export const LEAD_BYTES = 2;
export const MAX_RECORD_BYTES = PAGE_BYTES - LEAD_BYTES;
const MIN_RECORD_PAGES = 4;
/** The statistics never need more. */
export const FOOT_BYTES = 256;
export const HEAD = '{"records":[';
export const BLANK = 0x20;
export const LINE_BREAK = 0x0a;

/** A record's place in the file. */
export interface Place {
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  readonly bytes: number;
}

/**
 * The place at or after `from`, within one page, for a record of so many bytes.
 * @param isFinal it needs no room to grow
 */
export function placeAfter(from: number, recordBytes: number, isFinal: boolean): Place {
  const bytes = Math.min(LEAD_BYTES + recordBytes + (isFinal ? 0 : ROOM_BYTES), PAGE_BYTES);
  const leftOfPage = PAGE_BYTES - (from % PAGE_BYTES);
  return { offset: bytes <= leftOfPage ? from : from + leftOfPage, bytes };
}

/** Where the statistics are once the records end at `end`: as much space again is left for more of them. */
export function footAfter(end: number): number {
  return Math.max(MIN_RECORD_PAGES, 2 * Math.ceil(end / PAGE_BYTES)) * PAGE_BYTES;
}

/** A file without records. */
export function renderEmpty(statistics: CopyStatistics): Buffer {
  const footOffset = footAfter(HEAD.length);
  const content = Buffer.alloc(footOffset + FOOT_BYTES, BLANK);
  content.write(HEAD, 0);
  renderFoot(statistics).copy(content, footOffset);
  return content;
}

export function renderRecordAt(text: string, bytes: number, isFirst: boolean): Buffer {
  const rendered = Buffer.alloc(bytes, BLANK);
  rendered.write(`\n${isFirst ? ' ' : ','}${text}`);
  return rendered;
}

export function renderFoot(statistics: CopyStatistics): Buffer {
  const bytes = Buffer.alloc(FOOT_BYTES, BLANK);
  bytes.write(`\n],"statistics":${renderStatistics(statistics)}}`);
  bytes.write('\n', FOOT_BYTES - 1);
  return bytes;
}

/** What stands behind the last record of a file without blanks. */
export function renderEnd(statistics: CopyStatistics): string {
  return `\n],"statistics":${renderStatistics(statistics)}}\n`;
}
