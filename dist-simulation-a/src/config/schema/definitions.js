/** What stands under `definitions` of a schema, by the names that references use. */
import { credentialsDefinition, networkDefinition } from "./account-schema.js";
import { executionDefinition, limitsDefinition } from "./execution-schema.js";
import { filtersDefinition } from "./filters-schema.js";
import { matchDefinition } from "./match-schema.js";
import { quantityDefinition, ruleQuantityDefinition } from "./quantity-schema.js";
export const ruleDefinitions = {
    match: matchDefinition,
    rule_quantity: ruleQuantityDefinition,
    execution: executionDefinition,
    limits: limitsDefinition,
};
export const configDefinitions = {
    ...ruleDefinitions,
    filters: filtersDefinition,
    quantity: quantityDefinition,
    credentials: credentialsDefinition,
    network: networkDefinition,
};
/** The definition that a schema refers to; the schema itself where it refers to none. */
export function resolveReference(schema) {
    const reference = '$ref' in schema ? String(schema.$ref).replace('#/definitions/', '') : '';
    return Object.entries(configDefinitions).find(([name]) => name === reference)?.[1] ?? schema;
}
//# sourceMappingURL=definitions.js.map