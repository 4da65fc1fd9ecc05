import { Command, Flags } from '@oclif/core';
import { ask, askTyped } from '../composition/ask.ts';
import { describeFailure } from '../composition/describe-failure.ts';
import { runUntilEnded } from '../composition/run-until-ended.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import { formatFindings } from '../config/findings/format-findings.ts';
import { loadConfig } from '../config/load-config.ts';
import { EngineError } from '../engine/engine-error.ts';
import { createJsonView } from '../reporting/json-view.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';
import { createTerminalView } from '../reporting/terminal/terminal-view.ts';
import { Redactor } from '../secrets/redactor.ts';

const EXIT_INVALID_CONFIG = 78;

export default class Run extends Command {
  static override summary = 'Follow the master account and copy its orders to the followers.';

  static override description =
    `Starts in the file's mode. With \`mode: dry_run\` everything is decided, shown and recorded, and nothing is
placed; only the master logs in. With \`mode: live\` it needs --live, or YES typed on the terminal.
The file is read again on every save; an invalid one changes nothing.
Ctrl-C ends it with the figures; a second one ends it at once. Records, recording and log are in --logs.

Exit code: 0 ended by the user, 1 something failed, 4 the master cannot log in or be read, 78 the file is invalid.`;

  static override examples = [
    { description: 'Follow, decide and show; place nothing', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'Place orders', command: '<%= config.bin %> <%= command.id %> --live' },
    {
      description: 'Another file, as JSON lines for a program',
      command: '<%= config.bin %> <%= command.id %> -c family.yaml --json',
    },
  ];

  static override flags = {
    config: Flags.string({ char: 'c', summary: 'The file.', default: 'copytrade.yaml', helpValue: 'FILE' }),
    live: Flags.boolean({ summary: 'Place orders, where the file says `mode: live`.' }),
    logs: Flags.string({ summary: 'Folder of records, recording, log and journal.', default: 'logs' }),
    json: Flags.boolean({ summary: 'Print every event as one JSON object a line.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Run);
    const redactor = new Redactor();
    const config = await this.#load(flags.config, flags.json);
    const redact = (text: string) => redactor.redactText(text);
    const out = process.stdout;
    const view = flags.json
      ? createJsonView({ out, redact })
      : createTerminalView({ out, redact, ...describeTerminal(out, process.env) });
    try {
      const code = await runUntilEnded({
        config,
        configFile: flags.config,
        version: this.config.version,
        confirmed: flags.live || (await this.#confirmLive(config)),
        logsFolder: flags.logs,
        environment: process.env,
        redactor,
        observe: (event) => view.observe(event),
        ask: process.stdin.isTTY === true ? ask : null,
      });
      view.close();
      if (code !== 0) this.exit(code);
    } catch (error) {
      const failure = describeFailure(error);
      if (failure === null) throw error;
      this.logToStderr(redact(failure.text));
      this.exit(failure.exitCode);
    }
  }

  async #load(file: string, json: boolean): Promise<LoadedConfig> {
    const result = await loadConfig(file);
    const { colour } = describeTerminal(process.stderr, process.env);
    if (result.ok) {
      const warnings = formatFindings(result.config.findings, 'text', { colour }).trimEnd();
      if (warnings !== '') this.logToStderr(`${warnings}\n`);
      return result.config;
    }
    const text = formatFindings(result.findings, json ? 'json' : 'text', { colour });
    if (json) this.log(text.trimEnd());
    else this.logToStderr(`${text.trimEnd()}\n\nNothing was started.`);
    return this.exit(result.isReadable ? EXIT_INVALID_CONFIG : 2);
  }

  async #confirmLive(config: LoadedConfig): Promise<boolean> {
    if (config.settings.mode !== 'live' || process.stdin.isTTY !== true) return false;
    const followers = config.settings.followers.filter(({ enabled, mode }) => enabled && mode === 'live');
    const names = followers.map(({ name }) => name).join(', ');
    const confirmed = await askTyped(`This will place real orders for ${names}. Type YES to go on:`, 'YES');
    if (confirmed) return true;
    throw new EngineError('NEEDS_TERMINAL', 'not confirmed', 'Nothing was started.');
  }
}
