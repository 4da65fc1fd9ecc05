import { Command, Flags } from '@oclif/core';
import { askTyped } from '../composition/ask.ts';
import { engineFlags } from '../composition/ask-engine.ts';
import { describeFailure } from '../composition/describe-failure.ts';
import { hasFindings, type ReconcileEnd, runReconcile } from '../composition/reconcile-command.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import { formatFindings } from '../config/findings/format-findings.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ReconcileReply } from '../control/replies.ts';
import { formatOffers, formatReconcile, formatSource } from '../reporting/reconcile-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';
import { Redactor } from '../secrets/redactor.ts';

const ENDS: Readonly<Record<ReconcileEnd, string | null>> = {
  looked: null,
  declined: 'Nothing was done.',
  moved: 'Nothing was done: it is not the same any more. Look again.',
  done: 'Done. Orders are followed by the engine; `copytrade status` shows them.',
};

const EXIT_INVALID_CONFIG = 78;

export default class Reconcile extends Command {
  static override summary = 'Compare what copies hold with what the accounts hold, and mend the difference.';

  static override description =
    `Asks the running engine, which reads the positions of its live followers. Foreign positions are never touched.
Where none runs, the journal of the last live one is compared: the accounts of the file are logged in and read.

--fix closes what is left of copies that the master has closed (an order, reduced to what the account holds), and
takes out of the ledger what somebody has sold or bought back by hand (no order). --adopt takes positions that a
follower already has, in what the master holds too and on the same side, for copies: they then go as the master's go.
Both show what they will do and want a typed yes, or --yes. What is agreed to is journaled before it is done.
Without an engine only the ledger changes, and only where the master has not traded since: orders need an engine.

Exit code: 0 all agrees or was mended, 1 a drift was found (and not mended), nobody knows of copies there, or it
needs an engine, 2 there is no such follower, or nobody can be asked, 78 the file is invalid.`;

  static override examples = [
    { description: 'All followers', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Mend one, with a question',
      command: '<%= config.bin %> <%= command.id %> --fix --follower follower1',
    },
    {
      description: 'Let the shares that a follower already has go with the master',
      command: '<%= config.bin %> <%= command.id %> --adopt --follower follower1 --symbol RELIANCE-EQ',
    },
  ];

  static override flags = {
    ...engineFlags,
    config: Flags.string({
      char: 'c',
      summary: 'The file, for where no engine runs.',
      default: 'copytrade.yaml',
      helpValue: 'FILE',
    }),
    follower: Flags.string({ summary: 'Whom; everybody where it is not said.' }),
    symbol: Flags.string({ summary: 'One trading symbol only.' }),
    fix: Flags.boolean({ summary: 'Mend what has drifted.', exclusive: ['adopt'] }),
    adopt: Flags.boolean({ summary: 'Take positions that are there for copies.' }),
    yes: Flags.boolean({ summary: 'Do it without asking.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Reconcile);
    const { colour } = describeTerminal(process.stdout, process.env);
    const redactor = new Redactor();
    const action = flags.fix ? 'fix' : flags.adopt ? 'adopt' : 'compare';
    try {
      const { reply, end } = await runReconcile({
        logsFolder: flags.logs,
        mode: flags.mode ?? null,
        follower: flags.follower ?? null,
        action,
        symbol: flags.symbol ?? null,
        loadConfig: () => this.#load(flags.config),
        environment: process.env,
        redactor,
        onNote: (text) => this.logToStderr(redactor.redactText(text)),
        show: (found) => {
          for (const line of formatSource(found)) this.logToStderr(line);
          if (!flags.json) for (const line of formatReconcile(found, { colour })) this.log(line);
        },
        agree: (found) => this.#agree(found, flags.yes),
      });
      if (flags.json) this.log(JSON.stringify(reply, null, 2));
      else if (ENDS[end] !== null) this.log(ENDS[end]);
      if (end === 'moved' || end === 'declined' || (end === 'looked' && hasFindings(reply))) this.exit(1);
    } catch (error) {
      const failure = describeFailure(error);
      if (failure === null) throw error;
      this.logToStderr(redactor.redactText(failure.text));
      this.exit(failure.exitCode);
    }
  }

  async #load(file: string): Promise<LoadedConfig> {
    const loaded = await loadConfig(file);
    if (loaded.ok) return loaded.config;
    const { colour } = describeTerminal(process.stderr, process.env);
    this.logToStderr(formatFindings(loaded.findings, 'text', { colour }).trimEnd());
    return this.exit(loaded.isReadable ? EXIT_INVALID_CONFIG : 2);
  }

  async #agree(found: ReconcileReply, yes: boolean): Promise<boolean> {
    this.logToStderr(['', 'This is what would be done:', ...formatOffers(found.offers), ''].join('\n'));
    if (yes) return true;
    if (process.stdin.isTTY !== true) {
      this.logToStderr('Nobody can be asked here: say --yes to do it. Nothing was done.');
      return this.exit(2);
    }
    return askTyped('Type yes to do it:', 'yes');
  }
}
