import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/core/deciding/decision.ts';
import { type IstSeconds, istDayOf } from '../../src/core/ist-time.ts';
import { Timeline } from '../../src/replay/report/timeline.ts';

const ENTRY = decision('copy', 'ENTRY');
const EXIT = decision('copy', 'EXIT');
const SKIP = decision('skip', 'BELOW_LOT');

describe('a timeline', () => {
  test('counts a day in as fine columns as fit, without gaps', () => {
    const timeline = new Timeline();
    timeline.add(ENTRY, at('2026-11-23', 9, 15));
    timeline.add(SKIP, at('2026-11-23', 9, 19));
    timeline.add(EXIT, at('2026-11-23', 9, 30));
    timeline.add(EXIT, null);
    expect(timeline.untimed).toBe(1);
    expect(timeline.view(12)).toEqual({
      days: ['2026-11-23'],
      step: '5 minutes',
      columns: [
        { label: '09:15', entries: 1, exits: 0, skipped: 1 },
        { label: '09:20', entries: 0, exits: 0, skipped: 0 },
        { label: '09:25', entries: 0, exits: 0, skipped: 0 },
        { label: '09:30', entries: 0, exits: 1, skipped: 0 },
      ],
    });
    timeline.add(ENTRY, at('2026-11-23', 15, 29));
    expect(timeline.view(12)).toMatchObject({ step: '1 hour', columns: { length: 7 } });
    expect(timeline.view(80)).toMatchObject({ step: '5 minutes', columns: { length: 75 } });
  });

  test('counts several days in days', () => {
    const timeline = new Timeline();
    timeline.add(ENTRY, at('2026-11-23', 9, 15));
    timeline.add(SKIP, at('2026-11-25', 15, 0));
    expect(timeline.view(12)).toEqual({
      days: ['2026-11-23', '2026-11-25'],
      step: '1 day',
      columns: [
        { label: '2026-11-23', entries: 1, exits: 0, skipped: 0 },
        { label: '2026-11-24', entries: 0, exits: 0, skipped: 0 },
        { label: '2026-11-25', entries: 0, exits: 0, skipped: 1 },
      ],
    });
  });

  test('takes no more columns than fit, whatever years a log names', () => {
    const timeline = new Timeline();
    timeline.add(ENTRY, at('1970-01-01', 0, 0));
    timeline.add(ENTRY, at('9999-12-31', 23, 59));
    const { columns } = timeline.view(40);
    expect(columns.length).toBeLessThanOrEqual(40);
    expect(columns.reduce((sum, { entries }) => sum + entries, 0)).toBe(2);
  });

  test('is empty where no order told a time', () => {
    expect(new Timeline().view(12)).toEqual({ days: [], step: '', columns: [] });
  });
});

function at(day: string, hour: number, minute: number): IstSeconds {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return (istDayOf(year, month, date) ?? 0) * 86_400 + hour * 3600 + minute * 60;
}

function decision(action: Decision['action'], reason: Decision['reason']): Decision {
  const orders: Decision['orders'] = [];
  const common = {
    orderId: '1',
    symbol: 'SBIN-EQ',
    exchange: 'NSE',
    side: 'buy',
    follower: 'a',
    rule: null,
  } as const;
  return { ...common, action, reason, masterQuantity: 1, quantity: 1, orders };
}
