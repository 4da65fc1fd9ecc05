import { Args, Command } from '@oclif/core';
import { askAndPrint, engineFlags } from '../composition/ask-engine.ts';
import type { SteerReply } from '../control/replies.ts';
import { formatSteer } from '../reporting/status-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';

export default class CloseOnly extends Command {
  static override summary = 'Copy only exits from now on.';

  static override description =
    `As \`pause\` under another name, for a day that is to end flat or a follower that is to get out as the master does.
Entries are skipped (CLOSE_ONLY), those that have not left do not leave. It holds until \`resume\`, also through a restart.

Exit code: 0 done, 1 no engine runs there, 2 there is no such follower.`;

  static override examples = [
    { description: 'Everybody', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'One follower', command: '<%= config.bin %> <%= command.id %> follower1' },
  ];

  static override args = {
    follower: Args.string({ description: 'Whom; everybody where none is named.' }),
  };

  static override flags = { ...engineFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CloseOnly);
    const { colour } = describeTerminal(process.stdout, process.env);
    const toLines = (reply: SteerReply) => formatSteer(reply, { colour });
    await askAndPrint(this, { verb: 'close-only', follower: args.follower ?? null, flags, toLines });
  }
}
