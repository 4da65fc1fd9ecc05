import { beforeEach, describe, expect, it } from 'vitest';
import type { AngelOneAccount } from '../../../src/brokers/angelone/account.ts';
import { downloadInstruments } from '../../../src/brokers/angelone/download-instruments.ts';
import type { BrokerError, OrderFeed, SendOutcome } from '../../../src/brokers/port.ts';
import { ratio } from '../../../src/core/exact.ts';
import type { OrderSnapshot } from '../../../src/core/orders/order.ts';
import type { HttpFault } from '../../../src/simulator/faults.ts';
import { describeConformance } from '../conformance.ts';
import { until } from '../fake-clock.ts';
import { filling, type Lab, ONE, resting, startLab, TWO } from './lab.ts';
import { hasManyLoopbacks } from './loopback.ts';

const NEVER = new AbortController().signal;

describeConformance('Angel One, on the simulator,', async () => {
  const lab = await startLab();
  return { accounts: [lab.open(ONE), lab.open(TWO)], filling, resting };
});

async function loggedIn(lab: Lab, options = {}): Promise<AngelOneAccount> {
  const account = lab.open(ONE, options);
  expect(await account.login(NEVER)).toEqual({ ok: true, value: null });
  return account;
}

async function bookOf(account: AngelOneAccount): Promise<readonly OrderSnapshot[]> {
  const reading = await account.readOrderBook(NEVER);
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.value.map((row) => {
    if (!row.ok) throw new Error(row.problem);
    return row.order;
  });
}

describe('a login at the simulator', () => {
  it('is refused with a wrong PIN or a wrong code, and is not tried again by itself', async () => {
    const lab = await startLab();
    const wrongPin = lab.open({ ...ONE, pin: '0000' });
    expect(await wrongPin.login(NEVER)).toMatchObject({ ok: false, error: { kind: 'credentials' } });
    const wrongCode = lab.open({ ...TWO, totpSecret: ONE.totpSecret });
    expect(await wrongCode.login(NEVER)).toMatchObject({
      ok: false,
      error: { kind: 'credentials', code: 'AB1050' },
    });
    expect(lab.simulator.requests).toHaveLength(2);
  });

  it('is done again with a new code after the session has ended', async () => {
    const lab = await startLab();
    const account = await loggedIn(lab);
    lab.simulator.endSessions();
    expect(await account.readFunds(NEVER)).toMatchObject({
      ok: false,
      error: { kind: 'session', code: 'AG8001' },
    });
    expect(await account.placeOrder(filling, NEVER)).toMatchObject({
      kind: 'refused',
      error: { kind: 'session' },
    });
    const again = account.login(NEVER);
    lab.clock.advance(30_000);
    expect(await again).toEqual({ ok: true, value: null });
    expect(await bookOf(account)).toEqual([]);
  });
});

describe('the address that orders leave from', () => {
  const registered = { ...ONE, allowedAddresses: ['127.0.0.2'] };

  it('is checked: from another, an order is refused and a read is not', async () => {
    const lab = await startLab({ accounts: [registered] });
    const account = await loggedIn(lab);
    expect(await account.placeOrder(filling, NEVER)).toMatchObject({
      kind: 'refused',
      error: { kind: 'source_address', code: 'AG7002' },
    });
    expect(await bookOf(account)).toEqual([]);
  });

  it.runIf(hasManyLoopbacks)('is the one that is asked for', async () => {
    const lab = await startLab({ accounts: [registered] });
    const account = await loggedIn(lab, { localAddress: '127.0.0.2' });
    expect(await account.placeOrder(filling, NEVER)).toMatchObject({ kind: 'accepted' });
    expect(new Set(lab.simulator.requests.map(({ remoteAddress }) => remoteAddress))).toEqual(
      new Set(['127.0.0.2']),
    );
  });
});

describe('what the simulator says of orders', () => {
  it('is read: stops, part fills, rejections, orders of the app and after-market orders', async () => {
    const lab = await startLab();
    const account = await loggedIn(lab);
    const stop = {
      ...filling,
      orderType: 'stop_limit',
      triggerPrice: ratio(1480),
      limitPrice: ratio(1485),
    } as const;
    await account.placeOrder(stop, NEVER);
    await account.placeOrder(
      { ...resting, product: 'delivery', quantity: 1_000_000, tag: 'too-much' },
      NEVER,
    );
    const hand = lab.simulator.account(ONE.clientCode);
    const { orderId } = hand.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100, price: 1450 });
    hand.fill(orderId, 40, 1450);
    const rows = (await bookOf(account)).map(({ orderType, status, terminal, filledQuantity, text }) => ({
      ...{ orderType, status, terminal, filledQuantity },
      hasText: text !== '',
    }));
    expect(rows).toEqual([
      {
        orderType: 'stop_limit',
        status: 'trigger pending',
        terminal: false,
        filledQuantity: 0,
        hasText: false,
      },
      { orderType: 'limit', status: 'rejected', terminal: true, filledQuantity: 0, hasText: true },
      { orderType: 'limit', status: 'open', terminal: false, filledQuantity: 40, hasText: false },
    ]);
  });

  it('takes cancels and changes of stops and of after-market orders', async () => {
    const lab = await startLab({ marketHours: 'closed' });
    const account = await loggedIn(lab);
    const placed = await account.placeOrder(resting, NEVER);
    const [waiting] = await bookOf(account);
    expect([placed.kind, waiting?.variety]).toEqual(['accepted', 'amo']);
    const changed = await account.modifyOrder(waiting?.orderId ?? '', { ...resting, quantity: 20 }, NEVER);
    const cancelled = await account.cancelOrder(waiting?.orderId ?? '', resting, NEVER);
    expect([changed.kind, cancelled.kind]).toEqual(['accepted', 'accepted']);
    expect(await bookOf(account)).toMatchObject([{ quantity: 20, terminal: true }]);
  });

  it('is refused without a doubt where the instrument does not exist', async () => {
    const account = await loggedIn(await startLab());
    expect(await account.placeOrder({ ...filling, symbolToken: '1' }, NEVER)).toMatchObject({
      kind: 'refused',
      error: { kind: 'refused', code: 'AB4006' },
    });
  });
});

