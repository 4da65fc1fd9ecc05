import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/brokers/port.ts';
import { readBookRows } from '../../src/replay/readers/book-rows.ts';
import { folderWith } from '../config/temporary-folder.ts';

const IDLE = new AbortController().signal;

async function readRows(folder: string, content: string | Buffer) {
  const file = join(folder, 'book.json');
  await writeFile(file, content);
  const rows: Json[] = [];
  const frame = await readBookRows(file, (row) => rows.push(row), IDLE);
  return frame === null ? null : { frame, rows };
}

const row = fc.dictionary(
  fc.constantFrom('orderid', 'text', 'tag'),
  fc.oneof(
    fc.string(),
    fc.constantFrom('}', '{"', '"},{"', '₹ 1,00,000 }'),
    fc.integer(),
    fc.constant({ a: {} }),
  ),
  { minKeys: 1 },
);

test('rows and frame are those of the parsed document, whatever stands in the texts', async () => {
  const folder = await folderWith({});
  const model = fc.record({
    rows: fc.array(row, { minLength: 1, maxLength: 5 }),
    indent: fc.constantFrom(0, 2),
  });
  await fc.assert(
    fc.asyncProperty(model, async ({ rows, indent }) => {
      const body = { status: true, message: 'SUCCESS ₹', errorcode: '', data: rows, more: [1] };
      const [reply, bare] = [JSON.stringify(body, null, indent), JSON.stringify(rows, null, indent)];
      const read = JSON.parse(JSON.stringify(rows));
      expect(await readRows(folder, reply)).toEqual({ frame: { ...body, data: [] }, rows: read });
      expect(await readRows(folder, `\uFEFF ${bare}`)).toEqual({ frame: [], rows: read });
    }),
    { numRuns: 60 },
  );
});

test('rows may lie across the pieces in which a file is read', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    orderid: `${index}`,
    text: '₹'.repeat(index % 300),
  }));
  const read = await readRows(await folderWith({}), JSON.stringify({ status: true, data: rows }));
  expect(read).toEqual({ frame: { status: true, data: [] }, rows });
});

test.each([
  ['a missing comma', '[{"a":1} {"a":2}]'],
  ['two commas', '[{"a":1},,{"a":2}]'],
  ['a comma at the end', '[{"a":1},]'],
  ['no end', '[{"a":1}'],
  ['something behind the end', '[{"a":1}] x'],
  ['a row that is none', '[{"a":1},2]'],
  ['a second list of rows', '{"data":[{"a":1}],"data":[]}'],
  ['no rows', '{"data":[]}'],
  ['records of a run', '{"records":[{"a":1}]}'],
])('a document with %s is left to who reads it whole', async (_, content) => {
  expect(await readRows(await folderWith({}), content)).toBeNull();
});
