import { once } from 'node:events';
import { Args, Command, Flags } from '@oclif/core';
import { runPlan } from '../replay/plan/run-plan.ts';
import { openStandardOutput } from '../reporting/terminal/standard-output.ts';

const EXIT_INTERRUPTED = 130;

export default class Plan extends Command {
  static override summary = 'Show which decisions of recorded days change between two configs.';

  static override description =
    `Decides the logs under the config of --from and under that of --config, and shows for each follower what differs: quantity, rupees, reason, and the rule that decided. Nothing is sent. Where nothing differs, nothing is printed but a line on stderr.

A LOG is what \`replay\` takes: a SmartAPI order-book reply, order-push messages one a line, a recording or a record file of \`run\`.

Exit code: 0 fine, 1 a config is invalid, 2 a file cannot be read, 5 with --detailed-exitcode: something differs.`;

  static override examples = [
    {
      description: 'What the edit of copytrade.yaml would have done with a recorded day',
      command:
        'git show HEAD:copytrade.yaml > old.yaml && <%= config.bin %> <%= command.id %> orderbook.json --from old.yaml',
    },
    {
      description: 'Two order books, two configs, and what the master held before',
      command:
        '<%= config.bin %> <%= command.id %> monday.json tuesday.json --from old.yaml -c new.yaml --positions positions.json',
    },
    {
      description: 'In CI: fail where an edit changes any decision',
      command: '<%= config.bin %> <%= command.id %> days/*.json --from main.yaml --detailed-exitcode',
    },
  ];

  static override args = {
    log: Args.string({ description: 'Recorded orders.', required: true, multiple: true }),
  };

  static override flags = {
    from: Flags.string({ summary: 'The config to compare with.', required: true, helpValue: 'FILE' }),
    config: Flags.string({ char: 'c', summary: 'The config.', default: 'copytrade.yaml', helpValue: 'FILE' }),
    positions: Flags.string({
      summary: "The master's opening positions, a getPosition reply.",
      helpValue: 'FILE',
    }),
    instruments: Flags.string({
      summary: "The broker's instrument master, in place of the configs'.",
      helpValue: 'FILE',
    }),
    'detailed-exitcode': Flags.boolean({ summary: 'Exit 5 where something differs.' }),
    json: Flags.boolean({ summary: 'Print one JSON document, also where nothing differs.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Plan);
    const command = {
      logs: args.log,
      fromFile: flags.from,
      configFile: flags.config,
      positionsFile: flags.positions ?? null,
      instrumentsFile: flags.instruments ?? null,
      json: flags.json,
      detailedExitCode: flags['detailed-exitcode'],
    };
    const output = openStandardOutput();
    const interrupt = new AbortController();
    process.once('SIGINT', () => interrupt.abort());
    const code = await Promise.race([
      runPlan(command, output, interrupt.signal).catch((error: unknown) => {
        if (!interrupt.signal.aborted) throw error;
        return EXIT_INTERRUPTED;
      }),
      // Whatever is being waited for when the user loses patience.
      once(interrupt.signal, 'abort').then(() => EXIT_INTERRUPTED),
    ]);
    output.progress?.clear();
    if (code !== 0) this.exit(code);
  }
}
