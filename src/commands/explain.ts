import { once } from 'node:events';
import { Args, Command, Flags } from '@oclif/core';
import { orderWords } from '../composition/order-words.ts';
import {
  EXCHANGES,
  type Exchange,
  ORDER_TYPES,
  type OrderType,
  PRODUCTS,
  type Product,
  SIDES,
  type Side,
  VARIETIES,
  type Variety,
} from '../core/orders/order.ts';
import { type ExplainOutput, runExplain } from '../explain/run-explain.ts';
import { describeTerminal } from '../reporting/terminal/describe-terminal.ts';

const EXIT_INTERRUPTED = 130;

export default class Explain extends Command {
  static override summary = 'Show every step of the decisions on one order.';

  static override description =
    `For each follower: every check in its order, what it saw and its verdict; the rules that were asked and where they stand; the arithmetic of quantity and price. The decision is made again by the code that made it; nothing is sent.

Describe an order in the words of rule tests, or by flags: it is decided as if it had just happened. Several quoted orders happen one after the other, and the last is explained. With --log and --order: an order of a recorded day, under the config. With --order alone: one that \`run\` decided, from the recordings in --logs and the config of that time (with --config: that one).

Exit code: 0 fine, 1 an invalid config or a recording that says otherwise, 2 no such order or follower, or a file that cannot be read.`;

  static override examples = [
    {
      description: 'An order that nobody placed',
      command: '<%= config.bin %> <%= command.id %> buy 75 NIFTY01DEC2625300CE @ 101.5 --follower follower1',
    },
    {
      description: 'The same by flags, at a time of day',
      command:
        '<%= config.bin %> <%= command.id %> --symbol NIFTY01DEC2625300CE --side buy --quantity 75 --price 101.5 --at 14:45',
    },
    {
      description: 'An exit: the first order makes the position that the second one closes',
      command: '<%= config.bin %> <%= command.id %> "buy 75 RELIANCE-EQ @ 1500" "sell 75 RELIANCE-EQ @ 1510"',
    },
    {
      description: 'Why was this order of a recorded day decided so?',
      command: '<%= config.bin %> <%= command.id %> --log orderbook.json --order 260511000368479',
    },
    {
      description: 'And this one, today, by the running engine?',
      command: '<%= config.bin %> <%= command.id %> --order 261123000000001',
    },
  ];

  static override args = {
    order: Args.string({ description: 'An order in words: buy 75 RELIANCE-EQ @ 1500.', multiple: true }),
  };

  static override flags = {
    config: Flags.string({ char: 'c', summary: 'The config.', default: 'copytrade.yaml', helpValue: 'FILE' }),
    order: Flags.string({ summary: 'The id of an order that was placed.', helpValue: 'ID' }),
    log: Flags.string({
      summary: 'Where the order is: what `replay` takes. May be given several times.',
      helpValue: 'FILE',
      multiple: true,
      dependsOn: ['order'],
    }),
    logs: Flags.string({
      summary: 'Folder where `run` leaves its recordings.',
      default: 'logs',
      helpValue: 'DIR',
    }),
    follower: Flags.string({ summary: 'Only this follower.', helpValue: 'NAME' }),
    positions: Flags.string({
      summary: "The master's opening positions, a getPosition reply.",
      helpValue: 'FILE',
    }),
    instruments: Flags.string({
      summary: "The broker's instrument master, in place of the config's.",
      helpValue: 'FILE',
    }),
    symbol: Flags.string({
      summary: 'Trading symbol, with NFO: in front for an exchange.',
      helpGroup: 'ORDER',
    }),
    side: Flags.custom<Side>(orderWords('Which way', SIDES))(),
    quantity: Flags.integer({ summary: 'Units.', min: 1, helpGroup: 'ORDER' }),
    price: Flags.string({ summary: 'Rupees; without it a market order.', helpGroup: 'ORDER' }),
    'trigger-price': Flags.string({ summary: 'Rupees; makes it a stop.', helpGroup: 'ORDER' }),
    'order-type': Flags.custom<OrderType>(orderWords('Else by the prices', ORDER_TYPES))(),
    product: Flags.custom<Product>(orderWords('Else intraday, carryforward for derivatives', PRODUCTS))(),
    exchange: Flags.custom<Exchange>(orderWords('Else by the symbol', EXCHANGES))(),
    variety: Flags.custom<Variety>(orderWords('Else normal, stoploss for stops', VARIETIES))(),
    tag: Flags.string({ summary: 'The order tag.', helpGroup: 'ORDER' }),
    'lot-size': Flags.integer({
      summary: 'Units, where no instrument master says it.',
      min: 1,
      helpGroup: 'ORDER',
    }),
    at: Flags.string({ summary: 'Time in India, else now.', helpValue: 'HH:MM', helpGroup: 'ORDER' }),
    date: Flags.string({ summary: 'Day in India, else today.', helpValue: 'YYYY-MM-DD', helpGroup: 'ORDER' }),
    json: Flags.boolean({ summary: 'Print one JSON document.' }),
  };

  async run(): Promise<void> {
    const command = await this.#read();
    const interrupt = new AbortController();
    process.once('SIGINT', () => interrupt.abort());
    const moment = { signal: interrupt.signal, nowMs: Date.now() };
    const code = await Promise.race([
      runExplain(command, this.#output(), moment).catch((error: unknown) => {
        if (!interrupt.signal.aborted) throw error;
        return EXIT_INTERRUPTED;
      }),
      // Whatever is being waited for when the user loses patience.
      once(interrupt.signal, 'abort').then(() => EXIT_INTERRUPTED),
    ]);
    if (code !== 0) this.exit(code);
  }

  async #read() {
    const { args, flags, metadata } = await this.parse(Explain);
    const { symbol, side, quantity, price, product, exchange, variety, tag } = flags;
    return {
      words: args.order ?? [],
      described: {
        ...{ symbol: symbol ?? null, side: side ?? null, quantity: quantity ?? null, price: price ?? null },
        ...{
          product: product ?? null,
          exchange: exchange ?? null,
          variety: variety ?? null,
          tag: tag ?? null,
        },
        orderType: flags['order-type'] ?? null,
        triggerPrice: flags['trigger-price'] ?? null,
        lotSize: flags['lot-size'] ?? null,
        time: flags.at ?? null,
        date: flags.date ?? null,
      },
      orderId: flags.order ?? null,
      logs: flags.log ?? [],
      logsFolder: flags.logs,
      follower: flags.follower ?? null,
      configFile: flags.config,
      isConfigNamed: metadata.flags.config?.setFromDefault !== true,
      positionsFile: flags.positions ?? null,
      instrumentsFile: flags.instruments ?? null,
      json: flags.json,
    };
  }

  #output(): ExplainOutput {
    const { colour, width, unicode } = describeTerminal(process.stdout, process.env);
    return {
      out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
      err: (line) => this.logToStderr(line),
      outColour: colour,
      errColour: describeTerminal(process.stderr, process.env).colour,
      width,
      unicode,
    };
  }
}
