import { Type } from '@sinclair/typebox';
import { validateOutput } from './validate-output.ts';

const about = (title: string, description: string, ...examples: unknown[]) => ({
  title,
  description,
  examples,
});
const line = Type.Integer({ ...about('Line', 'From 1.', 12), minimum: 1 });
const column = Type.Integer({ ...about('Column', 'From 1, in UTF-16 code units.', 5), minimum: 1 });
const orNull = (title: string, description: string, example: string) =>
  Type.Union([Type.String(), Type.Null()], about(title, description, example, null));
const closed = { additionalProperties: false };

const difference = Type.Object(
  {
    key: Type.String(about('Key', 'Of the decision; `decisions` is how many there are.', 'quantity')),
    expected: orNull('Expected', 'Null: no decision was expected.', '30'),
    actual: orNull('Actual', 'Null: there is no decision.', '25'),
  },
  { ...about('Difference', 'A key that is not as expected.'), ...closed },
);

const failure = Type.Object(
  {
    line,
    column,
    order_id: Type.String(about('Order id', "The test's name for the order.", 'order 1')),
    symbol: Type.String(about('Symbol', 'The trading symbol.', 'RELIANCE-EQ')),
    follower: Type.String(about('Follower', 'Its name.', 'follower1')),
    differences: Type.Array(difference, about('Differences', 'In the order of a decision.', [])),
  },
  { ...about('Failure', 'What was decided is not what was expected.'), ...closed },
);

const test = Type.Object(
  {
    file: Type.String(about('File', 'As it was named.', 'tests/options.copytrade.yaml')),
    line,
    column,
    name: Type.String(about('Name', "The test's.", 'calls are copied')),
    status: Type.Unsafe<string>({ ...about('Status', 'Of the test.', 'passed'), enum: ['passed', 'failed'] }),
    failures: Type.Array(failure, about('Failures', 'Empty where it passed.', [])),
  },
  { ...about('Test', 'One test.'), ...closed },
);

const coverage = Type.Object(
  {
    config: Type.String(about('Configuration', 'What was tested.', 'copytrade.yaml')),
    rules: Type.Array(
      Type.Object(
        {
          id: Type.String(about('Id', "The rule's.", 'no-options')),
          matched: Type.Integer({ ...about('Matched', 'How often it was asked and held.', 2), minimum: 0 }),
        },
        { ...about('Rule', 'How often a rule was used.'), ...closed },
      ),
      about('Rules', "In the configuration's order.", []),
    ),
  },
  { ...about('Coverage', 'Which rules of a configuration the tests use.'), ...closed },
);

const count = (title: string, description: string) =>
  Type.Integer({ ...about(title, description, 3), minimum: 0 });

/** What `copytrade test --json` prints. */
export const testOutput = Type.Object(
  {
    ok: Type.Boolean(about('Ok', 'No test failed and no file has an error; coverage does not count.', true)),
    passed: count('Passed', 'Tests that passed.'),
    failed: count('Failed', 'Tests that failed.'),
    tests: Type.Array(test, about('Tests', 'In the order of the files.', [])),
    findings: validateOutput.properties.findings,
    coverage: Type.Array(coverage, about('Coverage', 'By configuration.', [])),
  },
  { ...about('copytrade test --json', 'The results of rule tests.'), ...closed },
);
