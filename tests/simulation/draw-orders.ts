/** What the master does: drawn as it goes, for exits depend on what it holds by then. */
import type { AppOrder, ScriptStep } from '../../src/simulator/orders/app-order.ts';
import type { Random } from '../../src/simulator/random.ts';
import { pick, type Step } from './scenario.ts';
import type { World } from './world.ts';

export interface Traded {
  /** Its trading symbol, or what it begins and ends with: expiries depend on the day. */
  readonly symbol: RegExp;
  readonly lot: number;
  readonly product: 'INTRADAY' | 'DELIVERY' | 'CARRYFORWARD';
  /** Lots, at most. */
  readonly most: number;
  readonly mayShort: boolean;
}

export const TRADED: readonly Traded[] = [
  { symbol: /^RELIANCE-EQ$/, lot: 1, product: 'INTRADAY', most: 40, mayShort: true },
  { symbol: /^SBIN-EQ$/, lot: 1, product: 'INTRADAY', most: 40, mayShort: true },
  { symbol: /^ITC-EQ$/, lot: 1, product: 'DELIVERY', most: 60, mayShort: false },
  { symbol: /^NIFTY.*25300CE$/, lot: 65, product: 'CARRYFORWARD', most: 8, mayShort: true },
  { symbol: /^NIFTY.*25400PE$/, lot: 65, product: 'INTRADAY', most: 4, mayShort: true },
  // Above the freeze quantity in one go: slices.
  { symbol: /^BANKNIFTY.*58000CE$/, lot: 30, product: 'CARRYFORWARD', most: 45, mayShort: false },
];

type Kind =
  | 'market'
  | 'limit_filled_later'
  | 'limit_in_parts'
  | 'part_then_cancel'
  | 'never_filled'
  | 'rejected'
  | 'moved_then_filled'
  | 'resized_then_filled'
  | 'resized_then_cancelled'
  | 'moved_as_it_fills';
const KINDS: readonly Kind[] = [
  'market',
  'market',
  'market',
  'limit_filled_later',
  'limit_in_parts',
  'part_then_cancel',
  'never_filled',
  'rejected',
];
/** Where copies rest, most orders of the master do, and are changed. */
const RESTING_KINDS: readonly Kind[] = [
  'market',
  'limit_filled_later',
  'limit_in_parts',
  'part_then_cancel',
  'never_filled',
  'moved_then_filled',
  'resized_then_filled',
  'resized_then_cancelled',
  'moved_as_it_fills',
];
const INTENTS = ['enter', 'enter', 'exit', 'exit', 'reduce', 'reverse'] as const;

export function drawMasterOrders(random: Random, fromMs: number, may: { readonly rest: boolean }): Step[] {
  const steps: Step[] = [];
  const favourites = [pick(random, TRADED), pick(random, TRADED)];
  let atMs = fromMs;
  for (let left = 5 + random.integer(11); left > 0; left -= 1) {
    const traded = pick(random, favourites);
    const intent = pick(random, INTENTS);
    const kind = pick(random, may.rest ? RESTING_KINDS : KINDS);
    const drawn = { traded, intent, kind, share: random.next(), afterMs: 500 + random.integer(4_000) };
    const isAfterMarket = random.integer(14) === 0;
    const says = `the master: ${intent} ${kind}${isAfterMarket ? ' after market' : ''} ${traded.symbol.source}`;
    if (isAfterMarket) steps.push(...afterMarket(atMs, says, drawn));
    else steps.push({ atMs, says, run: (world) => placeOrder(world, drawn) });
    atMs += 300 + random.integer(random.integer(3) === 0 ? 25_000 : 6_000);
    if (random.integer(5) === 0) steps.push(drawMove(random, pick(random, favourites), atMs));
  }
  return steps;
}

interface DrawnOrder {
  readonly traded: Traded;
  readonly intent: (typeof INTENTS)[number];
  readonly kind: Kind;
  /** Of the most, or of what is held; from 0 up to 1. */
  readonly share: number;
  readonly afterMs: number;
}

