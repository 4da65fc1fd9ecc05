/** One run: the broker, the machine that the engine runs on, and time; steered by a scenario. */
import { join } from 'node:path';
import type { LoadedConfig } from '../../src/config/compile-config.ts';
import type { InstrumentMaster } from '../../src/core/orders/instrument.ts';
import { EngineError } from '../../src/engine/engine-error.ts';
import type { EngineEvent } from '../../src/engine/events.ts';
import { JournalError } from '../../src/journal/journal-error.ts';
import { createSampleAccounts, type SampleAccount } from '../../src/simulator/accounts/sample-accounts.ts';
import { type AssembledSimulator, assembleSimulator } from '../../src/simulator/assemble-simulator.ts';
import type { ReceivedRequest } from '../../src/simulator/http/received-request.ts';
import { nextMidnight, startOfDay } from '../../src/simulator/ist.ts';
import { toPrice } from '../../src/simulator/market/price.ts';
import type { AppOrder } from '../../src/simulator/orders/app-order.ts';
import type { Order } from '../../src/simulator/orders/order.ts';
import { createRandom, type Random } from '../../src/simulator/random.ts';
import { type Booted, bootEngine, compile } from './boot-engine.ts';
import { FollowedFile } from './followed-file.ts';
import type { Lie } from './lies.ts';
import { Network } from './network.ts';
import { ProcessLife } from './process-life.ts';
import type { FreezeShare } from './read-instruments.ts';
import type { Sabotage } from './sabotage.ts';
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

export interface Arrival {
  readonly atMs: number;
  readonly role: string;
  readonly endpoint: string;
  /** Of an order that is placed; else empty. */
  readonly tag: string;
}

/** What an order had done by then. */
export interface OrderThen {
  readonly tag: string;
  readonly side: 'BUY' | 'SELL';
  readonly filled: number;
  readonly mayYetFill: number;
  /** How long ago the broker last changed it, in milliseconds. */
  readonly unchangedMs: number;
}

