/** The control socket by itself: real sockets, whatever is sent to them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CONTROL_BOUNDS } from '../../src/control/control-bounds.ts';
import { askEngine } from '../../src/control/control-client.ts';
import { ControlError } from '../../src/control/control-error.ts';
import { startControlServer } from '../../src/control/control-server.ts';
import type { ControlRequest } from '../../src/control/protocol.ts';
import { socketPath } from '../../src/control/socket-place.ts';

const STATUS = { verb: 'status', follower: null } as const;

async function createFolder(name = 'logs'): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'copytrade-control-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const folder = join(root, name);
  await mkdir(folder, { recursive: true });
  return folder;
}

interface Listening {
  readonly folder: string;
  readonly path: string;
  readonly asked: ControlRequest[];
}

async function listen(
  folder: string,
  answer?: (request: ControlRequest) => Promise<object>,
): Promise<Listening> {
  const path = socketPath(folder, 'live');
  const asked: ControlRequest[] = [];
  const server = await startControlServer({
    path,
    redact: (text) => text.replaceAll('canary', '[secret]'),
    answer: async (request) => {
      asked.push(request);
      return answer ? answer(request) : { heard: request.verb };
    },
  });
  onTestFinished(() => server.close());
  return { folder, path, asked };
}

function modeOf(mode: number): string {
  return (mode & 0o777).toString(8);
}

/** What an HTTP request gets. */
function send(
  socket: string,
  method: string,
  path: string,
  body = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: socket, method, path }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What bytes that need be no HTTP get, until the connection ends. */
async function sendRaw(path: string, bytes: string): Promise<string> {
  const socket = connect(path);
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  socket.on('error', () => {
    text += ' (reset)';
  });
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

describe('the socket', () => {
  test('is for the owner only, whatever the umask is, and is gone when it is closed', async () => {
    const folder = await createFolder();
    const umask = process.umask(0);
    onTestFinished(() => void process.umask(umask));
    const path = socketPath(folder, 'live');
    const server = await startControlServer({ path, redact: (text) => text, answer: async () => ({}) });
    expect([modeOf((await stat(path)).mode), modeOf((await stat(dirname(path))).mode)]).toEqual([
      '600',
      '700',
    ]);
    await server.close();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('takes over a folder of its owner that was open to others', async () => {
    const folder = await createFolder();
    await mkdir(join(folder, 'control'));
    await chmod(join(folder, 'control'), 0o777);
    const { path } = await listen(folder);
    expect(modeOf((await stat(dirname(path))).mode)).toBe('700');
  });

  test('is not asked where others could have put it there', async () => {
    const { folder, path, asked } = await listen(await createFolder());
    await chmod(dirname(path), 0o755);
    await expect(askEngine({ logsFolder: folder, mode: null }, STATUS)).rejects.toMatchObject({
      code: 'NOT_PRIVATE',
    });
    expect(asked).toEqual([]);
  });

  test('has a short path where that of the folder is too long, the same for engine and terminal', async () => {
    const folder = await createFolder('a-folder-with-a-very-long-name/'.repeat(5));
    const { path } = await listen(folder);
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(CONTROL_BOUNDS.maxPathBytes);
    expect(modeOf((await lstat(dirname(path))).mode)).toBe('700');
    expect(await askEngine({ logsFolder: folder, mode: null }, STATUS)).toEqual({ heard: 'status' });
  });

  test('that a killed process left behind is replaced', async () => {
    const folder = await createFolder();
    const path = socketPath(folder, 'live');
    await mkdir(dirname(path), { mode: 0o700 });
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect((await lstat(path)).isSocket()).toBe(true);
    await expect(askEngine({ logsFolder: folder, mode: null }, STATUS)).rejects.toMatchObject({
      code: 'NO_ENGINE',
    });
    await listen(folder);
    expect(await askEngine({ logsFolder: folder, mode: null }, STATUS)).toEqual({ heard: 'status' });
  });

  test('that somebody listens at is not taken', async () => {
    const { folder } = await listen(await createFolder());
    await expect(listen(folder)).rejects.toMatchObject({ code: 'IN_USE' });
    expect(await askEngine({ logsFolder: folder, mode: null }, STATUS)).toEqual({ heard: 'status' });
  });

  test('cannot be where a file is in the way of its folder', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, 'control'), '');
    await expect(listen(folder)).rejects.toMatchObject({ code: 'NO_SOCKET' });
  });
});

