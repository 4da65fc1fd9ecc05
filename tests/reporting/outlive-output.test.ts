import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { outliveOutput } from '../../src/reporting/terminal/outlive-output.ts';

/** As process.stdout: it lives on after an error. */
function streamThatFails(code: string | null): { stream: Writable; written: string[] } {
  const written: string[] = [];
  const stream = new Writable({
    autoDestroy: false,
    write: (chunk, _encoding, done) => {
      if (code === null) written.push(String(chunk));
      else stream.emit('error', Object.assign(new Error('write'), { code }));
      done();
    },
  });
  return { stream, written };
}

/** As oclif listens. */
function throwOnAllButClosedPipes(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

test('a disk that is full is told once, and ends nothing', () => {
  const [out, err] = [streamThatFails('ENOSPC'), streamThatFails(null)];
  const outputs = { stdout: out.stream, stderr: err.stream, exitCode: undefined };
  throwOnAllButClosedPipes(out.stream);
  outliveOutput(outputs);
  out.stream.write('{"type":"started"}\n');
  out.stream.write('{"type":"stopped"}\n');
  expect([outputs.exitCode, err.written]).toEqual([
    2,
    ['What is printed cannot be written (ENOSPC), and is lost. Print it to somewhere with room.\n'],
  ]);
});

test('a reader that has read enough is no mistake, nor is a stderr that is gone', () => {
  const [out, err] = [streamThatFails('EPIPE'), streamThatFails('EIO')];
  const outputs = { stdout: out.stream, stderr: err.stream, exitCode: undefined };
  outliveOutput(outputs);
  throwOnAllButClosedPipes(out.stream);
  out.stream.write('{"type":"started"}\n');
  err.stream.write('a note\n');
  expect(outputs.exitCode).toBeUndefined();
});
