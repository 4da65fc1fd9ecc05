/** What stands under `definitions` of a schema, by the names that references use. */
import { credentialsDefinition, networkDefinition } from './account-schema.ts';
import { executionDefinition, limitsDefinition, ruleExecutionDefinition } from './execution-schema.ts';
import { filtersDefinition } from './filters-schema.ts';
import { matchDefinition } from './match-schema.ts';
import { quantityDefinition, ruleQuantityDefinition } from './quantity-schema.ts';

export const ruleDefinitions = {
  match: matchDefinition,
  rule_quantity: ruleQuantityDefinition,
  rule_execution: ruleExecutionDefinition,
  limits: limitsDefinition,
};

export const configDefinitions = {
  ...ruleDefinitions,
  filters: filtersDefinition,
  quantity: quantityDefinition,
  execution: executionDefinition,
  credentials: credentialsDefinition,
  network: networkDefinition,
};

/** The definition that a schema refers to; the schema itself where it refers to none. */
export function resolveReference(schema: object): object {
  const reference = '$ref' in schema ? String(schema.$ref).replace('#/definitions/', '') : '';
  return Object.entries(configDefinitions).find(([name]) => name === reference)?.[1] ?? schema;
}
