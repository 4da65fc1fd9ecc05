import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { downloadInstruments } from '../../../src/brokers/angelone/download-instruments.ts';
import { readInstrumentMaster } from '../../../src/brokers/angelone/read-instrument-master.ts';
import { fixture, fixtureText } from './fixtures.ts';
import { closedPort, startHttp, startTcp } from './loopback.ts';

const NEVER = new AbortController().signal;
const NAME = 'scripmaster_2026_new_format_excerpt.json';
const text = fixtureText(NAME);
const master = readInstrumentMaster(fixture(NAME));

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'instruments-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

function failure(code: string, kind = 'transient'): object {
  return { ok: false, error: { kind, code, message: expect.any(String) } };
}

describe('downloadInstruments', () => {
  it('reads the master as it arrives', async () => {
    const server = await startHttp((_request, response) => response.end(text));
    expect(await downloadInstruments({ url: `${server.url}/a/master.json?x=1`, signal: NEVER })).toEqual({
      ok: true,
      value: master,
    });
    expect(server.received).toEqual(['GET /a/master.json?x=1']);
  });

  it('takes it compressed', async () => {
    const server = await startHttp((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    });
    expect(await downloadInstruments({ url: server.url, signal: NEVER })).toEqual({
      ok: true,
      value: master,
    });
  });

  it('keeps the file as it came, for its owner only', async () => {
    const folder = await emptyFolder();
    const saveTo = join(folder, 'master.json');
    await writeFile(saveTo, 'yesterday');
    const server = await startHttp((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text)),
    );
    expect(await downloadInstruments({ url: server.url, saveTo, signal: NEVER })).toEqual({
      ok: true,
      value: master,
    });
    expect([
      await readFile(saveTo, 'utf8'),
      (await stat(saveTo)).mode & 0o777,
      await readdir(folder),
    ]).toEqual([text, 0o600, ['master.json']]);
  });

  it.each<[string, Parameters<typeof startTcp>[0], string]>([
    ['a page', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<html>Request Rejected'), 'UNREADABLE'],
    ['half a master', (socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${text.slice(0, 1000)}`), 'UNREADABLE'],
    ['a broken row', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n[{"token":}]'), 'UNREADABLE'],
    [
      'a reply that breaks off',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n${text.slice(0, 1000)}`),
      'UND_ERR_SOCKET',
    ],
    ['no such file', (socket) => socket.end('HTTP/1.1 404 Not Found\r\n\r\n'), 'HTTP_404'],
    [
      'a redirect, which is not followed',
      (socket) => socket.end('HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n'),
      'HTTP_302',
    ],
    [
      'broken compression',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n[]'),
      'Z_DATA_ERROR',
    ],
  ])('fails by %s, and leaves the file of yesterday', async (_name, answer, code) => {
    const folder = await emptyFolder();
    const saveTo = join(folder, 'master.json');
    await writeFile(saveTo, 'yesterday');
    const server = await startTcp(answer);
    expect(await downloadInstruments({ url: server.url, saveTo, signal: NEVER })).toEqual(failure(code));
    expect([await readFile(saveTo, 'utf8'), await readdir(folder)]).toEqual(['yesterday', ['master.json']]);
  });

  it('fails where nothing listens, where it is given up, and where the folder is missing', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    expect(await downloadInstruments({ url, signal: NEVER })).toEqual(failure('ECONNREFUSED'));
    const abort = new AbortController();
    const server = await startHttp(() => abort.abort());
    expect(await downloadInstruments({ url: server.url, signal: abort.signal })).toEqual(
      failure('ABORTED', 'aborted'),
    );
    const serving = await startHttp((_request, response) => response.end(text));
    const saveTo = join(await emptyFolder(), 'missing', 'master.json');
    expect(await downloadInstruments({ url: serving.url, saveTo, signal: NEVER })).toEqual(failure('ENOENT'));
  });

  it('goes nowhere unencrypted but to this machine', async () => {
    const download = downloadInstruments({
      url: 'http://margincalculator.angelone.in/x.json',
      signal: NEVER,
    });
    await expect(download).rejects.toThrow('would not be encrypted');
  });
});
