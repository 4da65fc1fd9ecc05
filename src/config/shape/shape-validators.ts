import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { configFile } from '../schema/config-schema.ts';
import { rulesFile } from '../schema/rule-schema.ts';
import type { JsonValue } from '../source/source-node.ts';

/** Which of the two languages a file is written in. */
export type FileKind = 'config' | 'rules';

/** Compiles a schema when it is first asked for, which takes some tenths of a second: keep a value of this. */
export class ShapeValidators {
  readonly #compiled = new Map<FileKind, ValidateFunction>();

  /** All that the schema has against `value`. */
  errorsOf(kind: FileKind, value: JsonValue): readonly ErrorObject[] {
    const validate = this.#compiled.get(kind) ?? compile(kind);
    this.#compiled.set(kind, validate);
    return validate(value) ? [] : (validate.errors ?? []);
  }
}

function compile(kind: FileKind): ValidateFunction {
  // The schemas themselves are checked by a test, not at every start.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  return ajv.compile(kind === 'config' ? configFile : rulesFile);
}
