import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { startLab, TestFeed } from './harness.ts';

const HEARTBEAT = Buffer.from([0]);

describe('a handshake', () => {
  test('with a token that nobody issued gets 401', async () => {
    const { simulator } = await startLab();
    await expect(new TestFeed(simulator.orderFeedUrl, 'nonsense').opened).rejects.toThrow('401');
  });

  test('with a token that is over gets 403', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    simulator.endSessions();
    await expect(master.openFeed()).rejects.toThrow('403');
  });

  test('is taken three times a client code, and once one has left again', async () => {
    const { simulator, master, follower } = await startLab();
    await master.login();
    await follower.login();
    const first = await master.openFeed();
    await master.openFeed();
    await master.openFeed();
    await expect(master.openFeed()).rejects.toThrow('429');
    await follower.openFeed();
    const closed = first.closed;
    first.socket.close();
    await closed;
    await expect.poll(() => simulator.openFeeds('CLIENT0001')).toBe(2);
    await master.openFeed();
    expect([simulator.openFeeds('CLIENT0001'), simulator.openFeeds('CLIENT0002')]).toEqual([3, 1]);
  });

  test('with the bare token, as one public client sends it, is taken', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const socket = new WebSocket(simulator.orderFeedUrl, { headers: { Authorization: master.jwtToken } });
    await new Promise((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
    });
    expect(simulator.openFeeds('CLIENT0001')).toBe(1);
    socket.terminate();
  });

  test('at another path gets 404', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const feed = new TestFeed(`${simulator.orderFeedUrl}/no`, master.jwtToken);
    await expect(feed.opened).rejects.toThrow('404');
  });

  test('is refused where a fault says so', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    simulator.faults.add({ kind: 'handshake_refused', status: 503, account: 'CLIENT0001' });
    await expect(master.openFeed()).rejects.toThrow('503');
    await master.openFeed();
  });
});

describe('a connection', () => {
  test('gets one byte of zero every ten seconds', async () => {
    const { master, clock } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    clock.advance(9_999);
    await feed.settle();
    const before = feed.frames.length;
    clock.advance(10_001);
    await feed.settle();
    expect([before, feed.frames.slice(1)]).toEqual([1, [HEARTBEAT, HEARTBEAT]]);
  });

  test('answers the text ping and the protocol ping', async () => {
    const { master } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    feed.socket.send('ping');
    await feed.settle();
    expect(feed.frames.slice(1)).toEqual(['pong']);
  });

  test('hears of its own orders only, through every connection', async () => {
    const { master, follower } = await startLab();
    await master.login();
    await follower.login();
    const feeds = [await master.openFeed(), await master.openFeed(), await follower.openFeed()];
    await master.place();
    for (const feed of feeds) await feed.settle();
    const story = ['AB09 open pending', 'AB01 open'];
    expect(feeds.map((feed) => feed.story)).toEqual([story, story, []]);
  });

  test('carries the tag, and neither the unique id nor the exchange id', async () => {
    const { master } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    await master.place({ ordertag: 'ct0123456789abc' });
    await feed.settle();
    const [update] = feed.updates;
    expect(update?.orderData.ordertag).toBe('ct0123456789abc');
    expect(Object.keys(update?.orderData ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/uniqueorderid|exchangeorderid/)]),
    );
  });

  test('ends at midnight, with its session', async () => {
    const { master, clock } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    const { closed } = feed;
    clock.advance(24 * 3_600_000);
    expect(await closed).toBe(1005);
  });

  test('that is cut ends without a closing handshake', async () => {
    const { simulator, master, follower } = await startLab();
    await master.login();
    await follower.login();
    const feed = await master.openFeed();
    const other = await follower.openFeed();
    const { closed } = feed;
    simulator.disconnectFeeds('CLIENT0001');
    expect([await closed, other.socket.readyState]).toEqual([1006, WebSocket.OPEN]);
  });

  test.each([
    [true, ['AB09 open pending', 'AB01 open']],
    [false, []],
  ])('hears of orders from the app: %s', async (pushAppOrders, story) => {
    const { simulator, master } = await startLab({ pushAppOrders });
    await master.login();
    const feed = await master.openFeed();
    simulator.account('CLIENT0001').placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1, price: 900 });
    await feed.settle();
    expect(feed.story).toEqual(story);
  });
});

describe('updates', () => {
  test.each([
    ['push_dropped', ['AB01 open']],
    ['push_duplicated', ['AB09 open pending', 'AB09 open pending', 'AB01 open']],
    ['push_reordered', ['AB01 open', 'AB09 open pending']],
  ] as const)('with %s', async (kind, story) => {
    const { simulator, master } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    simulator.faults.add({ kind, account: 'CLIENT0001' });
    await master.place();
    await feed.settle();
    expect([feed.story, simulator.faults.list()]).toEqual([story, []]);
  });

  test('of a silent socket never come, nor does anything else', async () => {
    const { simulator, master, clock } = await startLab();
    await master.login();
    simulator.faults.add({ kind: 'push_silent' });
    const feed = await master.openFeed();
    let pongs = 0;
    feed.socket.on('pong', () => {
      pongs += 1;
    });
    feed.socket.ping();
    feed.socket.send('ping');
    await master.place();
    clock.advance(60_000);
    simulator.faults.clear();
    await feed.settle();
    expect([feed.frames, pongs]).toEqual([[], 1]);
  });
});
