import type { ErrorObject } from 'ajv';
import type { JsonValue } from '../source/source-node.ts';
import type { FileKind } from './file-kind.ts';
import { shapeCheck } from './schema-library.ts';

/** Makes a check when it is first asked for, which takes a moment: keep a value of this. */
export class ShapeValidators {
  readonly #checks = new Map<FileKind, ReturnType<typeof shapeCheck>>();

  /** All that the schema has against `value`. */
  errorsOf(kind: FileKind, value: JsonValue): readonly ErrorObject[] {
    const check = this.#checks.get(kind) ?? shapeCheck(kind);
    this.#checks.set(kind, check);
    return check(value);
  }
}
