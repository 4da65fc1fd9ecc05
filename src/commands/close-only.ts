import { SteerCommand } from '../composition/steer-command.ts';

export default class CloseOnly extends SteerCommand {
  static override summary = 'Copy only exits from now on.';

  static override description =
    `As \`pause\` under another name, for a day that is to end flat or a follower that is to get out as the master does.
Entries are skipped (CLOSE_ONLY), those that have not left do not leave. It holds until \`resume\`, also through a restart.

Exit code: 0 done, 1 no engine runs there, 2 there is no such follower.`;

  protected override readonly verb = 'close-only';
}