function afterMarket(atMs: number, says: string, drawn: DrawnOrder): Step[] {
  return [
    {
      atMs,
      says,
      run: (world) => {
        world.setMarketOpen(false);
        placeOrder(world, drawn);
      },
    },
    {
      atMs: atMs + drawn.afterMs,
      says: 'the market opens',
      run: (world) => world.setMarketOpen(true),
    },
  ];
}

function drawMove(random: Random, traded: Traded, atMs: number): Step {
  const by = 0.985 + random.next() * 0.03;
  return {
    atMs,
    says: `the price moves by ${((by - 1) * 100).toFixed(2)} %: ${traded.symbol.source}`,
    run: (world) => {
      const symbol = symbolOf(world, traded);
      world.simulator.steering.setPrice(symbol, toTick(lastOf(world, symbol) * by));
    },
  };
}

function placeOrder(world: World, { traded, intent, kind, share, afterMs }: DrawnOrder): void {
  const symbol = symbolOf(world, traded);
  const net = netOf(world, 'master', symbol, traded.product);
  const wanted = traded.lot * (1 + Math.floor(share * traded.most));
  const held = Math.abs(net);
  const part = Math.max(traded.lot, Math.floor((held * share) / traded.lot) * traded.lot);
  // Nothing to get out of: it goes in.
  const isEntry = intent === 'enter' || net === 0;
  const goesShort = traded.mayShort && share > 0.7;
  const out = net > 0 ? 'SELL' : 'BUY';
  const side = isEntry ? (net === 0 ? (goesShort ? 'SELL' : 'BUY') : net > 0 ? 'BUY' : 'SELL') : out;
  const reversal = traded.mayShort ? held + wanted : held;
  const quantity = isEntry ? wanted : intent === 'reverse' ? reversal : intent === 'reduce' ? part : held;
  const last = lastOf(world, symbol);
  const order: AppOrder = { symbol, side, quantity, product: traded.product };
  // Nothing happens to an order that waits for the opening.
  const terms = world.isMarketOpen ? termsOf(kind, { quantity, lot: traded.lot, last, afterMs, side }) : {};
  world.hand('master').placeByHand({ ...order, ...terms });
  world.seen.keep();
}

function termsOf(
  kind: Kind,
  {
    quantity,
    lot,
    last,
    afterMs,
    side,
  }: { quantity: number; lot: number; last: number; afterMs: number; side: 'BUY' | 'SELL' },
): { price?: number; script?: readonly ScriptStep[] } {
  const price = toTick(last);
  const first = Math.max(lot, Math.floor(quantity / 2 / lot) * lot);
  switch (kind) {
    case 'market':
      return {};
    case 'limit_filled_later':
      return { price, script: [{ afterMs, do: 'complete' }] };
    case 'limit_in_parts':
      return first < quantity
        ? {
            price,
            script: [
              { afterMs, do: 'fill', quantity: first },
              { afterMs, do: 'complete' },
            ],
          }
        : { price, script: [{ afterMs, do: 'complete' }] };
    case 'part_then_cancel':
      return first < quantity
        ? {
            price,
            script: [
              { afterMs, do: 'fill', quantity: first },
              { afterMs, do: 'cancel' },
            ],
          }
        : { price, script: [{ afterMs, do: 'cancel' }] };
    case 'never_filled':
      return { price, script: [{ afterMs, do: 'cancel' }] };
    case 'moved_then_filled':
    case 'resized_then_filled':
    case 'resized_then_cancelled':
    case 'moved_as_it_fills':
      return changedTerms(kind, {
        quantity,
        lot,
        price,
        away: toTick(last * (side === 'BUY' ? 0.99 : 1.01)),
        afterMs,
      });
    case 'rejected':
      return {
        price,
        script: [{ afterMs, do: 'reject', text: 'Your order has been rejected', emptyOrderStatus: true }],
      };
  }
}

