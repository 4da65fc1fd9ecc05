/** The file is edited while the market is open: each save is taken up whole, or not at all. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, configText, createRig, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;

function times(multiplier: number): string {
  return configText({ followers: { follower1: `quantity: { multiplier: ${multiplier} }` } });
}

function quantitiesOf(rig: Rig, follower: number): number[] {
  return rig.copiesOf(follower).map(({ side, quantity }) => (side === 'BUY' ? quantity : -quantity));
}

async function copied(rig: Rig, follower: number, quantities: readonly number[]): Promise<void> {
  await rig.until(`follower ${follower} has ${quantities}`, () => {
    const book = rig.copiesOf(follower);
    return book.length === quantities.length && book.every(({ status }) => status === 'complete');
  });
  expect(quantitiesOf(rig, follower)).toEqual(quantities);
}

describe('the engine', () => {
  test('takes a changed multiplier from the next decision on, also of orders that it had seen open', async () => {
    const rig = await startRig({ followers: 1, config: times(0.5), speed: 10 });
    rig.master.placeByHand(BUY);
    await copied(rig, 1, [50]);
    const { orderId } = rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ', price: 400 });
    await rig.until('it is seen open', () =>
      rig.ofType('master_order').some(({ order }) => order.orderId === orderId),
    );
    expect(await rig.reload(times(0.3))).toEqual([expect.stringMatching(/follower1.*0\.5.*0\.3/)]);
    rig.simulator.setPrice('ITC-EQ', 399);
    await copied(rig, 1, [50, 30]);
    rig.master.placeByHand({ ...SELL, quantity: 40 });
    await copied(rig, 1, [50, 30, -20]);
    expect(rig.ofType('reloaded')).toHaveLength(1);
  });

  test('started in dry_run places nothing, whatever the file is changed to', async () => {
    const rig = await startRig({ mode: 'dry_run', config: configText({ mode: 'dry_run' }), speed: 10 });
    await rig.reload(configText({ mode: 'live' }));
    rig.master.placeByHand(BUY);
    await rig.until('it is decided', () => rig.decisions().length === 2);
    await rig.polled();
    expect(rig.simulator.requests.filter(({ clientCode }) => clientCode !== 'M100001')).toEqual([]);
    expect(rig.ofType('decided')[0]?.decisions.map(({ mode }) => mode)).toEqual(['dry_run', 'dry_run']);
  });

  test('closes entries where live becomes dry_run; exits still go out', async () => {
    const followers = { follower1: '', follower2: '' };
    const rig = await startRig({ config: configText({ followers }), speed: 10 });
    rig.master.placeByHand(BUY);
    await copied(rig, 1, [100]);
    await rig.reload(configText({ followers: { follower1: 'mode: dry_run', follower2: '' } }));
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    await copied(rig, 2, [100, 100]);
    await rig.reload(configText({ mode: 'dry_run', followers }));
    rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
    rig.master.placeByHand(SELL);
    rig.master.placeByHand({ ...SELL, symbol: 'ITC-EQ' });
    await copied(rig, 1, [100, -100]);
    await copied(rig, 2, [100, 100, -100, -100]);
    expect(rig.decisions().filter(({ reason }) => reason === 'CLOSE_ONLY')).toHaveLength(3);
  });

  test('takes a follower out that the file no longer names', async () => {
    const followers = { follower1: '', follower2: '' };
    const rig = await startRig({ config: configText({ followers }), speed: 10 });
    rig.master.placeByHand(BUY);
    await copied(rig, 2, [100]);
    await rig.reload(configText({ followers: { follower1: '' } }));
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    rig.master.placeByHand({ ...SELL, quantity: 30 });
    rig.master.placeByHand({ ...SELL, quantity: 70 });
    await copied(rig, 1, [100, 100, -30, -70]);
    await copied(rig, 2, [100, -30, -70]);
  });

  test('copies to a follower that joins, and refuses one that is no account of its own', async () => {
    const rig = await startRig({ config: configText({ followers: { follower1: '' } }), speed: 10 });
    const both = configText({ followers: { follower1: '', follower2: '' } });
    const own = { ...rig.environment };
    await rig.reload(both);
    rig.master.placeByHand(BUY);
    await copied(rig, 1, [100]);
    await copied(rig, 2, [100]);
    rig.environment.FOLLOWER_3_CLIENT_ID = own.FOLLOWER_1_CLIENT_ID ?? '';
    for (const field of ['API_KEY', 'PASSWORD', 'TOTP_SECRET'])
      rig.environment[`FOLLOWER_3_${field}`] = 'X234567X';
    const twice = configText({ followers: { follower1: 'quantity: { fixed: 1 }', follower3: '' } });
    await expect(rig.reload(twice)).rejects.toMatchObject({ code: 'SAME_ACCOUNT' });
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    await copied(rig, 1, [100, 100]);
    await copied(rig, 2, [100, 100]);
  });

  test('takes up a save while copies are on their way', async () => {
    const rig = await startRig({ followers: 1, config: times(1), speed: 10 });
    for (let round = 1; round <= 10; round += 1) {
      rig.master.placeByHand({ ...BUY, symbol: round % 2 === 0 ? 'ITC-EQ' : 'SBIN-EQ' });
      await rig.reload(times(round / 100));
    }
    await rig.until('all ten are copied', () => rig.copiesOf(1).length === 10);
    await rig.polled();
    expect(rig.copiesOf(1)).toHaveLength(10);
    expect(rig.decisions().map(({ action }) => action)).toEqual(Array.from({ length: 10 }, () => 'copy'));
  });
});

describe('a file that is followed', () => {
  const saves = {
    'in place': (rig: Rig, text: string) => rig.save(text),
    'by renaming': async (rig: Rig, text: string) => {
      await writeFile(join(rig.folder, 'draft'), text);
      await rename(join(rig.folder, 'draft'), rig.configFile);
    },
    'by taking it away first': async (rig: Rig, text: string) => {
      await rm(rig.configFile);
      await writeFile(rig.configFile, text);
    },
  };

  test.each(Object.entries(saves))(
    'is taken up when it is saved %s; broken saves between change nothing',
    async (_, save) => {
      const rig = await startRig({ followers: 1, config: times(1), speed: 5 });
      await rig.followFile();
      let held = [100];
      rig.master.placeByHand(BUY);
      await copied(rig, 1, held);
      for (const [index, broken] of [
        '',
        times(0.5).slice(0, 90),
        times(0.5).replace('multiplier', 'multiplyer'),
      ].entries()) {
        await save(rig, broken);
        await rig.until(
          'the broken save is refused',
          () => rig.ofType('reload_refused').length === 2 * index + 1,
        );
        rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ', quantity: 10 + index });
        held = [...held, 10 + index];
        await copied(rig, 1, held);
        await save(rig, times(1).replace('follower1', 'Follower 1'));
        await rig.until('another is refused', () => rig.ofType('reload_refused').length === 2 * index + 2);
      }
      expect(rig.ofType('reloaded')).toEqual([]);
      await save(rig, times(0.5));
      await rig.until('the whole save is taken up', () => rig.ofType('reloaded').length === 1);
      rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
      await copied(rig, 1, [...held, 50]);
    },
  );

  test('is not taken up where it asks for what cannot be: the reason is told', async () => {
    const rig = await startRig({ followers: 1, config: times(1), speed: 5 });
    await rig.followFile();
    await rig.save(configText({ followers: { follower1: '', follower9: '' } }));
    await rig.until('it is refused', () => rig.ofType('reload_refused').length === 1);
    expect(rig.ofType('reload_refused')[0]?.report).toContain('FOLLOWER_9_API_KEY');
    await rig.save(configText({ followers: { follower1: '' }, top: 'confirm: true' }));
    await rig.until('it is refused', () => rig.ofType('reload_refused').length === 2);
    rig.master.placeByHand(BUY);
    await copied(rig, 1, [100]);
  });
});

test('one account under two names is found out in letters of any case', async () => {
  const rig = await createRig({ followers: 2 });
  rig.environment.FOLLOWER_2_CLIENT_ID = codeOf(1).toLowerCase();
  await expect(rig.start()).rejects.toMatchObject({ code: 'SAME_ACCOUNT' });
});