describe('the published rate limits', () => {
  it('are met with throttled: unknown for an order', async () => {
    const lab = await startLab({ rateLimits: 'published' });
    const account = await loggedIn(lab);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => account.placeOrder({ ...resting, tag: `t${index}` }, NEVER)),
    );
    const kinds = outcomes.map(kindOf).sort();
    expect(kinds).toEqual([...Array(9).fill('accepted'), 'unknown throttled']);
    await account.readOrderBook(NEVER);
    expect(await account.readOrderBook(NEVER)).toMatchObject({ ok: false, error: { kind: 'throttled' } });
  });
});

function kindOf(outcome: SendOutcome): string {
  return outcome.kind === 'accepted' ? outcome.kind : `${outcome.kind} ${outcome.error.kind}`;
}

describe('trouble on purpose', () => {
  /** What an order request comes to, and a read, by the trouble that it meets. */
  const troubles: readonly [HttpFault['kind'], Partial<HttpFault>, string, string, string][] = [
    ['hang', {}, 'unknown transient', 'TIMEOUT', 'transient'],
    ['reset', {}, 'unknown transient', 'RESET', 'transient'],
    ['server_error', {}, 'unknown transient', 'HTTP_500', 'transient'],
    ['throttled', {}, 'unknown throttled', 'HTTP_403', 'throttled'],
    ['html_page', {}, 'unknown transient', 'HTML', 'transient'],
    ['empty_object', {}, 'unknown transient', 'EMPTY', 'transient'],
    ['empty_body', {}, 'unknown transient', 'EMPTY', 'transient'],
    ['expired_token', {}, 'refused session', 'AG8001', 'session'],
    ['truncated', {}, 'unknown transient', 'UNREADABLE', 'transient'],
  ];
  const deadlines = { orderMs: 100, readMs: 100 };
  let lab: Lab;
  let account: AngelOneAccount;
  beforeEach(async () => {
    lab = await startLab();
    account = await loggedIn(lab);
  });

  describe.each(troubles)('%s', (kind, more, outcome, code, readKind) => {
    const fault = { kind, ...more } as HttpFault;
    const hangs = kind === 'hang';

    it(`makes placing, changing and cancelling ${outcome}`, async () => {
      const patient = hangs ? await loggedInAgain(lab) : account;
      const placed = await patient.placeOrder(resting, NEVER);
      const orderId = placed.kind === 'accepted' ? placed.orderId : '';
      for (const send of [
        () => patient.placeOrder(filling, NEVER),
        () => patient.modifyOrder(orderId, resting, NEVER),
        () => patient.cancelOrder(orderId, resting, NEVER),
      ]) {
        lab.simulator.faults.add({ ...fault, endpoint: 'orders' } as HttpFault);
        const met = await send();
        expect([kindOf(met), met.kind === 'accepted' ? '' : met.error.code]).toEqual([outcome, code]);
      }
    });

    it(`is ${readKind} for a read, and never an empty book`, async () => {
      const patient = hangs ? await loggedInAgain(lab) : account;
      lab.simulator.faults.add({ ...fault, endpoint: 'getOrderBook' } as HttpFault);
      expect(await patient.readOrderBook(NEVER)).toMatchObject({
        ok: false,
        error: { kind: readKind, code },
      });
      expect(await bookOf(patient)).toEqual([]);
    });
  });

  /** With deadlines short enough to wait for. */
  async function loggedInAgain(at: Lab): Promise<AngelOneAccount> {
    const patient = at.open(TWO, { deadlines });
    expect(await patient.login(NEVER)).toEqual({ ok: true, value: null });
    return patient;
  }

  it.each(['reset', 'server_error', 'throttled', 'html_page', 'empty_object', 'empty_body'] as const)(
    'an order that was placed although the reply was %s is unknown, and is found by its tag',
    async (kind) => {
      lab.simulator.faults.add({ kind, endpoint: 'placeOrder', accepted: true });
      expect((await account.placeOrder(filling, NEVER)).kind).toBe('unknown');
      expect(await bookOf(account)).toMatchObject([{ tag: filling.tag, filledQuantity: 10 }]);
    },
  );

  it('a late reply is a reply', async () => {
    lab.simulator.faults.add({ kind: 'delay', endpoint: 'placeOrder', delayMs: 1_000 });
    const outcome = account.placeOrder(filling, NEVER);
    await until(() => lab.simulator.requests.some(({ endpoint }) => endpoint === 'placeOrder'));
    await new Promise(setImmediate);
    lab.clock.advance(1_000);
    expect((await outcome).kind).toBe('accepted');
  });

  it('a code that nobody has explained is unknown', async () => {
    const body = { status: false, message: 'Something odd', errorcode: 'AB7777', data: null };
    lab.simulator.faults.add({ kind: 'reply', endpoint: 'placeOrder', body });
    expect(await account.placeOrder(filling, NEVER)).toEqual({
      kind: 'unknown',
      error: { kind: 'refused', code: 'AB7777', message: 'Something odd' },
    });
  });
});

