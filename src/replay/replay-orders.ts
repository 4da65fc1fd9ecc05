import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CopySession, SessionDecision } from '../core/copy-session.ts';
import type { IstSeconds } from '../core/ist-time.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import type { OrderLog } from './readers/order-log.ts';
import type { ReplayObserver } from './replay-observer.ts';

/** Rows between two looks at what else there is to do (an interrupt). */
const ROWS_A_TURN = 2000;

/**
 * The rows of several logs, by event time: a row without one takes its predecessor's, and of equal times the order
 * of the logs decides.
 */
export function sortByEventTime(logs: readonly Pick<OrderLog, 'orders'>[]): OrderSnapshot[] {
  let time = Number.NEGATIVE_INFINITY;
  const timed: { readonly time: number; readonly order: OrderSnapshot }[] = [];
  for (const { orders } of logs) {
    for (const order of orders) {
      time = order.eventTime ?? time;
      timed.push({ time, order });
    }
  }
  return timed.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)).map(({ order }) => order);
}

/** Decides rows one after the other. Throws the signal's reason where it aborts. */
export async function replayOrders(
  orders: readonly OrderSnapshot[],
  session: CopySession,
  observer: ReplayObserver,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, row] of orders.entries()) {
    if (index % ROWS_A_TURN === ROWS_A_TURN - 1) {
      observer.onProgress?.({ doing: 'deciding', share: index / orders.length });
      await nextTurn();
    }
    signal.throwIfAborted();
    tellAll(observer, session, session.accept({ kind: 'row', row, seenAtMs: null }));
    const behind = observer.caughtUp?.() ?? null;
    if (behind !== null) await behind;
  }
}

/** Decisions of one order follow each other: its time is looked up once. */
export function tellAll(
  observer: ReplayObserver,
  session: CopySession,
  decisions: readonly SessionDecision[],
): void {
  let orderKey: string | null = null;
  let time: IstSeconds | null = null;
  for (const made of decisions) {
    if (made.orderKey !== orderKey) {
      orderKey = made.orderKey;
      time = session.book.ordersById.get(orderKey)?.lastTime ?? null;
    }
    observer.onDecision(made, time);
  }
}
