import { Command, Flags } from '@oclif/core';
import { type DoctorCheck, doctorExitCode, examine } from '../composition/doctor.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';
import { toSafeText } from '../reporting/terminal/safe-text.ts';
import type { Style } from '../reporting/terminal/style.ts';
import { alignRows, cell } from '../reporting/terminal/text-table.ts';

const STYLES: Readonly<Record<DoctorCheck['state'], Style>> = {
  ok: 'good',
  warning: 'warning',
  failed: 'bad',
  not_checked: 'quiet',
};

export default class Doctor extends Command {
  static override summary = 'Tell what stands between this machine and the first live order.';

  static override description =
    `Looks at Node.js, the file with its credentials, .env, the logs folder, the disk, the journal, another engine, the
hour in India, and with --online at the accounts: login, clock, funds, registered address. It places no order.

Exit code: 0 nothing stands in the way, 1 something does, 4 only the broker does.`;

  static override examples = [
    { description: 'This machine', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'The accounts too', command: '<%= config.bin %> <%= command.id %> --online' },
  ];

  static override flags = {
    config: Flags.string({ char: 'c', summary: 'The file.', default: 'copytrade.yaml', helpValue: 'FILE' }),
    logs: Flags.string({ summary: 'Folder of records, recording, log and journal.', default: 'logs' }),
    online: Flags.boolean({ summary: 'Also log in every account. Places no order.' }),
    json: Flags.boolean({ summary: 'Print the checks as JSON.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Doctor);
    const checks = await examine({
      configFile: flags.config,
      logsFolder: flags.logs,
      online: flags.online,
      environment: process.env,
      nodeVersion: process.versions.node,
      nowMs: Date.now(),
      onNote: (text) => this.logToStderr(text),
    });
    if (flags.json) this.log(JSON.stringify({ checks }, null, 2));
    else for (const line of this.#toLines(checks)) this.log(line);
    const code = doctorExitCode(checks);
    if (code !== 0) this.exit(code);
  }

  #toLines(checks: readonly DoctorCheck[]): string[] {
    const rows = checks.map(({ check, state, says, next }) => [
      cell(state.replace('_', ' '), STYLES[state]),
      cell(check.replace('_', ' '), 'strong'),
      cell(toSafeText(next === null ? says : `${says} → ${next}`, 1000)),
    ]);
    return alignRows(rows, describeTerminal(process.stdout, process.env));
  }
}
