/** One run: the broker, the machine that the engine runs on, and time; steered by a scenario. */
import { join } from 'node:path';
import type { LoadedConfig } from '../../src/config/compile-config.ts';
import type { InstrumentMaster } from '../../src/core/orders/instrument.ts';
import type { EngineEvent } from '../../src/engine/events.ts';
import { JournalError } from '../../src/journal/journal-error.ts';
import { createSampleAccounts, type SampleAccount } from '../../src/simulator/accounts/sample-accounts.ts';
import { type AssembledSimulator, assembleSimulator } from '../../src/simulator/assemble-simulator.ts';
import type { ReceivedRequest } from '../../src/simulator/http/received-request.ts';
import { nextMidnight } from '../../src/simulator/ist.ts';
import { toPrice } from '../../src/simulator/market/price.ts';
import { createRandom, type Random } from '../../src/simulator/random.ts';
import { type Booted, bootEngine, compile } from './boot-engine.ts';
import { isFull, isRefusal } from './expected-failures.ts';
import { FollowedFile } from './followed-file.ts';
import type { Lie } from './lies.ts';
import { Network } from './network.ts';
import { People } from './people.ts';
import { ProcessLife } from './process-life.ts';
import type { FreezeShare } from './read-instruments.ts';
import type { Sabotage } from './sabotage.ts';
import { SeenOrders } from './seen-orders.ts';
import { Steered } from './steered.ts';
import { Trace } from './trace.ts';
import { VirtualTime } from './virtual-time.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly folder: string;
  readonly startAtMs: number;
  readonly followers: number;
  /** Rupees of each follower, by role; plenty where nothing is said. */
  readonly funds: Readonly<Record<string, number>>;
  readonly configText: string;
  /** What each step of an order on its way in takes, in milliseconds. */
  readonly stepMs: number;
  readonly pushAppOrders: boolean;
  /** Whether somebody sits at the terminal, who answers after a while. */
  readonly isAttended: boolean;
  /** Whether the file is followed as `followConfig` does it: what is saved is read a moment later, one after another. */
  readonly isFollowed: boolean;
  /** Whether a process that is started again takes its time, whoever starts it. */
  readonly isFar: boolean;
  readonly sabotage: Sabotage | null;
  readonly write: ((line: string) => void) | null;
}

/** What a supervisor waits before it starts a process again that could not start. */
const SUPERVISOR_MS = 15_000;
/** A process that is started again at once takes so long until it sends something. */
const LOADING_MS = 1_500;
/** What happened so shortly before the engine ended may not have come to it. */
const SETTLED_MS = 15_000;
/** Between a last poll and midnight, where the socket is down. */
const LAST_MOMENT_MS = 8_000;
const PLENTY = 500_000_000;

export class World {
  readonly options: WorldOptions;
  readonly time: VirtualTime;
  readonly simulator: AssembledSimulator;
  readonly network: Network;
  readonly accounts: readonly SampleAccount[];
  readonly trace: Trace;
  readonly random: Random;
  readonly seen: SeenOrders;
  readonly people: People;
  readonly events: EngineEvent[] = [];
  readonly recordings: string[] = [];
  /** What must never happen to a process, and did. */
  readonly troubles: string[] = [];
  config: LoadedConfig;
  /** By how much the machine's clock is wrong. */
  #skewMs = 0;
  /** What a commit to the disk takes just now. */
  #commitMs = 0;
  #isDiskFull = false;
  crashes = 0;
  /** What the file said, and when it came into force. */
  readonly file: FollowedFile;
  /** What people said, and the engine took. */
  readonly steered = new Steered();
  /** After how many places the next processes die. */
  readonly #deaths: number[] = [];
  #restartMs = 0;
  /** A process begins no earlier. */
  #bootsFromMs = 0;
  /** When an engine last ran. */
  #lastAliveAtMs = 0;
  #isMarketOpen = true;
  readonly #instruments: ReadonlyMap<FreezeShare, InstrumentMaster>;
  /** Of the freeze quantities, what the next process reads. */
  #freezeShare: FreezeShare = 1;
  #running: { readonly booted: Booted; readonly life: ProcessLife; started: boolean } | null = null;

