import { FINDING_CODES } from '../findings/codes.ts';
import { configFile } from '../schema/config-schema.ts';
import { formatSchema, PUBLISHED_SCHEMAS } from '../schema/published-schemas.ts';
import { CODE_EXAMPLES } from './code-examples.ts';
import { formatCodes } from './format-codes.ts';
import { formatReference } from './format-reference.ts';

/** Files in the repository that are made of the definitions in this folder; scripts/generate-schemas.js writes them. */
export function generatedFiles(): { readonly path: string; readonly text: string }[] {
  return [
    ...PUBLISHED_SCHEMAS.map((each) => ({ path: `schemas/${each.file}`, text: formatSchema(each) })),
    { path: 'docs/config-reference.md', text: formatReference(configFile) },
    { path: 'docs/validation-codes.md', text: formatCodes(FINDING_CODES, CODE_EXAMPLES) },
  ];
}
