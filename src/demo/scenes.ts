/** The session: every scene with its expected outcome, so that the demo can tell whether it went as it should. */
import type { AppOrder } from '../simulator/orders/app-order.ts';
import type { ExpectedOutcome, Scene } from './scene.ts';
import type { Stage } from './stage.ts';

/** Contracts whose names depend on the day. */
export interface DemoContracts {
  readonly nifty: string;
  readonly finnifty: string;
}

export function createScenes({ nifty, finnifty }: DemoContracts): readonly Scene[] {
  return [
    {
      caption: 'A market order: half of it for follower1 (multiplier: 0.5), follower2 mirrors.',
      act: place(buy('RELIANCE-EQ', 20)),
      expected: entry('RELIANCE-EQ', 20, { follower1: 10, follower2: 20 }),
    },
    {
      caption: 'A limit order below the market. While it rests, nothing is copied.',
      act: restThenFill,
      expected: entry('SBIN-EQ', 40, { follower1: 20, follower2: 40 }),
    },
    {
      caption: 'Four lots of an option: half of them for follower1, one lot for follower2.',
      act: place(buy(nifty, 260)),
      expected: entry(nifty, 260, { follower1: 130, follower2: 65 }),
    },
    {
      caption: 'FINNIFTY is blocked in the file. Both skip it, and say why.',
      act: place(buy(finnifty, 60)),
      expected: { ...entry(finnifty, 60, { follower1: 0, follower2: 0 }), reason: 'SYMBOL_BLOCKED' },
    },
    {
      caption: 'An order that fills by half and is then cancelled: the half is copied.',
      act: fillByHalf,
      expected: entry('ITC-EQ', 30, { follower1: 15, follower2: 30 }),
    },
    {
      caption: 'The file is edited and saved meanwhile: multiplier 0.5 becomes 1.5.',
      act: editThenBuy,
      expected: entry('BHARTIARTL-EQ', 10, { follower1: 15, follower2: 10 }),
    },
    {
      caption: 'The way out: each sells what it bought, whatever the file says now.',
      act: place(sell('RELIANCE-EQ', 20)),
      expected: exit('RELIANCE-EQ', 20, { follower1: 10, follower2: 20 }),
    },
    {
      caption: 'And out of the options.',
      act: place(sell(nifty, 260)),
      expected: exit(nifty, 260, { follower1: 130, follower2: 65 }),
    },
  ];
}

function place(order: AppOrder): Scene['act'] {
  return async ({ master }) => {
    master.placeByHand(order);
  };
}

function buy(symbol: string, quantity: number): AppOrder {
  return { symbol, side: 'BUY', quantity };
}

function sell(symbol: string, quantity: number): AppOrder {
  return { symbol, side: 'SELL', quantity };
}

function entry(symbol: string, masterFills: number, copies: ExpectedOutcome['copies']): ExpectedOutcome {
  return { symbol, side: 'buy', masterFills, reason: 'ENTRY', copies };
}

function exit(symbol: string, masterFills: number, copies: ExpectedOutcome['copies']): ExpectedOutcome {
  return { symbol, side: 'sell', masterFills, reason: 'EXIT', copies };
}

async function restThenFill(stage: Stage): Promise<void> {
  const { orderId } = stage.master.placeByHand({ ...buy('SBIN-EQ', 40), price: 900 });
  await stage.until('the resting order is seen', () => stage.hasSeen(orderId, 'open'));
  await stage.pause(1.5);
  if (stage.decisions.some(({ symbol }) => symbol === 'SBIN-EQ')) {
    stage.report('the resting order was decided before it had filled');
  }
  stage.say('Now the price comes down to it.');
  stage.setPrice('SBIN-EQ', 900);
}

async function fillByHalf({ master }: Stage): Promise<void> {
  master.placeByHand({
    ...buy('ITC-EQ', 60),
    price: 409,
    script: [
      { afterMs: 500, do: 'fill', quantity: 30, price: 408.6 },
      { afterMs: 900, do: 'cancel' },
    ],
  });
}

async function editThenBuy(stage: Stage): Promise<void> {
  await stage.edit({ from: 'multiplier: 0.5', to: 'multiplier: 1.5' });
  await stage.pause(1);
  stage.master.placeByHand(buy('BHARTIARTL-EQ', 10));
}