type Changed = Extract<Kind, `moved_${string}` | `resized_${string}`>;

/** Orders that the master changes while they rest. */
function changedTerms(
  kind: Changed,
  of: { quantity: number; lot: number; price: number; away: number; afterMs: number },
): { price: number; script: readonly ScriptStep[] } {
  const { quantity, lot, price, away, afterMs } = of;
  const first = Math.max(lot, Math.floor(quantity / 2 / lot) * lot);
  switch (kind) {
    case 'moved_then_filled':
      return {
        price: away,
        script: [
          { afterMs, do: 'modify', change: { price } },
          { afterMs, do: 'complete' },
        ],
      };
    case 'resized_then_filled':
      return {
        price: away,
        script: [
          { afterMs, do: 'modify', change: { quantity: quantity + lot } },
          { afterMs, do: 'modify', change: { quantity: first, price } },
          { afterMs, do: 'complete' },
        ],
      };
    case 'resized_then_cancelled':
      return {
        price: away,
        script: [
          { afterMs, do: 'modify', change: { quantity: quantity + 2 * lot } },
          { afterMs, do: 'cancel' },
        ],
      };
    case 'moved_as_it_fills':
      return {
        price,
        script: [
          { afterMs, do: 'modify', change: { price: away } },
          { afterMs: 0, do: 'complete' },
        ],
      };
  }
}

/** Market orders that take the master out of all that it holds. */
export function flattenMaster(world: World): void {
  const hand = world.hand('master');
  for (const row of hand.positions()) {
    const net = Number(row.netqty);
    if (net === 0) continue;
    const side = net > 0 ? 'SELL' : 'BUY';
    const product = row.producttype as AppOrder['product'] & string;
    hand.placeByHand({
      symbol: row.tradingsymbol,
      exchange: row.exchange,
      side,
      quantity: Math.abs(net),
      product,
    });
  }
  world.seen.keep();
}

export function cancelMasterOrders(world: World): void {
  const { broker } = world.simulator.world;
  for (const order of broker.accounts.get(world.codeOf('master'))?.orders ?? []) {
    if (order.phase !== 'done') broker.desk.cancelNow(order);
  }
}

/** Moves every price up and down, so that what rests is filled. */
export function sweepPrices(world: World, by: number): void {
  for (const traded of TRADED) {
    const symbol = symbolOf(world, traded);
    world.simulator.steering.setPrice(symbol, toTick(firstPriceOf(world, symbol) * by));
  }
}

export function symbolOf(world: World, { symbol }: Pick<Traded, 'symbol'>): string {
  const row = world.simulator.steering.instruments.find((one) => symbol.test(one.symbol));
  if (!row) throw new Error(`there is no instrument like ${symbol.source}`);
  return row.symbol;
}

export function netOf(world: World, role: string, symbol: string, product: string): number {
  const rows = world.hand(role).positions();
  const row = rows.find((one) => one.tradingsymbol === symbol && one.producttype === product);
  return row ? Number(row.netqty) : 0;
}

const PRICE_UNITS = 10_000;

export function lastOf(world: World, symbol: string): number {
  const { market, instruments } = world.simulator.world.broker;
  const instrument = instruments.bySymbol(symbol);
  const last = instrument && market.last(instrument);
  if (!last) throw new Error(`${symbol} has no price`);
  return last / PRICE_UNITS;
}

function firstPriceOf(world: World, symbol: string): number {
  const { market, instruments } = world.simulator.world.broker;
  const instrument = instruments.bySymbol(symbol);
  const quote = instrument && market.quote(instrument);
  if (!quote) throw new Error(`${symbol} has no price`);
  return quote.close / PRICE_UNITS;
}

/** A multiple of ten paise is one of every tick here. */
export function toTick(rupees: number): number {
  return Math.round(rupees * 10) / 10;
}
