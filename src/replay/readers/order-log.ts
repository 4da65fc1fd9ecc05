/** Logs of order rows: order-book replies, push messages, record files. Recordings are read by recorded-lines.ts. */
import { basename } from 'node:path';
import { readOrderBookReply } from '../../brokers/angelone/read-order-book.ts';
import { readOrderRow } from '../../brokers/angelone/read-order-row.ts';
import { type PushMessage, readPushMessage } from '../../brokers/angelone/read-push-message.ts';
import type { Json, OrderReading } from '../../brokers/port.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { ReplayError, toReplayError } from '../replay-error.ts';
import type { ReplayObserver, Unreadable } from '../replay-observer.ts';
import { readBookRows } from './book-rows.ts';
import { readJsonFile } from './json-file.ts';
import { isBareRow, isPushMessage, type LogFormat, type LogShape, recordsOf } from './log-format.ts';
import { readReplyLines } from './reply-lines.ts';
import { readRunRecord } from './run-records.ts';
import { readTextLines } from './text-lines.ts';

export interface OrderLog {
  readonly file: string;
  readonly format: LogFormat;
  /** All rows in the log. */
  readonly rows: number;
  /** Those of them that could not be read. */
  readonly unreadable: number;
  /** In the log's order. */
  readonly orders: readonly OrderSnapshot[];
}

interface Reading {
  readonly observer: ReplayObserver;
  readonly instruments: InstrumentMaster;
  readonly signal: AbortSignal;
}

export async function readOrderLog(
  file: string,
  shape: Exclude<LogShape, 'recording'>,
  { observer, instruments, signal }: Reading,
): Promise<OrderLog> {
  const rows = new RowCollector(file, observer);
  if (shape === 'order-push') {
    await readPushLines(file, rows, observer, signal);
    return rows.finish('order-push');
  }
  observer.onProgress?.({ doing: `reading ${basename(file)}`, share: null });
  const book = await readBookLog(file, observer, signal);
  if (book !== null) return book;
  const body = await readJsonFile(file, signal).catch(async (error: unknown) => {
    const replies = isNoJson(error) ? await readReplies(file, observer, signal) : null;
    if (replies === null) throw error;
    return replies;
  });
  if (body instanceof RowCollector) return body.finish('order-book');
  const records = recordsOf(body);
  if (records !== null) {
    readRunRecords(records, rows, instruments);
    return rows.finish('run-records');
  }
  if (isPushMessage(body)) {
    rows.addPush(readPushMessage(JSON.stringify(body)), 'line 1');
    return rows.finish('order-push');
  }
  for (const { position, reading } of rowsOf(file, body)) rows.add(reading, `row ${position + 1}`);
  return rows.finish('order-book');
}

function rowsOf(file: string, body: Json) {
  const book = readOrderBookReply(body);
  if (book.ok) return book.rows;
  const next = 'Name an order-book reply, push messages, a recording or a record file of `run`.';
  throw new ReplayError('NOT_RECOGNISED', `${file}: ${book.problem}`, next);
}

/** Reads an order book row by row; null where the file is none, or must be read whole to know. */
async function readBookLog(
  file: string,
  observer: ReplayObserver,
  signal: AbortSignal,
): Promise<OrderLog | null> {
  // What is wrong with rows is told when it is known that they are rows of an order book.
  const untold: Unreadable[] = [];
  const rows = new RowCollector(file, { onUnreadable: (unreadable) => untold.push(unreadable) });
  let position = 0;
  const take = (row: Json) => {
    position += 1;
    rows.add(readOrderRow(row), `row ${position}`);
  };
  const frame = await readBookRows(file, take, signal).catch((error: unknown) => {
    throw toReplayError(error, file);
  });
  if (frame === null) return null;
  rowsOf(file, frame);
  for (const unreadable of untold) observer.onUnreadable(unreadable);
  return rows.finish('order-book');
}

/** Replies one a line; null where the file is not of that kind. @throws ReplayError where none of them is a book */
async function readReplies(
  file: string,
  observer: ReplayObserver,
  signal: AbortSignal,
): Promise<RowCollector | null> {
  const untold: Unreadable[] = [];
  const rows = new RowCollector(file, { onUnreadable: (unreadable) => untold.push(unreadable) });
  const read = await readReplyLines(file, rows, signal);
  if (read === null) return null;
  const [first] = untold;
  if (read.books === 0 && first) {
    const next = 'Name replies that hold an order book.';
    throw new ReplayError('NOT_RECOGNISED', `${file}, ${first.place}: ${first.problem}`, next);
  }
  for (const unreadable of untold) observer.onUnreadable(unreadable);
  return rows;
}

function isNoJson(error: unknown): boolean {
  return error instanceof ReplayError && error.code === 'NOT_JSON';
}

async function readPushLines(
  file: string,
  rows: RowCollector,
  observer: ReplayObserver,
  signal: AbortSignal,
): Promise<void> {
  const doing = `reading ${basename(file)}`;
  const onRead = (share: number) => observer.onProgress?.({ doing, share });
  for await (const lines of readTextLines(file, signal, { onRead })) {
    for (const { number, text } of lines) readPushLine(text, `line ${number}`, rows);
  }
}

/** A push message, a postback (a bare row), or a keep-alive. */
function readPushLine(text: string, place: string, rows: RowCollector): void {
  const message = readPushMessage(text);
  if (message.kind !== 'noise') {
    rows.addPush(message, place);
    return;
  }
  if (!text.trimStart().startsWith('{')) return;
  const body = parse(text);
  if (body === undefined) rows.addProblem('the line is not JSON', place);
  else if (isBareRow(body)) rows.add(readOrderRow(body), place);
}

/** One order a master order id: the first record that can be read. */
function readRunRecords(records: readonly Json[], rows: RowCollector, instruments: InstrumentMaster): void {
  const known = new Set<string>();
  records.forEach((record, index) => {
    const reading = readRunRecord(record, instruments);
    if (reading.ok && known.has(reading.order.orderId)) {
      rows.addRepetition();
      return;
    }
    rows.add(reading, `record ${index + 1}`);
    if (reading.ok) known.add(reading.order.orderId);
  });
}

/** @returns undefined where the text is not JSON */
function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

class RowCollector {
  readonly #file: string;
  readonly #observer: Pick<ReplayObserver, 'onUnreadable'>;
  readonly #orders: OrderSnapshot[] = [];
  #rows = 0;
  #unreadable = 0;

  constructor(file: string, observer: Pick<ReplayObserver, 'onUnreadable'>) {
    this.#file = file;
    this.#observer = observer;
  }

  add(reading: OrderReading, place: string): void {
    if (!reading.ok) {
      this.addProblem(reading.problem, place);
      return;
    }
    this.#rows += 1;
    this.#orders.push(reading.order);
  }

  /** Greetings and keep-alives are no rows. */
  addPush(message: PushMessage, place: string): void {
    if (message.kind === 'order') this.add(message.reading, place);
    else if (message.kind === 'problem') this.addProblem(message.problem, place);
  }

  /** A row that tells of an order that is known already. */
  addRepetition(): void {
    this.#rows += 1;
  }

  addProblem(problem: string, place: string): void {
    this.#rows += 1;
    this.#unreadable += 1;
    this.#observer.onUnreadable({ file: this.#file, place, problem });
  }

  finish(format: LogFormat): OrderLog {
    const [rows, unreadable, orders] = [this.#rows, this.#unreadable, this.#orders];
    return { file: this.#file, format, rows, unreadable, orders };
  }
}