export class World {
  readonly options: WorldOptions;
  readonly time: VirtualTime;
  readonly simulator: AssembledSimulator;
  readonly network: Network;
  readonly accounts: readonly SampleAccount[];
  readonly trace: Trace;
  readonly random: Random;
  readonly arrivals: Arrival[] = [];
  readonly events: EngineEvent[] = [];
  readonly recordings: string[] = [];
  /** All orders that the broker ever had, by role; its books forget them at midnight. */
  readonly orders = new Map<string, Set<Order>>();
  /** All ids that an order of the master has had: that of an after-market order changes. */
  readonly masterIds = new Map<Order, Set<string>>();
  /** What must never happen to a process, and did. */
  readonly troubles: string[] = [];
  config: LoadedConfig;
  /** By how much the machine's clock is wrong. */
  #skewMs = 0;
  /** What a commit to the disk takes just now. */
  #commitMs = 0;
  #isDiskFull = false;
  crashes = 0;
  /** That nobody has answered yet. */
  questions = 0;
  /** By role: for how long the book hides the next order whose reply is lost. */
  readonly hideNext = new Map<string, number>();
  /** By tag: the other orders of its position, as they were when it came in. */
  readonly heldAt = new Map<string, readonly OrderThen[]>();
  /** Orders that the books forgot at midnight while no engine ran that could have seen their end. */
  readonly missed = new Set<Order>();
  /** `SYMBOL PRODUCT` of those of the master: nothing is left that could tell of them. */
  readonly forgotten = new Set<string>();
  /** Positions of followers that a person had a hand in: `ROLE SYMBOL PRODUCT`. */
  readonly handled = new Set<string>();
  /** Those that a person brought about, beside the copies. */
  readonly foreign = new Set<string>();
  /** What the file said, and when it came into force. */
  readonly file: FollowedFile;
  /** What people said, and the engine took. */
  readonly steered = new Steered();
  /** When each order of the master was first there. */
  readonly masterSince = new Map<Order, number>();
  /** After how many places the next processes die. */
  readonly #deaths: number[] = [];
  readonly #answers: Random;
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
    this.#answers = createRandom(seed, 'answers');
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
    const onArrival = (request: ReceivedRequest) => this.#noteArrival(request);
    this.network = new Network(this.time, this.simulator, createRandom(seed, 'network'), onArrival);
    this.config = compile(options.configText);
    this.file = new FollowedFile(this.time, this.config, (error) => this.#note('reload', error));
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
        ask: this.options.isAttended ? (question, signal) => this.#answer(life, question, signal) : null,
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
      void running.engine.reload(this.config).catch((error: unknown) => this.#note('reload', error));
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

  /** A person gets out of a part of what the copies brought, at a moment when none is on its way. */
  getOutByHand(role: string, share: number): void {
    const { running } = this;
    if (!running || !this.#isMarketOpen || running.journal.liveIntents(role).length > 0) return;
    const hand = this.hand(role);
    const row = hand.positions().find((one) => Number(one.netqty) !== 0 && one.producttype !== 'DELIVERY');
    if (!row) return;
    const [net, lot] = [Number(row.netqty), Number(row.lotsize)];
    const quantity = Math.max(lot, Math.floor((Math.abs(net) * share) / lot) * lot);
    const side = net > 0 ? 'SELL' : 'BUY';
    const product = row.producttype as AppOrder['product'] & string;
    const placed = hand.placeByHand({ symbol: row.tradingsymbol, side, quantity, product, script: [] });
    // A poor account may not even get out.
    if (hand.orderBook().find(({ orderid }) => orderid === placed.orderId)?.status === 'rejected') return;
    hand.complete(placed.orderId);
    this.handled.add(`${role} ${row.tradingsymbol} ${row.producttype}`);
  }

  /** A person goes in on the side on which the master is. */
  goInByHand(role: string, lots: number): void {
    const row = this.hand('master')
      .positions()
      .find((one) => Number(one.netqty) !== 0 && one.producttype !== 'DELIVERY');
    if (!row || !this.#isMarketOpen) return;
    const quantity = lots * Number(row.lotsize);
    const side = Number(row.netqty) > 0 ? 'BUY' : 'SELL';
    const product = row.producttype as AppOrder['product'] & string;
    const script = [{ afterMs: 0, do: 'complete' }] as const;
    this.hand(role).placeByHand({ symbol: row.tradingsymbol, side, quantity, product, script });
    this.handled.add(`${role} ${row.tradingsymbol} ${row.producttype}`);
    this.foreign.add(`${role} ${row.tradingsymbol} ${row.producttype}`);
  }

  /** A person looks at what would be done, and agrees to it a while later. */
  reconcile(action: 'compare' | 'fix' | 'adopt', follower: string | null, afterMs: number): void {
    void this.#reconcile(action, follower, afterMs).catch((error: unknown) =>
      this.#refuse('reconcile', error),
    );
  }

  async #reconcile(action: 'compare' | 'fix' | 'adopt', follower: string | null, afterMs: number) {
    const booted = this.running;
    if (!booted) return;
    const request = { follower, symbol: null, action } as const;
    const shown = await booted.engine.reconcile({ ...request, agreed: null });
    this.say('person', `is shown ${JSON.stringify(shown.offers.map(({ kind, units }) => [kind, units]))}`);
    if (shown.offers.length === 0) return;
    await new Promise<void>((resolve) => this.time.after(afterMs, resolve));
    if (this.running !== booted) return;
    const { done } = await booted.engine.reconcile({ ...request, agreed: shown.agreement });
    this.say('person', `agrees: ${done ? 'done' : 'it is not the same any more'}`);
  }

  retry(role: string | null): void {
    const retried = this.running?.engine.retry(role);
    void retried?.catch((error: unknown) => this.#refuse('retry', error));
  }

  #refuse(what: string, error: unknown): void {
    if (isRefusal(error)) this.say('step', `${what} is refused: ${error.message}`);
    else this.#note(what, error);
  }

  #answer(life: ProcessLife, question: string, signal?: AbortSignal): Promise<boolean> {
    const accepted = this.#answers.integer(3) > 0;
    this.questions += 1;
    return new Promise((resolve) => {
      life.after(this.#answers.integer(20_000), 'wake', () => {
        if (this.#running?.life === life) this.questions -= 1;
        this.say('person', `${signal?.aborted ? 'comes too late' : accepted ? 'yes' : 'no'}: ${question}`);
        resolve(accepted);
      });
    });
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

  /** Remembers the orders that the books hold now. */
  keepOrders(): void {
    for (const { role, options } of this.accounts) {
      const kept = this.orders.get(role) ?? new Set();
      for (const order of this.simulator.world.broker.accounts.get(options.clientCode)?.orders ?? []) {
        kept.add(order);
      }
      this.orders.set(role, kept);
      if (role === 'master') for (const order of kept) this.#keepId(order);
    }
  }

  #keepId(order: Order): void {
    if (!this.masterSince.has(order)) this.masterSince.set(order, this.time.now());
    this.masterIds.set(order, (this.masterIds.get(order) ?? new Set()).add(order.orderId));
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
    this.questions = 0;
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

  #noteArrival(request: ReceivedRequest): void {
    const { atMs, endpoint, clientCode } = request;
    const role = this.accounts.find(({ options }) => options.clientCode === clientCode)?.role ?? '?';
    this.arrivals.push({ atMs, role, endpoint: endpoint ?? '?', tag: tagOf(request) });
    this.trace.request(role, request);
    if (endpoint !== 'placeOrder') return;
    this.keepOrders();
    this.#noteHeld(role);
    const hiddenMs = this.hideNext.get(role);
    const newest = this.simulator.world.broker.accounts.get(clientCode ?? '')?.orders.at(-1);
    if (hiddenMs === undefined || request.fault !== 'hang' || !newest) return;
    this.hideNext.delete(role);
    newest.visibleFromMs = atMs + hiddenMs;
  }

  /** For the newest order of the account, as it came in. */
  #noteHeld(role: string): void {
    const orders = [...(this.orders.get(role) ?? [])];
    const order = orders.at(-1);
    if (!order || order.tag === '' || this.heldAt.has(order.tag)) return;
    const today = startOfDay(this.time.now());
    const before = orders.filter(
      (one) =>
        one !== order &&
        one.instrument === order.instrument &&
        one.product === order.product &&
        (one.product !== 'INTRADAY' || one.updatedAtMs >= today),
    );
    this.heldAt.set(
      order.tag,
      before.map(({ tag, side, filled, quantity, phase, updatedAtMs }) => ({
        tag,
        side,
        filled,
        mayYetFill: phase === 'done' ? 0 : quantity - filled,
        unchangedMs: this.time.now() - updatedAtMs,
      })),
    );
  }

