import { basename, relative } from 'node:path';
import { Command, Flags } from '@oclif/core';
import { describeFailure } from '../composition/describe-failure.ts';
import { watchSignals } from '../composition/signals.ts';
import { CaptionedOutput } from '../demo/captioned-output.ts';
import { toDemoDocument } from '../demo/demo-summary.ts';
import { createDemoWorld, DemoFolderError, removeFolder } from '../demo/demo-world.ts';
import { type DemoOptions, playDemo } from '../demo/play-demo.ts';
import { formatCaption, formatDemoSummary } from '../demo/summary-text.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';
import { createTerminalView } from '../reporting/terminal/terminal-view.ts';
import { Redactor } from '../secrets/redactor.ts';

const EXIT_NOT_AS_SCRIPTED = 1;
const EXIT_NO_FOLDER = 2;
const EXIT_INTERRUPTED = 130;
/** With it the whole takes less than twenty seconds. */
const BEAT_MS = 900;

export default class Demo extends Command {
  static override summary =
    'Watch it at work for half a minute: no credentials, nothing leaves this machine.';

  static override description =
    `Starts a simulated broker with a master and two followers, and plays a session: orders, a limit order that rests,
options, a blocked symbol, a partial fill, an edit of the file, the way out. Then it compares what the followers hold
with what they should, and replays its own recording. The file and the logs stay in a temporary folder.

Exit code: 0 all went as scripted, 1 something did not, 2 no temporary folder can be made, 130 interrupted.`;

  static override examples = [
    { description: 'Watch', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'As a self-test, in a pipeline',
      command: '<%= config.bin %> <%= command.id %> --json --clean',
    },
  ];

  static override flags = {
    seed: Flags.integer({
      summary: 'What ids and credentials of the simulator are drawn from.',
      default: 1,
      min: 0,
    }),
    clean: Flags.boolean({ summary: 'Remove the temporary folder at the end.' }),
    json: Flags.boolean({
      summary: 'Print only a summary, as one JSON document, without pauses for readers.',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Demo);
    const interrupt = new AbortController();
    const signals = watchSignals(() => interrupt.abort());
    const redactor = new Redactor();
    let code: number;
    try {
      const world = await createDemoWorld(flags.seed);
      try {
        code = await this.#play({ world, redactor, signal: interrupt.signal }, flags);
      } finally {
        await world.simulator.close();
        if (flags.clean) await removeFolder(world);
      }
    } catch (error) {
      code = this.#explain(error, redactor, interrupt.signal);
    } finally {
      signals.close();
    }
    if (code !== 0) this.exit(code);
  }

  async #play(
    stage: Pick<DemoOptions, 'world' | 'redactor' | 'signal'>,
    { json, clean }: { readonly json: boolean; readonly clean: boolean },
  ): Promise<number> {
    const shown = json ? { observe: () => {}, say: () => {}, beatMs: 0 } : this.#show(stage.redactor);
    const kept = !clean;
    try {
      const summary = await playDemo({ ...stage, ...shown });
      const terminal = describeTerminal(process.stdout, process.env);
      if (json) this.log(JSON.stringify(toDemoDocument(summary, { kept }), null, 2));
      else this.log(formatDemoSummary(summary, { kept, program: nameOfProgram() }, terminal).trimEnd());
      return summary.problems.length === 0 ? 0 : EXIT_NOT_AS_SCRIPTED;
    } catch (error) {
      if (kept) this.logToStderr(`The files so far are in ${stage.world.folder}`);
      throw error;
    }
  }

  #show(redactor: Redactor): Pick<DemoOptions, 'observe' | 'say' | 'beatMs'> {
    const terminal = describeTerminal(process.stdout, process.env);
    const out = new CaptionedOutput(process.stdout, (caption) => formatCaption(caption, terminal));
    const view = createTerminalView({ out, redact: (text) => redactor.redactText(text), ...terminal });
    return {
      observe: (event) => view.observe(event),
      say: (caption) => out.say(caption),
      beatMs: BEAT_MS,
    };
  }

  /** @returns the exit code of a failure that is expected; a bug is thrown on */
  #explain(error: unknown, redactor: Redactor, interrupt: AbortSignal): number {
    if (interrupt.aborted) {
      this.logToStderr('Interrupted.');
      return EXIT_INTERRUPTED;
    }
    if (error instanceof DemoFolderError) {
      this.logToStderr(`${error.message}. ${error.next}`);
      return EXIT_NO_FOLDER;
    }
    const failure = describeFailure(error);
    if (failure === null) throw error;
    this.logToStderr(redactor.redactText(failure.text));
    return EXIT_NOT_AS_SCRIPTED;
  }
}

/** How to call it again: by its name where it is installed, else as it was called. */
function nameOfProgram(): string {
  const [, script = ''] = process.argv;
  return basename(script) === 'copytrade' ? 'copytrade' : `node ${relative(process.cwd(), script)}`;
}
