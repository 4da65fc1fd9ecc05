/** Accounts that idle are kept ready for an order. */
import { expect, test } from 'vitest';
import { PaperAccount } from '../../src/brokers/paper/paper-account.ts';
import { AccountGate } from '../../src/engine/accounts/account-gate.ts';
import { WarmAccounts } from '../../src/engine/accounts/warm-accounts.ts';
import { codeOf, configText, startRig } from './rig.ts';

const HOUR_MS = 3_600_000;
/** We drop a connection that idles for so long: src/brokers/angelone/connection-pool.ts. */
const DROPPED_AFTER_MS = 20_000;

class AskedAccount extends PaperAccount {
  readonly askedAt: number[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    super({ clientCode: 'paper:one', clock: { now }, priceOf: () => null, cash: { n: 1, d: 1 } });
    this.#now = now;
  }

  override readFunds(signal: AbortSignal) {
    this.askedAt.push(this.#now());
    return super.readFunds(signal);
  }
}

/** Hours go by in no time. @param during is called at each wait */
async function keepWarm(accounts: readonly AskedAccount[], time: { ms: number }, during = () => {}) {
  const clock = {
    now: () => time.ms,
    monotonic: () => time.ms,
    sleep: async (ms: number) => {
      time.ms += ms;
      during();
      if (time.ms > HOUR_MS) warmth.close();
    },
  };
  const gates = accounts.map((account, index) => new AccountGate(`follower${index}`, account, clock));
  for (const gate of gates) await gate.open();
  const byName = new Map(gates.map((gate) => [gate.name, gate]));
  const warmth = new WarmAccounts({ clock, accounts: () => byName });
  warmth.start();
  await expect.poll(() => time.ms).toBeGreaterThan(HOUR_MS);
}

test.each([1, 3, 100])('each of %i accounts is asked before its connection is dropped', async (count) => {
  const time = { ms: 0 };
  const accounts = Array.from({ length: count }, () => new AskedAccount(() => time.ms));
  await keepWarm(accounts, time);
  for (const { askedAt } of accounts) {
    const times = [0, ...askedAt, HOUR_MS];
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
    expect(Math.max(...gaps)).toBeLessThan(DROPPED_AFTER_MS);
    expect(askedAt.length).toBeLessThanOrEqual(HOUR_MS / 10_000);
  }
});

test('a session that is over is opened again before an order meets it', async () => {
  const time = { ms: 0 };
  const account = new AskedAccount(() => time.ms);
  let isOver = false;
  await keepWarm([account], time, () => {
    if (!isOver && time.ms > HOUR_MS / 2) void account.logout();
    isOver = time.ms > HOUR_MS / 2;
  });
  expect(isOver).toBe(true);
  expect(await account.readPositions(new AbortController().signal)).toMatchObject({ ok: true });
});

test('live followers are asked while they idle; one that is only shown is not', async () => {
  const config = configText({ followers: { follower1: '', follower2: 'mode: dry_run' } });
  const rig = await startRig({ followers: 2, config, speed: 60 });
  await rig.until('it is asked again and again', () => rig.requestsOf(codeOf(1), 'getRMS') >= 3);
  expect(rig.simulator.requests.filter(({ clientCode }) => clientCode === codeOf(2))).toEqual([]);
});
