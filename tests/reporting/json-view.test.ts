import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import { createJsonView } from '../../src/reporting/json-view.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { expectToFit } from '../published-schema.ts';
import {
  atSecond,
  copy,
  decided,
  type EventOf,
  masterOrder,
  masterRow,
  outcome,
  plannedOrder,
  skip,
  started,
} from './scripted-events.ts';

function print(...events: readonly EngineEvent[]): string {
  let text = '';
  const out = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const view = createJsonView({ out, redact: (line) => line.replaceAll('tok-canary', '[token]') });
  for (const event of events) view.observe(event);
  view.close();
  view.observe(outcome({}));
  return text;
}

const atMs = atSecond(0);
const error = { kind: 'credentials', code: 'AB1050', message: 'Invalid totp' } as const;
const statistics = { copies: 4, successful: 2, failed: 1, pending: 1, skipped: 3 };

/** One of each: an event that is forgotten here does not compile. */
const EVENTS: { readonly [T in EngineEvent['type']]: EventOf<T> | EngineEvent } = {
  started: started(),
  account: { type: 'account', atMs, account: 'papa', state: 'locked', error },
  feed: { type: 'feed', atMs, what: 'poll_failed', error },
  master_order: masterOrder(masterRow()),
  unreadable_row: { type: 'unreadable_row', atMs, via: 'poll', problem: 'no side' },
  decided: decided(masterRow(), [copy('papa', [plannedOrder(65, '101.5')]), skip('mama', 'PAUSED')]),
  outcome: outcome({}),
  missed: {
    type: 'missed',
    atMs,
    copies: [
      {
        orderId: '1',
        symbol: 'ITC-EQ',
        side: 'buy',
        follower: 'papa',
        quantity: 5,
        ageMs: 60_000,
        deviation: { n: 1, d: 80 },
        verdict: 'skip',
        reason: 'STALE',
        why: '1 min old; 400.00 then, 405.00 now (1.25% away): catch_up.max_deviation is 1%',
      },
    ],
  },
  reloaded: { type: 'reloaded', atMs, changes: ['papa is switched off'] },
  plan: {
    type: 'plan',
    atMs,
    changed: 1,
    report: 'Follower papa',
    document: {
      from: { file: 'copytrade.yaml', sha256: 'ab'.repeat(32) },
      config: { file: 'copytrade.yaml', sha256: 'cd'.repeat(32) },
      logs: [],
      assumed_flat: false,
      differs: true,
      followers: {},
    },
  },
  reload_refused: { type: 'reload_refused', atMs, report: 'copytrade.yaml:1:1' },
  steered: { type: 'steered', atMs, action: 'pause', follower: null, withdrawn: 2 },
  escalation: { type: 'escalation', atMs, account: 'papa', text: 'holds 35' },
  notice: { type: 'notice', atMs, level: 'warn', text: 'entries are paused' },
  stopped: { type: 'stopped', atMs, reason: 'Ctrl-C', statistics },
};

test.each(Object.entries(EVENTS))('an event of the type %s fits the published schema', (type, event) => {
  const line = JSON.parse(print(event));
  expectToFit('run', line);
  expect(line).toMatchObject({ type, at: new Date(event.atMs).toISOString(), message: expect.any(String) });
});

test('events are one line each, say what they mean, show no secret, and end with the view', () => {
  const told: EngineEvent = { type: 'notice', atMs, level: 'warn', text: 'the token tok-canary is over' };
  expect(print(told, told)).toBe(
    `${JSON.stringify({
      type: 'notice',
      at: '2026-11-23T04:01:02.000Z',
      level: 'warn',
      message: 'the token [token] is over',
    })}\n`.repeat(2),
  );
});

test('a PIN is taken out of texts, and a number that is the same by chance stays a number', () => {
  let text = '';
  const out = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const redactor = new Redactor();
  redactor.add('1234', 'follower1.password');
  const view = createJsonView({ out, redact: (one) => redactor.redactText(one) });
  view.observe(outcome({ words: 'denied: pin 1234', latencyMs: 1234 }));
  expect(JSON.parse(text)).toMatchObject({ latency_ms: 1234, words: 'denied: pin [follower1.password]' });
});
