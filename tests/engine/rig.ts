/** The running engine against the simulator: real HTTP, real sockets, real SQLite, a real folder, hastened time. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { composeRun } from '../../src/composition/compose-run.ts';
import { followConfig } from '../../src/composition/follow-config.ts';
import { ReloadPlans } from '../../src/composition/reload-plans.ts';
import { serveControl } from '../../src/composition/serve-control.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { askEngine } from '../../src/control/control-client.ts';
import type { ControlServer } from '../../src/control/control-server.ts';
import type { Verb } from '../../src/control/protocol.ts';
import type { InstrumentMaster } from '../../src/core/orders/instrument.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { EngineEvent, RunMode, Statistics } from '../../src/engine/events.ts';
import { readInstrumentFile } from '../../src/replay/readers/instrument-file.ts';
import { logEvent } from '../../src/reporting/log-events.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import type { AccountOptions } from '../../src/simulator/accounts/account.ts';
import {
  createSampleAccounts,
  type SampleAccount,
  toEnvironment,
} from '../../src/simulator/accounts/sample-accounts.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import type { EndpointName } from '../../src/simulator/http/endpoint.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator-options.ts';
import { HastenedClock } from './hastened-clock.ts';

export interface RigOptions {
  /** 2 by default. */
  readonly followers?: number;
  /** The file; `configText({})` by default. */
  readonly config?: string;
  /** `live` by default. */
  readonly mode?: RunMode;
  readonly simulator?: Partial<SimulatorOptions>;
  /** Of an account's options at the broker, by role: `master`, `follower1`. */
  readonly accounts?: Readonly<Record<string, Partial<AccountOptions>>>;
  readonly ask?: (question: string) => Promise<boolean>;
  /** How many times faster than the machine's time runs; 5 by default. */
  readonly speed?: number;
  /** When the hastened time begins; ten in the morning in India by default. */
  readonly startAtMs?: number;
}

const EVENTS_SHOWN = 40;
export const MASTER = 'M100001';

/** The client code of a follower. */
export function codeOf(follower: number): string {
  return `F${100_000 + follower}`;
}

/** One order as a broker's book has it, in brief. */
export interface BriefOrder {
  readonly symbol: string;
  readonly side: string;
  readonly quantity: number;
  readonly filled: number;
  readonly status: string;
}

export class Rig {
  readonly folder: string;
  readonly simulator: Simulator;
  readonly clock: HastenedClock;
  readonly environment: Record<string, string>;
  readonly redactor = new Redactor();
  /** Of all engines that this rig has run. */
  readonly events: EngineEvent[] = [];
  readonly options: RigOptions;
  /** What the instrument master says otherwise than the broker's own, by symbol, from the next start on. */
  readonly instrumentChanges = new Map<string, object>();
  #control: ControlServer | null = null;
  #run: Awaited<ReturnType<typeof composeRun>> | null = null;

  constructor(world: Pick<Rig, 'folder' | 'simulator' | 'clock' | 'environment'>, options: RigOptions) {
    this.folder = world.folder;
    this.simulator = world.simulator;
    this.clock = world.clock;
    this.environment = world.environment;
    this.options = options;
  }

