import { Command, Flags } from '@oclif/core';
import { describeFailure } from '../composition/describe-failure.ts';
import { runReport } from '../replay/day/run-report.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';

export default class Report extends Command {
  static override summary = 'Tell what a day brought, follower by follower.';

  static override description =
    `What was copied and what was skipped and why, what became of the orders, what the broker refused in its words,
what nobody knows yet, and the result of the copies in rupees. It decides the recordings of that day's runs again, as
\`replay\` does; a run belongs to the day on which it began.

Exit code: 0 told, 2 there is no such recording, or it cannot be read.`;

  static override examples = [
    { description: 'The last day', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Another, for a program',
      command: '<%= config.bin %> <%= command.id %> --day 2026-11-23 --json',
    },
  ];

  static override flags = {
    config: Flags.string({
      char: 'c',
      summary: 'Accepted everywhere; a recording holds the config that it was made with.',
      helpValue: 'FILE',
    }),
    logs: Flags.string({ summary: 'Folder of the recordings.', default: 'logs' }),
    day: Flags.string({ summary: 'The day, as 2026-11-23; the last one where it is not said.' }),
    json: Flags.boolean({ summary: 'Print the report as JSON.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Report);
    const { colour } = describeTerminal(process.stdout, process.env);
    const { logs: logsFolder, day = null, json } = flags;
    try {
      const text = await runReport({ logsFolder, day, json, colour }, new AbortController().signal);
      this.log(text.trimEnd());
    } catch (error) {
      const failure = describeFailure(error);
      if (failure === null) throw error;
      this.logToStderr(failure.text);
      this.exit(failure.exitCode);
    }
  }
}
