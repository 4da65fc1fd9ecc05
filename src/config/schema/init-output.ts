import { Type } from '@sinclair/typebox';

const files = (title: string, description: string) =>
  Type.Array(Type.String(), { title, description, examples: [['copytrade.yaml']] });

/** What `copytrade init --json` prints. */
export const initOutput = Type.Object(
  {
    folder: Type.String({ title: 'Folder', description: 'Where the files are.', examples: ['.'] }),
    written: files('Written', 'Files that were made.'),
    kept: files('Kept', 'Files that were there before and are as they were.'),
  },
  {
    title: 'copytrade init --json',
    description: 'The files of a first configuration.',
    examples: [{ folder: '.', written: ['copytrade.yaml'], kept: ['.gitignore'] }],
    additionalProperties: false,
  },
);