describe('a terminal', () => {
  test('is told that nobody runs there', async () => {
    const folder = await createFolder();
    const nobody = askEngine({ logsFolder: folder, mode: null }, STATUS);
    await expect(nobody).rejects.toThrow(
      `no engine is running here: nobody listens in ${join(folder, 'control')}`,
    );
    const nowhere = askEngine({ logsFolder: join(folder, 'nowhere'), mode: null }, STATUS);
    await expect(nowhere).rejects.toMatchObject({ code: 'NO_ENGINE' });
  });

  test('has to say which of two engines it means', async () => {
    const { folder } = await listen(await createFolder());
    const shown = await startControlServer({
      path: socketPath(folder, 'dry_run'),
      redact: (text) => text,
      answer: async () => ({ heard: 'in dry run' }),
    });
    onTestFinished(() => shown.close());
    await expect(askEngine({ logsFolder: folder, mode: null }, STATUS)).rejects.toMatchObject({
      code: 'TWO_ENGINES',
    });
    expect(await askEngine({ logsFolder: folder, mode: 'dry_run' }, STATUS)).toEqual({ heard: 'in dry run' });
    expect(await askEngine({ logsFolder: folder, mode: 'live' }, STATUS)).toEqual({ heard: 'status' });
  });

  test('gets no secret, whether the engine answers or fails', async () => {
    const { folder } = await listen(await createFolder(), async ({ verb }) => {
      if (verb === 'status') return { text: 'the token canary' };
      if (verb === 'pause') throw new ControlError('NOT_RUNNING', 'canary', 'canary');
      throw new TypeError('a bug with a canary in it');
    });
    const ask = (verb: ControlRequest['verb']) =>
      askEngine({ logsFolder: folder, mode: 'live' }, { verb, follower: null });
    expect(await ask('status')).toEqual({ text: 'the token [secret]' });
    await expect(ask('pause')).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: '[secret]',
      next: '[secret]',
    });
    await expect(ask('resume')).rejects.toMatchObject({
      code: 'FAILED',
      message: 'the engine failed at it: a bug with a [secret] in it',
    });
  });

  test('and twenty others at once each get their answer', async () => {
    const { folder, asked } = await listen(await createFolder());
    const names = Array.from({ length: 20 }, (_, index) => `follower${index}`);
    const replies = await Promise.all(
      names.map((follower) => askEngine({ logsFolder: folder, mode: 'live' }, { verb: 'pause', follower })),
    );
    expect(replies).toEqual(names.map(() => ({ heard: 'pause' })));
    expect(asked.map(({ follower }) => follower).sort()).toEqual([...names].sort());
  });
});

describe('whatever is sent', () => {
  const refused = [
    ['another version', 'GET', '/v2/status', '', 404, 'OTHER_VERSION'],
    ['no path', 'GET', '/', '', 400, 'BAD_REQUEST'],
    ['a path that climbs', 'GET', '/v1/../../etc/passwd', '', 400, 'BAD_REQUEST'],
    ['a word of the prototype', 'POST', '/v1/constructor', '', 400, 'BAD_REQUEST'],
    ['the wrong method', 'GET', '/v1/pause', '', 400, 'BAD_REQUEST'],
    ['no JSON', 'POST', '/v1/pause', '{"follower"', 400, 'BAD_REQUEST'],
    ['a list', 'POST', '/v1/pause', '["follower1"]', 400, 'BAD_REQUEST'],
    ['an unknown key', 'POST', '/v1/pause', '{"folower": "follower1"}', 400, 'BAD_REQUEST'],
    ['a name with a newline', 'POST', '/v1/pause', '{"follower": "a\\nb"}', 400, 'BAD_REQUEST'],
    ['a number as a name', 'POST', '/v1/pause', '{"follower": 1}', 400, 'BAD_REQUEST'],
    ['one follower to stop', 'POST', '/v1/stop', '{"follower": "a"}', 400, 'BAD_REQUEST'],
    ['too much', 'POST', '/v1/pause', JSON.stringify({ follower: 'a'.repeat(5_000) }), 400, 'BAD_REQUEST'],
  ] as const;

  test.each(refused)('%s is refused, and nothing is done', async (_, method, path, body, status, code) => {
    const { path: socket, asked } = await listen(await createFolder());
    const reply = await send(socket, method, path, body);
    expect({ status: reply.status, reply: JSON.parse(reply.text) }).toEqual({
      status,
      reply: { error: { code, message: expect.any(String), next: expect.any(String) } },
    });
    expect(asked).toEqual([]);
  });

  test.each([
    ['no HTTP', 'pause\n\n'],
    ['bytes', '\u0000\u0001\u0002\r\n\r\n'],
    ['a header without an end', `GET /v1/status HTTP/1.1\r\nx: ${'a'.repeat(20_000)}`],
    ['a body that breaks off', 'POST /v1/pause HTTP/1.1\r\nhost: a\r\ncontent-length: 0x5\r\n\r\n{'],
  ])('%s ends the connection, and nothing is done', async (_, bytes) => {
    const { folder, path, asked } = await listen(await createFolder());
    expect(await sendRaw(path, bytes)).toMatch(/^HTTP\/1\.1 4\d\d |\(reset\)$/);
    expect(asked).toEqual([]);
    expect(await askEngine({ logsFolder: folder, mode: 'live' }, STATUS)).toEqual({ heard: 'status' });
  });

  test('half a request holds up neither the others nor the end', async () => {
    const folder = await createFolder();
    const path = socketPath(folder, 'live');
    const server = await startControlServer({
      path,
      redact: (text) => text,
      answer: async () => ({ heard: 1 }),
    });
    const half = connect(path);
    half.on('error', () => {});
    half.write('POST /v1/pause HTTP/1.1\r\nhost: a\r\ncontent-length: 20\r\n\r\n{"follow');
    expect(await askEngine({ logsFolder: folder, mode: 'live' }, STATUS)).toEqual({ heard: 1 });
    const ended = once(half, 'close');
    await server.close();
    await ended;
  });
});
