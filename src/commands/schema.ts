import { Args, Command, Flags } from '@oclif/core';
import { formatSchema, PUBLISHED_SCHEMAS } from '../config/schema/published-schemas.ts';

const NAMES = PUBLISHED_SCHEMAS.map((schema) => schema.name);

export default class Schema extends Command {
  static override summary = 'Print a JSON schema.';

  static override description =
    `Editors that know YAML show hover text and offer keys when a file names its schema:
# yaml-language-server: $schema=./copytrade.schema.json
The other schemas describe what commands print with --json.`;

  static override examples = [
    {
      description: 'The schema of copytrade.yaml, for an editor',
      command: '<%= config.bin %> <%= command.id %> > copytrade.schema.json',
    },
    {
      description: 'Of a file with rules alone',
      command: '<%= config.bin %> <%= command.id %> rules > rules.schema.json',
    },
  ];

  static override args = {
    name: Args.string({ description: 'Which one.', options: NAMES, default: 'config' }),
  };

  static override flags = {
    json: Flags.boolean({ summary: 'Accepted everywhere; a schema is JSON anyway.' }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(Schema);
    const chosen = PUBLISHED_SCHEMAS.find((schema) => schema.name === args.name);
    if (chosen === undefined) this.error(`There is no schema ${args.name}.`, { exit: 2 });
    this.log(formatSchema(chosen).trimEnd());
  }
}
