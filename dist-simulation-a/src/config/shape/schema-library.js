/**
 * The schemas, made into functions. Compiling them takes some tenths of a second, so the build does it once and puts what
 * comes of it in this module's place (scripts/compile-shapes.js): the built program loads neither compiler nor schemas.
 */
import { Ajv } from 'ajv';
import { configFile } from "../schema/config-schema.js";
import { rulesFile } from "../schema/rule-schema.js";
import { SHAPE_OPTIONS } from "./shape-options.js";
export { resolveReference } from "../schema/definitions.js";
/** Makes a function that says all that the schema of a kind of file has against a value. */
export function shapeCheck(kind) {
    const validate = new Ajv(SHAPE_OPTIONS).compile(kind === 'config' ? configFile : rulesFile);
    return (value) => (validate(value) ? [] : (validate.errors ?? []));
}
//# sourceMappingURL=schema-library.js.map