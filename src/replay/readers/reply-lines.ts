/** Order-book replies one a line, as somebody gathers them who reads the book again and again. */
import { readOrderBookReply } from '../../brokers/angelone/read-order-book.ts';
import type { Json, OrderReading } from '../../brokers/port.ts';
import { readTextLines } from './text-lines.ts';

const NO_JSON = { ok: false, problem: 'the line is not JSON' } as const;

export interface ReplyLines {
  add(reading: OrderReading, place: string): void;
  addProblem(problem: string, place: string): void;
}

/**
 * Hands on the rows of each line, and what is wrong with a line: an error reply is no empty book.
 * @returns how many lines were order books; null where the file is not of this kind: its first line is no JSON
 */
export async function readReplyLines(
  file: string,
  to: ReplyLines,
  signal: AbortSignal,
): Promise<{ readonly books: number } | null> {
  let [isFirst, books] = [true, 0];
  for await (const lines of readTextLines(file, signal)) {
    for (const { number, text } of lines) {
      const body = parse(text);
      if (isFirst && body === undefined) return null;
      isFirst = false;
      if (readReply(body, `line ${number}`, to)) books += 1;
    }
  }
  return isFirst ? null : { books };
}

/** @returns whether it is an order book */
function readReply(body: Json | undefined, place: string, to: ReplyLines): boolean {
  const book = body === undefined ? NO_JSON : readOrderBookReply(body);
  if (!book.ok) to.addProblem(book.problem, place);
  else for (const { position, reading } of book.rows) to.add(reading, `${place}, row ${position + 1}`);
  return book.ok;
}

/** @returns undefined where the text is not JSON */
function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
