import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LogFileError } from '../../src/journal/log-file-error.ts';
import { createOperatorLog, type OperatorLogOptions } from '../../src/reporting/operator-log.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { asOrdinaryUser, makeTemporaryFolder, modesIn, withUmask } from '../journal/temporary-folder.ts';

/** 2026-11-22 09:15:00.007 in India. */
const NOW_MS = Date.UTC(2026, 10, 22, 3, 45, 0, 7);
const AT = '2026-11-22T09:15:00.007+05:30';
const TOKEN = 'eyJhbGciOi"canary\\token';
const PIN = '4711';

function create(folder = makeTemporaryFolder(), options: Partial<OperatorLogOptions> = {}) {
  const redactor = new Redactor();
  redactor.add(TOKEN, 'jwt');
  redactor.add(PIN, 'pin');
  const errors: LogFileError[] = [];
  const onError = (error: LogFileError) => errors.push(error);
  const log = createOperatorLog(folder, redactor, { now: () => NOW_MS, onError, ...options });
  const text = () => readFileSync(log.path, 'utf8');
  return {
    log,
    errors,
    text,
    lines: () =>
      text()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
  };
}

describe("the operator's log", () => {
  test('has a line of JSON for each message, with its time in India, its level and its fields', async () => {
    const { log, lines } = create();
    log.error('the broker is gone', {
      follower: 'follower1',
      attempt: 3,
      nested: { open: true, rest: null },
    });
    log.warn('slow');
    log.info('ready', { absent: undefined });
    await log.close();
    expect(lines()).toEqual([
      {
        at: AT,
        level: 'error',
        message: 'the broker is gone',
        follower: 'follower1',
        attempt: 3,
        nested: { open: true, rest: null },
      },
      { at: AT, level: 'warn', message: 'slow' },
      { at: AT, level: 'info', message: 'ready' },
    ]);
  });

  test('leaves out what is below its level', async () => {
    const quiet = create(undefined, { level: 'warn' });
    const chatty = create(undefined, { level: 'debug' });
    for (const { log } of [quiet, chatty]) {
      for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level](level);
      await log.close();
    }
    expect(quiet.lines().map(({ level }) => level)).toEqual(['warn', 'error']);
    expect(chatty.lines().map(({ level }) => level)).toEqual(['debug', 'info', 'warn', 'error']);
  });

  test('keeps a field that is named like a part of the line, beside that part', async () => {
    const { log, lines } = create();
    log.info('true message', { message: 'other', level: 'error', at: 'never', fields: 1 });
    await log.close();
    expect(lines()).toEqual([
      {
        at: AT,
        level: 'info',
        message: 'true message',
        field_message: 'other',
        field_level: 'error',
        field_at: 'never',
        fields: 1,
      },
    ]);
  });

  test('goes on in the file that is there, and is for the owner only', async () => {
    const folder = makeTemporaryFolder();
    writeFileSync(join(folder, 'copytrade.log'), 'an earlier line\n', { mode: 0o644 });
    const { log, text } = create(folder);
    log.info('a later line');
    await log.close();
    expect(text()).toMatch(/^an earlier line\n\{.*"a later line"\}\n$/);
    expect(modesIn(folder)).toEqual({ 'copytrade.log': '600' });
  });

  test('has every line when it is closed, and takes none afterwards', async () => {
    const { log, lines } = create();
    for (let count = 0; count < 2000; count += 1) log.info('line', { count });
    await Promise.all([log.close(), log.close()]);
    log.info('late');
    expect(lines().map(({ count }) => count)).toEqual(Array.from({ length: 2000 }, (_, count) => count));
  });
});

