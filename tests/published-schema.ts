import { Ajv } from 'ajv';
import { expect } from 'vitest';
import { PUBLISHED_SCHEMAS } from '../src/config/schema/published-schemas.ts';

const ajv = new Ajv();

/** That a command printed what its published schema says. */
export function expectToFit(name: string, printed: unknown): void {
  const schema = PUBLISHED_SCHEMAS.find((one) => one.name === name)?.schema;
  if (schema === undefined) throw new Error(`no schema ${name} is published`);
  const fits = ajv.validate(schema, printed);
  expect({ fits, printed, errors: ajv.errors }).toEqual({ fits: true, printed, errors: null });
}
