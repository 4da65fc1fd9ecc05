/** docs/bounds.md says what the code does, and every bound is used. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_DEADLINES } from '../../src/brokers/angelone/deadlines.ts';
import { CONTROL_BOUNDS } from '../../src/control/control-bounds.ts';
import { BOUNDS } from '../../src/engine/bounds.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/bounds.md'), 'utf8');

/** The rows of the table under the heading that names the file: its cells. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = PAGE.split(`${heading}\n`);
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''))
      .slice(1, -1),
  );
}

function sources(): string {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, 'src', file), 'utf8'))
    .join('\n');
}

test.each([
  ['## The engine: `src/engine/bounds.ts`', BOUNDS],
  ['## Requests to the broker: `src/brokers/angelone/deadlines.ts`', DEFAULT_DEADLINES],
  ['## The control socket: `src/control/control-bounds.ts`', CONTROL_BOUNDS],
])('%s: each bound has its value and its outcome', (heading, bounds) => {
  const rows = rowsUnder(heading);
  const told = rows.map(([name = '', value = '']) => `${name} = ${value.replaceAll(' ', '')}`);
  // A sum or a product stands in the code as it is worked out.
  const values = (value: unknown) => JSON.stringify(value);
  const evaluated = told.map((one) => one.replace(/(\d+)\*(\d+)\*(\d+)/, (_, a, b, c) => String(a * b * c)));
  expect(evaluated).toEqual(Object.entries(bounds).map(([name, value]) => `${name} = ${values(value)}`));
  expect(rows.filter(([, , outcome]) => !outcome)).toEqual([]);
});

test('each bound of the engine and of the socket is used', () => {
  const text = sources();
  const unused = [...Object.keys(BOUNDS), ...Object.keys(CONTROL_BOUNDS)].filter(
    (name) => !text.includes(`BOUNDS.${name}`),
  );
  expect(unused).toEqual([]);
});

test('each bound beside its part is there with its value', () => {
  const rows = rowsUnder('## Beside the part that they bound');
  expect(rows.length).toBeGreaterThan(20);
  const wrong = rows.filter(([name = '', value = '', file = '']) => {
    const text = readFileSync(join(ROOT, file), 'utf8').replaceAll('_', '');
    return !text.includes(`const ${name.replaceAll('_', '')} = ${value};`);
  });
  expect(wrong).toEqual([]);
});
