import { Args, Command, Flags } from '@oclif/core';
import { type StarterResult, writeStarter } from '../config/starter/write-starter.ts';

export default class Init extends Command {
  static override summary = 'Write a first copytrade.yaml.';

  static override description =
    `Also rules/ with an example, .env.example and .gitignore. Files that are there already are
kept as they are and named. The file written places no orders (mode: dry_run).`;

  static override examples = [
    { description: 'In this folder', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'In a new folder', command: '<%= config.bin %> <%= command.id %> family-accounts' },
  ];

  static override args = {
    folder: Args.string({ description: 'Where; it is made if need be.', default: '.' }),
  };

  static override flags = {
    json: Flags.boolean({ summary: 'Print what was written as JSON.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    const result = await writeStarter(args.folder);
    if (!result.ok) this.error(result.message, { exit: 2 });
    if (flags.json) {
      const { folder, written, kept } = result;
      this.log(JSON.stringify({ folder, written, kept }, null, 2));
    } else {
      for (const file of result.written) this.log(`written  ${file}`);
      for (const file of result.kept) this.log(`kept     ${file} (it was there before)`);
    }
    for (const hint of this.#hints(result)) this.logToStderr(hint);
  }

  #hints({ written, isEnvIgnored }: StarterResult & { ok: true }): string[] {
    const hints: string[] = [];
    if (!isEnvIgnored)
      hints.push('Your .gitignore does not name .env: add the line, or secrets end up in version control.');
    if (written.includes('copytrade.yaml')) {
      hints.push(
        'Next: cp .env.example .env && chmod 600 .env, fill it in, then: copytrade validate --env',
        'Nothing is traded before you write `mode: live` and say yes to it.',
      );
    }
    return hints;
  }
}
