/** What `pause`, `close-only` and `resume` have in common: all of them, or one follower, and what became of entries. */
import { Args, Command } from '@oclif/core';
import type { Verb } from '../control/protocol.ts';
import type { SteerReply } from '../control/replies.ts';
import { formatSteer } from '../reporting/status-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';
import { askAndPrint, engineFlags } from './ask-engine.ts';

export abstract class SteerCommand extends Command {
  static override examples = [
    { description: 'Everybody', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'One follower, whatever is said of the others',
      command: '<%= config.bin %> <%= command.id %> follower1',
    },
  ];

  static override args = {
    follower: Args.string({ description: 'Whom; everybody where none is named.' }),
  };

  static override flags = { ...engineFlags };

  protected abstract readonly verb: Extract<Verb, 'pause' | 'resume' | 'close-only'>;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SteerCommand);
    const { colour } = describeTerminal(process.stdout, process.env);
    const toLines = (reply: SteerReply) => formatSteer(reply, { colour });
    await askAndPrint(this, { verb: this.verb, follower: args.follower ?? null, flags, toLines });
  }
}
