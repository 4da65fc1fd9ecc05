import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Dispatcher, errors } from 'undici';
import type { BrokerError, Reading } from '../port.ts';
import { openConnectionPool, type Route } from './connection-pool.ts';
import { DEFAULT_DEADLINES } from './deadlines.ts';
import { gatherInstruments, InstrumentMasterError } from './gather-instruments.ts';
import type { InstrumentMaster } from './read-instrument-master.ts';
import { parseServiceUrl } from './service-url.ts';
import { INSTRUMENT_MASTER_URL } from './wire/endpoints.ts';

/** Forty megabytes over a slow line. */
const TOTAL_MS = 120_000;

export interface DownloadOptions extends Route {
  /** `https://`, or `http://` of this machine; the broker's own by default. */
  readonly url?: string | undefined;
  /** Where to keep the file, for its owner only; it appears there whole or not at all. */
  readonly saveTo?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Downloads the instrument master, which is made once a day and needs no session, reading it as it arrives.
 * @throws ServiceUrlError where the address would not be encrypted.
 */
export async function downloadInstruments(options: DownloadOptions): Promise<Reading<InstrumentMaster>> {
  const url = parseServiceUrl(options.url ?? INSTRUMENT_MASTER_URL, 'http');
  const pool = openConnectionPool(url.origin, options, DEFAULT_DEADLINES);
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(TOTAL_MS)]);
  try {
    const reply = await pool.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { accept: 'application/json', 'accept-encoding': 'gzip' },
      signal,
    });
    if (reply.statusCode !== 200)
      return failed('transient', `HTTP_${reply.statusCode}`, `HTTP ${reply.statusCode}`);
    const master = await receive(textOf(reply), options.saveTo);
    return { ok: true, value: master };
  } catch (error) {
    return { ok: false, error: toBrokerError(error, options.signal) };
  } finally {
    await pool.destroy();
  }
}

function textOf(reply: Dispatcher.ResponseData): Readable {
  if (reply.headers['content-encoding'] !== 'gzip') return reply.body;
  // What breaks either of them ends the text with an error, which its reader gets.
  return pipeline(reply.body, createGunzip(), () => undefined);
}

async function receive(body: Readable, saveTo: string | undefined): Promise<InstrumentMaster> {
  if (saveTo === undefined) return gatherInstruments(body);
  const partial = `${saveTo}.partial`;
  const file = await open(partial, 'w', 0o600);
  try {
    const master = await gatherInstruments(saving(body, file));
    await file.sync();
    await file.close();
    await rename(partial, saveTo);
    return master;
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

async function* saving(body: Readable, file: FileHandle): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    await file.writeFile(piece as Uint8Array);
    yield piece as Uint8Array;
  }
}

function toBrokerError(error: unknown, signal: AbortSignal): BrokerError {
  if (signal.aborted) return { kind: 'aborted', code: 'ABORTED', message: 'the download was given up' };
  if (error instanceof InstrumentMasterError)
    return {
      kind: 'transient',
      code: 'UNREADABLE',
      message: `what came is no instrument master: ${error.message}`,
    };
  const isTimeout = error instanceof errors.BodyTimeoutError || error instanceof errors.HeadersTimeoutError;
  const code = isTimeout ? 'TIMEOUT' : codeOf(error);
  return { kind: 'transient', code, message: `the instrument master could not be downloaded (${code})` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'DOWNLOAD';
  if (error.name === 'TimeoutError') return 'TIMEOUT';
  return 'code' in error && typeof error.code === 'string' ? error.code : 'DOWNLOAD';
}

function failed(kind: BrokerError['kind'], code: string, message: string): Reading<never> {
  return {
    ok: false,
    error: { kind, code, message: `the instrument master could not be downloaded (${message})` },
  };
}
