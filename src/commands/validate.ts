import { Args, Command, Flags } from '@oclif/core';
import { exitCodeOf } from '../config/exit-code.ts';
import { FINDING_FORMATS, formatFindings } from '../config/findings/format-findings.ts';
import { summariseFindings } from '../config/findings/summarise-findings.ts';
import { type LoadResult, loadConfig } from '../config/load-config.ts';

export default class Validate extends Command {
  static override summary = 'Check copytrade.yaml and the rules that it includes.';

  static override description =
    `All findings are shown at once, each with its place and what to write instead.
Exit code: 0 valid, 1 errors, 2 the file cannot be read, 3 warnings under --strict.
The codes are explained in docs/validation-codes.md.`;

  static override examples = [
    { description: 'Check copytrade.yaml here', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Another file, with its credentials, in a pipeline',
      command: '<%= config.bin %> <%= command.id %> family.yaml --env --strict --format github',
    },
    { description: 'For a program', command: '<%= config.bin %> <%= command.id %> --json' },
  ];

  static override args = {
    file: Args.string({ description: 'The file; the same as --config.' }),
  };

  static override flags = {
    config: Flags.string({ char: 'c', summary: 'The file.', default: 'copytrade.yaml', helpValue: 'FILE' }),
    env: Flags.boolean({ summary: 'Also read the credentials, from the environment and .env.' }),
    strict: Flags.boolean({ summary: 'Fail (exit 3) on warnings too.' }),
    format: Flags.option({
      summary: 'How findings are printed.',
      options: FINDING_FORMATS,
      default: 'text' as const,
    })(),
    json: Flags.boolean({ summary: 'The same as --format json.', exclusive: ['format'] }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Validate);
    const file = args.file ?? flags.config;
    const format = flags.json ? 'json' : flags.format;
    const result = await loadConfig(file, flags.env ? { environment: process.env } : {});
    const findings = result.ok ? result.config.findings : result.findings;
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
    const text = formatFindings(findings, format, { colour }).trimEnd();
    if (text !== '') this.log(text);
    if (format === 'text') this.#summarise(file, result);
    const code = exitCodeOf(result, { strict: flags.strict });
    if (code !== 0) this.exit(code);
  }

  #summarise(file: string, result: LoadResult): void {
    const findings = result.ok ? result.config.findings : result.findings;
    if (findings.length > 0) this.logToStderr(`\n${summariseFindings(findings)}`);
    if (!result.ok) return;
    const { settings, policy } = result.config;
    const enabled = settings.followers.filter((follower) => follower.enabled).length;
    const counts = `followers enabled ${enabled} of ${settings.followers.length}, rules ${policy.rules.length}`;
    this.log(`${file} is valid: mode ${settings.mode}, ${counts}.`);
  }
}
