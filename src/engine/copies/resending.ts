/**
 * What becomes of a request that brought no order about: whether it goes again, when, and who is told. An exit always
 * goes again, measured anew each time, until it got out, has nothing left to reduce, or its day is over; one that the
 * broker or the exchange turns down a bounded number of times, for what stood against it may pass (the margin of a
 * spread whose other leg is still being closed). An entry goes again while it is fresh, and only where it certainly did
 * not leave.
 */
import type { BrokerError, BrokerErrorKind } from '../../brokers/port.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { ExitWaits } from '../exits/exit-waits.ts';
import type { DeskParts } from './desk-parts.ts';
import type { LiveCopies } from './live-copies.ts';
import { createLiveOrder, isExit, type LiveCopy, type LiveOrder } from './live-copy.ts';

export interface ResendingParts extends Pick<DeskParts, 'clock' | 'planAgain'> {
  readonly clock: Clock;
  readonly copies: LiveCopies;
  readonly signal: AbortSignal;
  readonly onEscalation: DeskParts['events']['onEscalation'];
  /** Whether an entry may go late. */
  readonly isFresh: (entry: LiveCopy) => boolean;
  readonly send: (copy: LiveCopy, order: LiveOrder) => Promise<void>;
  /** Gives what is planned of an exit a price of now. */
  readonly priceAnew: (exit: LiveCopy) => Promise<void>;
  /** Measures what is planned of an exit, and sends it. */
  readonly carryOutExit: (copy: LiveCopy) => Promise<void>;
  readonly keepBusy: (work: Promise<void>) => void;
}

/** An exit that does not get out. */
interface Trouble {
  /** Monotonic time of its first failure. */
  readonly since: number;
  rounds: number;
  /** How often each of its slices was turned down: many at once are one try of each. */
  readonly turnDowns: Map<number, number>;
  stagesTold: number;
  /** Whether its next round is waited for. */
  isWaiting: boolean;
}

/** Why an exit goes again, and when. */
interface Round {
  /** As a sentence goes on after the exit. */
  readonly how: string;
  readonly why: string;
  readonly waitMs: number;
}

/** The request met nothing that could have taken it, and the next may meet something. */
const ENTRY_GOES_AGAIN: ReadonlySet<BrokerErrorKind> = new Set<BrokerErrorKind>(['transient', 'session']);

export class Resending {
  readonly #parts: ResendingParts;
  readonly #troubles = new WeakMap<LiveCopy, Trouble>();
  readonly #waits: ExitWaits;

  constructor(parts: ResendingParts) {
    this.#parts = parts;
    this.#waits = new ExitWaits(parts);
  }

  /** A request waits for its turn, and so long at least. */
  takeWait(copy: LiveCopy, waitMs: number): void {
    this.#waits.take(copy, waitMs);
  }

