/** What the operator's log says of an event. Pure: the log itself is written, and secrets taken out, elsewhere. */
import type { BrokerError } from '../brokers/port.ts';
import { toDecisionRecord } from '../core/deciding/decision.ts';
import { formatDecimal, type Ratio } from '../core/exact.ts';
import { formatIstTime } from '../core/ist-time.ts';
import { formatPercent } from '../core/orders/missed.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import type { EngineEvent, MissedCopy } from '../engine/events.ts';

export interface LogEntry {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  /** Keys are snake_case; prices decimal text; `event` and `at_ms` are always there. */
  readonly fields: Readonly<Record<string, unknown>>;
}

type Said = Pick<LogEntry, 'level' | 'message'> & { readonly fields?: LogEntry['fields'] };
type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

/** Every event becomes one entry. */
export function logEvent(event: EngineEvent): LogEntry {
  const { level, message, fields } = sayEvent(event);
  return { level, message, fields: { event: event.type, at_ms: event.atMs, ...fields } };
}

/** The event in a sentence, and its facts. */
export function sayEvent(event: EngineEvent): Said {
  switch (event.type) {
    case 'started':
      return sayStarted(event);
    case 'account':
      return sayAccount(event);
    case 'feed':
      return { ...FEED[event.what], fields: { what: event.what, ...errorFields(event.error) } };
    case 'master_order':
      return {
        level: 'info',
        message: 'a master order changed',
        fields: { via: event.via, ...orderFields(event.order) },
      };
    case 'unreadable_row':
      return {
        level: 'error',
        message: "a row of the master's orders could not be read",
        fields: { via: event.via, problem: event.problem },
      };
    case 'missed':
      return sayMissed(event);
    case 'decided':
      return sayDecided(event);
    case 'outcome':
      return sayOutcome(event);
    case 'reloaded':
      return { level: 'info', message: 'a new config is in force', fields: { changes: event.changes } };
    case 'plan':
      return {
        level: 'info',
        message: "decisions of today's orders that the new config would have made otherwise",
        fields: { changed: event.changed, plan: event.document },
      };
    case 'reload_refused':
      return {
        level: 'error',
        message: 'the saved config has errors; the one before stays in force',
        fields: { report: event.report },
      };
    case 'steered':
      return {
        level: 'warn',
        message: STEERED[event.action],
        fields: { action: event.action, follower: event.follower, withdrawn: event.withdrawn },
      };
    case 'escalation':
      return {
        level: 'error',
        message: 'somebody has to look',
        fields: { account: event.account, text: event.text, alert: event.alert ?? null },
      };
    case 'notice':
      return { level: event.level, message: event.text };
    case 'stopped':
      return { level: 'info', message: 'stopped', fields: { reason: event.reason, ...event.statistics } };
  }
}

function sayStarted(event: EventOf<'started'>): Said {
  const { mode, configFile, followers, seenBefore, positions, files } = event;
  return {
    level: 'info',
    message: mode === 'live' ? 'started live: orders are placed' : 'started as a dry run',
    fields: { mode, config_file: configFile, followers, seen_before: seenBefore, positions, files },
  };
}

const ACCOUNT: Readonly<Record<EventOf<'account'>['state'], Said>> = {
  closed: { level: 'info', message: 'logged out' },
  opening: { level: 'debug', message: 'logging in' },
  open: { level: 'info', message: 'logged in' },
  failed: { level: 'error', message: 'there is no session' },
  locked: { level: 'error', message: 'the credentials are wrong and are not tried again' },
};

function sayAccount({ account, state, error }: EventOf<'account'>): Said {
  return { ...ACCOUNT[state], fields: { account, state, ...errorFields(error) } };
}

const STEERED: Readonly<Record<EventOf<'steered'>['action'], string>> = {
  pause: 'the user has paused entries; exits go on',
  resume: 'the user has resumed entries',
  close_only: 'the user lets only exits be copied',
};

const FEED: Readonly<Record<EventOf<'feed'>['what'], Said>> = {
  push_up: { level: 'info', message: 'push connected' },
  push_down: { level: 'warn', message: 'push is down; the order book is polled' },
  poll_failed: { level: 'warn', message: "the master's order book could not be read" },
  poll_recovered: { level: 'info', message: "the master's order book can be read again" },
};

function sayDecided({ order, decisions }: EventOf<'decided'>): Said {
  const copies = decisions.filter(({ decision }) => decision.action === 'copy').length;
  return {
    level: 'info',
    message: `decided: ${copies} to copy, ${decisions.length - copies} to skip`,
    fields: {
      order_id: order.orderId,
      decisions: decisions.map(({ decision, orderKey, revision, effect, mode }) => ({
        ...toDecisionRecord(decision),
        mode,
        order_key: orderKey,
        revision,
        effect,
      })),
    },
  };
}

function sayMissed({ copies }: EventOf<'missed'>): Said {
  const count = (verdict: MissedCopy['verdict']) => copies.filter((one) => one.verdict === verdict).length;
  return {
    level: 'warn',
    message: `the master traded while nobody looked: ${count('copy')} to copy, ${count('ask')} to ask about, ${count('skip')} to skip`,
    fields: {
      copies: copies.map(({ orderId, ageMs, deviation, ...rest }) => ({
        order_id: orderId,
        ...rest,
        age_ms: ageMs,
        deviation: deviation === null ? null : formatPercent(deviation),
      })),
    },
  };
}

const OUTCOME_LEVELS: Readonly<Record<EventOf<'outcome'>['state'], LogEntry['level']>> = {
  accepted: 'info',
  open: 'info',
  complete: 'info',
  cancelled: 'warn',
  refused: 'error',
  rejected: 'error',
  unknown: 'error',
};

function sayOutcome(event: EventOf<'outcome'>): Said {
  return {
    level: OUTCOME_LEVELS[event.state],
    message: `the copy is ${event.state}`,
    fields: {
      follower: event.follower,
      order_key: event.orderKey,
      symbol: event.symbol,
      side: event.side,
      quantity: event.quantity,
      filled_quantity: event.filledQuantity,
      state: event.state,
      broker_order_id: event.brokerOrderId,
      words: event.words,
      latency_ms: event.latencyMs,
    },
  };
}

function errorFields(error: BrokerError | null): LogEntry['fields'] {
  return error === null
    ? {}
    : { error_kind: error.kind, error_code: error.code, error_message: error.message };
}

function orderFields(order: OrderSnapshot): LogEntry['fields'] {
  return {
    order_id: order.orderId,
    unique_order_id: order.uniqueOrderId,
    exchange: order.exchange,
    symbol: order.tradingSymbol,
    side: order.side,
    order_type: order.orderType,
    product: order.product,
    variety: order.variety,
    quantity: order.quantity,
    filled_quantity: order.filledQuantity,
    status: order.status,
    average_price: decimalOf(order.averagePrice),
    limit_price: decimalOf(order.limitPrice),
    trigger_price: decimalOf(order.triggerPrice),
    tag: order.tag,
    event_time: order.eventTime === null ? null : formatIstTime(order.eventTime),
    text: order.text,
  };
}

function decimalOf(price: Ratio | null): string | null {
  return price === null ? null : formatDecimal(price);
}
