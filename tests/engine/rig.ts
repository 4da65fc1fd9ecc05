/** The running engine against the simulator: real HTTP, real sockets, real SQLite, a real folder. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeRun } from '../../src/composition/compose-run.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { NO_INSTRUMENT_MASTER } from '../../src/core/instrument.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { EngineEvent, RunMode } from '../../src/engine/events.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { createSampleAccounts, toEnvironment } from '../../src/simulator/sample-accounts.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator-options.ts';

export interface RigOptions {
  readonly followers?: number;
  /** The file without `version`; `credentials` of master and followers are filled in by `followersYaml`. */
  readonly config?: string;
  readonly mode?: RunMode;
  readonly simulator?: Partial<SimulatorOptions>;
  readonly ask?: (question: string) => Promise<boolean>;
}

export class Rig {
  readonly folder: string;
  readonly simulator: Simulator;
  readonly environment: Record<string, string>;
  readonly redactor = new Redactor();
  readonly events: EngineEvent[] = [];
  readonly options: RigOptions;
  engine: Engine | null = null;
  #close: (() => Promise<void>) | null = null;

  constructor(
    folder: string,
    simulator: Simulator,
    environment: Record<string, string>,
    options: RigOptions,
  ) {
    this.folder = folder;
    this.simulator = simulator;
    this.environment = environment;
    this.options = options;
  }

  static async create(options: RigOptions = {}): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), 'copytrade-rig-'));
    const accounts = createSampleAccounts(7, { followers: options.followers ?? 2, funds: 10_000_000 });
    const simulator = await startSimulator({
      accounts: accounts.map((account) => account.options),
      rateLimits: 'published',
      totpReuse: 'allow',
      ...options.simulator,
    });
    const environment: Record<string, string> = {
      SMARTAPI_URL: simulator.url,
      SMARTAPI_ORDER_FEED_URL: simulator.orderFeedUrl,
    };
    for (const account of accounts) Object.assign(environment, toEnvironment(account));
    const rig = new Rig(folder, simulator, environment, options);
    await rig.save(options.config ?? configText({}));
    return rig;
  }

  get configFile(): string {
    return join(this.folder, 'copytrade.yaml');
  }

  get logs(): string {
    return join(this.folder, 'logs');
  }

  get master() {
    return this.simulator.account('M100001');
  }

  follower(number: number) {
    return this.simulator.account(`F${100_000 + number}`);
  }

  save(text: string): Promise<void> {
    return writeFile(this.configFile, text);
  }

  async start(): Promise<Engine> {
    const loaded = await loadConfig(this.configFile);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings));
    const run = await composeRun({
      config: loaded.config,
      mode: this.options.mode ?? 'live',
      logsFolder: this.logs,
      environment: this.environment,
      redactor: this.redactor,
      clock: systemClock,
      instruments: NO_INSTRUMENT_MASTER,
      observe: (event) => this.events.push(event),
      ask: this.options.ask ?? null,
    });
    this.engine = run.engine;
    this.#close = run.close;
    await run.engine.start();
    return run.engine;
  }

  async stop(): Promise<void> {
    await this.engine?.stop('the test is over');
    await this.#close?.();
    this.engine = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.simulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  ofType<T extends EngineEvent['type']>(type: T): Extract<EngineEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<EngineEvent, { type: T }> => event.type === type);
  }

  decisions() {
    return this.ofType('decided').flatMap(({ decisions }) => decisions);
  }

  /** Waits until the condition holds; fails after `ms` with what happened so far. */
  async until(what: string, holds: () => boolean, ms = 12_000): Promise<void> {
    const deadline = Date.now() + ms;
    while (!holds()) {
      if (Date.now() > deadline) {
        const seen = this.events.map((event) => JSON.stringify(event, bigintsAsText)).join('\n');
        throw new Error(`not within ${ms} ms: ${what}\n${seen}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  readLog(path: string): Promise<string> {
    return readFile(path, 'utf8');
  }
}

function bigintsAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** A live config of the rig's accounts. `followers` are lines of YAML a follower. */
export function configText(parts: {
  readonly mode?: RunMode;
  readonly top?: string;
  readonly followers?: Readonly<Record<string, string>>;
}): string {
  const followers = parts.followers ?? {
    follower1: 'quantity: { multiplier: 0.5 }',
    follower2: 'quantity: mirror',
  };
  const blocks = Object.entries(followers).map(([name, lines]) => {
    const number = /\d+$/.exec(name)?.[0] ?? '1';
    const rest =
      lines === ''
        ? ''
        : `\n${lines
            .split('\n')
            .map((line) => `    ${line}`)
            .join('\n')}`;
    return `  ${name}:\n    credentials: { env_prefix: FOLLOWER_${number}_ }${rest}`;
  });
  return [
    'version: 1',
    `mode: ${parts.mode ?? 'live'}`,
    'master:',
    '  credentials: { env_prefix: "" }',
    '  poll_interval: 1s',
    parts.top ?? '',
    'followers:',
    ...blocks,
    '',
  ].join('\n');
}
