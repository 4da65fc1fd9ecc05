import type { Rule } from '../../core/policy/policy.ts';
import type { RuleFile, RulesFile } from '../schema/rule-schema.ts';
import { findNearest } from '../shape/nearest.ts';
import type { Cursor } from './cursor.ts';
import { readExecution } from './read-execution.ts';
import { readLimits } from './read-limits.ts';
import { readMatch } from './read-match.ts';
import { readRuleQuantity } from './read-quantity.ts';

/** Where a rule's id was first used. */
type Ids = Map<string, string>;
const EFFECTS = ['skip', 'quantity', 'execution', 'limits'] as const;

/** Reads the rules of all files, in order. `followers` are the names in the file; null where they cannot be read. */
export function readRules(
  files: readonly Cursor<Pick<RulesFile, 'rules'> | { rules?: RulesFile['rules'] | undefined }>[],
  followers: readonly string[] | null,
): Rule[] {
  const ids: Ids = new Map();
  return files.flatMap((file) =>
    file
      .get('rules')
      .items()
      .map((rule) => readRule(rule, followers, ids)),
  );
}

function readRule(cursor: Cursor<RuleFile>, followers: readonly string[] | null, ids: Ids): Rule {
  const { line, column } = cursor.position;
  const file = cursor.reading.source.path;
  const id = cursor.get('id').text ?? '';
  checkId(cursor, id, ids);
  if (!EFFECTS.some((key) => cursor.get(key).isStated)) {
    const message = `The rule does nothing. Add one of skip, quantity, execution and limits, such as \`skip: true\`.`;
    cursor.report('rule-without-effect', message);
  }
  return {
    id,
    why: cursor.get('why').text,
    followers: readFollowers(cursor.get('followers'), followers),
    match: readMatch(cursor.get('match')),
    skip: cursor.get('skip').flag,
    quantity: readRuleQuantity(cursor.get('quantity')),
    execution: readExecution(cursor.get('execution')),
    limits: readLimits(cursor.get('limits')),
    source: { file, line, column },
  };
}

function checkId(cursor: Cursor<RuleFile>, id: string, ids: Ids): void {
  if (id === '') return;
  const { line } = cursor.get('id').position;
  const here = `${cursor.reading.source.path}:${line}`;
  const earlier = ids.get(id);
  if (earlier === undefined) ids.set(id, here);
  else
    cursor
      .get('id')
      .report('rule-id-duplicate', `The id \`${id}\` is taken by the rule at ${earlier}. Use another.`);
}

function readFollowers(
  cursor: Cursor<RuleFile['followers']>,
  known: readonly string[] | null,
): readonly string[] | null {
  if (!cursor.isReadable) return null;
  const named = cursor.items();
  for (const item of named) {
    const name = item.text ?? '';
    if (known === null || known.includes(name)) continue;
    const nearest = findNearest(name, known);
    const instead = nearest === null ? `Followers: ${known.join(', ')}.` : `Did you mean \`${nearest}\`?`;
    item.report('rule-follower-unknown', `There is no follower \`${name}\`. ${instead}`);
  }
  return [...new Set(named.map((item) => item.text ?? ''))];
}
