import { Args, Command, Flags } from '@oclif/core';
import { runTestCommand, TEST_FORMATS } from '../rule-tests/run-test-command.ts';

export default class Test extends Command {
  static override summary = 'Run rule tests written in YAML.';

  static override description =
    `Decides the orders of each test as \`run\` would, and compares with what the test expects.
Nothing is sent. docs/rule-tests.md describes the files; \`copytrade schema rule-test\` prints their schema.
Without FILE: tests/*.copytrade.yaml here.

Exit code: 0 all passed, 1 a failed test, an invalid file or too little coverage, 2 a file that cannot be read.`;

  static override examples = [
    { description: 'All tests of copytrade.yaml', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'In a pipeline: every rule must be used by a test',
      command: '<%= config.bin %> <%= command.id %> --min-coverage 100 --format junit',
    },
    {
      description: 'Some tests of one file, with the rules that they use',
      command: '<%= config.bin %> <%= command.id %> tests/options.copytrade.yaml --filter expiry --coverage',
    },
  ];

  static override args = {
    file: Args.string({ description: 'Files of tests.', multiple: true }),
  };

  static override flags = {
    config: Flags.string({
      char: 'c',
      summary: 'The config under test, where a file does not name one.',
      default: 'copytrade.yaml',
      helpValue: 'FILE',
    }),
    filter: Flags.string({ summary: 'Only tests with this text in their name.', helpValue: 'TEXT' }),
    coverage: Flags.boolean({ summary: 'Also show how often each rule matched.' }),
    'min-coverage': Flags.integer({
      summary: 'Fail where fewer rules than this matched at least once.',
      helpValue: 'PCT',
      min: 0,
      max: 100,
    }),
    format: Flags.option({
      summary: 'How results are printed.',
      options: TEST_FORMATS,
      default: 'text' as const,
    })(),
    json: Flags.boolean({ summary: 'The same as --format json.', exclusive: ['format'] }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Test);
    const command = {
      files: args.file ?? [],
      configFile: flags.config,
      filter: flags.filter ?? null,
      coverage: flags.coverage,
      minCoverage: flags['min-coverage'] ?? null,
      format: flags.json ? ('json' as const) : flags.format,
    };
    const code = await runTestCommand(command, {
      out: (text) => this.log(text.replace(/\n$/, '')),
      err: (line) => this.logToStderr(line),
      outColour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    });
    if (code !== 0) this.exit(code);
  }
}
