/** Where each record and the statistics are in the record file (see records-file.ts for why). */
import { renderStatistics } from "./copy-record.js";
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
/** Places the slots one after the other and leaves at least as much space again. */
export function layOut(slots, statistics) {
    let nextOffset = HEAD.length;
    for (const slot of slots)
        nextOffset = placeSlot(slot, nextOffset);
    const pages = Math.max(MIN_RECORD_PAGES, 2 * Math.ceil(nextOffset / PAGE_BYTES));
    const footOffset = pages * PAGE_BYTES;
    const content = Buffer.alloc(footOffset + FOOT_BYTES, BLANK);
    content.write(HEAD, 0);
    for (const slot of slots)
        renderSlot(slot).copy(content, slot.offset);
    renderFoot(statistics).copy(content, footOffset);
    return { content, nextOffset, footOffset };
}
/** The same file without blanks, for when nothing more comes. */
export function renderCompact(slots, statistics) {
    const records = slots.map(({ text }) => `\n${text}`).join(',');
    return Buffer.from(`${HEAD}${records}\n],"statistics":${renderStatistics(statistics)}}\n`);
}
/** Gives the slot its place at or after `from`, within one page. @returns where it ends */
export function placeSlot(slot, from) {
    const room = slot.final ? 0 : ROOM_BYTES;
    slot.bytes = Math.min(LEAD_BYTES + Buffer.byteLength(slot.text) + room, PAGE_BYTES);
    const leftOfPage = PAGE_BYTES - (from % PAGE_BYTES);
    slot.offset = slot.bytes <= leftOfPage ? from : from + leftOfPage;
    return slot.offset + slot.bytes;
}
/** Whether the slot's text still fits the place that it has. */
export function fitsSlot(slot) {
    return LEAD_BYTES + Buffer.byteLength(slot.text) <= slot.bytes;
}
export function renderSlot(slot) {
    const bytes = Buffer.alloc(slot.bytes, BLANK);
    bytes.write(`\n${slot.isFirst ? ' ' : ','}${slot.text}`);
    return bytes;
}
export function renderFoot(statistics) {
    const bytes = Buffer.alloc(FOOT_BYTES, BLANK);
    bytes.write(`\n],"statistics":${renderStatistics(statistics)}}`);
    bytes.write('\n', FOOT_BYTES - 1);
    return bytes;
}
//# sourceMappingURL=records-layout.js.map