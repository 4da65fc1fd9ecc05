import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterNextTurn } from '../../src/journal/after-next-turn.ts';
import type { LogFileError } from '../../src/journal/log-file-error.ts';
import { createRecordingFile, RecordingFile } from '../../src/journal/recording-file.ts';
import { compileChildren, startChild } from './child-program.ts';
import { makeTemporaryFolder, modesIn, withUmask } from './temporary-folder.ts';

const STARTED_AT_MS = Date.UTC(2026, 10, 22, 3, 45, 0);
const AS_IT_IS = (text: string) => text;

function linesAreDue(): Promise<void> {
  return new Promise((resolve) => {
    afterNextTurn(resolve);
  });
}

function create(folder = makeTemporaryFolder()) {
  const errors: LogFileError[] = [];
  const file = createRecordingFile(folder, STARTED_AT_MS, AS_IT_IS, (error) => errors.push(error));
  return { file, errors, read: () => readFileSync(file.path, 'utf8') };
}

describe('the recording', () => {
  test('is named after its start in India, and for the owner only', () => {
    const folder = makeTemporaryFolder();
    withUmask(0, () => create(join(folder, 'logs')));
    expect(modesIn(folder)).toEqual({ logs: '700', 'logs/session_20261122_091500.jsonl': '600' });
    expect(create(join(folder, 'logs')).file.path).toBe(
      join(folder, 'logs', 'session_20261122_091500_2.jsonl'),
    );
  });

  test('has the lines of a turn of the event loop once the turn after it is over, in order', async () => {
    const { file, read } = create();
    for (const line of ['1', '2', '3']) file.append(line);
    await Promise.resolve().then(() => file.append('4'));
    expect(read()).toBe('');
    await linesAreDue();
    expect(read()).toBe('1\n2\n3\n4\n');
    file.append('5');
    await linesAreDue();
    expect(read()).toBe('1\n2\n3\n4\n5\n');
  });

  test('has every line at once when flushed or closed', () => {
    const { file, read, errors } = create();
    file.append('1');
    file.flush();
    expect(read()).toBe('1\n');
    file.append('2 ₹');
    file.append('3');
    file.close();
    file.close();
    expect(read()).toBe('1\n2 ₹\n3\n');
    expect(() => file.append('4')).toThrow('closed');
    expect(errors).toEqual([]);
  });

  test('takes no line with a break in it', () => {
    const { file } = create();
    expect(() => file.append('1\n2')).toThrow('line break');
  });

  test('shows no secret', () => {
    const redact = (text: string) => text.replaceAll('tok-canary', '[token]');
    const file = createRecordingFile(makeTemporaryFolder(), STARTED_AT_MS, redact, () => undefined);
    file.append('{"a":"tok-canary"}');
    file.close();
    expect(readFileSync(file.path, 'utf8')).toBe('{"a":"[token]"}\n');
  });

  test('that cannot be made is an error with a code', () => {
    const file = join(makeTemporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => create(file)).toThrow(expect.objectContaining({ code: 'LOGS_UNWRITABLE', path: file }));
  });
});

describe('a recording that fails', () => {
  test('tells of it once, throws nothing, and says at the end that lines are missing', async () => {
    const errors: LogFileError[] = [];
    const onError = (error: LogFileError) => errors.push(error);
    const file = new RecordingFile('/dev/full', openSync('/dev/full', 'r+'), { redact: AS_IT_IS, onError });
    file.append('1');
    await linesAreDue();
    file.append('2');
    file.flush();
    expect(errors.map(({ code }) => code)).toEqual(['LOGS_FULL']);
    file.close();
    expect(errors[1]?.message).toContain('the recording ends after 0 bytes');
  });

  test('has missed no line when it can write again', () => {
    const folder = makeTemporaryFolder();
    const path = join(folder, 'session.jsonl');
    writeFileSync(path, '');
    const errors: LogFileError[] = [];
    // A handle for reading refuses writes, until one for writing takes its number.
    const fd = openSync(path, 'r');
    const onError = (error: LogFileError) => errors.push(error);
    const file = new RecordingFile(path, fd, { redact: AS_IT_IS, onError });
    file.append('1');
    file.flush();
    file.append('2');
    file.flush();
    expect(errors).toMatchObject([{ name: 'LogFileError', code: 'LOGS_IO', path }]);
    closeSync(fd);
    expect(openSync(path, 'r+')).toBe(fd);
    file.append('3');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('1\n2\n3\n');
    expect(errors).toHaveLength(1);
  });

  test('ends, and says so, when more waits than can be kept', () => {
    const errors: LogFileError[] = [];
    const onError = (error: LogFileError) => errors.push(error);
    const file = new RecordingFile('/dev/full', openSync('/dev/full', 'r+'), { redact: AS_IT_IS, onError });
    const line = 'x'.repeat(8 * 1024 * 1024);
    for (let count = 0; count < 9; count += 1) {
      file.append(line);
      file.flush();
    }
    file.append('dropped');
    file.flush();
    expect(errors.map(({ code }) => code)).toEqual(['LOGS_FULL', 'LOGS_FULL']);
    expect(errors[1]?.message).toContain('the recording ends after 0 bytes');
  });
});

describe('the recording of a killed process', () => {
  let children: ReturnType<typeof compileChildren>;
  beforeAll(() => {
    children = compileChildren();
  });
  afterAll(() => children.remove());

  test('has every line of the turns that were over, in order, with no hole', async () => {
    for (let round = 0; round < 4; round += 1) {
      const child = startChild(children.folder, 'append-lines', [makeTemporaryFolder()]);
      await child.printed(2 + 300 * round);
      await child.kill();
      const [path = '', ...told] = child.lines();
      const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
      expect(lines).toEqual(Array.from({ length: lines.length }, (_, line) => JSON.stringify({ line })));
      expect(lines.length).toBeGreaterThanOrEqual(Number(told.at(-1)));
    }
  });
});
