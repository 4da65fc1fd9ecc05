import { Args, Command } from '@oclif/core';
import { askAndPrint, engineFlags } from '../composition/ask-engine.ts';
import type { SteerReply } from '../control/replies.ts';
import { formatSteer } from '../reporting/status-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';

export default class Resume extends Command {
  static override summary = 'Copy entries again, after pause or close-only.';

  static override description =
    `From the next order of the master on. Where everybody is held back, one follower can be resumed alone.
One that the file itself holds back (\`mode: dry_run\`, \`enabled: false\`) stays so: edit the file.

Exit code: 0 done, 1 no engine runs there, 2 there is no such follower.`;

  static override examples = [
    { description: 'Everybody', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'One follower, whoever else is paused',
      command: '<%= config.bin %> <%= command.id %> follower1',
    },
  ];

  static override args = {
    follower: Args.string({ description: 'Whom; everybody where none is named.' }),
  };

  static override flags = { ...engineFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Resume);
    const { colour } = describeTerminal(process.stdout, process.env);
    const toLines = (reply: SteerReply) => formatSteer(reply, { colour });
    await askAndPrint(this, { verb: 'resume', follower: args.follower ?? null, flags, toLines });
  }
}
