import { Args, Command } from '@oclif/core';
import { askAndPrint, engineFlags } from '../composition/ask-engine.ts';
import type { RetryReply } from '../control/replies.ts';
import { formatRetry } from '../reporting/status-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';

const EXIT_ONLINE = 4;

export default class Retry extends Command {
  static override summary = 'Log in again an account that has no session.';

  static override description =
    `Passing failures are tried again by themselves. Wrong credentials are not, for repeated failures lock an account:
correct them where the file takes them from (.env, a file, a command; not the environment of the running process),
then say this. It takes up to half a minute, for no TOTP code is used twice.

Exit code: 0 all are logged in, 1 no engine runs there, 2 there is no such follower, 4 one cannot log in.`;

  static override examples = [
    { description: 'All that have no session', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'After its PIN was corrected in .env',
      command: '<%= config.bin %> <%= command.id %> follower2',
    },
  ];

  static override args = {
    follower: Args.string({ description: 'Whom; everybody and the master where none is named.' }),
  };

  static override flags = { ...engineFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Retry);
    const { colour } = describeTerminal(process.stdout, process.env);
    const toLines = (reply: RetryReply) => formatRetry(reply, { colour });
    const question = { verb: 'retry', follower: args.follower ?? null, flags, toLines } as const;
    const { accounts } = await askAndPrint(this, question);
    if (accounts.some(({ ok }) => !ok)) this.exit(EXIT_ONLINE);
  }
}
