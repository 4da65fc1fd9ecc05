/**
 * Many orders of the master at once, at many followers. By hand: `DRILL_ORDERS=500 DRILL_FOLLOWERS=50`. Simulator and
 * engine share a process here, so time goes slower than the machine's: where a stall of it took longer than the engine waits
 * for an answer, requests came in bunches, and the broker refused some.
 */
import { expect, test } from 'vitest';
import { codeOf, configText, MASTER, startRig } from '../engine/rig.ts';

const FOLLOWERS = Number(process.env.DRILL_FOLLOWERS ?? 50);
/** More than an account's orders of a second, so that the budgets bind. */
const ORDERS = Number(process.env.DRILL_ORDERS ?? 40);
/** Seconds of the engine and the broker in one of the machine's. */
const SPEED = 0.5;
/** Of the machine's time: one order and what is read for it, at each follower, on slow cores. */
const MS_OF_AN_ORDER = 5_000;
/** Rupees: enough for all of them. */
const FUNDS = 1_000_000_000;
/** Looking through all books takes long where there are many. */
const LOOK_EVERY_MS = 100 + (FOLLOWERS * ORDERS) / 10;

test(
  `${ORDERS} orders at ${FOLLOWERS} followers: each follower has each once, and no budget is exceeded`,
  async () => {
    const numbers = Array.from({ length: FOLLOWERS }, (_, index) => index + 1);
    const roles = ['master', ...numbers.map((number) => `follower${number}`)];
    const rig = await startRig({
      followers: FOLLOWERS,
      config: configText({
        followers: Object.fromEntries(numbers.map((number) => [`follower${number}`, ''])),
        top: 'defaults: { execution: { max_age: 1h } }',
      }),
      speed: SPEED,
      simulator: { rateLimits: 'published' },
      accounts: Object.fromEntries(roles.map((role) => [role, { funds: FUNDS }])),
    });
    const quantities = Array.from({ length: ORDERS }, (_, index) => index + 1);
    for (const quantity of quantities) rig.master.placeByHand({ symbol: 'ITC-EQ', side: 'BUY', quantity });
    const filled = (number: number) => rig.copiesOf(number).filter(({ status }) => status === 'complete');
    let lookedAt = 0;
    const areAllIn = () => {
      if (performance.now() - lookedAt < LOOK_EVERY_MS) return false;
      lookedAt = performance.now();
      return numbers.every((number) => filled(number).length >= ORDERS);
    };
    await rig.until(
      () => `all are in: ${numbers.map((number) => filled(number).length).join(' ')}`,
      areAllIn,
      ORDERS * MS_OF_AN_ORDER,
    );
    await rig.polled();
    const wanted = quantities.map((quantity) => `BUY ${quantity}`);
    for (const number of numbers) {
      const copies = rig.copiesOf(number).map(({ side, filled: units }) => `${side} ${units}`);
      expect([number, copies.toSorted()]).toEqual([number, wanted.toSorted()]);
    }
    const known = new Set([MASTER, ...numbers.map(codeOf)]);
    const refused = rig.simulator.requests.filter(({ status }) => status === 403);
    expect(refused).toEqual([]);
    expect(
      rig.simulator.requests.every(({ clientCode }) => clientCode === null || known.has(clientCode)),
    ).toBe(true);
    expect(rig.ofType('escalation')).toEqual([]);
  },
  ORDERS * MS_OF_AN_ORDER + 60_000,
);
