import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { dropTyped } from '../../src/composition/drop-typed.ts';

test.each([
  ['what a terminal held before a question is no answer to it', true, 'n\n'],
  ['what a program writes is kept', false, 'y\nn\n'],
])('%s', async (_, isTTY, left) => {
  const input = Object.assign(new PassThrough(), { isTTY });
  input.write('y\n');
  await dropTyped(input);
  input.end('n\n');
  expect(await text(input)).toBe(left);
});