  /** There certainly is no order. */
  takeRefusal(copy: LiveCopy, order: LiveOrder, error: BrokerError): void {
    const { signal, keepBusy } = this.#parts;
    const goesAgain = !isExit(copy) && ENTRY_GOES_AGAIN.has(error.kind) && !signal.aborted;
    if (goesAgain && order.intent.state === 'sending') {
      order.unsentRounds += 1;
      keepBusy(this.#sendEntryLater(copy, order, error));
      return;
    }
    this.#refuse(copy, order, { code: error.code, text: error.message });
    // The book may have shown it meanwhile, whatever the reply said.
    if (isExit(copy) && order.intent.state === 'refused') this.#afterRefusedExit(copy, order, error);
  }

  /** Its outcome was unknown, and the book has shown for long enough that it is not there. */
  takeAbsence(copy: LiveCopy, order: LiveOrder): void {
    const { copies, keepBusy, send, isFresh } = this.#parts;
    if (!isExit(copy) && isFresh(copy) && order.sends < BOUNDS.maxEntrySends) {
      copies.change(copy, order, { state: 'sending' });
      keepBusy(send(copy, order));
      return;
    }
    const text = `not placed: ${order.intent.brokerText ?? 'no answer'}; its tag is not in the book`;
    this.#refuse(copy, order, { code: 'ABSENT', text });
    if (isExit(copy)) this.#goAgain(copy, order, { how: 'did not leave', why: text, waitMs: 0 });
    copies.tellEnd(copy);
  }

  /** The exchange, or the broker's risk control, turned it down after it had been accepted: nothing of it was filled. */
  takeRejection(exit: LiveCopy, order: LiveOrder): void {
    this.#afterTurnedDown(exit, order, { how: 'was rejected', why: order.intent.brokerText ?? '' });
  }

  /** What has not left when its day is over does not leave any more: the next day knows nothing of its position. */
  endWithItsDay(copy: LiveCopy, order: LiveOrder): void {
    const { copies, onEscalation } = this.#parts;
    const { tradingSymbol, quantity, state } = order.intent;
    const text = 'not sent: its day was over';
    if (state === 'planned') copies.change(copy, order, { state: 'dropped', brokerText: text });
    else this.#refuse(copy, order, { code: 'DAY_OVER', text });
    if (isExit(copy)) {
      onEscalation(
        `the exit of ${quantity} ${tradingSymbol} did not get out before its day ended: look at the position`,
        'EXIT_NOT_OUT',
      );
    }
    copies.tellEnd(copy);
  }

  async #sendEntryLater(copy: LiveCopy, order: LiveOrder, error: BrokerError): Promise<void> {
    const { clock, copies, signal, isFresh, send } = this.#parts;
    await clock.sleep(spaced(BOUNDS.entryRetryMs, order.unsentRounds), signal);
    if (order.intent.state !== 'sending') return;
    if (!signal.aborted && isFresh(copy)) return send(copy, order);
    const end = signal.aborted ? 'the engine stopped' : 'then it was too old, or not wanted any more';
    this.#refuse(copy, order, {
      code: 'STALE',
      text: `not sent: ${error.message} (${error.code}); ${end}`,
    });
    copies.tellEnd(copy);
  }

  #afterRefusedExit(copy: LiveCopy, order: LiveOrder, error: BrokerError): void {
    const why = `${error.message} (${error.code})`;
    if (error.kind === 'refused') {
      this.#afterTurnedDown(copy, order, { how: 'was refused', why });
      return;
    }
    const rounds = (this.#troubles.get(copy)?.rounds ?? 0) + 1;
    const waitMs = error.kind === 'session' ? BOUNDS.sessionRetryMs : spaced(BOUNDS.exitRetryMs, rounds);
    this.#goAgain(copy, order, { how: 'did not leave', why, waitMs });
  }

  /** @param how it was turned down, as a sentence goes on after the exit */
  #afterTurnedDown(copy: LiveCopy, order: LiveOrder, { how, why }: Omit<Round, 'waitMs'>): void {
    const trouble = this.#noteTrouble(copy);
    const { slice } = order.intent;
    const times = Math.max((trouble.turnDowns.get(slice) ?? 0) + 1, turnDownsOf(copy, order));
    trouble.turnDowns.set(slice, times);
    if (times <= BOUNDS.exitTurnDowns && !this.#parts.signal.aborted)
      this.#goAgain(copy, order, { how, why, waitMs: spaced(BOUNDS.exitRetryMs, times) });
    else this.#tellGivenUp(order, { how, why, times });
  }

  #tellGivenUp({ intent }: LiveOrder, { how, why, times }: Omit<Round, 'waitMs'> & { times: number }): void {
    const tried = `it was tried ${times} times and does not go again: look at the position`;
    this.#parts.onEscalation(
      `the exit of ${intent.quantity} ${intent.tradingSymbol} ${how}: ${why}; ${tried}`,
      'EXIT_NOT_OUT',
    );
  }

  #goAgain(copy: LiveCopy, order: LiveOrder, round: Round): void {
    const { signal, planAgain, copies, keepBusy } = this.#parts;
    const again = signal.aborted ? null : planAgain(copy, order.intent);
    if (again === null) return;
    copy.orders.push(createLiveOrder(again));
    copies.adopt(copy);
    const trouble = this.#noteTrouble(copy);
    this.#tell(copy, trouble, order, round);
    // Its other orders go along in the same round.
    if (trouble.isWaiting) return;
    trouble.isWaiting = true;
    trouble.rounds += 1;
    keepBusy(this.#carryOutLater(copy, trouble, round.waitMs));
  }

  async #carryOutLater(copy: LiveCopy, trouble: Trouble, ms: number): Promise<void> {
    const { clock, signal, carryOutExit, priceAnew } = this.#parts;
    if (ms > 0) await clock.sleep(ms, signal);
    if (trouble.turnDowns.size > 0 && !signal.aborted) await priceAnew(copy);
    trouble.isWaiting = false;
    if (!signal.aborted) await carryOutExit(copy);
  }

  /**
   * What of it is planned could not be measured yet.
   * @param why where that is told; null: it is of no account
   */
  measureAgain(copy: LiveCopy, why: string | null): void {
    const trouble = this.#noteTrouble(copy);
    const order = copy.orders.find(({ intent }) => intent.state === 'planned');
    if (trouble.isWaiting || !order) return;
    trouble.isWaiting = true;
    if (why !== null) trouble.rounds += 1;
    const waitMs = spaced(BOUNDS.exitRetryMs, why === null ? 1 : trouble.rounds);
    if (why !== null) this.#tell(copy, trouble, order, { how: 'waits', why, waitMs });
    this.#parts.keepBusy(this.#carryOutLater(copy, trouble, waitMs));
  }

  /** For how long the exit has not got out, in milliseconds; 0 where nothing was in its way. */
  troubledMs(exit: LiveCopy): number {
    const trouble = this.#troubles.get(exit);
    return trouble ? this.#parts.clock.monotonic() - trouble.since : 0;
  }

  #noteTrouble(copy: LiveCopy): Trouble {
    const known = this.#troubles.get(copy);
    if (known) return known;
    const trouble: Trouble = {
      since: this.#parts.clock.monotonic(),
      rounds: 0,
      turnDowns: new Map(),
      stagesTold: 0,
      isWaiting: false,
    };
    this.#troubles.set(copy, trouble);
    return trouble;
  }

  /** Once a stage: at its first failure, and when it has lasted. */
  #tell(copy: LiveCopy, trouble: Trouble, order: LiveOrder, { how, why, waitMs }: Round) {
    const { clock, onEscalation } = this.#parts;
    const lastedMs = clock.monotonic() - trouble.since;
    const stage = BOUNDS.exitAlertsMs.filter((ms) => lastedMs >= ms).length;
    if (stage <= trouble.stagesTold) return;
    trouble.stagesTold = stage;
    const units = copy.orders
      .filter(({ intent }) => intent.state === 'planned')
      .reduce((sum, { intent }) => sum + intent.quantity, 0);
    const state = stage === 1 ? how : `has not left for ${Math.round(lastedMs / 1000)} s`;
    const next = waitMs === 0 ? 'at once' : `in ${Math.round(waitMs / 1000)} s`;
    onEscalation(
      `the exit of ${units} ${order.intent.tradingSymbol} ${state}: ${why}; it goes again ${next}`,
      'EXIT_NOT_OUT',
    );
  }

  #refuse(copy: LiveCopy, order: LiveOrder, { code, text }: { code: string; text: string }): void {
    this.#parts.copies.change(copy, order, { state: 'refused', brokerCode: code, brokerText: text });
  }
}

/** How often its slice was turned down as it was now, also before a restart: the journal has each order of it. */
function turnDownsOf({ orders }: LiveCopy, { intent: { slice, brokerCode } }: LiveOrder): number {
  return orders.filter(
    ({ intent }) =>
      intent.slice === slice &&
      (intent.state === 'rejected' || (intent.state === 'refused' && intent.brokerCode === brokerCode)),
  ).length;
}

/** The first wait, then twice as long each time, up to the bound. */
function spaced(firstMs: number, round: number): number {
  return Math.min(BOUNDS.retryMaxMs, firstMs * 2 ** Math.min(round - 1, 10));
}
