/** Logs of order rows: order-book replies, push messages, record files. Recordings are read by recorded-lines.ts. */
import { basename } from 'node:path';
import { readOrderBookReply } from "../brokers/angelone/read-order-book.js";
import { readOrderRow } from "../brokers/angelone/read-order-row.js";
import { readPushMessage } from "../brokers/angelone/read-push-message.js";
import { readBookRows } from "./book-rows.js";
import { readJsonFile } from "./json-file.js";
import { isBareRow, isPushMessage, recordsOf } from "./log-format.js";
import { ReplayError, toReplayError } from "./replay-error.js";
import { readRunRecord } from "./run-records.js";
import { readTextLines } from "./text-lines.js";
export async function readOrderLog(file, shape, { observer, instruments, signal }) {
    const rows = new RowCollector(file, observer);
    if (shape === 'order-push') {
        await readPushLines(file, rows, observer, signal);
        return rows.finish('order-push');
    }
    observer.onProgress?.({ doing: `reading ${basename(file)}`, share: null });
    const book = await readBookLog(file, observer, signal);
    if (book !== null)
        return book;
    const body = await readJsonFile(file, signal);
    const records = recordsOf(body);
    if (records !== null) {
        readRunRecords(records, rows, instruments);
        return rows.finish('run-records');
    }
    if (isPushMessage(body)) {
        rows.addPush(readPushMessage(JSON.stringify(body)), 'line 1');
        return rows.finish('order-push');
    }
    for (const { position, reading } of rowsOf(file, body))
        rows.add(reading, `row ${position + 1}`);
    return rows.finish('order-book');
}
function rowsOf(file, body) {
    const book = readOrderBookReply(body);
    if (book.ok)
        return book.rows;
    const next = 'Name an order-book reply, push messages, a recording or a record file of `run`.';
    throw new ReplayError('NOT_RECOGNISED', `${file}: ${book.problem}`, next);
}
/** Reads an order book row by row; null where the file is none, or must be read whole to know. */
async function readBookLog(file, observer, signal) {
    // What is wrong with rows is told when it is known that they are rows of an order book.
    const untold = [];
    const rows = new RowCollector(file, { onUnreadable: (unreadable) => untold.push(unreadable) });
    let position = 0;
    const take = (row) => {
        position += 1;
        rows.add(readOrderRow(row), `row ${position}`);
    };
    const frame = await readBookRows(file, take, signal).catch((error) => {
        throw toReplayError(error, file);
    });
    if (frame === null)
        return null;
    rowsOf(file, frame);
    for (const unreadable of untold)
        observer.onUnreadable(unreadable);
    return rows.finish('order-book');
}
async function readPushLines(file, rows, observer, signal) {
    const doing = `reading ${basename(file)}`;
    const onRead = (share) => observer.onProgress?.({ doing, share });
    for await (const lines of readTextLines(file, signal, { onRead })) {
        for (const { number, text } of lines)
            readPushLine(text, `line ${number}`, rows);
    }
}
/** A push message, a postback (a bare row), or a keep-alive. */
function readPushLine(text, place, rows) {
    const message = readPushMessage(text);
    if (message.kind !== 'noise') {
        rows.addPush(message, place);
        return;
    }
    if (!text.trimStart().startsWith('{'))
        return;
    const body = parse(text);
    if (body === undefined)
        rows.addProblem('the line is not JSON', place);
    else if (isBareRow(body))
        rows.add(readOrderRow(body), place);
}
/** One order a master order id: the first record that can be read. */
function readRunRecords(records, rows, instruments) {
    const known = new Set();
    records.forEach((record, index) => {
        const reading = readRunRecord(record, instruments);
        if (reading.ok && known.has(reading.order.orderId)) {
            rows.addRepetition();
            return;
        }
        rows.add(reading, `record ${index + 1}`);
        if (reading.ok)
            known.add(reading.order.orderId);
    });
}
/** @returns undefined where the text is not JSON */
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
class RowCollector {
    #file;
    #observer;
    #orders = [];
    #rows = 0;
    #unreadable = 0;
    constructor(file, observer) {
        this.#file = file;
        this.#observer = observer;
    }
    add(reading, place) {
        if (!reading.ok) {
            this.addProblem(reading.problem, place);
            return;
        }
        this.#rows += 1;
        this.#orders.push(reading.order);
    }
    /** Greetings and keep-alives are no rows. */
    addPush(message, place) {
        if (message.kind === 'order')
            this.add(message.reading, place);
        else if (message.kind === 'problem')
            this.addProblem(message.problem, place);
    }
    /** A row that tells of an order that is known already. */
    addRepetition() {
        this.#rows += 1;
    }
    addProblem(problem, place) {
        this.#rows += 1;
        this.#unreadable += 1;
        this.#observer.onUnreadable({ file: this.#file, place, problem });
    }
    finish(format) {
        const [rows, unreadable, orders] = [this.#rows, this.#unreadable, this.#orders];
        return { file: this.#file, format, rows, unreadable, orders };
    }
}
//# sourceMappingURL=order-log.js.map