  /** The books are about to be emptied. */
  #beforeMidnight(): void {
    this.keepOrders();
    const isSeeing = this.running !== null && this.#running?.life.isDead === false;
    const sinceMs = isSeeing ? this.time.now() - LAST_MOMENT_MS : this.#lastAliveAtMs - SETTLED_MS;
    for (const [role, orders] of this.orders) {
      for (const order of orders) {
        if (order.updatedAtMs < sinceMs) continue;
        this.missed.add(order);
        if (role === 'master') this.forgotten.add(`${order.instrument.symbol} ${order.product}`);
      }
    }
  }

  #onEnded(booted: Booted): void {
    const { fatal } = booted.engine;
    if (fatal === null) return;
    if (isFull(fatal)) this.say('boot', `the engine gave up: ${fatal.message}`);
    else this.#note('the engine gave up', fatal);
    if (this.#running?.booted !== booted) return;
    this.#reap(booted);
    if (isFull(fatal)) this.time.after(SUPERVISOR_MS, () => this.boot());
  }

  async #onFailedStart(booted: Booted, error: unknown): Promise<void> {
    if (isRefusal(error)) this.say('boot', `it could not start: ${error.message}`);
    else this.#note('start', error);
    await booted.engine.stop('could not start');
    if (this.#running?.booted !== booted || this.#running.life.isDead) return;
    this.#reap(booted);
    this.time.after(SUPERVISOR_MS, () => this.boot());
  }

  #note(what: string, error: unknown): void {
    if (isFull(error)) {
      this.say('step', `${what} fails: ${error.message}`);
      return;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.say('trouble', `${what}: ${text.split('\n')[0]}`);
    this.troubles.push(`${what}: ${text}`);
  }
}

/** The disk is full only where a step has made it so. */
function isFull(error: unknown): error is JournalError {
  return error instanceof JournalError && error.code === 'JOURNAL_FULL';
}

function isRefusal(error: unknown): error is EngineError | JournalError {
  return error instanceof EngineError || isFull(error);
}

function tagOf({ endpoint, body }: ReceivedRequest): string {
  const isPlaced = endpoint === 'placeOrder' && typeof body === 'object' && body !== null;
  return isPlaced && 'ordertag' in body && typeof body.ordertag === 'string' ? body.ordertag : '';
}
