import { readdir, readFile, stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { expectToFit } from '../published-schema.ts';
import { makeFolder, runDemo } from './demo-run.ts';

/** It waits for what must come, not for a time; a loaded machine may need several times what it takes here. */
const PATIENCE_MS = 120_000;

const held = (symbol: unknown, [master, follower1, follower2]: readonly number[]) => ({
  symbol,
  master,
  follower1,
  follower2,
  as_expected: true,
});

describe('copytrade demo --json', () => {
  test(
    'goes as scripted from any folder, replays itself, and leaves its files in the temporary folder alone',
    async () => {
      const [cwd, temporary] = [await makeFolder(), await makeFolder()];
      const run = runDemo(['--json', '--seed', '5'], { cwd, temporary });
      const code = await run.ended();
      expect([code, run.output.stderr]).toEqual([0, '']);
      const printed = JSON.parse(run.output.stdout);
      expectToFit('demo', printed);
      const { folder, files } = printed;
      expect(printed).toEqual({
        ok: true,
        problems: [],
        seconds: expect.any(Number),
        decisions: 16,
        statistics: { copies: 14, successful: 14, failed: 0, pending: 0, skipped: 2 },
        latency_ms: { median: expect.any(Number), slowest: expect.any(Number) },
        holdings: [
          held('RELIANCE-EQ', [0, 0, 0]),
          held('SBIN-EQ', [40, 20, 40]),
          held(expect.stringMatching(/^NIFTY\w+CE$/), [0, 0, 0]),
          held(expect.stringMatching(/^FINNIFTY\w+CE$/), [60, 0, 0]),
          held('ITC-EQ', [30, 15, 30]),
          held('BHARTIARTL-EQ', [10, 15, 10]),
        ],
        folder: expect.stringContaining(`${temporary}/copytrade-demo-`),
        kept: true,
        files: {
          config: `${folder}/copytrade.yaml`,
          records: expect.stringMatching(/\/logs\/copy_trading_\d{8}_\d{6}\.json$/),
          recording: expect.stringMatching(/\/logs\/session_\d{8}_\d{6}\.jsonl$/),
          log: `${folder}/logs/copytrade.log`,
        },
        replay: { decisions: 16, divergences: 0 },
      });
      expect((await readdir(folder)).sort()).toEqual(['copytrade.yaml', 'logs']);
      expect([await readdir(cwd), await readdir(temporary)]).toEqual([[], [folder.split('/').at(-1)]]);
      expect(await readFile(files.config, 'utf8')).toContain('multiplier: 1.5');
      expect(JSON.parse(await readFile(files.records, 'utf8')).records).toHaveLength(14);
      expect((await stat(files.log)).size).toBeGreaterThan(0);
      const again = await verifyRecording(files.recording);
      expect([again.decisions, again.divergences, again.hasEnded]).toEqual([16, 0, true]);
    },
    PATIENCE_MS,
  );
});

describe('copytrade demo', () => {
  test(
    'says what is to be seen before it is to be seen, and ends in order on Ctrl-C with 130',
    async () => {
      const temporary = await makeFolder();
      const run = runDemo([], { cwd: temporary, temporary });
      await run.said('── Now the price comes down to it.');
      run.child.kill('SIGINT');
      const code = await run.ended();
      expect([code, run.output.stderr]).toEqual([
        130,
        expect.stringMatching(/^The files so far are in \S+\/copytrade-demo-\w+\nInterrupted\.\n$/),
      ]);
      const shown = run.output.stdout.split('\n').map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''));
      const landmarks = [
        '── A simulated broker on this machine: a master and two followers.',
        '✓ master',
        '*** LIVE ***  real orders for 2 followers',
        '✓ feed: push connected',
        '── A market order: half of it for follower1',
        'BUY 20 RELIANCE-EQ',
        '✓ follower1    10 complete',
        '── A limit order below the market.',
        '── Now the price comes down to it.',
        'stopped: interrupted',
      ];
      const order = landmarks.map((text) => shown.findIndex((line) => line.trim().startsWith(text)));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order).not.toContain(-1);
      const [folder = ''] = await readdir(temporary);
      const logs = await readdir(`${temporary}/${folder}/logs`);
      const records = logs.find((name) => name.startsWith('copy_trading_')) ?? '';
      const { statistics } = JSON.parse(await readFile(`${temporary}/${folder}/logs/${records}`, 'utf8'));
      expect(statistics.total_copies).toBeGreaterThanOrEqual(2);
    },
    PATIENCE_MS,
  );

  test('a temporary folder that cannot be made is said, with what to do, and is exit 2', async () => {
    const cwd = await makeFolder();
    const run = runDemo([], { cwd, temporary: `${cwd}/missing` });
    expect([await run.ended(), run.output.stdout, run.output.stderr.replace(/\s+›?\s*/g, ' ')]).toEqual([
      2,
      '',
      expect.stringContaining(
        'No folder can be made for it (ENOENT). Set TMPDIR to one that can be written.',
      ),
    ]);
  });
});
