import type { ErrorObject } from 'ajv';
import type { FindingCode } from '../findings/codes.ts';
import type { Span } from '../source/mask-secrets.ts';
import { formatPath, type PathStep, type SourceNode } from '../source/source-node.ts';
import { describeFound } from './describe-found.ts';
import { acceptsText, typesOf, wordsOf } from './error-types.ts';
import { explainUnknownKey } from './explain-unknown-key.ts';
import type { Place } from './locate.ts';
import { findNearest } from './nearest.ts';
import type { ShapeFinding } from './shape-finding.ts';

/** Keys that cannot be left out. */
const REQUIRED = new Set(['version', 'followers', 'id', 'match']);

/** A schema's error as a finding: what was found, and what to write instead. */
export function explainShapeError(error: ErrorObject, place: Place): ShapeFinding {
  const { keyword, params } = error;
  const whole = { span: place.key ?? startOf(place.node), path: formatPath(place.steps) };
  const instead = String(error.parentSchema?.errorMessage ?? '');
  if (keyword === 'additionalProperties') return explainUnknownKey(error, place);
  if (keyword === 'required') {
    const name = String(params.missingProperty);
    const inside = place.steps.length === 0 ? 'The file' : `\`${nameOf(place.steps)}\``;
    const example = exampleOf(error, name);
    const message = `${inside} has no \`${name}\`. Add \`${name}:\`${example}.`;
    return { ...whole, code: 'missing-key', message, path: formatPath([...place.steps, name]) };
  }
  if (keyword === 'minItems') return { ...whole, code: 'empty-list', message: emptyList(place) };
  if (keyword === 'minProperties')
    return { ...whole, code: 'empty-value', message: `${subject(place)} is empty. ${instead}` };
  if (keyword === 'maxProperties')
    return { ...whole, code: 'wrong-value', message: `${subject(place)} says too much. ${instead}` };
  return explainValue(error, place, instead);
}

function explainValue(error: ErrorObject, place: Place, instead: string): ShapeFinding {
  const { node, steps } = place;
  const path = formatPath(steps);
  const empty = node.kind === 'scalar' && node.value === null;
  if (empty) {
    const needed = REQUIRED.has(String(steps.at(-1)));
    const message = `${subject(place)} is empty. ${instead}${needed ? '' : ' Or remove the key.'}`;
    return { span: place.key ?? node, code: 'empty-value', message, path };
  }
  const found = describeFound(node, steps);
  const span = node.kind === 'scalar' ? node : (place.key ?? startOf(node));
  const message = `${subject(place)} is ${found}. ${instead}${suggestion(error, node)}`;
  return { span, code: codeOf(error, node), message: message.trim(), path };
}

function codeOf(error: ErrorObject, node: SourceNode): FindingCode {
  if (/minimum|maximum/i.test(error.keyword)) return 'out-of-range';
  if (node.kind !== 'scalar') return 'wrong-type';
  const wanted = typesOf(error.parentSchema);
  const type = typeof node.value;
  return wanted.has(type) || (type === 'number' && wanted.has('integer')) ? 'wrong-value' : 'wrong-type';
}

function suggestion(error: ErrorObject, node: SourceNode): string {
  if (error.keyword === 'maximum') return ` At most ${error.params.limit}.`;
  if (node.kind !== 'scalar') return '';
  const wanted = typesOf(error.parentSchema);
  if (typeof node.value === 'number' && acceptsText(error.parentSchema, node.text)) {
    return ` If ${node.text} is meant, put it in quotes.`;
  }
  if (typeof node.value !== 'string') return '';
  if ((wanted.has('number') || wanted.has('integer')) && /^-?[\d_,]+(\.\d+)?$/.test(node.value)) {
    return ` Here: ${node.value.replace(/[_,]/g, '')}, without quotes, commas or underscores.`;
  }
  const nearest = findNearest(node.value, wordsOf(error.parentSchema));
  return nearest === null ? '' : ` Did you mean ${nearest}?`;
}

function exampleOf(error: ErrorObject, name: string): string {
  const examples: unknown = error.parentSchema?.properties?.[name]?.examples;
  const first: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return typeof first === 'string' || typeof first === 'number' ? `, such as \`${name}: ${first}\`` : '';
}

function emptyList({ steps }: Place): string {
  return `\`${nameOf(steps)}\` is an empty list, so nothing could ever pass it. Fill it, or remove the key.`;
}

function subject({ steps }: Place): string {
  return steps.length === 0 ? 'The file' : `\`${nameOf(steps)}\``;
}

/** The last key of a path, with the index where it is an entry of a list. */
function nameOf(steps: readonly PathStep[]): string {
  const lastKey = steps.findLastIndex((step) => typeof step === 'string');
  return formatPath(steps.slice(Math.max(0, lastKey)));
}

/** The first character of a list or mapping: underlining all of it would say nothing. */
function startOf(node: SourceNode): Span {
  return node.kind === 'scalar' ? node : { start: node.start, end: node.start + 1 };
}
