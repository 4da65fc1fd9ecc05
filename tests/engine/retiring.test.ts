import { afterEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { configText, Rig } from './rig.ts';

let rig: Rig | null = null;
afterEach(async () => {
  await rig?.close();
  rig = null;
});

const BOTH = configText({ followers: { follower1: 'quantity: mirror', follower2: 'quantity: mirror' } });
const ONLY_FIRST = configText({ followers: { follower1: 'quantity: mirror' } });

test('a follower that the file dropped while it held copies gets its exit, also after a restart', async () => {
  const own = await Rig.create({ config: BOTH });
  rig = own;
  const engine = await own.start();
  own.master.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 10 });
  await own.until(
    'both hold the entry',
    () => own.ofType('outcome').filter(({ state }) => state === 'complete').length === 2,
  );
  await own.save(ONLY_FIRST);
  const loaded = await loadConfig(own.configFile);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings));
  await engine.reload(loaded.config);
  await own.stop();

  await own.save(
    BOTH.replace('quantity: mirror', 'quantity: { multiplier: 2 }').replace(/ {2}follower2:[\s\S]*$/, ''),
  );
  await own.start();
  own.master.placeByHand({ symbol: 'SBIN-EQ', side: 'SELL', quantity: 10 });
  await own.until('both are flat', () =>
    [1, 2].every((number) =>
      own
        .follower(number)
        .positions()
        .every((row) => row.netqty === '0'),
    ),
  );
  await own.stop();
  const exits = own.decisions().filter(({ reason }) => reason === 'EXIT');
  expect(exits.map(({ follower, quantity }) => [follower, quantity])).toEqual([
    ['follower1', 10],
    ['follower2', 10],
  ]);
  for (const { files } of own.ofType('started')) {
    expect((await verifyRecording(files.recording)).divergences).toBe(0);
  }
});
