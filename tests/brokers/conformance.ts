import { describe, expect, it } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import type {
  BrokerAccount,
  OrderFeedEvents,
  OrderReading,
  OrderTicket,
  Reading,
  SendOutcome,
} from '../../src/brokers/port.ts';
import { compare } from '../../src/core/exact.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import { until } from './fake-clock.ts';

/** What a broker brings along to be tested: two accounts at one place, not logged in, without orders. */
export interface ConformanceBench {
  readonly accounts: readonly [BrokerAccount, BrokerAccount];
  /** A buy that fills whole as soon as it is placed. */
  readonly filling: OrderTicket;
  /** A buy in the same instrument that rests. */
  readonly resting: OrderTicket;
}

const NEVER = new AbortController().signal;

function readingOf<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(`${reading.error.code}: ${reading.error.message}`);
  return reading.value;
}

function orderOf(reading: OrderReading): OrderSnapshot {
  if (!reading.ok) throw new Error(reading.problem);
  return reading.order;
}

function idOf(outcome: SendOutcome): string {
  if (outcome.kind !== 'accepted') throw new Error(`${outcome.kind}: ${outcome.error.message}`);
  return outcome.orderId;
}

async function bookOf(account: BrokerAccount): Promise<readonly OrderSnapshot[]> {
  return readingOf(await account.readOrderBook(NEVER)).map(orderOf);
}

async function findOrder(account: BrokerAccount, orderId: string): Promise<OrderSnapshot> {
  const order = (await bookOf(account)).find((each) => each.orderId === orderId);
  if (order === undefined) throw new Error(`no order ${orderId}`);
  return order;
}

async function netOf(account: BrokerAccount, ticket: OrderTicket): Promise<number> {
  const { positions, problems } = readingOf(await account.readPositions(NEVER));
  expect(problems).toEqual([]);
  return positions
    .filter(({ symbolToken, product }) => symbolToken === ticket.symbolToken && product === ticket.product)
    .reduce((sum, { netQuantity }) => sum + netQuantity, 0);
}

