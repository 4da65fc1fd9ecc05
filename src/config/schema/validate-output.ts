import { Type } from '@sinclair/typebox';

const finding = Type.Object(
  {
    file: Type.String({
      title: 'File',
      description: 'As it was named, from where the command ran.',
      examples: ['copytrade.yaml'],
    }),
    line: Type.Integer({ title: 'Line', description: 'From 1.', examples: [12], minimum: 1 }),
    column: Type.Integer({
      title: 'Column',
      description: 'From 1, in UTF-16 code units.',
      examples: [5],
      minimum: 1,
    }),
    severity: Type.Unsafe<string>({
      title: 'Severity',
      description: 'An error makes the file invalid.',
      examples: ['error'],
      enum: ['error', 'warning'],
    }),
    code: Type.String({
      title: 'Code',
      description: 'Stable; docs/validation-codes.md explains each.',
      examples: ['unknown-key'],
    }),
    message: Type.String({
      title: 'Message',
      description: 'What is wrong, and what to write instead.',
      examples: ['`quantty` is not known here. Did you mean `quantity`?'],
    }),
    path: Type.String({
      title: 'Path',
      description: 'Where in the document; empty for the file itself.',
      examples: ['followers.follower1.quantity'],
    }),
  },
  { title: 'Finding', description: 'Something wrong at a place.', examples: [], additionalProperties: false },
);

/** What `copytrade validate --json` prints. */
export const validateOutput = Type.Object(
  {
    valid: Type.Boolean({
      title: 'Valid',
      description: 'Whether there is no error; warnings do not count.',
      examples: [true],
    }),
    findings: Type.Array(finding, {
      title: 'Findings',
      description: 'By file, line and column.',
      examples: [[]],
    }),
  },
  {
    title: 'copytrade validate --json',
    description: 'The findings of a configuration.',
    examples: [{ valid: true, findings: [] }],
    additionalProperties: false,
  },
);
