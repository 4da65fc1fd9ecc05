/** Events of an engine, made up for the tests: 2026-11-23 09:31:02 IST and later. */
import type { Decision, PlannedOrder } from '../../src/core/deciding/decision.ts';
import type { Reason } from '../../src/core/deciding/reasons.ts';
import { parseDecimal, type Ratio } from '../../src/core/exact.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import type { EngineEvent, RunMode } from '../../src/engine/events.ts';

export type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;
type Decided = EventOf<'decided'>['decisions'][number];

/** `atSecond(0)` is 09:31:02 in India. */
export function atSecond(second: number): number {
  return Date.UTC(2026, 10, 23, 4, 1, 2 + second);
}

export function rupees(text: string): Ratio {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`${text} is no price`);
  return value;
}

export function masterRow(fields: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    orderId: '261123000000017',
    uniqueOrderId: null,
    exchange: 'NFO',
    symbolToken: '43211',
    tradingSymbol: 'NIFTY24NOV2624000CE',
    side: 'buy',
    orderType: 'market',
    product: 'carryforward',
    variety: 'normal',
    quantity: 130,
    filledQuantity: 130,
    status: 'complete',
    terminal: true,
    averagePrice: rupees('101.5'),
    limitPrice: null,
    triggerPrice: null,
    tag: '',
    eventTime: null,
    text: '',
    instrument: { instrumentType: 'OPTIDX', lotSize: 65, strike: null, optionKind: 'call', expiryDay: null },
    ...fields,
  };
}

export function started(fields: Partial<EventOf<'started'>> = {}): EngineEvent {
  return {
    type: 'started',
    atMs: atSecond(-962),
    mode: 'dry_run',
    configFile: 'copytrade.yaml',
    followers: [
      { name: 'follower1', mode: 'dry_run', enabled: true },
      { name: 'follower2', mode: 'dry_run', enabled: true },
    ],
    seenBefore: 0,
    positions: 0,
    files: {
      records: 'logs/copy_trading_20261123_091500.json',
      recording: 'logs/session_20261123_091500.jsonl',
      log: 'logs/copytrade.log',
    },
    ...fields,
  };
}

export function masterOrder(
  order: OrderSnapshot,
  second = 0,
  via: 'push' | 'poll' = 'push',
): EventOf<'master_order'> {
  return { type: 'master_order', atMs: atSecond(second), via, order };
}

export function plannedOrder(quantity: number, price: string | null): PlannedOrder {
  return {
    orderType: price === null ? 'market' : 'limit',
    side: 'buy',
    quantity,
    price: price === null ? null : rupees(price),
    triggerPrice: null,
    product: 'carryforward',
    variety: 'normal',
  };
}

export function copy(
  follower: string,
  orders: readonly PlannedOrder[],
  fields: { readonly mode?: RunMode; readonly reason?: Reason; readonly rule?: string | null } = {},
): Decided {
  const { mode = 'dry_run', reason = 'ENTRY', rule = null } = fields;
  const quantity = orders.reduce((sum, order) => sum + order.quantity, 0);
  return decidedFor(follower, { action: 'copy', reason, rule, quantity, orders }, mode);
}

export function skip(follower: string, reason: Reason, rule: string | null = null): Decided {
  return decidedFor(follower, { action: 'skip', reason, rule, quantity: 0, orders: [] }, 'dry_run');
}

function decidedFor(
  follower: string,
  fields: Pick<Decision, 'action' | 'reason' | 'rule' | 'quantity' | 'orders'>,
  mode: RunMode,
): Decided {
  const row = masterRow();
  return {
    decision: {
      orderId: row.orderId,
      symbol: row.tradingSymbol,
      exchange: row.exchange,
      side: row.side,
      follower,
      masterQuantity: row.quantity,
      ...fields,
    },
    orderKey: row.orderId,
    revision: fields.action === 'copy' ? 1 : 0,
    effect: fields.action === 'copy' ? 'entry' : 'none',
    day: null,
    rests: false,
    symbolToken: row.symbolToken,
    mode,
  };
}

export function decided(order: OrderSnapshot, decisions: readonly Decided[], second = 0): EventOf<'decided'> {
  return { type: 'decided', atMs: atSecond(second), order, decisions };
}

export function outcome(fields: Partial<EventOf<'outcome'>> = {}): EventOf<'outcome'> {
  return {
    type: 'outcome',
    atMs: atSecond(0),
    follower: 'follower1',
    orderKey: '261123000000017',
    symbol: 'NIFTY24NOV2624000CE',
    side: 'buy',
    quantity: 65,
    filledQuantity: 0,
    state: 'accepted',
    brokerOrderId: '261123000000018',
    words: '',
    latencyMs: 212.4,
    ...fields,
  };
}
