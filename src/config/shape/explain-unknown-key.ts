import type { ErrorObject } from 'ajv';
import { isKeyWord, isSecretPlace } from '../source/secret-places.ts';
import { formatPath } from '../source/source-node.ts';
import { quote } from './describe-found.ts';
import type { Place } from './locate.ts';
import { findNearest } from './nearest.ts';
import { resolveReference, topKeys } from './schema-library.ts';
import type { ShapeFinding } from './shape-finding.ts';

type Schema = Record<string, unknown>;

/** An unknown key, with the key that was probably meant or the place where it belongs. */
export function explainUnknownKey(error: ErrorObject, place: Place): ShapeFinding {
  const name = String(error.params.additionalProperty);
  const entry = place.node.kind === 'map' ? place.node.entries.get(name) : undefined;
  const span = entry?.key ?? place.node;
  const path = formatPath([...place.steps, name]);
  const schema: Schema = error.parentSchema ?? {};
  if ('patternProperties' in schema) {
    const message = `${quote(name)} cannot be a follower's name. Use lower-case letters, digits, _ and -, beginning with a letter, 32 at most.`;
    return { span, code: 'follower-name', message, path };
  }
  const isHidden = isSecretPlace(place.steps) && !isKeyWord(name);
  const shown = isHidden ? 'This key' : `\`${name}\``;
  const message = (): string =>
    `${shown} is not known here. ${hint(name, propertiesOf(schema), place.steps.length > 0)}`;
  return { span, code: 'unknown-key', message, path };
}

function hint(name: string, known: Schema, isNested: boolean): string {
  const keys = Object.keys(known);
  const nearest = findNearest(name, keys);
  const home = keys.find((key) => Object.hasOwn(propertiesOf(known[key]), name));
  if (home !== undefined && fold(nearest) !== fold(name)) return `It belongs under \`${home}\`.`;
  if (isNested && fold(nearest) !== fold(name) && topKeys().includes(name))
    return 'It belongs at the top of the configuration file, beside `version`.';
  if (nearest !== null) return `Did you mean \`${nearest}\`?`;
  return `Known keys: ${keys.join(', ')}.`;
}

function fold(word: string | null): string {
  return (word ?? '').toLowerCase().replace(/[-_]/g, '');
}

/** The keys that a schema takes where the value is a mapping, in any of its forms. */
function propertiesOf(schema: unknown): Schema {
  if (!isSchema(schema)) return {};
  if (schema.$ref !== undefined) return propertiesOf(resolveReference(schema));
  if (isSchema(schema.properties)) return schema.properties;
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return Object.assign({}, ...branches.map(propertiesOf));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