  static async create(options: RigOptions = {}): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), 'copytrade-rig-'));
    const clock = new HastenedClock(options.speed ?? 5, options.startAtMs);
    const accounts = sampleAccounts(options);
    const simulator = await startSimulator({
      accounts: accounts.map((account) => account.options),
      clock,
      rateLimits: 'published',
      totpReuse: 'allow',
      ...options.simulator,
    });
    const environment: Record<string, string> = {
      SMARTAPI_URL: simulator.url,
      SMARTAPI_ORDER_FEED_URL: simulator.orderFeedUrl,
    };
    for (const account of accounts) Object.assign(environment, toEnvironment(account));
    const rig = new Rig({ folder, simulator, clock, environment }, options);
    await rig.save(options.config ?? configText({}));
    return rig;
  }

  get configFile(): string {
    return join(this.folder, 'copytrade.yaml');
  }

  get logs(): string {
    return join(this.folder, 'logs');
  }

  get engine(): Engine {
    if (!this.#run) throw new Error('no engine is running');
    return this.#run.engine;
  }

  get master() {
    return this.simulator.account(MASTER);
  }

  follower(number: number) {
    return this.simulator.account(codeOf(number));
  }

  /** The trading symbol of the first instrument of this name and kind in the simulator's master. */
  symbolOf(name: string, instrumentType: string): string {
    const row = this.simulator.instruments.find(
      (one) => one.name === name && one.instrumenttype === instrumentType,
    );
    if (!row) throw new Error(`the simulator has no ${instrumentType} of ${name}`);
    return row.symbol;
  }

  /** What the follower's book holds. */
  copiesOf(number: number): BriefOrder[] {
    return this.follower(number)
      .orderBook()
      .map((row) => ({
        symbol: row.tradingsymbol,
        side: row.transactiontype,
        quantity: Number(row.quantity),
        filled: Number(row.filledshares),
        status: row.orderstatus,
      }));
  }

  /** Net quantities of the follower's positions that are not flat, by symbol. */
  holdingsOf(number: number): Record<string, number> {
    const rows = this.follower(number).positions();
    const held = rows.map((row) => [row.tradingsymbol, Number(row.netqty)] as const);
    return Object.fromEntries(held.filter(([, quantity]) => quantity !== 0));
  }

  save(text: string): Promise<void> {
    return writeFile(this.configFile, text);
  }

  async load() {
    const loaded = await loadConfig(this.configFile);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings));
    return loaded.config;
  }

  /** Reads the file again, as a save of it makes the engine do. */
  async reload(text: string): Promise<readonly string[]> {
    await this.save(text);
    return this.engine.reload(await this.load());
  }

  /**
   * Follows the file from now on, as `run` does.
   * @param planWorker the program that plans today's orders after each reload; null: nobody does
   */
  async followFile(planWorker: URL | null = null): Promise<ReloadPlans | null> {
    const { engine, configFile, clock } = this;
    const observe = (event: EngineEvent) => this.events.push(event);
    const recording = this.#run?.files.recording ?? '';
    const plans = planWorker && new ReloadPlans({ recording, clock, observe, worker: planWorker });
    const onReloaded = plans?.note.bind(plans) ?? (() => {});
    const config = await this.load();
    const following = followConfig({ engine, configFile, config, observe, clock, onReloaded });
    onTestFinished(async () => {
      await following.close();
      await plans?.close();
    });
    return plans;
  }

  async start(mode: RunMode = this.options.mode ?? 'live'): Promise<Engine> {
    const run = await composeRun({
      config: await this.load(),
      mode,
      logsFolder: this.logs,
      environment: this.environment,
      redactor: this.redactor,
      clock: this.clock,
      loadInstruments: () => this.#readInstruments(),
      observe: (event) => this.events.push(event),
      ask: this.options.ask ?? null,
    });
    this.#run = run;
    await run.engine.start();
    return run.engine;
  }

  /** The instrument master as the simulator serves it: ticks, lots and freezes are those that it checks. */
  async #readInstruments(): Promise<InstrumentMaster> {
    const file = join(this.folder, 'instruments.json');
    const rows = this.simulator.instruments.map((row) => ({
      ...row,
      ...this.instrumentChanges.get(row.symbol),
    }));
    await writeFile(file, JSON.stringify(rows));
    const silent = { onDecision: () => {}, onUnreadable: () => {}, onNote: () => {} };
    return readInstrumentFile(file, silent, new AbortController().signal);
  }

  /** Lets other terminals steer the engine, as `run` does. */
  async serve(): Promise<void> {
    const run = this.#run;
    if (!run) throw new Error('no engine is running');
    this.#control = await serveControl({
      ...run,
      mode: run.engine.status().mode,
      logsFolder: this.logs,
      version: '0.0.0',
      redact: (text) => this.redactor.redactData(text),
      now: this.clock.now,
    });
  }

  /** Asks the engine through its socket. */
  ask(verb: Verb, follower: string | null = null): Promise<object> {
    return askEngine({ logsFolder: this.logs, mode: null }, { verb, follower });
  }

  async stop(): Promise<Statistics | null> {
    const run = this.#run;
    this.#run = null;
    const statistics = (await run?.engine.stop('the test is over')) ?? null;
    await this.#control?.close();
    this.#control = null;
    await run?.close();
    return statistics;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.simulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Trouble at the broker, one after the other. */
  trouble(...faults: readonly Fault[]): void {
    for (const fault of faults) this.simulator.faults.add(fault);
  }

  /** How often an account has sent a request. */
  requestsOf(clientCode: string, endpoint: EndpointName): number {
    return this.simulator.requests.filter(
      (request) => request.clientCode === clientCode && request.endpoint === endpoint,
    ).length;
  }

  ofType<T extends EngineEvent['type']>(type: T): Extract<EngineEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<EngineEvent, { type: T }> => event.type === type);
  }

  decisions() {
    return this.ofType('decided').flatMap(({ decisions }) => decisions.map(({ decision }) => decision));
  }

  /** `follower action reason quantity` of each decision. */
  verdicts(): string[] {
    return this.decisions().map(
      ({ follower, action, reason, quantity }) => `${follower} ${action} ${reason} ${quantity}`,
    );
  }

  /** The last state told of each copy at a follower. */
  outcomesOf(follower: string) {
    const last = new Map<string, { state: string; words: string; filled: number }>();
    for (const outcome of this.ofType('outcome')) {
      if (outcome.follower !== follower) continue;
      const { state, words, filledQuantity } = outcome;
      const key = `${outcome.orderKey} ${outcome.side} ${outcome.quantity}`;
      last.set(key, { state, words, filled: filledQuantity });
    }
    return [...last.values()];
  }

  /** Waits until the condition holds; fails after `ms` of the machine's time with what happened so far. */
  async until(what: string | (() => string), holds: () => boolean, ms = 12_000): Promise<void> {
    const deadline = performance.now() + ms;
    while (!holds()) {
      if (performance.now() > deadline) {
        const told = this.events.slice(-EVENTS_SHOWN).map((event) => logEvent(event));
        const lines = told.map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`);
        const missed = typeof what === 'string' ? what : what();
        throw new Error(`not within ${ms} ms: ${missed}\n${lines.join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Lets so much of the hastened time go by: for what must not happen. */
  async pass(ms: number): Promise<void> {
    await this.clock.sleep(ms, new AbortController().signal);
  }

  /** The master's book has been read `times` more, from the beginning of each reading on. */
  async polled(times = 2): Promise<void> {
    const before = this.requestsOf(MASTER, 'getOrderBook');
    // The reading that is under way now may have begun before what is to be seen.
    await this.until('polls', () => this.requestsOf(MASTER, 'getOrderBook') > before + times);
  }

  /** All the files of the logs folder, by name. */
  async files(): Promise<Map<string, string>> {
    const entries = await readdir(this.logs, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    const texts = names.map(async (name) => [name, await readFile(join(this.logs, name), 'latin1')] as const);
    return new Map(await Promise.all(texts));
  }

  /** The records of the newest record file. */
  async records(): Promise<Record<string, unknown>[]> {
    const files = await this.files();
    const newest =
      [...files.keys()]
        .filter((name) => name.startsWith('copy_trading_'))
        .sort()
        .at(-1) ?? '';
    const { records } = JSON.parse(files.get(newest) ?? '{}') as { records: Record<string, unknown>[] };
    return records;
  }
}

/** A rig that ends with the test. */
export async function createRig(options: RigOptions = {}): Promise<Rig> {
  const rig = await Rig.create(options);
  onTestFinished(() => rig.close());
  return rig;
}

/** A rig whose engine runs. */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const rig = await createRig(options);
  await rig.start();
  return rig;
}

function sampleAccounts({ followers = 2, accounts = {} }: RigOptions): SampleAccount[] {
  const samples = createSampleAccounts(7, { followers, funds: 10_000_000 });
  return samples.map((sample) => ({ ...sample, options: { ...sample.options, ...accounts[sample.role] } }));
}

/** A live config of the rig's accounts. `followers` are lines of YAML a follower; its number ends its name. */
export function configText(parts: {
  readonly mode?: RunMode;
  readonly top?: string;
  readonly master?: readonly string[];
  readonly followers?: Readonly<Record<string, string>>;
}): string {
  const followers = parts.followers ?? {
    follower1: 'quantity: { multiplier: 0.5 }',
    follower2: 'quantity: mirror',
  };
  const blocks = Object.entries(followers).flatMap(([name, lines]) => {
    const number = /\d+$/.exec(name)?.[0] ?? '1';
    const rest = lines === '' ? [] : lines.split('\n').map((line) => `    ${line}`);
    return [`  ${name}:`, `    credentials: { env_prefix: FOLLOWER_${number}_ }`, ...rest];
  });
  return [
    'version: 1',
    `mode: ${parts.mode ?? 'live'}`,
    'master:',
    '  credentials: { env_prefix: "" }',
    ...(parts.master ?? ['poll_interval: 1s']).map((line) => `  ${line}`),
    parts.top ?? '',
    'followers:',
    ...blocks,
    '',
  ].join('\n');
}
