/** What a log is, by what is in it; its name says nothing. */
import { open, stat } from 'node:fs/promises';
import type { Json } from '../../brokers/port.ts';
import { ReplayError, toReplayError } from '../replay-error.ts';

export type LogFormat = 'order-book' | 'recording' | 'order-push' | 'run-records';

/** `document`: one JSON value, of which only reading it can tell what it is. */
export type LogShape = 'recording' | 'order-push' | 'document';

const HEAD_BYTES = 64 * 1024;
/** The first line of a recording holds configs, and may be longer than what is looked at. */
const RECORDING_BEGINS = /^\uFEFF?\s*\{\s*"type"\s*:\s*"session"/;

/** Throws a `ReplayError` where the file cannot be read, or is a pipe: it is read twice, to know it and to decide it. */
export async function recogniseLog(path: string): Promise<LogShape> {
  try {
    if (!(await stat(path)).isFile()) throw notAFile(path);
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const head = buffer.subarray(0, bytesRead).toString('utf8');
      return recogniseHead(head, { isWhole: bytesRead < HEAD_BYTES });
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toReplayError(error, path);
  }
}

/** Whether a recording is among logs. One that cannot be read is none; who reads it tells so. */
export async function holdsRecording(paths: readonly string[]): Promise<boolean> {
  const recognised = await Promise.allSettled(paths.map(recogniseLog));
  return recognised.some((log) => log.status === 'fulfilled' && log.value === 'recording');
}

function notAFile(path: string): ReplayError {
  return new ReplayError('FILE_UNREADABLE', `${path}: it is no plain file`, 'Write it to a file first.');
}

/** @param head the beginning of a log; `isWhole` where it is all of it */
export function recogniseHead(head: string, { isWhole }: { readonly isWhole: boolean }): LogShape {
  if (RECORDING_BEGINS.test(head)) return 'recording';
  const lines = head.replace(/^\uFEFF/, '').split('\n');
  if (!isWhole) lines.pop();
  const objects = lines.map(parseObject).filter((object) => object !== null);
  if (objects.some(isRecordingLine)) return 'recording';
  if (objects.some(isPushMessage)) return 'order-push';
  // Postbacks come as bare rows; a single one is a document like any other.
  return objects.filter(isBareRow).length > 1 ? 'order-push' : 'document';
}

function isRecordingLine(body: Json): boolean {
  return isObject(body) && Object.hasOwn(body, 'type') && Object.hasOwn(body, 'at_ms');
}

export function isPushMessage(body: Json): boolean {
  return isObject(body) && Object.hasOwn(body, 'orderData');
}

export function isBareRow(body: Json): boolean {
  return isObject(body) && Object.hasOwn(body, 'orderid');
}

/** `{ "records": [...], "statistics": {...} }` */
export function recordsOf(body: Json): readonly Json[] | null {
  if (!isObject(body) || !Object.hasOwn(body, 'records')) return null;
  const { records } = body;
  return Array.isArray(records) ? records : null;
}

export function isObject(body: Json | undefined): body is { readonly [key: string]: Json } {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function parseObject(line: string): Json | null {
  if (!line.trim().startsWith('{')) return null;
  try {
    return JSON.parse(line) as Json;
  } catch {
    // A line of a document that spans several, or one that is cut off: it tells nothing.
    return null;
  }
}
