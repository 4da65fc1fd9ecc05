import { dirname, isAbsolute, join } from 'node:path';
import type { Finding } from '../config/findings/finding.ts';
import { FindingCollector } from '../config/findings/finding-collector.ts';
import { Cursor } from '../config/meaning/cursor.ts';
import { openFile } from '../config/open-file.ts';
import type { RuleTestCase, RuleTestFile } from '../config/schema/rule-test-schema.ts';
import { mergeGiven, readGiven } from './read-given.ts';
import { readOrders } from './read-order.ts';
import type { RuleTest, SubjectName } from './rule-test.ts';
import type { RuleTestValidators } from './rule-test-validators.ts';

export interface RuleTestReading {
  readonly tests: readonly RuleTest[];
  /** All that is wrong with the file, in its order. What the subject shows to be wrong may be reported before. */
  finish(): readonly Finding[];
}

export interface RuleTestText {
  readonly path: string;
  readonly text: string;
  /** What is tested where the file does not say it. */
  readonly configFile: string;
}

/** Reads a file of tests. Tests that have a finding are among `tests` as far as they can be read. */
export function readRuleTests(
  { path, text, configFile }: RuleTestText,
  validators: RuleTestValidators,
): RuleTestReading {
  const findings = new FindingCollector();
  const { reading, root } = openFile({ path, text, kind: 'rules' }, validators, findings);
  const file = new Cursor<RuleTestFile>(reading, root, [], { start: 0, end: 1 });
  const usual = readSubject(file, path) ?? { kind: 'config', path: configFile };
  const usuallyGiven = readGiven(file.get('given'));
  const names = new Map<string, number>();
  const tests = file
    .get('tests')
    .items()
    .map((test) => {
      checkName(test, names);
      checkExpects(test);
      const given = mergeGiven(usuallyGiven, readGiven(test.get('given')));
      const name = test.get('name').text ?? '';
      const orders = readOrders(test.get('orders'), given);
      return { name, at: test, subject: readSubject(test, path) ?? usual, given, orders };
    });
  return { tests, finish: () => findings.finish().map(aboutTests) };
}

type Subject = Pick<RuleTestFile, 'config' | 'rules'>;

function readSubject(cursor: Cursor<Subject>, testFile: string): SubjectName | null {
  const beside = (path: string): string => (isAbsolute(path) ? path : join(dirname(testFile), path));
  const config = cursor.get('config');
  const rules = cursor.get('rules');
  if (config.isStated && rules.isStated) {
    rules.report('wrong-value', '`config` and `rules` both say what is tested. Keep one of them.');
  }
  if (config.text !== null) return { kind: 'config', path: beside(config.text) };
  const paths = rules.items().map((item) => beside(item.text ?? ''));
  return paths.length === 0 ? null : { kind: 'rules', paths };
}

function checkName(test: Cursor<RuleTestCase>, names: Map<string, number>): void {
  const name = test.get('name');
  if (name.text === null) return;
  const earlier = names.get(name.text);
  if (earlier === undefined) names.set(name.text, name.position.line);
  else name.report('wrong-value', `The test in line ${earlier} has this name. Give each its own.`);
}

/** A test that expects nothing could never fail. */
function checkExpects(test: Cursor<RuleTestCase>): void {
  const orders = test.get('orders').items();
  if (orders.length === 0 || orders.some((order) => order.get('expect').isStated)) return;
  const message = 'The test expects nothing. Add `expect:` to one of its orders, such as `expect: copy`.';
  test.get('orders').report('missing-key', message);
}

/** The reader of configurations speaks of configurations. */
function aboutTests(finding: Finding): Finding {
  const message = EMPTINESS[finding.code === 'empty-list' ? finding.path : finding.code];
  return message === undefined ? finding : { ...finding, message };
}

const EMPTINESS: Readonly<Record<string, string>> = {
  'empty-file': 'The file is empty. Write `tests:` and a list of tests below it.',
  tests: 'There is no test in the file. Write `- name: …` with `orders:` below `tests:`.',
};
