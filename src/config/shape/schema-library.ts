/**
 * The schemas, made into functions. Compiling them takes some tenths of a second, so the build does it once and puts what
 * comes of it in this module's place (scripts/compile-shapes.js): the built program loads neither compiler nor schemas.
 */
import { Ajv, type ErrorObject } from 'ajv';
import { configFile } from '../schema/config-schema.ts';
import { rulesFile } from '../schema/rule-schema.ts';
import type { JsonValue } from '../source/source-node.ts';
import type { FileKind } from './file-kind.ts';
import { SHAPE_OPTIONS } from './shape-options.ts';

export { resolveReference } from '../schema/definitions.ts';

/** Keys that stand at the top of the configuration file. */
export function topKeys(): readonly string[] {
  return Object.keys(configFile.properties);
}

/** Makes a function that says all that the schema of a kind of file has against a value. */
export function shapeCheck(kind: FileKind): (value: JsonValue) => readonly ErrorObject[] {
  const validate = new Ajv(SHAPE_OPTIONS).compile(kind === 'config' ? configFile : rulesFile);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}
