import { stringify } from 'yaml';
import { resolveReference } from '../schema/definitions.ts';
import { describeValues, isSchema, type Schema, shapeOf } from './schema-shape.ts';

interface Section {
  /** `followers.<name>.quantity` */
  readonly heading: string;
  readonly schema: Schema;
}

/** docs/config-reference.md: every key of the file, from the very schema that checks it. */
export function formatReference(root: object): string {
  const sections = collectSections(root);
  return [
    '# Configuration reference',
    '',
    '<!-- Generated from src/config/schema by scripts/generate-schemas.js. -->',
    '',
    'Every key of `copytrade.yaml` and of the rule files that it includes (`rules:` alone). Unknown keys are errors.',
    'Words such as `intraday` may be written in letters of any case. Where one value is taken, a list of several is taken too if the table says so.',
    '',
    ...sections.flatMap(formatSection),
  ].join('\n');
}

/** Depth first, in the order of the schema; what looks the same is described once. */
function collectSections(root: object): Section[] {
  const sections: Section[] = [];
  const seen = new Set<string>();
  const visit = (heading: string, schema: Schema): void => {
    const shape = shapeOf(schema);
    if (shape.kind === 'list') visit(`${heading}[]`, shape.items);
    else if (shape.kind === 'names') visit(`${heading}.<name>`, shape.values);
    else if (shape.kind === 'mapping') visitOnce(heading, shape.mapping);
  };
  const visitOnce = (heading: string, mapping: Schema): void => {
    const properties = propertiesOf(mapping);
    const signature = Object.keys(properties).join();
    if (seen.has(signature)) return;
    seen.add(signature);
    sections.push({ heading, schema: mapping });
    const prefix = heading === '' ? '' : `${heading}.`;
    for (const [key, property] of Object.entries(properties)) visit(`${prefix}${key}`, property);
  };
  visitOnce('', { ...root });
  return sections;
}

function propertiesOf(mapping: Schema): Record<string, Schema> {
  return isSchema(mapping.properties) ? (mapping.properties as Record<string, Schema>) : {};
}

function formatSection({ heading, schema }: Section): string[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const rows = Object.entries(propertiesOf(schema)).map(([key, property]) => {
    const described: Schema = { ...resolveReference(property) };
    const presence = required.has(key) ? 'required' : formatDefault(described.default);
    return `| \`${key}\` | ${cell(String(described.description))} | ${cell(describeValues(described))} | ${presence} | ${formatExample(described)} |`;
  });
  return [
    `## ${heading === '' ? 'The file' : `\`${heading}\``}`,
    '',
    String(schema.description),
    '',
    '| key | meaning | values | default | example |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ];
}

function formatDefault(value: unknown): string {
  return value === undefined ? '' : `\`${flow(value)}\``;
}

function formatExample({ examples }: Schema): string {
  const [first] = Array.isArray(examples) ? examples : [];
  return first === undefined ? '' : `\`${cell(flow(first))}\``;
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true })
    .trim()
    .replace(/\n\s*/g, ' ');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
