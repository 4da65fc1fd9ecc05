import { SteerCommand } from '../composition/steer-command.ts';

export default class Resume extends SteerCommand {
  static override summary = 'Copy entries again, after pause or close-only.';

  static override description =
    `From the next order of the master on. Where everybody is held back, one follower can be resumed alone.
One that the file itself holds back (\`mode: dry_run\`, \`enabled: false\`) stays so: edit the file.

Exit code: 0 done, 1 no engine runs there, 2 there is no such follower.`;

  protected override readonly verb = 'resume';
}
