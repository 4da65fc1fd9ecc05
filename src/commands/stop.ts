import { Command } from '@oclif/core';
import { askAndPrint, engineFlags } from '../composition/ask-engine.ts';
import type { StopReply } from '../control/replies.ts';
import { formatStatistics } from '../reporting/status-text.ts';

export default class Stop extends Command {
  static override summary = 'End a running engine in order.';

  static override description =
    `As Ctrl-C on its terminal: nothing new is copied, what is on its way has its time \
(ten seconds at most), the files are closed. It returns when the engine has ended.
To hold back one follower only, use pause or close-only.

Exit code: 0 it has ended, 1 no engine runs there or it does not answer.`;

  static override examples = [
    { description: 'The engine of this folder', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'That of another folder',
      command: '<%= config.bin %> <%= command.id %> --logs /srv/copytrade/logs',
    },
  ];

  static override flags = { ...engineFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Stop);
    const toLines = ({ statistics }: StopReply) => [`The engine has ended. ${formatStatistics(statistics)}.`];
    await askAndPrint(this, { verb: 'stop', follower: null, flags, toLines });
  }
}
