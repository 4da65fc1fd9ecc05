import { setFlagsFromString } from 'node:v8';
import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { exitCodeOf } from '../config/exit-code.ts';
import { FINDING_FORMATS, formatFindings } from '../config/findings/format-findings.ts';
import { summariseFindings } from '../config/findings/summarise-findings.ts';
import { type LoadResult, loadConfig } from '../config/load-config.ts';
import type { InstrumentsReader } from '../config/online-checks.ts';

/**
 * How many bytes of bytecode a function runs before V8 compiles it for speed: three times its default. A validation is over
 * before most of that compiling has paid for itself (docs/performance.md). V8 has no such flag any more from 12 (Node.js 22).
 */
const LATE_COMPILING = '--interrupt-budget=400000';
const KNOWS_LATE_COMPILING = Number.parseInt(process.versions.v8, 10) < 12;

export default class Validate extends Command {
  static override summary = 'Check copytrade.yaml and the rules that it includes.';

  static override description =
    `All findings are shown at once, each with its place and what to write instead.
Where the file names its \`instruments\`, symbols and fixed quantities are compared with them. --online logs in every
account, compares clocks, reads funds, asks whether orders may come from this address, and downloads the day's
instruments; it places no order. SMARTAPI_URL may name a simulator of this machine.

Exit code: 0 valid, 1 errors, 2 the file cannot be read, 3 warnings under --strict, 4 only online checks failed.
The codes are explained in docs/validation-codes.md.`;

  static override examples = [
    { description: 'Check copytrade.yaml here', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Another file, with its credentials, in a pipeline',
      command: '<%= config.bin %> <%= command.id %> family.yaml --env --strict --format github',
    },
    {
      description: 'Before the first live day',
      command: '<%= config.bin %> <%= command.id %> --online',
    },
    { description: 'For a program', command: '<%= config.bin %> <%= command.id %> --json' },
  ];

  static override args = {
    file: Args.string({ description: 'The file; the same as --config.' }),
  };

  static override flags = {
    config: Flags.string({ char: 'c', summary: 'The file.', default: 'copytrade.yaml', helpValue: 'FILE' }),
    env: Flags.boolean({ summary: 'Also read the credentials, from the environment and .env.' }),
    online: Flags.boolean({ summary: 'Also log in every account. Includes --env. Places no order.' }),
    strict: Flags.boolean({ summary: 'Fail (exit 3) on warnings too.' }),
    format: Flags.option({
      summary: 'How findings are printed.',
      options: FINDING_FORMATS,
      default: 'text' as const,
    })(),
    json: Flags.boolean({ summary: 'The same as --format json.', exclusive: ['format'] }),
  };

  async run(): Promise<void> {
    if (KNOWS_LATE_COMPILING) setFlagsFromString(LATE_COMPILING);
    const { args, flags } = await this.parse(Validate);
    const file = args.file ?? flags.config;
    const format = flags.json ? 'json' : flags.format;
    const result = flags.online ? await this.#tryOnline(file) : await this.#load(file, flags.env);
    const findings = result.ok ? result.config.findings : result.findings;
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
    const text = formatFindings(findings, format, { colour }).trimEnd();
    if (text !== '') this.log(text);
    if (format === 'text') this.#summarise(file, result);
    const code = exitCodeOf(result, { strict: flags.strict });
    if (code !== 0) this.exit(code);
  }

  /** What only some files and flags need is loaded when it is needed: most validations are over before. */
  #load(file: string, withEnvironment: boolean): Promise<LoadResult> {
    const readInstruments: InstrumentsReader = async (path) => {
      if (path === null) return null;
      const { readInstrumentRecords } = await import('../composition/read-instruments.ts');
      return readInstrumentRecords(path);
    };
    return loadConfig(file, { readInstruments, ...(withEnvironment ? { environment: process.env } : {}) });
  }

  async #tryOnline(file: string): Promise<LoadResult> {
    const { validateOnline } = await import('../composition/validate-online.ts');
    try {
      return await validateOnline(file, process.env, (text) => this.logToStderr(text));
    } catch (error) {
      const { describeFailure } = await import('../composition/describe-failure.ts');
      const failure = describeFailure(error);
      if (failure === null) throw error;
      return this.error(failure.text, { exit: failure.exitCode });
    }
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
