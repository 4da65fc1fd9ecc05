/**
 * Brings what the master did to the copier, and opens each day first: yesterday's orders end, and the positions are
 * read before anything of today is decided. What comes in meanwhile waits.
 */
import type { OrderReading, PositionReading } from '../../brokers/port.ts';
import type { SessionInput } from '../../core/copy-session.ts';
import type { IstDay } from '../../core/ist-time.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { Copier } from '../copier.ts';
import { EngineError } from '../engine-error.ts';
import { agreeOnPositions, agreeOvernight } from './agreed-positions.ts';
import { ClosedInOtherProduct } from './closed-in-other-product.ts';
import { converted, describeConversion, watchConversions } from './conversions.ts';
import type { Via } from './master-feed.ts';
import { positionsBefore, positionsNow } from './master-positions.ts';
import type { MissedOrders } from './missed-orders.ts';
import { type Opening, readOpening, toPositionRows } from './opening.ts';
import { TurnedIds } from './turned-ids.ts';
import { tellLateNews, tellUnseenOrders } from './unseen-orders.ts';

export interface IntakeParts {
  readonly copier: Copier;
  readonly master: AccountGate;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly missed: MissedOrders;
  readonly warn: (text: string) => void;
  /** An order of the master was not seen: in a sentence. */
  readonly onUnseen: (text: string) => void;
  /** Something was taken in. */
  readonly onTaken: () => void;
}

