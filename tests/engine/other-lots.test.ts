/** Lots of an instrument are others after a restart: what was decided before is not decided otherwise. */
import { expect, test } from 'vitest';
import { killAndStart } from './kill-and-start.ts';
import { configText, startRig } from './rig.ts';

test('what was copied in old lots, and not saved before a crash, gets out whole', async () => {
  const text = configText({ followers: { follower1: '' } });
  const rig = await startRig({ followers: 1, config: text, speed: 20 });
  const symbol = rig.symbolOf('NIFTY', 'FUTIDX');
  const lot = Number(rig.simulator.instruments.find((one) => one.symbol === symbol)?.lotsize);
  const filled = () => rig.copiesOf(1).map((one) => (one.side === 'BUY' ? one.filled : -one.filled));
  rig.master.placeByHand({ symbol, side: 'BUY', quantity: 2 * lot });
  await rig.until('it is in', () => String(filled()) === String([2 * lot]));
  await rig.polled();
  rig.instrumentChanges.set(symbol, { lotsize: String(lot + 1) });
  await killAndStart(rig, text);
  rig.master.placeByHand({ symbol, side: 'SELL', quantity: 2 * lot });
  await rig.until('an exit is out', () => filled().length === 2);
  await rig.polled();
  expect(filled()).toEqual([2 * lot, -2 * lot]);
});
