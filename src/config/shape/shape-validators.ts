import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { configFile } from '../schema/config-schema.ts';
import { rulesFile } from '../schema/rule-schema.ts';
import type { JsonValue } from '../source/source-node.ts';

/** Which of the two languages a file is written in. */
export type FileKind = 'config' | 'rules';

/** Compiled once a value of this class, which takes some milliseconds. */
export class ShapeValidators {
  readonly #config: ValidateFunction;
  readonly #rules: ValidateFunction;

  constructor() {
    const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, strictTypes: false });
    ajv.addVocabulary(['errorMessage']);
    this.#config = ajv.compile(configFile);
    this.#rules = ajv.compile(rulesFile);
  }

  /** All that the schema has against `value`. */
  errorsOf(kind: FileKind, value: JsonValue): readonly ErrorObject[] {
    const validate = kind === 'config' ? this.#config : this.#rules;
    return validate(value) ? [] : (validate.errors ?? []);
  }
}
