import { Args, Command } from '@oclif/core';
import { askAndPrint, engineFlags } from '../composition/ask-engine.ts';
import type { SteerReply } from '../control/replies.ts';
import { formatSteer } from '../reporting/status-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';

export default class Pause extends Command {
  static override summary = 'Copy no entries for now; exits go on.';

  static override description =
    `It holds at once: an entry that was decided and has not left does not leave, and is listed. What the master
opens meanwhile is skipped (PAUSED), and is not made up for later. It holds until \`resume\`, also through a restart.

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
    const { args, flags } = await this.parse(Pause);
    const { colour } = describeTerminal(process.stdout, process.env);
    const toLines = (reply: SteerReply) => formatSteer(reply, { colour });
    await askAndPrint(this, { verb: 'pause', follower: args.follower ?? null, flags, toLines });
  }
}
