/** A follower whose book cannot be read at the start: what an old journal has forgotten may be in it already. */
import { expect, test } from 'vitest';
import { DeskBench } from './desk-bench.ts';

/** A bench whose first look does not come to anything. */
async function startBlind(): Promise<DeskBench> {
  const bench = new DeskBench();
  bench.tellsBook = false;
  const opened = bench.logIn();
  await bench.pass(5_000);
  await opened;
  return bench;
}

test('entries wait until the first look has come to something', async () => {
  const bench = await startBlind();
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(10_000);
  expect(bench.sent).toEqual([]);
  bench.tellsBook = true;
  await bench.pass(30_000);
  expect([bench.sent, bench.held]).toEqual([['buy 65'], 65]);
});

test('… and end with words where they have become too old by then', async () => {
  const bench = await startBlind();
  const entry = bench.copy('entry', 'buy', [65]);
  bench.desk.carryOut(entry);
  await bench.pass(90_000);
  bench.tellsBook = true;
  await bench.pass(60_000);
  expect([bench.sent, entry.orders.map(({ intent }) => [intent.state, intent.brokerCode])]).toEqual([
    [],
    [['refused', 'WITHDRAWN']],
  ]);
});

test('an exit does not wait for it', async () => {
  const bench = await startBlind();
  bench.held = 65;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(10_000);
  expect([bench.sent, bench.held]).toEqual([['sell 65'], 0]);
});

/** What is asked of a broker whose first login takes so long, where an entry is decided after a second. */
async function requestsOfSlowLogin(loginMs: number): Promise<string[]> {
  const bench = new DeskBench();
  const requests: string[] = [];
  bench.loginMs = loginMs;
  bench.shows = (readings) => {
    requests.push('book');
    return readings;
  };
  bench.meet = ({ side, quantity }) => {
    requests.push(`${side} ${quantity}`);
    return null;
  };
  const loggedIn = bench.logIn();
  await bench.pass(1_000);
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(40_000);
  await loggedIn;
  return requests.slice(0, 2);
}

test('an entry that is decided during the first login waits for the first look as well', async () => {
  expect(await requestsOfSlowLogin(20_000)).toEqual(['book', 'buy 65']);
});

test('an entry that is the first to log in waits for it too, and goes then', async () => {
  const bench = new DeskBench();
  const requests: string[] = [];
  bench.logsIn = false;
  const failed = bench.logIn();
  await bench.pass(10_000);
  await failed;
  bench.logsIn = true;
  bench.shows = (readings) => {
    requests.push('book');
    return readings;
  };
  bench.meet = ({ side, quantity }) => {
    requests.push(`${side} ${quantity}`);
    return null;
  };
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(10_000);
  expect(requests).toEqual([]);
  const loggedIn = bench.logIn();
  await bench.pass(10_000);
  await loggedIn;
  expect([requests.slice(0, 2), bench.held]).toEqual([['book', 'buy 65'], 65]);
});

test('where the login fails, an entry that waited for it ends with the words of why', async () => {
  const bench = new DeskBench();
  bench.loginMs = 5_000;
  bench.logsIn = false;
  const failed = bench.logIn();
  await bench.pass(1_000);
  const entry = bench.copy('entry', 'buy', [65]);
  bench.desk.carryOut(entry);
  await bench.pass(90_000);
  await failed;
  expect([bench.sent, entry.orders.map(({ intent }) => [intent.state, intent.brokerText])]).toEqual([
    [],
    [['refused', 'not sent: not logged in (NO_SESSION); then it was too old, or not wanted any more']],
  ]);
});