  constructor(options: WorldOptions, instruments: ReadonlyMap<FreezeShare, InstrumentMaster>) {
    const { seed, startAtMs, followers, funds } = options;
    this.options = options;
    this.#instruments = instruments;
    this.random = createRandom(seed, 'world');
    this.people = new People(this, createRandom(seed, 'answers'));
    this.time = new VirtualTime(startAtMs);
    this.trace = new Trace(startAtMs, options.write);
    this.accounts = createSampleAccounts(seed, { followers, funds: PLENTY }).map((sample) => ({
      ...sample,
      options: { ...sample.options, funds: funds[sample.role] ?? PLENTY },
    }));
    this.simulator = assembleSimulator({
      accounts: this.accounts.map((account) => account.options),
      clock: this.time,
      seed,
      stepMs: options.stepMs,
      totpReuse: 'allow',
      pushAppOrders: options.pushAppOrders,
    });
    this.seen = new SeenOrders(this.time, this.simulator, this.accounts);
    const onArrival = (request: ReceivedRequest) => this.trace.request(this.seen.take(request), request);
    this.network = new Network(this.time, this.simulator, createRandom(seed, 'network'), onArrival);
    this.config = compile(options.configText);
    this.file = new FollowedFile(this.time, this.config, (error) => this.note('reload', error));
    this.time.after(nextMidnight(startAtMs) - startAtMs - 1, () => this.#beforeMidnight());
  }

  get journalFile(): string {
    return join(this.options.folder, 'journal.db');
  }

  /** The running engine, once it has started. */
  get running(): Booted | null {
    return this.#running?.started ? this.#running.booted : null;
  }

  hand(role: string) {
    return this.simulator.steering.account(this.codeOf(role));
  }

  codeOf(role: string): string {
    const account = this.accounts.find((one) => one.role === role);
    if (!account) throw new Error(`there is no ${role}`);
    return account.options.clientCode;
  }

  boot(): void {
    const earlyMs = this.#bootsFromMs - this.time.now();
    if (earlyMs > 0) {
      this.time.after(earlyMs, () => this.boot());
      return;
    }
    const instruments = this.#instruments.get(this.#freezeShare);
    if (this.#running || !instruments) return;
    const life = new ProcessLife(
      this.time,
      () => this.#skewMs,
      (place) => {
        this.crashes += 1;
        this.#noteAlive();
        this.say('crash', `the process dies: ${place}`);
        this.time.after(this.#restartMs, () => this.#bootAgain(life));
      },
    );
    const isAlive = () => this.#running?.life === life;
    const booted = bootEngine(
      {
        folder: this.options.folder,
        network: this.network,
        accounts: this.accounts,
        instruments,
        config: this.config,
        random: this.random,
        observe: (event) => this.#observe(event),
        commit: () => this.#commit(),
        ask: this.options.isAttended ? (...question) => this.people.answer(life, isAlive, ...question) : null,
        sabotage: this.options.sabotage,
      },
      life,
    );
    const running = { booted, life, started: false };
    this.#running = running;
    this.recordings.push(booted.recording);
    this.say('boot', 'a process begins');
    this.file.begin();
    const death = this.#deaths.shift();
    if (death !== undefined) life.crashAfter(death);
    booted.engine.start().then(
      () => {
        running.started = true;
        if (this.options.isFollowed) this.file.follow(booted.engine, life);
        void booted.engine.ended.then(() => this.#onEnded(running.booted));
      },
      (error: unknown) => void this.#onFailedStart(booted, error),
    );
  }

  /** Dies after so many places, and begins again so much later. */
  crash(places: number, restartMs: number): void {
    this.#restartMs = restartMs;
    this.#running?.life.crashAfter(places);
  }

  /** Dies now, and so does each process after it after so many places of its own. */
  dieAgain(places: readonly number[], restartMs: number): void {
    this.#deaths.splice(0, this.#deaths.length, ...places);
    this.crash(1, restartMs);
  }

  /** No crash is to come any more. */
  spare(): void {
    this.#deaths.length = 0;
    this.#running?.life.crashAfter(Number.POSITIVE_INFINITY);
  }

  /** Asked to stop, as by SIGTERM. */
  async stop(reason: string): Promise<void> {
    const running = this.#running;
    if (!running || running.life.isDead) return;
    await running.booted.engine.stop(reason);
    if (this.#running === running && !running.life.isDead) this.#reap(running.booted);
  }

  /** The file is saved; the engine that follows it reads it a moment later. */
  save(text: string): void {
    this.config = compile(text);
    this.file.save(this.config);
  }

  reload(text: string): void {
    if (this.options.isFollowed) {
      this.save(text);
      return;
    }
    this.config = compile(text);
    const { running } = this;
    if (running)
      void running.engine.reload(this.config).catch((error: unknown) => this.note('reload', error));
  }

  steer(action: 'pause' | 'resume' | 'close_only', role: string | null): void {
    const { running } = this;
    if (!running) return;
    const said = { atMs: this.time.now(), isHeld: action !== 'resume', role };
    // What is said again holds no longer as soon as it is said, and what holds back once it was taken.
    const takeBack = said.isHeld ? () => {} : this.steered.note(said);
    try {
      running.engine.steer(action, role);
      if (said.isHeld && this.#running?.life.isDead === false) this.steered.note(said);
    } catch (error) {
      takeBack();
      if (!isRefusal(error)) throw error;
      this.say('step', `it is refused: ${error.message}`);
    }
  }

  /** The broker says what is not so of an account, for a while. */
  lie(
    role: string,
    { endpoint, kind, forMs, row }: Omit<Lie, 'account' | 'untilMs'> & { forMs: number },
  ): void {
    const lie = { account: this.codeOf(role), endpoint, kind, row, untilMs: this.time.now() + forMs };
    if (!this.network.lies.add(lie)) this.say('step', 'too soon after the one before');
  }

  stepClock(byMs: number): void {
    this.#skewMs += byMs;
  }

  get isMarketOpen(): boolean {
    return this.#isMarketOpen;
  }

  setMarketOpen(isOpen: boolean): void {
    this.#isMarketOpen = isOpen;
    this.simulator.steering.setMarketHours(isOpen ? 'always' : 'closed');
  }

  setCommitMs(ms: number): void {
    this.#commitMs = ms;
  }

  setDiskFull(isFull: boolean): void {
    this.#isDiskFull = isFull;
  }

  #commit(): void {
    this.time.block(this.#commitMs);
    if (this.#isDiskFull) throw new JournalError('JOURNAL_FULL', this.journalFile, 'the disk is full');
  }

  /** From the next process on. */
  takeInstruments(share: FreezeShare): void {
    this.#freezeShare = share;
  }

  /** @param rupees what the account has from now on, but for what its positions hold */
  keepCash(role: string, rupees: number): void {
    const account = this.simulator.world.broker.accounts.get(this.codeOf(role));
    if (account) account.cash = toPrice(rupees);
  }

  say(who: string, what: string): void {
    this.trace.note(this.time.now(), who, what);
  }

  #bootAgain(life: ProcessLife): void {
    const running = this.#running;
    if (running?.life !== life) return;
    this.#reap(running.booted);
    this.boot();
  }

  #reap(booted: Booted): void {
    if (this.#running?.life.isDead === false) this.#noteAlive();
    this.#running = null;
    this.people.questions = 0;
    if (this.options.isFar) this.#bootsFromMs = this.time.now() + LOADING_MS;
    this.file.end(booted.engine);
    booted.reap();
  }

  /** One that dies while it starts has seen nothing of the master. */
  #noteAlive(): void {
    if (this.options.isFollowed && this.#running?.started !== true) return;
    this.#lastAliveAtMs = this.time.now();
  }

  #observe(event: EngineEvent): void {
    this.events.push(event);
    this.trace.engine(this.time.now(), event);
  }

  /** The books are about to be emptied. */
  #beforeMidnight(): void {
    const isSeeing = this.running !== null && this.#running?.life.isDead === false;
    this.seen.forget(isSeeing ? this.time.now() - LAST_MOMENT_MS : this.#lastAliveAtMs - SETTLED_MS);
  }

  #onEnded(booted: Booted): void {
    const { fatal } = booted.engine;
    if (fatal === null) return;
    if (isFull(fatal)) this.say('boot', `the engine gave up: ${fatal.message}`);
    else this.note('the engine gave up', fatal);
    if (this.#running?.booted !== booted) return;
    this.#reap(booted);
    if (isFull(fatal)) this.time.after(SUPERVISOR_MS, () => this.boot());
  }

  async #onFailedStart(booted: Booted, error: unknown): Promise<void> {
    if (isRefusal(error)) this.say('boot', `it could not start: ${error.message}`);
    else this.note('start', error);
    await booted.engine.stop('could not start');
    if (this.#running?.booted !== booted || this.#running.life.isDead) return;
    this.#reap(booted);
    this.time.after(SUPERVISOR_MS, () => this.boot());
  }

  /** What must not have happened, unless the disk is full. */
  note(what: string, error: unknown): void {
    if (isFull(error)) {
      this.say('step', `${what} fails: ${error.message}`);
      return;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.say('trouble', `${what}: ${text.split('\n')[0]}`);
    this.troubles.push(`${what}: ${text}`);
  }
}
