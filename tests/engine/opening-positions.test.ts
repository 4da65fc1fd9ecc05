/** The master's opening positions come from the broker, at the start and before each day's first event, or nothing opens. */
import { expect, test } from 'vitest';
import { configText, createRig, MASTER, startRig } from './rig.ts';

const SELL = { symbol: 'RELIANCE-EQ', side: 'SELL', quantity: 10 } as const;
const ONE = configText({ followers: { follower1: '' } });
/** A minute to midnight in India. */
const LATE_MS = Date.UTC(2026, 10, 23, 18, 29, 0);

test('positions that cannot be read refuse the start', async () => {
  const rig = await createRig({ followers: 1, config: ONE, speed: 60 });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getPosition', times: 'always' });
  await expect(rig.start()).rejects.toMatchObject({ code: 'MASTER_POSITIONS_UNREADABLE' });
});

test('one row that cannot be read refuses the start as well: it is not flat', async () => {
  const rig = await createRig({ followers: 1, config: ONE, speed: 60 });
  const body = { status: true, message: 'SUCCESS', errorcode: '', data: [{ exchange: 'NSE', netqty: '?' }] };
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getPosition', times: 'always', body });
  await expect(rig.start()).rejects.toMatchObject({
    code: 'MASTER_POSITIONS_UNREADABLE',
    message: expect.stringContaining('position 0'),
  });
});

test('a new day is not opened before its positions are read: what comes meanwhile waits', async () => {
  const rig = await startRig({ followers: 1, config: ONE, speed: 60, startAtMs: LATE_MS });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getPosition', times: 'always' });
  const notices = () => rig.ofType('notice').map(({ text }) => text);
  await rig.until('it says that the day is not open', () =>
    notices().some((text) => text.startsWith('the new day is not open yet: the master')),
  );
  rig.master.placeByHand({ ...SELL, side: 'BUY' });
  await rig.polled();
  expect(rig.decisions()).toEqual([]);
  rig.simulator.faults.clear();
  await rig.until('it is decided', () => rig.decisions().length === 1);
  expect(rig.verdicts()).toEqual([expect.stringMatching(/^follower1 (copy ENTRY 10|skip STALE 0)$/)]);
});
