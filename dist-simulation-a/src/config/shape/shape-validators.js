import { shapeCheck } from "./schema-library.js";
/** Makes a check when it is first asked for, which takes a moment: keep a value of this. */
export class ShapeValidators {
    #checks = new Map();
    /** All that the schema has against `value`. */
    errorsOf(kind, value) {
        const check = this.#checks.get(kind) ?? shapeCheck(kind);
        this.#checks.set(kind, check);
        return check(value);
    }
}
//# sourceMappingURL=shape-validators.js.map