/** A follower that the file no longer says live of, over stops and starts: no entry, its exits, and words about it. */
import { expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { killAndStart } from './kill-and-start.ts';
import { configText, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const SPEED = 20;

function oneFollower(lines: string): string {
  return configText({ followers: { follower1: lines } });
}

function filledOf(rig: Rig): number[] {
  return rig.copiesOf(1).map(({ side, filled }) => (side === 'BUY' ? filled : -filled));
}

async function filled(rig: Rig, quantities: readonly number[]): Promise<void> {
  await rig.until(
    () => `${quantities} (now ${filledOf(rig)})`,
    () => String(filledOf(rig)) === String(quantities),
  );
}

/** It holds 100, and no engine runs. */
async function holdAndStop(): Promise<Rig> {
  const rig = await startRig({ followers: 1, config: oneFollower(''), speed: SPEED });
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await rig.stop();
  return rig;
}

test('what the master bought while no engine ran is no entry where the file says dry_run by then', async () => {
  const rig = await holdAndStop();
  rig.master.placeByHand({ ...BUY, quantity: 50 });
  await rig.save(oneFollower('mode: dry_run'));
  await rig.start();
  rig.master.placeByHand({ ...SELL, quantity: 150 });
  await filled(rig, [100, -100]);
  expect(rig.verdicts()).toEqual([
    'follower1 copy ENTRY 100',
    'follower1 skip CLOSE_ONLY 0',
    'follower1 copy EXIT 100',
  ]);
});

test('one that was switched off at the start gets out once a reload says dry_run', async () => {
  const rig = await holdAndStop();
  await rig.save(oneFollower('enabled: false'));
  await rig.start();
  await rig.reload(oneFollower('mode: dry_run'));
  rig.master.placeByHand(SELL);
  await filled(rig, [100, -100]);
});

test('… and once a reload, or a start, finds that the file names it no more', async () => {
  const two = (lines: string) => configText({ followers: { follower1: lines, follower2: 'mode: dry_run' } });
  const rig = await startRig({ followers: 2, config: two(''), speed: SPEED });
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await rig.stop();
  await rig.save(two('enabled: false'));
  await rig.start();
  await rig.reload(configText({ followers: { follower2: 'mode: dry_run' } }));
  rig.master.placeByHand({ ...SELL, quantity: 40 });
  await filled(rig, [100, -40]);
  await rig.reload(two('enabled: false'));
  await rig.stop();
  await rig.save(configText({ followers: { follower2: 'mode: dry_run' } }));
  await rig.start();
  rig.master.placeByHand({ ...SELL, quantity: 60 });
  await filled(rig, [100, -40, -60]);
});

test('switching off what was narrowed before is told, once', async () => {
  const rig = await startRig({ followers: 1, config: oneFollower(''), speed: SPEED });
  for (const lines of ['mode: dry_run', 'enabled: false', 'enabled: false\nquantity: { fixed: 7 }', ''])
    await rig.reload(oneFollower(lines));
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await rig.reload(oneFollower('enabled: false'));
  await rig.until('all reloads are told of', () => rig.ofType('reloaded').length === 5);
  expect(rig.ofType('notice').map(({ text }) => text)).toEqual([
    'follower1: dry_run now; its entries are held back, exits of what it holds still go out',
    'follower1: switched off; nothing is copied to it, its exits neither',
    'follower1: switched off; nothing is copied to it, its exits neither. What its copies hold stays until you close it by hand: 100 RELIANCE-EQ (intraday). (With `mode: dry_run` instead its exits would still go out.)',
  ]);
});

test('a reload that meets the end of the engine opens no account', async () => {
  const rig = await startRig({ followers: 2, config: oneFollower(''), speed: SPEED });
  await rig.save(configText({ followers: { follower1: '', follower2: '' } }));
  const config = await rig.load();
  const { engine } = rig;
  const reloading = engine.reload(config);
  const [changes] = await Promise.all([reloading, rig.stop()]);
  expect([changes, await engine.reload(config), rig.requestsOf('F100002', 'login')]).toEqual([[], [], 0]);
});

test('one that the file dropped and that is flat by the next start is gone, and a replay of that says the same', async () => {
  const both = configText({ followers: { follower1: '', follower2: '' } });
  const rig = await startRig({ followers: 2, config: both, speed: SPEED });
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  const second = configText({ followers: { follower2: '' } });
  await rig.reload(second);
  rig.master.placeByHand(SELL);
  await filled(rig, [100, -100]);
  await rig.polled();
  await killAndStart(rig, second);
  rig.master.placeByHand(BUY);
  await rig.until('it is decided', () => rig.verdicts().length === 5);
  await rig.stop();
  expect(rig.verdicts().slice(4)).toEqual(['follower2 copy ENTRY 100']);
  const replayed = rig.ofType('started').map(({ files }) => verifyRecording(files.recording));
  expect((await Promise.all(replayed)).map(({ divergences }) => divergences)).toEqual([0, 0]);
});
