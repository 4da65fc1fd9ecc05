/** `copytrade report`: a day of the running engine, told from its recordings. */
import { expect, test } from 'vitest';
import type { DayReport } from '../../src/replay/day/day-report.ts';
import { runReport } from '../../src/replay/day/run-report.ts';
import { expectToFit } from '../published-schema.ts';
import { configText, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const NEVER = new AbortController().signal;

test('copies, skips, refusals in the broker’s words and the result, over a restart', async () => {
  const top = 'filters: { symbols: { block: [ITC-EQ] } }';
  const rig = await startRig({
    config: configText({ top, followers: { follower1: '', follower2: '' } }),
    accounts: { follower2: { funds: 100 } },
    speed: 10,
  });
  rig.master.placeByHand(BUY);
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.until('one is in, the other is not', () =>
    ['complete', 'rejected'].every((state, index) =>
      rig.outcomesOf(`follower${index + 1}`).some((outcome) => outcome.state === state),
    ),
  );
  await rig.until('all is decided', () => rig.decisions().length === 4);
  await rig.stop();
  await rig.start();
  rig.simulator.setPrice('RELIANCE-EQ', 1480.2);
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  await rig.until('it is out', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  const ended = () => rig.outcomesOf('follower1').filter(({ state }) => state === 'complete');
  await rig.until('it has ended', () => ended().length === 2);
  await rig.stop();
  const command = { logsFolder: rig.logs, day: null, json: true, colour: false };
  const report = JSON.parse(await runReport(command, NEVER)) as DayReport;
  expectToFit('report', report);
  expect(report.sessions.map(({ mode, ended }) => `${mode} ${ended}`)).toEqual(['live true', 'live true']);
  const [first, second] = report.followers;
  expect(first).toMatchObject({
    name: 'follower1',
    copied: 2,
    skipped: 1,
    reasons: { ENTRY: 1, EXIT: 1, SYMBOL_BLOCKED: 1 },
    orders: { complete: 2 },
    failed: [],
    unknown: [],
    realised: '100.00',
  });
  expect(second).toMatchObject({
    reasons: { ENTRY: 1, SYMBOL_BLOCKED: 1, NO_POSITION: 1 },
    orders: { rejected: 1 },
    failed: [{ symbol: 'RELIANCE-EQ', quantity: 10, state: 'rejected' }],
    realised: '0.00',
  });
  expect(second?.failed[0]?.words).not.toBe('');
  const text = await runReport({ ...command, json: false }, NEVER);
  expect(text).toContain('Follower follower2\n  1 copied, 2 skipped');
  expect(text).toContain(`rejected  buy  10  RELIANCE-EQ  “${second?.failed[0]?.words}”`);
  await expect(runReport({ ...command, day: '2020-01-01' }, NEVER)).rejects.toMatchObject({
    next: `There are recordings of ${report.day}.`,
  });
});
