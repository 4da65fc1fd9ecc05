import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/config/findings/codes.ts';
import { formatJson } from '../../src/config/findings/format-json.ts';
import { generatedFiles } from '../../src/config/reference/generated-files.ts';
import { PUBLISHED_SCHEMAS } from '../../src/config/schema/published-schemas.ts';
import { findingsOf } from './findings-of.ts';

type Schema = Record<string, unknown>;

describe('generated files', () => {
  test.each(generatedFiles().map((file) => [file.path, file.text]))(
    '%s is what the definitions give (run: npm run build && node scripts/generate-schemas.js)',
    (path, text) => {
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );
});

describe.each(PUBLISHED_SCHEMAS)('the schema $name', ({ schema }) => {
  const root: Schema = schema;
  const strict = (): Ajv => {
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
    ajv.addVocabulary(['errorMessage']);
    return ajv;
  };

  test('is a strict schema', () => {
    expect(() => strict().compile(root)).not.toThrow();
  });

  test('has a title, a description and examples on every key', () => {
    const bare = keysOf(root, root).filter(
      ({ key }) =>
        typeof key.title !== 'string' || typeof key.description !== 'string' || !Array.isArray(key.examples),
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  test('accepts its own examples and defaults', () => {
    const ajv = strict();
    ajv.addSchema({ ...root, $id: 'root' });
    for (const { path, key } of keysOf(root, root)) {
      const validate = ajv.compile({ ...withRootReferences(key) });
      const values = [
        ...(Array.isArray(key.examples) ? key.examples : []),
        ...('default' in key && key.default !== undefined ? [key.default] : []),
      ];
      for (const value of values)
        expect({ path, value, valid: validate(value) }).toEqual({ path, value, valid: true });
    }
  });
});

test('what validate prints fits its schema', () => {
  const schema = PUBLISHED_SCHEMAS.find(({ name }) => name === 'validate')?.schema ?? {};
  const ajv = new Ajv();
  for (const text of ['version: 1\nmaster: {}\nfollowers: { f1: {} }\n', '- nonsense\n', 'version: 1\n']) {
    expect(ajv.validate(schema, JSON.parse(formatJson(findingsOf(text))))).toBe(true);
  }
});

test('codes are kebab-case, and all are described', () => {
  const page = readFileSync('docs/validation-codes.md', 'utf8');
  for (const code of Object.keys(FINDING_CODES)) {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(page).toContain(`| \`${code}\` |`);
  }
});

/** Every key that the schema knows, with what it says of it. */
function keysOf(
  schema: unknown,
  root: Schema,
  path = '',
  seen = new Set<unknown>(),
): { path: string; key: Schema }[] {
  if (!isSchema(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const found: { path: string; key: Schema }[] = [];
  for (const [name, inner] of Object.entries(schema)) {
    if (name === 'examples' || name === 'default' || name === 'enum') continue;
    if (name === 'properties' && isSchema(inner)) {
      for (const [key, described] of Object.entries(inner)) {
        if (isSchema(described)) found.push({ path: `${path}.${key}`, key: resolve(described, root) });
      }
    }
    const list = Array.isArray(inner) ? inner : [inner];
    for (const each of list) found.push(...keysOf(each, root, `${path}/${name}`, seen));
  }
  return found;
}

function resolve(schema: Schema, root: Schema): Schema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/definitions/', '') : null;
  const target = name !== null && isSchema(root.definitions) ? root.definitions[name] : null;
  return isSchema(target) ? target : schema;
}

/** A part of a schema, compiled on its own, refers to the definitions of the whole. */
function withRootReferences(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"root#/definitions/'));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
