import type { NewIntent } from '../../../src/journal/intent.ts';

/** An intent to buy 75 of a NIFTY option, but for what the test says. */
export function makeIntent(different: Partial<NewIntent> = {}): NewIntent {
  return {
    tag: 'ct0000000000001',
    day: 20_779,
    follower: 'follower1',
    orderKey: '261122000000001',
    revision: 1,
    slice: 0,
    effect: 'entry',
    exchange: 'NFO',
    symbolToken: '43650',
    tradingSymbol: 'NIFTY24NOV2624600PE',
    product: 'carryforward',
    side: 'buy',
    orderType: 'limit',
    quantity: 75,
    price: '101.50',
    triggerPrice: null,
    plannedAtMs: 1_795_319_100_000,
    ...different,
  };
}
