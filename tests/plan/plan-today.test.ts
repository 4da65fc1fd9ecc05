/** What an edit changes in today's orders so far, from the recordings of the day. */
import { appendFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dayOf, toIstSeconds } from '../../src/core/ist-time.ts';
import { planToday, type TodayPlan } from '../../src/replay/plan/plan-today.ts';
import { compile, LiveSession, OPENING_MS, share } from '../replay/live-session.ts';
import { type TestFolder, withFolder } from '../replay/support.ts';

const HALF = 'version: 1\nfollowers: { a: { quantity: { multiplier: 0.5 } }, b: { quantity: mirror } }\n';
const THIRD = HALF.replace('0.5', '0.3');
const TODAY = dayOf(toIstSeconds(OPENING_MS));
const CURRENT = 'session_20261123_113000.jsonl';

/** A recording in which these were bought. */
function recordingOf(...rows: readonly ReturnType<typeof share>[]): string {
  const live = new LiveSession(HALF);
  for (const row of rows) live.seeAndFill(row);
  return live.text();
}

function planIn({ path }: TestFolder, after = THIRD, recording = CURRENT): Promise<TodayPlan | null> {
  const recorded = (text: string) => {
    const { sha256, files } = compile(text);
    return { sha256, files };
  };
  const request = { logsFolder: path, recording: join(path, recording), day: TODAY };
  return planToday(
    { ...request, before: recorded(HALF), after: recorded(after) },
    new AbortController().signal,
  );
}

/** `order: quantity before → after`, of follower a. */
function changesOf(plan: TodayPlan | null): string[] {
  const document = JSON.parse(plan?.document ?? '{"followers":{"a":{"changes":[]}}}');
  return document.followers.a.changes.map(
    (one: { order_key: string; before: { quantity: number }; after: { quantity: number } }) =>
      `${one.order_key}: ${one.before.quantity} → ${one.after.quantity}`,
  );
}

describe("an edit's plan for today", () => {
  test('names the followers whose decisions change, and how', async () => {
    await withFolder(async (folder) => {
      await folder.write(CURRENT, recordingOf(share('1', 'BUY', 100), share('2', 'BUY', 50)));
      const plan = await planIn(folder);
      expect(changesOf(plan)).toEqual(['1: 50 → 30', '2: 25 → 15']);
      expect(plan?.changed).toBe(2);
      expect(plan?.text).toBe(
        [
          'Follower a: 2 decisions differ',
          '  copied              2  →           2',
          '  skipped             0  →           0',
          '  units              75  →          45',
          '  value    ₹1,13,062.50  →  ₹67,837.50',
          '  2026-11-23 09:15:00  1  RELIANCE-EQ  -  BUY  100  copy  50  ENTRY  50 LIMIT 1507.50  ₹75,375.00',
          '                                       +            copy  30  ENTRY  30 LIMIT 1507.50  ₹45,225.00',
          '  2026-11-23 09:15:00  2  RELIANCE-EQ  -  BUY   50  copy  25  ENTRY  25 LIMIT 1507.50  ₹37,687.50',
          '                                       +            copy  15  ENTRY  15 LIMIT 1507.50  ₹22,612.50',
          '',
          'Assumed',
          '  the master starts flat: --positions tells what it held',
        ].join('\n'),
      );
    });
  });

  test('is nothing where no decision changes, or nothing was decided yet', async () => {
    await withFolder(async (folder) => {
      await folder.write(CURRENT, recordingOf(share('1', 'BUY', 100)));
      expect(await planIn(folder, HALF.replace('mirror', '{ multiplier: 1 }'))).toBeNull();
      await folder.write(CURRENT, new LiveSession(HALF).text());
      expect(await planIn(folder)).toBeNull();
      await folder.write(CURRENT, '');
      expect(await planIn(folder)).toBeNull();
    });
  });

  test('takes in the earlier recordings of the day, and neither those of other days nor other files', async () => {
    await withFolder(async (folder) => {
      await folder.write('session_20261123_091500.jsonl', recordingOf(share('1', 'BUY', 100)));
      await folder.write('session_20261123_091501.jsonl', '');
      await folder.write('session_20261123_091502.jsonl', '{"no":"recording"}\n');
      await folder.write('session_20261122_091500.jsonl', recordingOf(share('0', 'BUY', 100)));
      await folder.write('copy_trading_20261123_091500.json', '{}');
      await folder.write(CURRENT, recordingOf(share('2', 'BUY', 50)));
      expect(changesOf(await planIn(folder))).toEqual(['1: 50 → 30', '2: 25 → 15']);
    });
  });

  test('leaves the days before out of a recording that goes on over midnight', async () => {
    await withFolder(async (folder) => {
      const current = 'session_20261122_233000.jsonl';
      const yesterday = share('0', 'BUY', 100, { updatetime: '22-Nov-2026 15:00:00' });
      await folder.write(current, recordingOf(yesterday, share('1', 'BUY', 50)));
      expect(changesOf(await planIn(folder, THIRD, current))).toEqual(['1: 25 → 15']);
    });
  });

  test('decides what was written when it began, the same under both configs', async () => {
    await withFolder(async (folder) => {
      const whole = recordingOf(share('1', 'BUY', 100), share('2', 'BUY', 50));
      const path = await folder.write(CURRENT, whole);
      // The last line is cut in two: it is being written.
      await truncate(path, Buffer.byteLength(whole) - 20);
      const planning = planIn(folder);
      await appendFile(path, 'not a line of a recording\n');
      expect(changesOf(await planning)).toEqual(['1: 50 → 30', '2: 25 → 15']);
    });
  });

  test('fails where a config of the two is none any more', async () => {
    await withFolder(async (folder) => {
      await folder.write(CURRENT, recordingOf(share('1', 'BUY', 100)));
      const after = { sha256: '', files: [{ path: 'copytrade.yaml', text: 'version: 2\n' }] };
      const { sha256, files } = compile(HALF);
      const request = { logsFolder: folder.path, recording: join(folder.path, CURRENT), day: TODAY };
      const signal = new AbortController().signal;
      await expect(planToday({ ...request, before: { sha256, files }, after }, signal)).rejects.toThrow(
        'a config in the recording has errors',
      );
    });
  });
});
