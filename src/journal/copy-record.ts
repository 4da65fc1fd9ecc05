/** One record of the record file, and the statistics over all of them (section 6 of the contract). */
import assert from 'node:assert/strict';
import type { Side } from '../core/orders/order.ts';
import { formatTimestamp } from './private-files.ts';

export interface CopyRecord {
  readonly atMs: number;
  readonly masterOrderId: string;
  readonly symbol: string;
  readonly side: Side;
  /** Units. */
  readonly quantity: number;
  /** Rupees, decimal text; null for market types. */
  readonly price: string | null;
  readonly follower: string;
  readonly success: boolean;
  readonly followerOrderId: string | null;
  /** Why it failed, in the broker's words or ours. */
  readonly error: string | null;
}

export interface CopyStatistics {
  readonly totalCopies: number;
  readonly successful: number;
  readonly failed: number;
  /** Per cent, decimal text of up to two decimals, half up; `0` where there are no copies. */
  readonly successRate: string;
}

/** A record must fit a page of the file: its texts have a limit, each. */
const MAX_ID_CHARACTERS = 64;
const JSON_DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** The record as JSON text on one line, of at most `maxBytes` (1,000 and more): too long an error is cut. */
export function renderRecord(record: CopyRecord, redact: (text: string) => string, maxBytes: number): string {
  const whole = render(record, redact, record.error);
  if (record.error === null || Buffer.byteLength(whole) <= maxBytes) return whole;
  const room = maxBytes - Buffer.byteLength(render(record, redact, ''));
  // JSON writes a character in six bytes at most; four of them are for the ellipsis.
  const cut = `${redact(record.error).slice(0, Math.floor((room - 4) / 6))}…`;
  return render(record, redact, cut);
}

function render(record: CopyRecord, redact: (text: string) => string, error: string | null): string {
  const id = (text: string) => redact(text).slice(0, MAX_ID_CHARACTERS);
  const fields = {
    timestamp: formatTimestamp(record.atMs),
    master_order_id: id(record.masterOrderId),
    symbol: id(record.symbol),
    transaction_type: record.side === 'buy' ? 'BUY' : 'SELL',
    quantity: record.quantity,
  };
  const rest = {
    follower: id(record.follower),
    success: record.success,
    follower_order_id: record.followerOrderId === null ? null : id(record.followerOrderId),
    error: error === null ? null : redact(error),
  };
  // The price is written digit for digit: a number of JavaScript would be a binary fraction.
  return `${JSON.stringify(fields).slice(0, -1)},"price":${renderPrice(record.price)},${JSON.stringify(rest).slice(1)}`;
}

/** An average without an end, cut and marked by an ellipsis, is written as far as it goes. */
function renderPrice(price: string | null): string {
  if (price === null) return 'null';
  const digits = price.replace(/…$/, '');
  assert(JSON_DECIMAL.test(digits), `${price} is no decimal text`);
  return digits;
}

export function computeStatistics(successful: number, failed: number): CopyStatistics {
  const total = successful + failed;
  return { totalCopies: total, successful, failed, successRate: formatRate(successful, total) };
}

/** In whole hundredths of a per cent: no binary fraction is ever formed. */
function formatRate(successful: number, total: number): string {
  if (total === 0) return '0';
  const hundredths = (BigInt(successful) * 20_000n + BigInt(total)) / (2n * BigInt(total));
  const decimals = String(hundredths % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${hundredths / 100n}${decimals === '' ? '' : `.${decimals}`}`;
}

export function renderStatistics(statistics: CopyStatistics): string {
  const { totalCopies, successful, failed, successRate } = statistics;
  return `{"total_copies":${totalCopies},"successful":${successful},"failed":${failed},"success_rate":${successRate}}`;
}
