/** When an exchange takes orders. Outside of that the broker keeps every order as an after-market order. */
import { DAY_MS, startOfDay, toIstParts } from '../ist.ts';

/**
 * `always`: open at any time, for trying things out at night; `closed`: every order is an after-market order;
 * `exchange`: Monday to Friday by the clock of the exchange (hours of August 2026; no holidays).
 */
export type MarketHours = 'always' | 'closed' | 'exchange';

interface Session {
  /** Minutes since midnight in India. */
  readonly opens: number;
  readonly closes: number;
}

const MINUTE_MS = 60_000;
const CASH: Session = { opens: 555, closes: 930 };
const DERIVATIVES: Session = { opens: 555, closes: 940 };
const CURRENCY: Session = { opens: 540, closes: 1020 };
const COMMODITIES: Session = { opens: 540, closes: 1435 };

function sessionOf(exchange: string): Session {
  switch (exchange) {
    case 'NFO':
    case 'BFO':
      return DERIVATIVES;
    case 'CDS':
      return CURRENCY;
    case 'MCX':
      return COMMODITIES;
    default:
      return CASH;
  }
}

export function isOpen(hours: MarketHours, exchange: string, nowMs: number): boolean {
  if (hours !== 'exchange') return hours === 'always';
  const { weekday, minuteOfDay } = toIstParts(nowMs);
  const { opens, closes } = sessionOf(exchange);
  return weekday !== 0 && weekday !== 6 && minuteOfDay >= opens && minuteOfDay < closes;
}

/** The next opening by the exchange's clock, after now. */
export function nextOpening(exchange: string, nowMs: number): number {
  const { opens } = sessionOf(exchange);
  let at = startOfDay(nowMs) + opens * MINUTE_MS;
  while (at <= nowMs || !isOpen('exchange', exchange, at)) at += DAY_MS;
  return at;
}
