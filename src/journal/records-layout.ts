/** Where each record and the statistics are in the record file (see records-file.ts for why). */
import assert from 'node:assert/strict';
import { type CopyStatistics, renderStatistics } from './copy-record.ts';

/** Pages of the operating system are of this size or a multiple of it. */
const PAGE_BYTES = 4096;
/** What a record may grow by before the file is laid out anew: an order id, the broker's words. */
const ROOM_BYTES = 256;
/** A line break, and a comma or a blank, come before each record. */
const LEAD_BYTES = 2;
export const MAX_RECORD_BYTES = PAGE_BYTES - LEAD_BYTES;
const MIN_RECORD_PAGES = 4;
/** The statistics never need more. */
const FOOT_BYTES = 256;
const HEAD = '{"records":[';
const BLANK = 0x20;

export interface Slot {
  /** Null: it stands in the file. */
  text: string | null;
  readonly isFirst: boolean;
  /** It needs no room to grow. */
  final: boolean;
  /** Bytes from the beginning of the file. */
  offset: number;
  bytes: number;
}

export interface Layout {
  readonly content: Buffer;
  /** Where the next slot can begin. */
  readonly nextOffset: number;
  /** Where the statistics are, and the slots must end. */
  readonly footOffset: number;
}

/** Places the slots one after the other and leaves at least as much space again. */
export function layOut(slots: readonly Slot[], statistics: CopyStatistics): Layout {
  let nextOffset = HEAD.length;
  for (const slot of slots) nextOffset = placeSlot(slot, nextOffset);
  const pages = Math.max(MIN_RECORD_PAGES, 2 * Math.ceil(nextOffset / PAGE_BYTES));
  const footOffset = pages * PAGE_BYTES;
  const content = Buffer.alloc(footOffset + FOOT_BYTES, BLANK);
  content.write(HEAD, 0);
  for (const slot of slots) renderSlot(slot).copy(content, slot.offset);
  renderFoot(statistics).copy(content, footOffset);
  return { content, nextOffset, footOffset };
}

/** The same file without blanks, for when nothing more comes. */
export function renderCompact(slots: readonly Slot[], statistics: CopyStatistics): Buffer {
  const records = slots.map((slot) => `\n${textOf(slot)}`).join(',');
  return Buffer.from(`${HEAD}${records}\n],"statistics":${renderStatistics(statistics)}}\n`);
}

/** Gives the slot its place at or after `from`, within one page. @returns where it ends */
export function placeSlot(slot: Slot, from: number): number {
  const room = slot.final ? 0 : ROOM_BYTES;
  slot.bytes = Math.min(LEAD_BYTES + Buffer.byteLength(textOf(slot)) + room, PAGE_BYTES);
  const leftOfPage = PAGE_BYTES - (from % PAGE_BYTES);
  slot.offset = slot.bytes <= leftOfPage ? from : from + leftOfPage;
  return slot.offset + slot.bytes;
}

/** Whether the slot's text still fits the place that it has. */
export function fitsSlot(slot: Slot): boolean {
  return LEAD_BYTES + Buffer.byteLength(textOf(slot)) <= slot.bytes;
}

export function renderSlot(slot: Slot): Buffer {
  const bytes = Buffer.alloc(slot.bytes, BLANK);
  bytes.write(`\n${slot.isFirst ? ' ' : ','}${textOf(slot)}`);
  return bytes;
}

export function renderFoot(statistics: CopyStatistics): Buffer {
  const bytes = Buffer.alloc(FOOT_BYTES, BLANK);
  bytes.write(`\n],"statistics":${renderStatistics(statistics)}}`);
  bytes.write('\n', FOOT_BYTES - 1);
  return bytes;
}

/**
 * Brings the texts that stand in the file back into their slots.
 * @param content of the whole file
 * @throws where there is no record in a slot's place
 */
export function readTexts(slots: readonly Slot[], content: Buffer): void {
  for (const slot of slots) {
    const end = slot.offset + slot.bytes;
    slot.text ??= content.toString('utf8', slot.offset + LEAD_BYTES, end).trimEnd();
    // Somebody has cut the file or written into it: what it says is left to them, not laid out anew.
    if (!slot.text.startsWith('{')) throw new Error('a record in the file is not what was written');
  }
}

function textOf({ text }: Slot): string {
  assert(text !== null, 'a record was not read back');
  return text;
}
