import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { ruleTestFile } from '../config/schema/rule-test-schema.ts';
import { ShapeValidators } from '../config/shape/shape-validators.ts';
import type { JsonValue } from '../config/source/source-node.ts';

/** Holds files against the schema of rule tests, whatever language their reader takes them to be written in. */
export class RuleTestValidators extends ShapeValidators {
  #validate: ValidateFunction | null = null;

  override errorsOf(_kind: unknown, value: JsonValue): readonly ErrorObject[] {
    this.#validate ??= new Ajv({
      allErrors: true,
      verbose: true,
      strict: false,
      validateSchema: false,
      code: { optimize: false },
    }).compile(ruleTestFile);
    return this.#validate(value) ? [] : (this.#validate.errors ?? []);
  }
}
