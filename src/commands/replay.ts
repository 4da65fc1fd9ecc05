import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { Args, Command, Flags } from '@oclif/core';
import { holdsRecording } from '../replay/readers/log-format.ts';
import { runReplay } from '../replay/run-replay.ts';
import { openStandardOutput } from '../reporting/terminal/standard-output.ts';

const EXIT_INTERRUPTED = 130;
/**
 * Nearly all that reading a recording makes is soon forgotten. Left to itself the heap grows to four times what is kept
 * before that is noticed; so it grows by half. Of an order book all rows are kept, and to look through them so often
 * costs 6 of 100 of the CPU and saves nothing.
 */
const HEAP_GROWTH = '--heap-growing-percent=50';

export default class Replay extends Command {
  static override summary = 'Decide a recorded day again.';

  static override description =
    `Shows what the config would have copied: for whom, how much, at which price, or why not. Nothing is sent.

A LOG is a SmartAPI order-book reply (or several, one a line), order-push messages one a line, a recording (logs/session_….jsonl) or a record
file (logs/copy_trading_….json) of \`run\`; it is recognised by what is in it. Order logs are taken together, by time.
With --verify the decisions made live in a recording are compared with those that its own config makes now.

Exit code: 0 fine, 1 findings (an invalid config, a divergence, too little coverage), 2 a file cannot be read or written.`;

  static override examples = [
    {
      description: "Today's order book, under copytrade.yaml",
      command: '<%= config.bin %> <%= command.id %> orderbook.json',
    },
    {
      description: 'Two days under another config, with what the master held before',
      command:
        '<%= config.bin %> <%= command.id %> monday.json tuesday.json -c new.yaml --positions positions.json',
    },
    {
      description: 'The day as a page to look at and to pass on',
      command: '<%= config.bin %> <%= command.id %> orderbook.json --html day.html',
    },
    {
      description: 'Prove that the engine decides as it did live',
      command: '<%= config.bin %> <%= command.id %> logs/session_20261123_091200.jsonl --verify',
    },
  ];

  static override args = {
    log: Args.string({ description: 'Recorded orders.', required: true, multiple: true }),
  };

  static override flags = {
    config: Flags.string({ char: 'c', summary: 'The config.', default: 'copytrade.yaml', helpValue: 'FILE' }),
    positions: Flags.string({
      summary: "The master's opening positions, a getPosition reply.",
      helpValue: 'FILE',
    }),
    instruments: Flags.string({
      summary: "The broker's instrument master, in place of the config's.",
      helpValue: 'FILE',
    }),
    verify: Flags.boolean({ summary: 'Compare with the live decisions in the recording.' }),
    'min-coverage': Flags.integer({
      summary: 'Fail where fewer rules than this matched at least once.',
      helpValue: 'PCT',
      min: 0,
      max: 100,
    }),
    html: Flags.string({
      summary: 'Also write the report as a page with charts: one file that needs no network.',
      helpValue: 'FILE',
    }),
    json: Flags.boolean({ summary: 'Print one JSON document.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Replay);
    const command = {
      logs: args.log,
      configFile: flags.config,
      positionsFile: flags.positions ?? null,
      instrumentsFile: flags.instruments ?? null,
      verify: flags.verify,
      json: flags.json,
      htmlFile: flags.html ?? null,
      minCoverage: flags['min-coverage'] ?? null,
    };
    if (await holdsRecording(args.log)) setFlagsFromString(HEAP_GROWTH);
    const output = openStandardOutput();
    const interrupt = new AbortController();
    process.once('SIGINT', () => interrupt.abort());
    const code = await Promise.race([
      runReplay(command, output, interrupt.signal).catch((error: unknown) => {
        if (!interrupt.signal.aborted) throw error;
        return EXIT_INTERRUPTED;
      }),
      // Whatever is being waited for when the user loses patience.
      once(interrupt.signal, 'abort').then(() => EXIT_INTERRUPTED),
    ]);
    output.progress?.clear();
    if (code !== 0) this.exit(code);
  }
}
