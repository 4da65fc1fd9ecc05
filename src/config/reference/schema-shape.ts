import { resolveReference } from '../schema/definitions.ts';

export type Schema = Record<string, unknown>;

/** What a schema looks like to a reader. */
export type Shape =
  | { readonly kind: 'mapping'; readonly mapping: Schema }
  | { readonly kind: 'list'; readonly items: Schema }
  /** A mapping whose keys are names. */
  | { readonly kind: 'names'; readonly values: Schema }
  | { readonly kind: 'value' };

export function shapeOf(referring: Schema): Shape {
  const schema: Schema = { ...resolveReference(referring) };
  if (isSchema(schema.patternProperties)) {
    const [values] = Object.values(schema.patternProperties);
    if (isSchema(values)) return { kind: 'names', values };
  }
  if (isSchema(schema.properties)) return { kind: 'mapping', mapping: schema };
  if (schema.type === 'array' && isSchema(schema.items)) return { kind: 'list', items: schema.items };
  const mapping = branchesOf(schema).find((branch) => isSchema(branch.properties));
  return mapping === undefined ? { kind: 'value' } : { kind: 'mapping', mapping };
}

/** What may be written, from the sentence that a finding would use. */
export function describeValues(schema: Schema): string {
  return String(schema.errorMessage ?? '')
    .replace(/^Write /, '')
    .replace(' Several go into a list: [a, b].', ' Or a list.');
}

function branchesOf(schema: Schema): Schema[] {
  return Array.isArray(schema.anyOf) ? schema.anyOf.filter(isSchema) : [];
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
