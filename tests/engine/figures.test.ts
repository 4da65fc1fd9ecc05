/** Funds that cannot be read at once: entries by capital wait for them. */
import { expect, test } from 'vitest';
import { codeOf, configText, createRig } from './rig.ts';

test('funds that could not be read are read again after seconds, not after a minute', async () => {
  const quantity = 'quantity: { capital_ratio: 1 }';
  const rig = await createRig({ config: configText({ followers: { follower1: quantity } }), speed: 20 });
  rig.trouble({
    kind: 'reply',
    account: codeOf(1),
    endpoint: 'getRMS',
    status: 500,
    body: 'Internal Server Error',
  });
  await rig.start();
  await rig.until('they are read again', () => rig.requestsOf(codeOf(1), 'getRMS') === 2);
  await rig.pass(2000);
  rig.master.placeByHand({
    ...{ symbol: 'RELIANCE-EQ', side: 'BUY', orderType: 'MARKET', product: 'INTRADAY', quantity: 100 },
    script: [{ do: 'complete' }],
  });
  await rig.until('it is decided', () => rig.verdicts().length === 1);
  expect(rig.verdicts()).toEqual(['follower1 copy ENTRY 100']);
});
