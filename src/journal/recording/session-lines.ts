/** From what a session takes in and gives out to the lines of a recording. */

import type { MendedPosition } from '../../core/book/mending.ts';
import type { SessionDecision, SessionInput } from '../../core/copy-session.ts';
import { toDecisionRecord } from '../../core/deciding/decision.ts';
import type { InstrumentRecord } from '../../core/orders/instrument.ts';
import type { DecisionLine, InstrumentLine, LedgerLine, RecordingLine } from './recording-line.ts';

/** The inputs of a session that hold nothing of the broker's own words and no config. */
export type PlainInput = Extract<
  SessionInput,
  { kind: 'copy_ended' | 'funds' | 'unrealised' | 'steer' | 'confirmation' | 'ledger' | 'close' }
>;

/** The line that records an input. */
export function toInputLine(input: PlainInput, atMs: number): RecordingLine {
  switch (input.kind) {
    case 'copy_ended': {
      const { follower, revision, filled } = input;
      return { type: 'copy_ended', at_ms: atMs, order_key: input.orderKey, follower, revision, filled };
    }
    case 'funds':
      return { type: 'funds', at_ms: atMs, account: input.account, available: input.available };
    case 'unrealised':
      return { type: 'unrealised', at_ms: atMs, follower: input.follower, amount: input.amount };
    case 'steer':
      return { type: 'steer', at_ms: atMs, action: input.action, follower: input.follower };
    case 'ledger':
      return { type: 'ledger', at_ms: atMs, ...mended(input), change: input.change };
    case 'close':
      return { type: 'close', at_ms: input.atMs, ...mended(input), order_key: input.orderKey };
    case 'confirmation':
      return { type: 'confirmation', at_ms: atMs, order_key: input.orderKey, accepted: input.accepted };
  }
}

function mended({
  follower,
  exchange,
  symbolToken,
  tradingSymbol,
  product,
  units,
  price,
}: MendedPosition): Omit<LedgerLine, 'type' | 'at_ms' | 'change'> {
  return {
    follower,
    exchange,
    symbol_token: symbolToken,
    trading_symbol: tradingSymbol,
    product,
    units,
    price,
  };
}

export function toDecisionLine(made: SessionDecision, atMs: number): DecisionLine {
  const { orderKey, revision, decision } = made;
  return {
    type: 'decision',
    at_ms: atMs,
    order_key: orderKey,
    revision,
    decision: toDecisionRecord(decision),
  };
}

export function toInstrumentLine(record: InstrumentRecord, atMs: number): InstrumentLine {
  return {
    type: 'instrument',
    at_ms: atMs,
    exchange: record.exchange,
    symbol_token: record.symbolToken,
    trading_symbol: record.tradingSymbol,
    underlying: record.underlying,
    instrument_type: record.instrumentType,
    expiry_day: record.expiryDay,
    strike: record.strike,
    lot_size: record.lotSize,
    tick_size: record.tickSize,
    freeze_quantity: record.freezeQuantity,
  };
}

export function toInstrumentRecord(line: InstrumentLine): InstrumentRecord {
  return {
    exchange: line.exchange,
    symbolToken: line.symbol_token,
    tradingSymbol: line.trading_symbol,
    underlying: line.underlying,
    instrumentType: line.instrument_type,
    expiryDay: line.expiry_day,
    strike: line.strike,
    lotSize: line.lot_size,
    tickSize: line.tick_size,
    freezeQuantity: line.freeze_quantity,
  };
}
