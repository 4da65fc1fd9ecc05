import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import { type LogEntry, logEvent } from '../../src/reporting/log-events.ts';
import {
  atSecond,
  copy,
  decided,
  masterOrder,
  masterRow,
  outcome,
  plannedOrder,
  rupees,
  skip,
  started,
} from './scripted-events.ts';

const atMs = atSecond(0);

describe('the entry of an event', () => {
  it('of a master order holds the whole order, prices as decimal text', () => {
    const order = masterRow({ limitPrice: rupees('83.0025'), eventTime: 1_795_512_662 });
    expect(logEvent(masterOrder(order))).toEqual({
      level: 'info',
      message: 'a master order changed',
      fields: {
        event: 'master_order',
        at_ms: atMs,
        via: 'push',
        order_id: '261123000000017',
        unique_order_id: null,
        exchange: 'NFO',
        symbol: 'NIFTY24NOV2624000CE',
        side: 'buy',
        order_type: 'market',
        product: 'carryforward',
        variety: 'normal',
        quantity: 130,
        filled_quantity: 130,
        status: 'complete',
        average_price: '101.50',
        limit_price: '83.0025',
        trigger_price: null,
        tag: '',
        event_time: '2026-11-24 09:31:02',
        text: '',
      },
    });
  });

  it('of decisions holds each as files hold it', () => {
    const order = masterRow();
    const entry = logEvent(
      decided(order, [
        copy('follower1', [plannedOrder(65, '102')], { mode: 'live' }),
        skip('follower2', 'RULE_SKIP', 'no-late-expiry-options'),
      ]),
    );
    const named = { order_id: order.orderId, symbol: order.tradingSymbol, exchange: 'NFO', side: 'buy' };
    expect(entry).toEqual({
      level: 'info',
      message: 'decided: 1 to copy, 1 to skip',
      fields: {
        event: 'decided',
        at_ms: atMs,
        order_id: order.orderId,
        decisions: [
          {
            ...named,
            follower: 'follower1',
            action: 'copy',
            reason: 'ENTRY',
            rule: null,
            master_quantity: 130,
            quantity: 65,
            orders: [
              {
                order_type: 'LIMIT',
                side: 'buy',
                quantity: 65,
                price: '102.00',
                trigger_price: null,
                product: 'CARRYFORWARD',
                variety: 'NORMAL',
              },
            ],
            mode: 'live',
            order_key: order.orderId,
            revision: 1,
            effect: 'entry',
          },
          {
            ...named,
            follower: 'follower2',
            action: 'skip',
            reason: 'RULE_SKIP',
            rule: 'no-late-expiry-options',
            master_quantity: 130,
            quantity: 0,
            orders: [],
            mode: 'dry_run',
            order_key: order.orderId,
            revision: 0,
            effect: 'none',
          },
        ],
      },
    });
  });

  it("of an outcome holds the broker's words and its level tells how bad it is", () => {
    const levels = (
      ['accepted', 'open', 'complete', 'cancelled', 'refused', 'rejected', 'unknown'] as const
    ).map((state) => [state, logEvent(outcome({ state })).level]);
    expect(levels).toEqual([
      ['accepted', 'info'],
      ['open', 'info'],
      ['complete', 'info'],
      ['cancelled', 'warn'],
      ['refused', 'error'],
      ['rejected', 'error'],
      ['unknown', 'error'],
    ]);
    expect(logEvent(outcome({ state: 'rejected', words: 'RMS: margin' }))).toEqual({
      level: 'error',
      message: 'the copy is rejected',
      fields: {
        event: 'outcome',
        at_ms: atMs,
        follower: 'follower1',
        order_key: '261123000000017',
        symbol: 'NIFTY24NOV2624000CE',
        side: 'buy',
        quantity: 65,
        filled_quantity: 0,
        state: 'rejected',
        broker_order_id: '261123000000018',
        words: 'RMS: margin',
        latency_ms: 212.4,
      },
    });
  });

  const error = { kind: 'credentials', code: 'AB1050', message: 'Invalid totp' } as const;
  const statistics = { copies: 4, successful: 2, failed: 1, pending: 1, skipped: 3 };
  const others: readonly [EngineEvent, LogEntry][] = [
    [
      started({ mode: 'live', seenBefore: 2 }),
      {
        level: 'info',
        message: 'started live: orders are placed',
        fields: {
          event: 'started',
          at_ms: atSecond(-962),
          mode: 'live',
          config_file: 'copytrade.yaml',
          followers: [
            { name: 'follower1', mode: 'dry_run', enabled: true },
            { name: 'follower2', mode: 'dry_run', enabled: true },
          ],
          seen_before: 2,
          positions: 0,
          files: {
            records: 'logs/copy_trading_20261123_091500.json',
            recording: 'logs/session_20261123_091500.jsonl',
            log: 'logs/copytrade.log',
          },
        },
      },
    ],
    [
      { type: 'account', atMs, account: 'papa', state: 'locked', error },
      {
        level: 'error',
        message: 'the credentials are wrong and are not tried again',
        fields: {
          event: 'account',
          at_ms: atMs,
          account: 'papa',
          state: 'locked',
          error_kind: 'credentials',
          error_code: 'AB1050',
          error_message: 'Invalid totp',
        },
      },
    ],
    [
      { type: 'feed', atMs, what: 'push_up', error: null },
      {
        level: 'info',
        message: 'push connected',
        fields: { event: 'feed', at_ms: atMs, what: 'push_up' },
      },
    ],
    [
      { type: 'unreadable_row', atMs, via: 'poll', problem: 'no side' },
      {
        level: 'error',
        message: "a row of the master's orders could not be read",
        fields: { event: 'unreadable_row', at_ms: atMs, via: 'poll', problem: 'no side' },
      },
    ],
    [
      { type: 'reloaded', atMs, changes: ['papa is switched off'] },
      {
        level: 'info',
        message: 'a new config is in force',
        fields: { event: 'reloaded', at_ms: atMs, changes: ['papa is switched off'] },
      },
    ],
    [
      { type: 'plan', atMs, changed: 2, report: 'Follower papa', document: { differs: true } },
      {
        level: 'info',
        message: "decisions of today's orders that the new config would have made otherwise",
        fields: { event: 'plan', at_ms: atMs, changed: 2, plan: { differs: true } },
      },
    ],
    [
      { type: 'reload_refused', atMs, report: 'copytrade.yaml:1:1' },
      {
        level: 'error',
        message: 'the saved config has errors; the one before stays in force',
        fields: { event: 'reload_refused', at_ms: atMs, report: 'copytrade.yaml:1:1' },
      },
    ],
    [
      { type: 'steered', atMs, action: 'close_only', follower: 'papa', withdrawn: 2 },
      {
        level: 'warn',
        message: 'the user lets only exits be copied',
        fields: { event: 'steered', at_ms: atMs, action: 'close_only', follower: 'papa', withdrawn: 2 },
      },
    ],
    [
      { type: 'escalation', atMs, account: 'papa', text: 'holds 35', alert: 'EXIT_NOT_OUT' },
      {
        level: 'error',
        message: 'somebody has to look',
        fields: {
          event: 'escalation',
          at_ms: atMs,
          account: 'papa',
          text: 'holds 35',
          alert: 'EXIT_NOT_OUT',
        },
      },
    ],
    [
      { type: 'notice', atMs, level: 'warn', text: 'entries are paused' },
      { level: 'warn', message: 'entries are paused', fields: { event: 'notice', at_ms: atMs } },
    ],
    [
      { type: 'stopped', atMs, reason: 'interrupted', statistics },
      {
        level: 'info',
        message: 'stopped',
        fields: { event: 'stopped', at_ms: atMs, reason: 'interrupted', ...statistics },
      },
    ],
  ];
  for (const [event, entry] of others) {
    it(`of the type ${event.type} says what happened`, () => {
      expect(logEvent(event)).toEqual(entry);
    });
  }

  it('can always be written as JSON: nothing in it is a bigint', () => {
    const order = masterRow({ averagePrice: { n: 10n ** 20n, d: 3 } });
    expect(JSON.parse(JSON.stringify(logEvent(masterOrder(order)))).fields.average_price).toBe(
      '33333333333333333333.3333333333…',
    );
  });
});