/** The whole of what a broker's adapter promises the engine (`src/brokers/port.ts`), by numbers. */
export function describeConformance(name: string, startBench: () => Promise<ConformanceBench>): void {
  async function openFirst() {
    const { accounts, ...tickets } = await startBench();
    const [account] = accounts;
    readingOf(await account.login(NEVER));
    return { account, ...tickets };
  }

  describe(`${name} conforms to the broker port`, () => {
    it('1. before a login nothing can be read, and orders are refused for want of a session', async () => {
      const { accounts, filling } = await startBench();
      const [account] = accounts;
      const reads = [account.readOrderBook(NEVER), account.readPositions(NEVER), account.readFunds(NEVER)];
      const prices = account.readPrices([filling], NEVER);
      const orders = [
        account.placeOrder(filling, NEVER),
        account.modifyOrder('1', filling, NEVER),
        account.cancelOrder('1', filling, NEVER),
      ];
      for (const read of await Promise.all<Reading<unknown>>([...reads, prices]))
        expect(read).toMatchObject({ ok: false, error: { kind: 'session' } });
      for (const outcome of await Promise.all(orders))
        expect(outcome).toMatchObject({ kind: 'refused', error: { kind: 'session' } });
    });

    it('2. a login opens a session: an empty book, no position, no holding, funds that are known', async () => {
      const { account, filling } = await openFirst();
      expect(await bookOf(account)).toEqual([]);
      expect(await netOf(account, filling)).toBe(0);
      expect(readingOf(await account.readHoldings(NEVER))).toMatchObject({ holdings: [], problems: [] });
      expect(readingOf(await account.readFunds(NEVER)).available).not.toBeNull();
    });

    it('3. an accepted order is in the book under its id, with its tag and its terms', async () => {
      const { account, resting } = await openFirst();
      const orderId = idOf(await account.placeOrder(resting, NEVER));
      const { orderType, product, quantity, side, symbolToken, tag, exchange, limitPrice, triggerPrice } =
        resting;
      expect(await findOrder(account, orderId)).toMatchObject({
        orderId,
        ...{ orderType, product, quantity, side, symbolToken, tag, exchange, limitPrice, triggerPrice },
        filledQuantity: 0,
        terminal: false,
        averagePrice: null,
      });
    });

    it('4. an order that is filled is complete, whole, at a price no worse than its limit, and makes a position', async () => {
      const { account, filling } = await openFirst();
      const order = await findOrder(account, idOf(await account.placeOrder(filling, NEVER)));
      expect(order).toMatchObject({
        status: 'complete',
        terminal: true,
        filledQuantity: filling.quantity,
        tag: filling.tag,
      });
      if (order.averagePrice === null || filling.limitPrice === null) throw new Error('no price');
      expect(compare(order.averagePrice, filling.limitPrice)).toBeLessThanOrEqual(0);
      expect(order.eventTime).not.toBeNull();
      expect(await netOf(account, filling)).toBe(filling.quantity);
    });

    it('5. selling what was bought makes the position flat', async () => {
      const { account, filling } = await openFirst();
      idOf(await account.placeOrder(filling, NEVER));
      idOf(
        await account.placeOrder({ ...filling, side: 'sell', orderType: 'market', limitPrice: null }, NEVER),
      );
      expect(await netOf(account, filling)).toBe(0);
    });

    it('6. a change keeps the id and the tag', async () => {
      const { account, resting } = await openFirst();
      const orderId = idOf(await account.placeOrder(resting, NEVER));
      const changed = { ...resting, quantity: resting.quantity * 2 };
      expect(idOf(await account.modifyOrder(orderId, changed, NEVER))).toBe(orderId);
      const book = await bookOf(account);
      expect(book).toHaveLength(1);
      expect(book[0]).toMatchObject({
        orderId,
        tag: resting.tag,
        quantity: changed.quantity,
        terminal: false,
      });
    });

    it('7. a cancelled order is terminal, with nothing filled', async () => {
      const { account, resting } = await openFirst();
      const orderId = idOf(await account.placeOrder(resting, NEVER));
      idOf(await account.cancelOrder(orderId, resting, NEVER));
      expect(await findOrder(account, orderId)).toMatchObject({
        status: 'cancelled',
        terminal: true,
        filledQuantity: 0,
      });
    });

    it('8. an order that nobody placed can be neither changed nor cancelled', async () => {
      const { account, resting } = await openFirst();
      for (const outcome of [
        await account.modifyOrder('999', resting, NEVER),
        await account.cancelOrder('999', resting, NEVER),
      ])
        expect(outcome).toMatchObject({ kind: 'refused', error: { kind: 'refused' } });
    });

    it('9. what cannot be an order is refused, and is in no book', async () => {
      const { account, filling } = await openFirst();
      for (const broken of [{ quantity: 0 }, { quantity: 1.5 }, { limitPrice: null }])
        expect(await account.placeOrder({ ...filling, ...broken }, NEVER)).toMatchObject({
          kind: 'refused',
          error: { kind: 'refused' },
        });
      expect(await bookOf(account)).toEqual([]);
    });

    it('10. what is given up before it begins is not done', async () => {
      const { account, filling } = await openFirst();
      const given = AbortSignal.abort();
      expect(await account.placeOrder(filling, given)).toMatchObject({
        kind: 'refused',
        error: { kind: 'aborted' },
      });
      expect(await account.readOrderBook(given)).toMatchObject({ ok: false, error: { kind: 'aborted' } });
      expect(await bookOf(account)).toEqual([]);
    });

    it('11. two accounts never mix: ids, books, positions and feeds are each their own', async () => {
      const { accounts, filling } = await startBench();
      const [one, two] = accounts;
      for (const account of accounts) readingOf(await account.login(NEVER));
      const seen: string[][] = [[], []];
      const feeds = accounts.map((account, index) => account.openOrderFeed(listenTo(seen[index] ?? [])));
      await until(() => seen.every((words) => words.includes('connected')));
      const placed = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? one : two).placeOrder({ ...filling, tag: `t${index}` }, NEVER),
        ),
      );
      const ids = placed.map(idOf);
      expect(new Set(ids).size).toBe(10);
      for (const [account, parity] of [
        [one, 0],
        [two, 1],
      ] as const) {
        const own = ids.filter((_, index) => index % 2 === parity);
        const tags = [0, 2, 4, 6, 8].map((index) => `t${index + parity}`);
        expect((await bookOf(account)).map(({ orderId }) => orderId).sort()).toEqual([...own].sort());
        expect((await bookOf(account)).map(({ tag }) => tag).sort()).toEqual(tags);
        expect(await netOf(account, filling)).toBe(5 * filling.quantity);
        const words = seen[parity] ?? [];
        await until(() => own.every((id) => words.includes(`${id} complete`)));
        expect(words.filter((word) => !own.some((id) => word.startsWith(`${id} `)))).toEqual(['connected']);
      }
      await Promise.all(feeds.map((feed) => feed.close()));
    });

    it('12. the feed tells of an order until it is terminal, and no more once it is closed', async () => {
      const { account, filling } = await openFirst();
      const words: string[] = [];
      const feed = account.openOrderFeed(listenTo(words));
      expect(words).toEqual([]);
      await until(() => words.length === 1);
      expect(words).toEqual(['connected']);
      const orderId = idOf(await account.placeOrder(filling, NEVER));
      await until(() => words.includes(`${orderId} complete`));
      await feed.close();
      const known = words.length;
      idOf(await account.placeOrder(filling, NEVER));
      await new Promise(setImmediate);
      expect(words).toHaveLength(known);
    });

    it('13. what goes into the recording is read from it as the same order', async () => {
      const { account, filling, resting } = await openFirst();
      idOf(await account.placeOrder(filling, NEVER));
      idOf(await account.placeOrder(resting, NEVER));
      const readings = readingOf(await account.readOrderBook(NEVER));
      const recorded = JSON.parse(JSON.stringify(readings.map(({ raw }) => raw)));
      expect(recorded.map(readOrderRow)).toEqual(readings);
    });

    it('14. a logout ends the session', async () => {
      const { account } = await openFirst();
      readingOf(await account.logout(NEVER));
      expect(await account.readOrderBook(NEVER)).toMatchObject({ ok: false, error: { kind: 'session' } });
    });

    it('16. what trades has a last price, and what there is not has none', async () => {
      const { account, filling } = await openFirst();
      const { exchange, symbolToken, tradingSymbol } = filling;
      const unknown = { exchange, symbolToken: '0', tradingSymbol: 'NO-SUCH-THING' };
      const named = { exchange, symbolToken, tradingSymbol };
      const prices = readingOf(await account.readPrices([unknown, named], NEVER));
      expect(prices).toEqual([{ ...named, price: expect.objectContaining({ d: expect.anything() }) }]);
      expect(readingOf(await account.readPrices([], NEVER))).toEqual([]);
    });

    it('15. its capabilities have room for the tags of the tool, and for orders', () =>
      openFirst().then(({ account, filling }) => {
        const { maxOrderTagLength, orderRate, orderBookIntervalMs } = account.capabilities;
        expect(maxOrderTagLength).toBeGreaterThanOrEqual(filling.tag.length);
        expect(Math.min(orderRate.perSecond, orderRate.perMinute, orderRate.perHour)).toBeGreaterThan(0);
        expect(orderBookIntervalMs).toBeGreaterThanOrEqual(0);
      }));
  });
}

/** Notes what a feed tells, in words. */
function listenTo(words: string[]): OrderFeedEvents {
  return {
    onConnected: () => words.push('connected'),
    onOrder: (reading) =>
      words.push(reading.ok ? `${reading.order.orderId} ${reading.order.status}` : reading.problem),
    onDisconnected: (reason) => words.push(`disconnected ${reason.code}`),
  };
}
