/**
 * Takes in what the master did while nobody looked: before a restart, or while its book could not be read. Each
 * order has its own verdict, and the table of them is told before anything is sent.
 */
import type { InstrumentName, OrderReading, PriceReading, Reading } from '../../brokers/port.ts';
import type { SessionDecision, SessionInput } from '../../core/copy-session.ts';
import { REASONS } from '../../core/deciding/reasons.ts';
import { toEpochMs } from '../../core/ist-time.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import {
  type CatchUp,
  deviationOf,
  judgeMissed,
  type Missed,
  type MissedSight,
} from '../../core/orders/missed.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { isNews, rehearse } from '../../core/rehearse.ts';
import { readPricesInTime } from '../accounts/prices-in-time.ts';
import type { Clock } from '../clock.ts';
import type { Copier } from '../copier.ts';
import { isSameInstrument } from '../copies/live-copies.ts';
import type { EngineObserver, MissedCopy } from '../events.ts';

export interface MissedParts {
  readonly copier: Pick<Copier, 'session' | 'known' | 'takeReading'>;
  readonly clock: Clock;
  /** By the broker's clock: what its rows tell is as old as that says. */
  readonly brokerNow: () => number;
  readonly observe: EngineObserver;
  readonly instruments: InstrumentMaster;
  /** As the file says now. */
  readonly settings: () => { readonly catchUp: CatchUp; readonly confirm: boolean };
  readonly stopping: AbortSignal;
  readonly readPrices: (instruments: readonly InstrumentName[]) => Promise<Reading<readonly PriceReading[]>>;
}

/** One order of the master that brings something new. */
interface MissedOrder {
  readonly row: OrderSnapshot;
  /** What it would lead to if its entry were taken. */
  readonly taken: readonly SessionDecision[];
  readonly sight: MissedSight;
  /** Null: judged as what comes while somebody looks. */
  readonly missed: Missed | null;
}

export class MissedOrders {
  readonly #parts: MissedParts;

  constructor(parts: MissedParts) {
    this.#parts = parts;
  }

  /** @param readings all that the book has, or all that is new in it */
  async take(readings: readonly OrderReading[]): Promise<void> {
    const { copier, stopping } = this.#parts;
    const rows = readings.flatMap((reading) => (reading.ok ? [copier.known(reading.order)] : []));
    const news = rows.filter((row) => isNews(copier.session.book, row));
    const orders = news.length === 0 ? [] : await this.#judge(news);
    if (stopping.aborted) return;
    const missedOf = new Map(orders.map(({ row, missed }) => [row.orderId, missed]));
    this.#tell(orders);
    for (const reading of readings) {
      copier.takeReading(reading, 'poll', reading.ok ? missedOf.get(reading.order.orderId) : null);
    }
  }

  async #judge(news: readonly OrderSnapshot[]): Promise<readonly MissedOrder[]> {
    const { brokerNow, settings } = this.#parts;
    const { catchUp } = settings();
    const taken = this.#rehearse(news, () => TAKEN, false);
    const opens = (row: OrderSnapshot) => decisionsOn(row, taken).some(({ effect }) => effect === 'entry');
    const needsPrices = catchUp === 'ask' || catchUp.maxDeviation !== null;
    const prices = needsPrices ? await this.#readPrices(news.filter(opens)) : [];
    const nowMs = brokerNow();
    return news.map((row) => {
      const sight = sightOf(row, prices, nowMs);
      const missed = opens(row) ? judgeMissed(sight, catchUp) : null;
      return { row, taken: decisionsOn(row, taken), sight, missed };
    });
  }

  async #readPrices(rows: readonly OrderSnapshot[]): Promise<readonly PriceReading[]> {
    const { clock, readPrices } = this.#parts;
    return rows.length === 0 ? [] : readPricesInTime(clock, () => readPrices(rows));
  }

  #rehearse(
    rows: readonly OrderSnapshot[],
    missedOf: (row: OrderSnapshot) => Missed | null,
    confirm: boolean,
  ): readonly SessionDecision[] {
    const { copier, brokerNow, instruments } = this.#parts;
    const seenAtMs = brokerNow();
    const inputs = rows.map((row): SessionInput => ({ kind: 'row', row, seenAtMs, missed: missedOf(row) }));
    return rehearse(copier.session, inputs, { confirm, instruments });
  }

  #tell(orders: readonly MissedOrder[]): void {
    if (orders.length === 0) return;
    const { clock, observe, settings } = this.#parts;
    const { confirm } = settings();
    const missedOf = new Map(orders.map(({ row, missed }) => [row, missed]));
    const rows = orders.map(({ row }) => row);
    const decided = this.#rehearse(rows, (row) => missedOf.get(row) ?? null, confirm);
    const copies = orders.flatMap((order) => {
      const waits = confirm || order.missed?.verdict === 'ask';
      return linesOf(order, decisionsOn(order.row, decided), waits);
    });
    if (copies.length > 0) observe({ type: 'missed', atMs: clock.now(), copies });
  }
}

const TAKEN: Missed = { verdict: 'take', why: '' };

function decisionsOn(row: OrderSnapshot, decisions: readonly SessionDecision[]): readonly SessionDecision[] {
  return decisions.filter(({ decision }) => decision.orderId === row.orderId);
}

function sightOf(row: OrderSnapshot, prices: readonly PriceReading[], nowMs: number): MissedSight {
  return {
    ageMs: row.eventTime === null ? null : Math.max(0, nowMs - toEpochMs(row.eventTime)),
    reference: row.averagePrice ?? row.limitPrice,
    priceNow: prices.find((price) => isSameInstrument(price, row))?.price ?? null,
  };
}

/** @param waits its entry waits for the user's word, and is not among what is decided now */
function linesOf(
  { row, taken, sight, missed }: MissedOrder,
  decided: readonly SessionDecision[],
  waits: boolean,
): MissedCopy[] {
  const known = new Set(decided.map(({ decision: { follower, reason } }) => `${follower} ${reason}`));
  const asked = (waits ? taken : []).filter(
    ({ decision: { follower, reason } }) => !known.has(`${follower} ${reason}`),
  );
  const seen = { ageMs: sight.ageMs, deviation: deviationOf(sight) };
  const lineOf = (one: SessionDecision, verdict: MissedCopy['verdict']): MissedCopy => ({
    orderId: row.orderId,
    symbol: row.tradingSymbol,
    side: row.side,
    follower: one.decision.follower,
    quantity: one.decision.action === 'copy' ? one.decision.quantity : one.decision.masterQuantity,
    ...seen,
    verdict,
    reason: one.decision.reason,
    why: whyOf(one, missed),
  });
  return [
    ...decided.map((one) => lineOf(one, one.decision.action)),
    ...asked.map((one) => lineOf(one, one.effect === 'entry' ? 'ask' : one.decision.action)),
  ];
}

function whyOf({ decision, effect }: SessionDecision, missed: Missed | null): string {
  const judged = missed !== null && (decision.reason === 'STALE' || effect === 'entry');
  return judged ? missed.why : REASONS[decision.reason];
}
