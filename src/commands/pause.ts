import { SteerCommand } from '../composition/steer-command.ts';

export default class Pause extends SteerCommand {
  static override summary = 'Copy no entries for now; exits go on.';

  static override description =
    `It holds at once: an entry that was decided and has not left does not leave, and is listed. What the master
opens meanwhile is skipped (PAUSED), and is not made up for later. It holds until \`resume\`, also through a restart.

Exit code: 0 done, 1 no engine runs there, 2 there is no such follower.`;

  protected override readonly verb = 'pause';
}
