import { Command, Flags } from '@oclif/core';
import {
  createSampleAccounts,
  type SampleAccount,
  toEnvironment,
} from '../simulator/accounts/sample-accounts.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

const EXIT_USAGE = 2;
const LISTEN_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program. Choose another with --port, or --port 0 for any that is free',
  EACCES: 'may not be used by this user. Choose one above 1023 with --port',
};

export default class Sim extends Command {
  static override summary = 'Run a SmartAPI-compatible broker on loopback.';

  static override description = `For trying, testing and fault drills. It speaks SmartAPI with its quirks: \
login with PIN and TOTP, orders, books, positions, order updates, rate limits and both error dialects. \
Nothing leaves this machine.

Its accounts are made up from the seed; their credentials are printed once, as lines for a .env file. \
It runs until Ctrl-C. What it reproduces, and what is guessed, is in docs/simulator.md.`;

  static override examples = [
    {
      description: 'A master and two followers, prices that move every second',
      command: '<%= config.bin %> <%= command.id %> --walk 1000',
    },
    {
      description: 'Keep the credentials in a file',
      command: '<%= config.bin %> <%= command.id %> | tee .env.simulator',
    },
    {
      description: 'Nothing is filled but by control: a fault drill',
      command: '<%= config.bin %> <%= command.id %> --matching manual --control-token drill',
    },
  ];

  static override flags = {
    port: Flags.integer({ summary: 'Port on 127.0.0.1; 0 for any.', default: 8099, min: 0, max: 65_535 }),
    seed: Flags.integer({ summary: 'What ids, credentials and prices are drawn from.', default: 1, min: 0 }),
    followers: Flags.integer({
      summary: 'Follower accounts besides the master.',
      default: 2,
      min: 0,
      max: 50,
    }),
    funds: Flags.integer({ summary: 'Rupees of each account.', default: 1_000_000, min: 0 }),
    'control-token': Flags.string({
      summary: 'Switch on /control/… for whoever sends this bearer token.',
      env: 'COPYTRADE_SIM_CONTROL_TOKEN',
    }),
    'rate-limits': Flags.option({
      summary: 'The published limits, or none.',
      options: ['published', 'off'] as const,
      default: 'published' as const,
    })(),
    matching: Flags.option({
      summary: 'Whether prices fill orders, or only control does.',
      options: ['auto', 'manual'] as const,
      default: 'auto' as const,
    })(),
    'market-hours': Flags.option({
      summary: 'When the market is open; outside, orders become after-market orders.',
      options: ['always', 'closed', 'exchange'] as const,
      default: 'always' as const,
    })(),
    walk: Flags.integer({
      summary: 'Let prices walk, one step every so many milliseconds.',
      helpValue: 'MS',
      min: 10,
    }),
    'reuse-totp': Flags.boolean({ summary: 'Take a TOTP code again within its 30 seconds.' }),
    json: Flags.boolean({ summary: 'Print addresses and credentials as one JSON document.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Sim);
    const token = flags['control-token'];
    if (token === '') this.error('--control-token must not be empty', { exit: EXIT_USAGE });
    const accounts = createSampleAccounts(flags.seed, flags);
    const simulator = await this.#start({
      accounts: accounts.map(({ options }) => options),
      port: flags.port,
      seed: flags.seed,
      rateLimits: flags['rate-limits'],
      matching: flags.matching,
      marketHours: flags['market-hours'],
      control: token === undefined ? false : { token },
      totpReuse: flags['reuse-totp'] ? 'allow' : 'refuse',
      ...(flags.walk === undefined ? {} : { priceWalk: { intervalMs: flags.walk } }),
    });
    // Listening before anything is printed: whoever reads the output may already ask to stop.
    const interrupted = waitForInterrupt();
    if (flags.json) this.log(JSON.stringify(describe(simulator, accounts), null, 2));
    else this.#print(simulator, accounts);
    await interrupted;
    await simulator.close();
    this.logToStderr('The simulator has ended.');
  }

  async #start(options: Parameters<typeof startSimulator>[0]): Promise<Simulator> {
    try {
      return await startSimulator(options);
    } catch (error) {
      const problem =
        error instanceof Error && 'code' in error ? LISTEN_PROBLEMS[String(error.code)] : undefined;
      if (problem === undefined) throw error;
      return this.error(`port ${options.port} of 127.0.0.1 ${problem}.`, { exit: EXIT_USAGE });
    }
  }

  #print(simulator: Simulator, accounts: readonly SampleAccount[]): void {
    this.log('# The simulator: where it is, and its credentials. They open nothing else.');
    this.log(`SMARTAPI_URL=${simulator.url}`);
    this.log(`SMARTAPI_ORDER_FEED_URL=${simulator.orderFeedUrl}`);
    for (const account of accounts) {
      for (const [name, value] of Object.entries(toEnvironment(account))) this.log(`${name}=${value}`);
    }
    this.logToStderr(`The simulator listens. Ctrl-C ends it.`);
    this.logToStderr(`  broker         ${simulator.url}`);
    this.logToStderr(`  order updates  ${simulator.orderFeedUrl}`);
    this.logToStderr(`  instruments    ${simulator.instrumentsUrl}`);
  }
}

function describe(simulator: Simulator, accounts: readonly SampleAccount[]) {
  return {
    url: simulator.url,
    order_feed_url: simulator.orderFeedUrl,
    instruments_url: simulator.instrumentsUrl,
    accounts: accounts.map((account) => ({
      role: account.role,
      client_code: account.options.clientCode,
      environment: toEnvironment(account),
    })),
  };
}

function waitForInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}