describe('the order feed of the simulator', () => {
  interface Listening {
    readonly feed: OrderFeed;
    readonly words: string[];
    readonly reasons: BrokerError[];
  }

  function listen(account: AngelOneAccount): Listening {
    const words: string[] = [];
    const reasons: BrokerError[] = [];
    const feed = account.openOrderFeed({
      onConnected: () => words.push('connected'),
      onOrder: (reading) =>
        words.push(reading.ok ? `${reading.order.status} ${reading.order.tag}` : reading.problem),
      onDisconnected: (reason) => {
        reasons.push(reason);
        words.push(`disconnected ${reason.kind}`);
      },
    });
    return { feed, words, reasons };
  }

  /** Lets the time pass in steps of the feed's own looking around. */
  async function pass(lab: Lab, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      lab.clock.advance(1_000);
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    }
  }

  it('tells of orders of the app too', async () => {
    const lab = await startLab();
    const { words } = listen(await loggedIn(lab));
    await until(() => words.length === 1);
    lab.simulator
      .account(ONE.clientCode)
      .placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 5, tag: 'app' });
    await until(() => words.includes('complete app'));
    expect(words[0]).toBe('connected');
  });

  it('stays up over minutes without orders', async () => {
    const lab = await startLab();
    const { words } = listen(await loggedIn(lab));
    await until(() => words.length === 1);
    await pass(lab, 120_000);
    expect([words, lab.simulator.openFeeds(ONE.clientCode)]).toEqual([['connected'], 1]);
  });

  it('comes back after the connection was cut, and after it fell silent', async () => {
    const lab = await startLab();
    const { words } = listen(await loggedIn(lab));
    await until(() => words.length === 1);
    lab.simulator.disconnectFeeds();
    await until(() => words.length === 2);
    await pass(lab, 1_000);
    await until(() => words.length === 3);
    lab.simulator.faults.add({ kind: 'push_silent' });
    await pass(lab, 30_000);
    await until(() => words.length === 4);
    lab.simulator.faults.clear();
    await pass(lab, 12_000);
    await until(() => words.length === 5);
    expect(words).toEqual([
      'connected',
      'disconnected transient',
      'connected',
      'disconnected transient',
      'connected',
    ]);
  });

  it.each([
    [401, 'session'],
    [403, 'session'],
    [429, 'throttled'],
    [503, 'transient'],
  ])('that refuses with %i is %s, and is tried again', async (status, kind) => {
    const lab = await startLab();
    const account = await loggedIn(lab);
    lab.simulator.faults.add({ kind: 'handshake_refused', status });
    const { words, reasons } = listen(account);
    await until(() => words.length === 1);
    expect(reasons).toMatchObject([{ kind, code: `HTTP_${status}` }]);
    await pass(lab, 5_000);
    await until(() => words.length === 2);
    expect(words).toEqual([`disconnected ${kind}`, 'connected']);
  });

  it('takes the new session after the old one has ended', async () => {
    const lab = await startLab();
    const account = await loggedIn(lab);
    lab.simulator.endSessions();
    const { words } = listen(account);
    await until(() => words.length === 1);
    const login = account.login(NEVER);
    await pass(lab, 30_000);
    expect(await login).toEqual({ ok: true, value: null });
    await pass(lab, 1_000);
    await until(() => words.at(-1) === 'connected');
    expect(new Set(words)).toEqual(new Set(['disconnected session', 'connected']));
  });
});

describe('the instrument master of the simulator', () => {
  it('is downloaded and read whole', async () => {
    const { simulator } = await startLab();
    const reading = await downloadInstruments({ url: simulator.instrumentsUrl, signal: NEVER });
    if (!reading.ok) throw new Error(reading.error.message);
    const { records, notTraded, unreadable } = reading.value;
    expect([records.length + notTraded, unreadable]).toEqual([simulator.instruments.length, 0]);
    expect(records.find(({ tradingSymbol }) => tradingSymbol === 'RELIANCE-EQ')).toMatchObject({
      exchange: 'NSE',
      symbolToken: '2885',
      tickSize: { n: 1, d: 10 },
      freezeQuantity: 40_000,
    });
  });
});