export class MasterIntake {
  readonly #parts: IntakeParts;
  /** Readings that wait while a day is opened; null while none is. */
  #held: { reading: OrderReading; via: Via }[] | null = null;
  readonly #turned: TurnedIds;
  readonly #closed: ClosedInOtherProduct;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    const { copier, master, clock, signal, onUnseen: tell } = parts;
    const book = () => copier.session.book;
    const readOrderBook = () => master.readOrderBook();
    this.#turned = new TurnedIds({ book, readOrderBook, take: (...row) => this.#takeNow(...row), tell });
    this.#closed = new ClosedInOtherProduct({ book, master, clock, signal });
  }

  /**
   * The first opening: decided where a state goes on, taken as history where none does.
   * @throws EngineError where the engine was stopped meanwhile
   */
  async open(opening: Opening, goesOnFrom: { readonly day: IstDay | null } | null): Promise<void> {
    const { copier, master } = this.#parts;
    copier.takeDay(this.#today());
    this.#warnOfShares(opening);
    if (goesOnFrom === null) {
      copier.takeSeenBefore(opening.readings);
      this.#takePositions(positionsNow(opening, copier.session.book));
      return;
    }
    const isNewDay = goesOnFrom.day !== this.#today();
    const agreed = isNewDay ? await this.#takeOvernight(opening) : opening;
    await this.#parts.missed.take(agreed.readings);
    if (this.#parts.signal.aborted) throw stopped();
    // Just after midnight they are those of a day that has not been opened: it compares them with what was seen first.
    if (master.dayIn(0) === this.#today()) this.#takeAgreed(agreed, isNewDay);
    this.#parts.onTaken();
  }

  /** What the book brings after a time in which it could not be read. What comes in meanwhile waits. */
  async takeMissed(readings: readonly OrderReading[]): Promise<void> {
    if (this.#parts.signal.aborted) return;
    if (this.#held || this.#isNewDay()) {
      for (const reading of readings) this.take(reading, 'poll');
      return;
    }
    this.#held = [];
    await this.#parts.missed.take(readings);
    this.#parts.onTaken();
    this.#release();
  }

  take(reading: OrderReading, via: Via): void {
    if (this.#parts.signal.aborted) return;
    if (this.#held) {
      this.#held.push({ reading, via });
      return;
    }
    if (this.#isNewDay()) {
      this.#held = [{ reading, via }];
      void this.#openDay();
      return;
    }
    if (this.#closed.mayBe(reading)) {
      this.#held = [{ reading, via }];
      void this.#takeConverted(reading);
      return;
    }
    if (!this.#turned.holds(reading, via)) this.#takeNow(reading, via);
  }

  /** What was converted just before the order is taken in before it. What comes in meanwhile waits. */
  async #takeConverted(reading: OrderReading): Promise<void> {
    const { copier, onUnseen, signal } = this.#parts;
    const found = await this.#closed.find(reading);
    if (found.length > 0 && !signal.aborted) {
      this.#takePositions(converted(copier.session.book, found));
      for (const one of found) onUnseen(describeConversion(one));
    }
    this.#release();
  }

  #takeNow(reading: OrderReading, via: Via): void {
    const { copier, onUnseen, signal } = this.#parts;
    if (signal.aborted) return;
    const late = reading.ok ? tellLateNews(copier.session.book, reading.order) : null;
    if (late !== null) onUnseen(late);
    copier.takeReading(reading, via);
    this.#parts.onTaken();
  }

  /** Notices midnight where no order tells of it. Resolves when the signal aborts. */
  async watchMidnight(): Promise<void> {
    const { clock, signal } = this.#parts;
    while (!signal.aborted) {
      await clock.sleep(BOUNDS.midnightCheckMs, signal);
      if (!signal.aborted && !this.#held && this.#isNewDay()) await this.#openDay();
    }
  }

  /** Notices what the master converts into another product. Resolves when the signal aborts. */
  watchConversions(): Promise<void> {
    const { copier, master, clock, signal, onUnseen } = this.#parts;
    return watchConversions({
      ...{ master, clock, signal, onConverted: onUnseen },
      book: () => copier.session.book,
      // A day that is being opened reads them itself.
      takePositions: (positions) => this.#held ?? this.#takePositions(positions),
    });
  }

  async #openDay(): Promise<void> {
    const { copier } = this.#parts;
    this.#held ??= [];
    const opening = await this.#readUntilRead();
    // The replies to it have told what time it is at the broker, where ours had stepped.
    if (opening && this.#isNewDay()) {
      copier.takeDay(this.#today());
      this.#warnOfShares(opening);
      const agreed = await this.#takeOvernight(opening);
      await this.#parts.missed.take(agreed.readings);
      this.#parts.onTaken();
    }
    this.#release();
  }

  /** Of a day that has just been opened they have been compared already. */
  #takeAgreed(opening: Opening, isNewDay: boolean): void {
    const { copier } = this.#parts;
    if (isNewDay) this.#takePositions(positionsNow(opening, copier.session.book));
    else
      agreeOnPositions(opening, {
        ...this.#parts,
        take: (reading) => this.take(reading, 'poll'),
        takePositions: (positions) => this.#takePositions(positions),
      });
  }

  /** Takes in what has waited. */
  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    if (this.#parts.signal.aborted) return;
    for (const { reading, via } of held) this.take(reading, via);
  }

  async #readUntilRead(): Promise<Opening | null> {
    const { master, clock, signal, warn } = this.#parts;
    while (!signal.aborted) {
      try {
        return await readOpening(master);
      } catch (error) {
        warn(`the new day is not open yet: ${error instanceof Error ? error.message : String(error)}`);
        await clock.sleep(BOUNDS.sessionRetryMs, signal);
      }
    }
    return null;
  }

  #warnOfShares({ sharesUnread }: Opening): void {
    if (sharesUnread === null) return;
    this.#parts.warn(
      `the master's shares of earlier days are not known (${sharesUnread}): what it sells of them gets out by the quantity rules, not by its share`,
    );
  }

  /** What the master came into the day with. */
  async #takeOvernight(first: Opening): Promise<Opening> {
    const { copier, onUnseen } = this.#parts;
    const opening = await agreeOvernight(first, this.#parts);
    const positions = positionsBefore(opening, copier.session.book);
    for (const text of tellUnseenOrders(copier.session.book, positions)) onUnseen(text);
    this.#takePositions(positions);
    return opening;
  }

  #takePositions(
    positions: Extract<SessionInput, { kind: 'positions' }>['positions'] | readonly PositionReading[],
  ): void {
    this.#parts.copier.takePositions({ kind: 'positions', positions }, toPositionRows(positions));
  }

  /** Days only ever go forward, whatever the machine's clock does. */
  #isNewDay(): boolean {
    const { day } = this.#parts.copier.session.book;
    return day === null || this.#today() > day;
  }

  /** By the broker's clock, and not before it has certainly begun there: its books would still be those of the day before. */
  #today(): IstDay {
    return this.#parts.master.dayIn(-BOUNDS.lastMomentMs);
  }
}

function stopped(): EngineError {
  return new EngineError('NOT_RUNNING', 'it was stopped while it was starting', 'Start it again.');
}
