/** After a save that changes something: what the new file would have made of today's orders so far. */
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import { createWorld, startRun } from './program.ts';
import { configText, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
/** As it is built: `npm test` builds first. */
const BUILT = new URL('../../dist/program/parts/plan-worker.js', import.meta.url);

function times(multiplier: number, more = ''): string {
  const follower1 = [`quantity: { multiplier: ${multiplier} }`, more].filter(Boolean).join('\n');
  return configText({ followers: { follower1, follower2: '' } });
}

/** A rig that follows its file, and in which follower1 copied 50 of 100. */
async function startWithCopy(planWorker: URL): Promise<Rig> {
  const rig = await startRig({ config: times(0.5), speed: 5 });
  await rig.followFile(planWorker);
  rig.master.placeByHand(BUY);
  await copied(rig, [50]);
  return rig;
}

function copied(rig: Rig, quantities: readonly number[]): Promise<void> {
  return rig.until(`follower1 has ${quantities}`, () => {
    const book = rig.copiesOf(1).map(({ quantity, filled }) => [quantity, filled]);
    return JSON.stringify(book) === JSON.stringify(quantities.map((quantity) => [quantity, quantity]));
  });
}

async function planned(rig: Rig): Promise<Extract<EngineEvent, { type: 'plan' }>> {
  await rig.until('the plan is told', () => rig.ofType('plan').length === 1, 30_000);
  const [plan] = rig.ofType('plan');
  if (!plan) throw new Error('it was told a moment ago');
  return plan;
}

describe('a reload that changes something', () => {
  test("is followed by which of today's decisions it would have changed, while copying goes on", async () => {
    const rig = await startWithCopy(BUILT);
    await rig.save(times(0.3));
    await rig.until('it is in force', () => rig.ofType('reloaded').length === 1);
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    const { changed, report, document } = await planned(rig);
    expect(changed).toBeGreaterThanOrEqual(1);
    expect(report).toMatch(/^Follower follower1: \d decisions? differs?\n/);
    expect(report).not.toContain('follower2');
    const quantity = (units: number) => expect.objectContaining({ symbol: 'RELIANCE-EQ', quantity: units });
    const change = expect.objectContaining({ before: quantity(50), after: quantity(30) });
    expect(document).toMatchObject({
      differs: true,
      followers: { follower1: { changes: expect.arrayContaining([change]) } },
    });
    const order = rig.events.map(({ type }) => type).filter((type) => type === 'plan' || type === 'reloaded');
    expect(order).toEqual(['reloaded', 'plan']);
    await copied(rig, [50, 30]);
  });

  test('is quiet where no decision of today changes', async () => {
    const rig = await startWithCopy(BUILT);
    await rig.save(times(0.5, 'limits: { max_orders_per_day: 40 }'));
    await rig.until('it is in force', () => rig.ofType('reloaded').length === 1);
    await rig.save(times(0.4, 'limits: { max_orders_per_day: 40 }'));
    const { document } = await planned(rig);
    expect(document).toMatchObject({ followers: { follower1: { changed: 1 } } });
    // Plans are told one after the other: that of the first save was worked out before.
    expect(rig.ofType('notice').filter(({ text }) => text.includes('worked out'))).toEqual([]);
  });

  test.each([
    ['throws', 'throw new Error("no plan today")', 'no plan today'],
    ['ends without a word', 'process.exit(3)', 'the thread ended with code 3 and no answer'],
    [
      'says why not',
      'import { parentPort } from "node:worker_threads"; parentPort.postMessage({ ok: false, problem: "no disk" })',
      'no disk',
    ],
  ])('goes on as if nothing had happened where the plan %s, and says so', async (_, program, why) => {
    const rig = await startWithCopy(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
    await rig.save(times(0.3));
    const text = `what the new file would have made of today's orders could not be worked out: ${why}`;
    await rig.until('the failure is told', () => rig.ofType('notice').some((notice) => notice.text === text));
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    await copied(rig, [50, 30]);
    expect(rig.ofType('plan')).toEqual([]);
  });

  test('holds nobody up where the plan never ends: it is given up with the run', async () => {
    const rig = await startRig({ config: times(0.5), speed: 5 });
    const plans = await rig.followFile(new URL('data:text/javascript,setInterval(() => {}, 1000)'));
    await rig.save(times(0.3));
    await rig.until('it is in force', () => rig.ofType('reloaded').length === 1);
    rig.master.placeByHand(BUY);
    await copied(rig, [30]);
    await plans?.close();
    expect(rig.ofType('notice').filter(({ text }) => text.includes('worked out'))).toEqual([]);
  });

  test('is told by the program itself, in lines and as JSON', async () => {
    const rig = await createWorld({ config: times(0.5) });
    const program = await startRun(rig);
    rig.master.placeByHand(BUY);
    await program.told('outcome');
    await rig.save(times(0.3));
    await program.told('plan');
    await program.kill('SIGINT');
    const lines = program.stdout.split('\n').filter((line) => line.includes('"type":"plan"'));
    const [told] = lines.map((line) => JSON.parse(line));
    expect(told).toMatchObject({
      type: 'plan',
      level: 'info',
      changed: 1,
      plan: { differs: true, followers: { follower1: { changed: 1 }, follower2: { changed: 0 } } },
    });
    const log = (await rig.files()).get('copytrade.log') ?? '';
    expect(log).toContain('decisions of today');
  });
});
