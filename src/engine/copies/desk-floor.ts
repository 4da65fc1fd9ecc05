/** All followers' desks: opened as the config names them, and never closed while the engine runs. */
import type { BrokerAccount } from '../../brokers/port.ts';
import type { AccountSettings, FollowerSettings } from '../../config/settings.ts';
import type { OrderState } from '../../core/book/book.ts';
import type { CopySession } from '../../core/copy-session.ts';
import type { Intent, NewIntent } from '../../journal/intent.ts';
import type { Journal } from '../../journal/journal.ts';
import type { RecordingLine } from '../../journal/recording/recording-line.ts';
import type { PlainInput } from '../../journal/recording/session-lines.ts';
import { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { toIntent } from '../copier.ts';
import { sameAccount } from '../engine-error.ts';
import type { AlertName, EngineObserver, RunMode } from '../events.ts';
import { chaseTerms } from '../exits/chase-terms.ts';
import type { JournalBuffer } from '../record/journal-buffer.ts';
import type { RecordKeeper } from '../record/record-keeper.ts';
import { describeEnd, describeMore, planMore, standsAs } from '../resting/resting-copies.ts';
import { allowedOf, standingOf } from './copy-standing.ts';
import { FollowerDesk } from './follower-desk.ts';
import { lateFillOf } from './late-orders.ts';
import { type LiveCopy, nameOf } from './live-copy.ts';
import { planAgain } from './plan-intents.ts';
import { StrangeOrders } from './strange-orders.ts';
import { describeUnreached, takeOverCopy } from './taken-over.ts';
import { tellOutcome } from './tell-outcome.ts';

export interface FloorParts {
  readonly clock: Clock;
  readonly observe: EngineObserver;
  readonly journal: Journal;
  readonly buffer: JournalBuffer;
  readonly records: RecordKeeper;
  readonly session: () => CopySession;
  readonly take: (input: PlainInput) => void;
  readonly note: (line: RecordingLine) => void;
}

/** A follower whose account is made and not logged in. */
export interface OpenedFollower {
  readonly name: string;
  readonly broker: BrokerAccount;
}

export class DeskFloor {
  readonly #parts: FloorParts;
  readonly #desks = new Map<string, FollowerDesk>();
  readonly #closing = new AbortController();
  /** Copies decided while those of the last run had not been taken over yet; null from then on. */
  #early: LiveCopy[] | null = [];
  #holders: ReadonlySet<string> = new Set();
  #halted = false;
  #logins: Promise<unknown> = Promise.resolve();
  /** What waits to log a follower in again; another login takes its place. */
  readonly #waits = new Map<string, AbortController>();
  readonly #strange: StrangeOrders;

  constructor(parts: FloorParts) {
    this.#parts = parts;
    this.#strange = new StrangeOrders(parts);
  }

  /** Placed or only shown. Once live, a follower stays so while the engine runs: it may hold what has to get out. */
  modeOf(follower: string): RunMode {
    return this.#desks.has(follower) || this.#holders.has(follower) ? 'live' : 'dry_run';
  }

  /** Followers that hold copies from before: what they hold is no paper, also where they cannot be reached now. */
  knowHolders(names: ReadonlySet<string>): void {
    this.#holders = names;
  }

  /** The accounts of all that have a desk. */
  get accounts(): ReadonlyMap<string, AccountGate> {
    return new Map([...this.#desks].map(([name, { gate }]) => [name, gate]));
  }

  deskOf(follower: string): FollowerDesk | null {
    return this.#desks.get(follower) ?? null;
  }

  /**
   * Makes the accounts of those followers that have no desk yet. Nothing is sent.
   * @throws EngineError where credentials cannot be read, or two accounts are one
   */
  async prepare(
    followers: readonly FollowerSettings[],
    masterClientCode: string,
    openAccount: (account: AccountSettings) => Promise<BrokerAccount>,
  ): Promise<readonly OpenedFollower[]> {
    const fresh = followers.filter(({ name }) => !this.#desks.has(name));
    const opened = await Promise.all(
      fresh.map(async (one) => ({ name: one.name, broker: await openAccount(one) })),
    );
    // A client code is one in letters of any case.
    const taken = new Map([[masterClientCode.toUpperCase(), 'master']]);
    for (const [name, { gate }] of this.#desks) taken.set(gate.broker.clientCode.toUpperCase(), name);
    for (const { name, broker } of opened) {
      const other = taken.get(broker.clientCode.toUpperCase());
      if (other !== undefined) throw sameAccount(name, other);
      taken.set(broker.clientCode.toUpperCase(), name);
    }
    return opened;
  }

  /** Gives each a desk and begins to log it in. One that cannot is shown and tried again while the others trade. */
  open(opened: readonly OpenedFollower[]): void {
    for (const { name, broker } of opened) {
      // What it was only shown is no position once its copies are placed. (At the start the state leaves it out.)
      if (this.#early === null && this.modeOf(name) === 'dry_run')
        this.#parts.take({ kind: 'steer', action: 'place', follower: name });
      this.#desks.set(name, this.#makeDesk(name, broker));
    }
    this.#logins = Promise.all([this.#logins, ...opened.map(({ name }) => this.logIn(name))]);
    if (this.#early !== null) return;
    for (const { name } of opened) this.#takeOverAt(name, this.#parts.journal.liveIntents(name));
  }

  /** Resolves when each desk has been tried. */
  async loggedIn(): Promise<void> {
    await this.#logins;
  }

  /** Until `takeOver` it waits: an exit has to see what was left from before. */
  carryOut(copy: LiveCopy): void {
    if (this.#halted) return;
    if (this.#early) {
      this.#early.push(copy);
      return;
    }
    const desk = this.#desks.get(copy.follower);
    if (desk) desk.carryOut(copy);
    else this.#escalate(copy.follower, describeUnreached(copy), 'EXIT_NOT_OUT');
  }

  /** Copies that rest are to be as they were decided last. Null: those of all orders. */
  follow(orderKey: string | null, follower: string): void {
    if (!this.#halted) this.#desks.get(follower)?.follow(orderKey);
  }

  /** A master order that rested has ended. */
  tellEnd(order: OrderState): void {
    for (const { follower, text } of describeMore(order)) {
      if (this.#desks.has(follower)) this.#escalate(follower, text);
    }
  }

  /**
   * Takes over the copies that had not ended when the engine last did; then what was decided meanwhile goes out.
   * @param intents those that live; the orders of copies decided meanwhile may be among them
   */
  takeOver(intents: readonly Intent[]): void {
    const early = this.#early ?? [];
    this.#early = null;
    this.#strange.begin();
    const known = new Set(early.map(nameOf));
    const left = intents.filter((intent) => !known.has(nameOf(intent)));
    for (const name of this.#desks.keys())
      this.#takeOverAt(
        name,
        left.filter(({ follower }) => follower === name),
      );
    for (const copy of early) {
      // What was decided on a journal that does not know all is looked up before it is sent.
      if (this.#strange.isAt(copy.follower)) this.#desks.get(copy.follower)?.takeOver([copy]);
      else this.carryOut(copy);
      this.follow(copy.orderKey, copy.follower);
    }
  }

  #takeOverAt(follower: string, intents: readonly Intent[]): void {
    const copies = new Map<string, LiveCopy>();
    for (const intent of intents.length === 0 ? [] : this.#asDecided(intents)) {
      const name = nameOf(intent);
      if (!copies.has(name)) copies.set(name, this.#takenOver(intent));
    }
    if (copies.size > 0) this.#desks.get(follower)?.takeOver([...copies.values()]);
  }

  /** An order that goes again was planned late: its copy stands where it was decided. */
  #asDecided(intents: readonly Intent[]): readonly Intent[] {
    const { journal } = this.#parts;
    const ranks = new Map(
      intents.map(({ tag, orderKey, follower, revision }) => [
        tag,
        journal.rankOfCopy(orderKey, follower, revision) ?? 0,
      ]),
    );
    return intents.toSorted((a, b) => (ranks.get(a.tag) ?? 0) - (ranks.get(b.tag) ?? 0));
  }

  /** Nothing more is sent. */
  halt(): void {
    this.#halted = true;
    for (const desk of this.#desks.values()) void desk.close();
  }

  async close(drainMs: number): Promise<void> {
    const desks = [...this.#desks.values()];
    await Promise.all(desks.map((desk) => desk.drain(drainMs)));
    this.#closing.abort();
    await Promise.all(desks.map((desk) => desk.close()));
    this.#parts.buffer.flush();
  }

  #makeDesk(name: string, broker: BrokerAccount): FollowerDesk {
    const { clock } = this.#parts;
    return new FollowerDesk({
      name,
      clock,
      gate: new AccountGate(name, broker, clock),
      journal: this.#parts.buffer,
      allowedOf: (exit, later) => allowedOf(this.#parts.session().book, exit, later),
      standingOf: (copy) => standingOf(this.#parts.session(), copy),
      standsAs: (copy) => standsAs(this.#parts.session(), copy),
      chaseOf: (exit) => chaseTerms(this.#parts.session(), this.#parts.journal, exit),
      planMore: (copy, wanted) => this.#record(planMore(copy, wanted, clock.now())),
      planAgain: (copy, refused) => this.#planAgain(copy, refused),
      events: {
        isStrange: (tag) => this.#strange.isStrange(name, tag),
        onOutcome: (copy, order) => tellOutcome(copy, order, this.#parts),
        onLateFill: (intent, units) => this.#onLateFill(intent, units),
        onCopyEnded: (copy, filled) => this.#onCopyEnded(copy, filled),
        onEscalation: (text, alert) => this.#escalate(name, text, alert),
      },
    });
  }

  /** Logs a follower in now; where that fails for a reason that may pass, again and again later. */
  async logIn(name: string): Promise<void> {
    const desk = this.#desks.get(name);
    if (!desk) return;
    this.#waits.get(name)?.abort();
    const { clock, observe } = this.#parts;
    const { gate } = desk;
    const result = await gate.open();
    observe({ type: 'account', atMs: clock.now(), account: name, state: gate.state, error: gate.lastError });
    if (result.ok) return desk.listen();
    desk.cannotListen();
    if (gate.state !== 'locked') void this.#logInLater(name);
  }

  async #logInLater(name: string): Promise<void> {
    const wait = new AbortController();
    this.#waits.set(name, wait);
    const { signal } = this.#closing;
    await this.#parts.clock.sleep(BOUNDS.sessionRetryMs, AbortSignal.any([signal, wait.signal]));
    if (!signal.aborted && !wait.signal.aborted) await this.logIn(name);
  }

  /** What came in after its copy had ended counts where the master stands behind it. */
  #onLateFill(intent: Intent, units: number): boolean {
    const input = lateFillOf(this.#parts.session().book, intent, units);
    if (input !== null) this.#parts.take(input);
    return input !== null;
  }

  #planAgain(copy: LiveCopy, refused: Intent): Intent | null {
    const attempt = copy.orders.filter(({ intent }) => intent.slice === refused.slice).length;
    return this.#record(planAgain(refused, { attempt, atMs: this.#parts.clock.now() }));
  }

  #record(plan: NewIntent | null): Intent | null {
    return plan !== null && this.#parts.buffer.recordAgain(plan) ? toIntent(plan) : null;
  }

  #onCopyEnded(copy: LiveCopy, filled: number): void {
    const { orderKey, follower, revision } = copy;
    const text = describeEnd(this.#parts.session(), copy, filled);
    if (text !== null) this.#escalate(follower, text);
    this.#parts.take({ kind: 'copy_ended', orderKey, follower, revision, filled });
  }

  #escalate(account: string, text: string, alert?: AlertName): void {
    const { clock, observe } = this.#parts;
    const called = { type: 'escalation', atMs: clock.now(), account, text } as const;
    observe(alert ? { ...called, alert } : called);
  }

  #takenOver({ orderKey, follower, revision }: Intent): LiveCopy {
    const intents = this.#parts.journal.intentsOfCopy(orderKey, follower, revision);
    const policy = this.#parts.session().policy.followers.find(({ name }) => name === follower);
    return takeOverCopy(intents, policy?.execution.maxAgeMs ?? 0, this.#parts);
  }
}
