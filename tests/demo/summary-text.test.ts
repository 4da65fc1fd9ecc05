import { expect, test } from 'vitest';
import type { DemoSummary } from '../../src/demo/demo-summary.ts';
import { formatCaption, formatDemoSummary } from '../../src/demo/summary-text.ts';

const FINE: DemoSummary = {
  problems: [],
  seconds: 18.4,
  decisions: 3,
  statistics: { copies: 2, successful: 2, failed: 0, pending: 0, skipped: 1 },
  latencyMs: { median: 12.4, slowest: 31.6 },
  holdings: [
    { symbol: 'ITC-EQ', held: { master: 60, follower1: 30, follower2: 60 }, isAsExpected: true },
    { symbol: 'SBIN-EQ', held: { master: 0, follower1: 0, follower2: 0 }, isAsExpected: true },
  ],
  folder: '/tmp/copytrade-demo-a',
  files: {
    config: '/tmp/copytrade-demo-a/copytrade.yaml',
    records: '/tmp/copytrade-demo-a/logs/copy_trading_1.json',
    recording: '/tmp/copytrade-demo-a/logs/session_1.jsonl',
    log: '/tmp/copytrade-demo-a/logs/copytrade.log',
  },
  replay: { decisions: 3, divergences: 0 },
};
const PLAIN = { colour: false, unicode: true };

test('the end shows what each account holds, the figures, and where the files are', () => {
  expect(formatDemoSummary(FINE, { kept: true, program: 'copytrade' }, PLAIN)).toBe(`
holds now  master  follower1  follower2
ITC-EQ         60         30         60  ✓
SBIN-EQ         0          0          0  ✓

✓ 2 copies, 1 skips; fill seen to broker's reply: median 12 ms, slowest 32 ms
✓ replayed 3 decisions: 0 divergences
✓ all as scripted, in 18.4 s

Its file and its logs are in /tmp/copytrade-demo-a
  copytrade replay /tmp/copytrade-demo-a/logs/session_1.jsonl --verify
`);
});

test('what was not as scripted is listed, in ASCII where the terminal knows no more', () => {
  const summary: DemoSummary = {
    ...FINE,
    problems: ['a missing order: follower1 buy ITC-EQ: 30 of 30, complete'],
    statistics: { copies: 2, successful: 1, failed: 1, pending: 0, skipped: 1 },
    holdings: [{ symbol: 'ITC-EQ', held: { master: 60, follower1: 0, follower2: 60 }, isAsExpected: false }],
    replay: { decisions: 3, divergences: 1 },
  };
  const shown = formatDemoSummary(
    summary,
    { kept: false, program: 'copytrade' },
    { ...PLAIN, unicode: false },
  );
  expect(shown).toBe(`
holds now  master  follower1  follower2
ITC-EQ         60          0         60  x not as expected

x 2 copies, 1 skips; fill seen to broker's reply: median 12 ms, slowest 32 ms
x replayed 3 decisions: 1 divergences
x a missing order: follower1 buy ITC-EQ: 30 of 30, complete
x not all as scripted, in 18.4 s

/tmp/copytrade-demo-a is removed.
`);
});

test('captions and marks are dim and green where there are colours', () => {
  const colours = { colour: true, unicode: true };
  expect(formatCaption('And out.', colours)).toBe('\u001b[2m── And out.\u001b[0m');
  const shown = formatDemoSummary(FINE, { kept: true, program: 'copytrade' }, colours);
  expect(shown).toContain('\u001b[32m✓\u001b[0m replayed 3 decisions: 0 divergences');
});
