/** The build compiles the schemas once; what comes of it says the same as compiling them here. Needs `npm run build`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { resolveReference, shapeCheck } from '../../src/config/shape/schema-library.ts';

const BUILT = 'dist/config/shape/schema-library.js';
const FOLDER = 'tests/fixtures/config/malformed';
const TEXTS = [
  ...readdirSync(FOLDER)
    .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
    // What an alias stands for is not the schema's matter.
    .filter((text) => !text.includes('*')),
  readFileSync('copytrade.yaml.example', 'utf8'),
  'rules: [{ id: r, match: { sid: buy, any: [{ price: x }] }, quantity: { overrides: [] }, skip: 1 }]\n',
];

test.runIf(existsSync(BUILT))('built checks find what the schemas do', async () => {
  const built: { shapeCheck: typeof shapeCheck; resolveReference: typeof resolveReference } = await import(
    pathToFileURL(BUILT).href
  );
  for (const kind of ['config', 'rules'] as const) {
    const [here, there] = [shapeCheck(kind), built.shapeCheck(kind)];
    for (const text of TEXTS) {
      const value = parseDocument(text, { logLevel: 'silent' }).toJSON();
      const told = (check: typeof here) =>
        check(value).map(({ instancePath, keyword, params, data, parentSchema }) => ({
          instancePath,
          keyword,
          params: keyword === 'type' || keyword === 'additionalProperties' ? params : null,
          data,
          errorMessage: parentSchema?.errorMessage,
          examples: parentSchema?.examples,
        }));
      expect(told(there)).toEqual(told(here));
    }
  }
  const reference = { $ref: '#/definitions/match' };
  expect(Object.keys(Object(built.resolveReference(reference)).properties)).toEqual(
    Object.keys(Object(resolveReference(reference)).properties),
  );
});