describe('a secret in the log', () => {
  class Odd {
    readonly public = TOKEN;
    readonly #private = TOKEN;
    toJSON() {
      return { from: this.#private };
    }
  }
  const failed = Object.assign(new Error(`login with ${TOKEN}`, { cause: new TypeError(`cause ${TOKEN}`) }), {
    config: { headers: { Authorization: `Bearer ${TOKEN}` } },
  });

  test.each<[string, Record<string, unknown>]>([
    ['a text', { a: `x${TOKEN}y` }],
    ['a key', { [TOKEN]: 1 }],
    ['a nested field', { a: { b: [{ c: TOKEN }] } }],
    ['an error, its stack, its cause and what hangs on it', { error: failed }],
    ['an aggregate of errors', { error: new AggregateError([failed], TOKEN) }],
    ['a map and a set', { a: new Map([[TOKEN, new Set([TOKEN])]]) }],
    ['JSON in a text', { body: JSON.stringify({ jwt: TOKEN }) }],
    ['a URL', { a: new URL(`https://127.0.0.1/?jwt=${encodeURIComponent(TOKEN)}`) }],
    ['base64', { a: Buffer.from(TOKEN).toString('base64') }],
    ['bytes', { a: Buffer.from(TOKEN), b: new Uint8Array(Buffer.from(TOKEN)) }],
    ['an object with its own toJSON', { a: new Odd() }],
    ['a secret that nobody told the redactor of', { a: new Secret('canary unheard of') }],
    ['a symbol and a function', { a: Symbol(TOKEN), b: new Function(`return ${JSON.stringify(TOKEN)}`) }],
    [
      'a getter that throws',
      Object.defineProperty({}, 'a', {
        enumerable: true,
        get: () => {
          throw failed;
        },
      }),
    ],
    ['a text that is cut', { a: `${'-'.repeat(19_990)}${TOKEN}` }],
    ['a PIN as text and as number', { a: `pin ${PIN}`, b: Number(PIN), c: [Number(PIN)] }],
  ])('is not shown: %s', async (_where, fields) => {
    const { log, text, lines, errors } = create();
    log.error('it failed', fields);
    log.error(`in the message: ${TOKEN} ${PIN}`);
    await log.close();
    expect(lines()).toHaveLength(2);
    expect(text()).not.toMatch(/canary|4711/);
    expect(text()).not.toContain(Buffer.from(TOKEN).toString('base64').slice(4, 16));
    expect(text()).not.toContain(encodeURIComponent(TOKEN));
    expect(lines()[1].message).toBe('in the message: [jwt] [pin]');
    expect(errors).toEqual([]);
  });

  test('leaves the rest of an error readable', async () => {
    const { log, lines } = create();
    log.error('it failed', { error: failed });
    await log.close();
    const { error } = lines()[0];
    expect(error).toMatchObject({
      name: 'Error',
      message: 'login with [jwt]',
      cause: { name: 'TypeError', message: 'cause [jwt]' },
      config: { headers: { Authorization: 'Bearer [jwt]' } },
    });
    expect(error.stack).toMatch(/^Error: login with \[jwt\]\n {4}at .*operator-log\.test\.ts/);
  });
});

describe('what the log is given', () => {
  test('may be anything: it stays a line of JSON', async () => {
    const { log, lines, errors } = create();
    const circle: Record<string, unknown> = { name: 'circle' };
    circle.self = circle;
    let deep: unknown = 'bottom';
    for (let depth = 0; depth < 20; depth += 1) deep = { deep };
    log.info('odd', {
      circle,
      deep,
      twice: [circle.name, circle.name],
      big: 10n,
      not: Number.NaN,
      when: new Date(0),
    });
    log.info('long', { list: Array.from({ length: 1000 }, (_, n) => n), text: 'x'.repeat(100_000) });
    await log.close();
    expect(errors).toEqual([]);
    expect(lines()[0]).toMatchObject({
      circle: { name: 'circle', self: '[circular]' },
      twice: ['circle', 'circle'],
      big: '10',
      not: 'NaN',
      when: '1970-01-01T00:00:00.000Z',
    });
    expect(JSON.stringify(lines()[0].deep)).toContain('[nested too deep]');
    expect(lines()[1].list).toHaveLength(201);
    expect(lines()[1].text).toHaveLength(20_001);
  });
});

describe('the rotation of the log', () => {
  const rotation = { maxBytes: 1000, maxFiles: 3 };

  test('keeps so many files of such a size, the newest lines in them, and nothing else', async () => {
    const folder = makeTemporaryFolder();
    const { log } = withUmask(0, () => create(folder, { rotation }));
    withUmask(0, () => {
      for (let count = 0; count < 100; count += 1) log.info('line', { count });
    });
    await log.close();
    expect(modesIn(folder)).toEqual({
      'copytrade.1.log': '600',
      'copytrade.2.log': '600',
      'copytrade.log': '600',
    });
    const kept = ['copytrade.2.log', 'copytrade.1.log', 'copytrade.log'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    for (const text of kept) expect(text.length).toBeLessThanOrEqual(1000);
    const counts = kept
      .join('')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).count);
    expect(counts).toEqual(Array.from({ length: counts.length }, (_, n) => 100 - counts.length + n));
    expect(counts.length).toBeGreaterThan(20);
  });

  test('can keep the present file only', async () => {
    const folder = makeTemporaryFolder();
    const { log, lines } = create(folder, { rotation: { maxBytes: 200, maxFiles: 1 } });
    for (let count = 0; count < 10; count += 1) log.info('line', { count });
    await log.close();
    expect(readdirSync(folder)).toEqual(['copytrade.log']);
    expect(lines().at(-1)?.count).toBe(9);
  });

  test('that fails is told of, and the lines go on into the file that is there', async () => {
    const folder = makeTemporaryFolder();
    const { log, errors, lines } = create(folder, { rotation: { maxBytes: 200, maxFiles: 2 } });
    mkdirSync(join(folder, 'copytrade.1.log'));
    for (let count = 0; count < 6; count += 1) log.info('line', { count });
    await log.close();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]).toMatchObject({ name: 'LogFileError', code: 'LOGS_IO', path: log.path });
    expect(lines().map(({ count }) => count)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('a log that cannot be written', () => {
  test('is refused at the start, by the name of the folder', () => {
    const folder = makeTemporaryFolder();
    chmodSync(folder, 0o500);
    const make = () => asOrdinaryUser(folder, () => create(folder));
    expect(make).toThrow(expect.objectContaining({ code: 'LOGS_UNWRITABLE' }));
    expect(make).toThrow(folder);
  });
});
