import { Command } from '@oclif/core';
import { askAndPrint, engineFlags } from '../composition/ask-engine.ts';
import type { StatusReply } from '../control/replies.ts';
import { formatStatus } from '../reporting/status-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';

export default class Status extends Command {
  static override summary = 'Show how a running engine stands.';

  static override description =
    `Sessions, the feed, whose entries are copied, orders that have not ended, what the copies hold,
the figures, and what somebody has to look at. It asks the engine over a socket that only you can open.

Exit code: 0 it answered, 1 no engine runs there or it does not answer.`;

  static override examples = [
    { description: 'The engine of this folder', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Who is paused, for a script',
      command: `<%= config.bin %> <%= command.id %> --json | jq -r '.followers[] | select(.entries.state == "paused") | .name'`,
    },
  ];

  static override flags = { ...engineFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    const { colour } = describeTerminal(process.stdout, process.env);
    const toLines = (reply: StatusReply) => formatStatus(reply, { colour });
    await askAndPrint(this, { verb: 'status', follower: null, flags, toLines });
  }
}
