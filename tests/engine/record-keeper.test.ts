import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toIntent } from '../../src/engine/copier.ts';
import { createLiveOrder, type LiveOrder } from '../../src/engine/copies/live-copy.ts';
import { RecordKeeper } from '../../src/engine/record/record-keeper.ts';
import type { IntentState } from '../../src/journal/intent.ts';
import { createRecordsFile } from '../../src/journal/records-file.ts';
import { makeIntent } from '../journal/children/make-intent.ts';

it('counts each order once: as ended well, as ended badly, or as pending', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-records-'));
  const keeper = new RecordKeeper(
    createRecordsFile(folder, 0, (text) => text),
    (error) => {
      throw error;
    },
  );
  const orders = new Map<string, LiveOrder>();
  const tell = (tag: string, state: IntentState) => {
    const order = orders.get(tag) ?? createLiveOrder({ ...toIntent(makeIntent()), tag });
    orders.set(tag, order);
    order.intent = { ...order.intent, state };
    keeper.placed(order);
  };
  const figures = () => {
    const { copies, successful, failed, pending } = keeper.statistics();
    return { copies, successful, failed, pending };
  };
  tell('ct1', 'complete');
  tell('ct2', 'accepted');
  tell('ct3', 'unknown');
  tell('ct4', 'rejected');
  expect(figures()).toEqual({ copies: 4, successful: 1, failed: 1, pending: 2 });
  tell('ct2', 'complete');
  tell('ct3', 'refused');
  // The reply to a request that comes after its order's end.
  tell('ct1', 'complete');
  expect(figures()).toEqual({ copies: 4, successful: 2, failed: 2, pending: 0 });
  keeper.close();
});
