import type { Exchange } from '../../core/orders/order.ts';
import type { TimeWindow } from '../../core/policy/policy.ts';

const hours = (start: string, end: string): TimeWindow => ({
  startSecond: secondsOf(start),
  endSecond: secondsOf(end),
});

function secondsOf(text: string): number {
  const [hour, minute] = text.split(':').map(Number);
  return ((hour ?? 0) * 60 + (minute ?? 0)) * 60;
}

/**
 * From the pre-open session to the last minute in which an order can end, on an ordinary day, generously: derivatives
 * trade until 15:40 since August 2026 and shares have a session after the close; commodities trade until 23:55 in winter.
 */
export const EXCHANGE_HOURS: Readonly<Record<Exchange, TimeWindow>> = {
  NSE: hours('09:00', '16:30'),
  BSE: hours('09:00', '16:30'),
  NFO: hours('09:00', '16:30'),
  BFO: hours('09:00', '16:30'),
  CDS: hours('09:00', '19:30'),
  MCX: hours('09:00', '24:00'),
  NCDEX: hours('09:00', '24:00'),
  NCO: hours('09:00', '24:00'),
};
