import { describe, expect, test } from 'vitest';
import { LiveSession, share } from '../replay/live-session.ts';
import { fixture, replayJson, withFolder } from '../replay/support.ts';
import { followers, parsePlan, plan, planIn } from './support.ts';

const DAY = fixture('synthetic_day_2026.json');
const HALF = followers('a: { quantity: { multiplier: 0.5 } }');
const MORE = followers('a: { quantity: { multiplier: 0.6 } }');
const BOOK = [
  share('1', 'BUY', 100),
  share('2', 'BUY', 10, {
    updatetime: '23-Nov-2026 10:00:00',
    tradingsymbol: 'SBIN-EQ',
    symboltoken: '3045',
  }),
  share('3', 'SELL', 100, { updatetime: '23-Nov-2026 11:00:00' }),
];
const NO_SBIN = `rules:
  - { id: no-sbin, match: { underlying: SBIN }, skip: true }
`;

describe('what changes', () => {
  test('is shown for each follower, before and after', async () => {
    const before = followers(
      'gone: {}',
      'a: { quantity: { multiplier: 0.5 } }',
      'same: { quantity: { fixed: 1 }, filters: { symbols: { allow: [RELIANCE] } } }',
    );
    const after = `${followers('a: { quantity: { multiplier: 0.6 }, execution: { as: market } }', 'same: { quantity: { fixed: 1 }, filters: { symbols: { allow: [RELIANCE] } } }', 'new: {}')}${NO_SBIN}`;
    const ended = await planIn(
      { 'old.yaml': before, 'new.yaml': after, 'book.json': BOOK },
      { logs: ['book.json'] },
    );
    expect(ended).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "old.yaml → new.yaml: 9 decisions differ

      Follower a: 3 decisions differ
        copied                           3  →      2
        skipped                          0  →      1
        units                          105  →    120
        value                 ₹1,57,537.50  →  ₹0.00
        orders at the market             0  →      2
        2026-11-23 09:15:00  1  RELIANCE-EQ  -  BUY   100  copy  50  ENTRY      50 LIMIT 1507.50     ₹75,375.00
                                             +             copy  60  ENTRY      60 MARKET         at the market
        2026-11-23 10:00:00  2  SBIN-EQ      -  BUY    10  copy   5  ENTRY      5 LIMIT 1507.50       ₹7,537.50
                                             +             skip   0  RULE_SKIP  rule no-sbin
        2026-11-23 11:00:00  3  RELIANCE-EQ  -  SELL  100  copy  50  EXIT       50 LIMIT 1492.50     ₹74,625.00
                                             +             copy  60  EXIT       60 MARKET         at the market

      Follower same: nothing changes
        3 decisions

      Follower new is new
        copied       0  →             2
        skipped      0  →             1
        units        0  →           200
        value    ₹0.00  →  ₹3,00,000.00

      Follower gone is gone
        copied              3  →      0
        skipped             0  →      0
        units             210  →      0
        value    ₹3,15,075.00  →  ₹0.00

      Assumed
        the master starts flat: --positions tells what it held
        no instrument master: lot sizes, expiries and strikes are those of the rows and symbols, ticks are 0.05, and no order is sliced
      ",
      }
    `);
  });

  test('is nothing where both decide the same, and then nothing is printed but a line', async () => {
    const files = { 'old.yaml': HALF, 'new.yaml': `# Other words.\n${HALF}`, 'book.json': BOOK };
    expect(await planIn(files, { logs: ['book.json'], detailedExitCode: true })).toEqual({
      code: 0,
      out: '',
      err: 'Nothing changes: old.yaml and new.yaml decide the same (3 decisions).\n',
    });
  });

  test('is in the exit code only where that is asked for', async () => {
    const files = { 'old.yaml': HALF, 'new.yaml': MORE, 'book.json': BOOK };
    expect((await planIn(files, { logs: ['book.json'] })).code).toBe(0);
    expect((await planIn(files, { logs: ['book.json'], detailedExitCode: true })).code).toBe(5);
  });

  test('is folded beyond a hundred for a follower, and in JSON whole', async () => {
    const book = Array.from({ length: 1203 }, (_, index) => share(String(index), 'BUY', 10));
    const files = { 'old.yaml': HALF, 'new.yaml': MORE, 'book.json': book };
    const { out } = await planIn(files, { logs: ['book.json'] });
    expect(out).toContain('\nFollower a: 1,203 decisions differ\n');
    expect(out.match(/^ +2026-11-23 09:15:00 {2}/gm)).toHaveLength(100);
    expect(out).toContain('\n  … and 1,103 more: --json lists them all\n');
    const json = parsePlan((await planIn(files, { logs: ['book.json'], json: true })).out);
    expect(json.followers.a?.changes.map(({ order_key }) => order_key)).toEqual(
      book.map(({ orderid }) => orderid),
    );
  });

  test('is in colour where that is asked for', async () => {
    const files = { 'old.yaml': HALF, 'new.yaml': MORE, 'book.json': BOOK };
    expect((await planIn(files, { logs: ['book.json'] })).out).not.toContain('\u001b');
    const { out } = await planIn(files, { logs: ['book.json'] }, { colour: true });
    expect(out).toContain('\u001b[31m-\u001b[0m  \u001b[1;36mBUY');
  });

  test('is what two replays differ in', async () => {
    const json = await withFolder(async (folder) => {
      const configFile = await folder.write(
        'new.yaml',
        followers('half: {}', 'fixed: { quantity: { lots: 2 } }'),
      );
      const old = { logs: [DAY], configFile: fixture('two-followers.yaml') };
      const [before, after] = [await replayJson(old), await replayJson({ ...old, configFile })];
      const { out } = await plan({ logs: [DAY], fromFile: old.configFile, configFile, json: true });
      return { before, after, plan: parsePlan(out) };
    });
    for (const name of ['half', 'fixed']) {
      const of = (all: typeof json.before) => all.decisions.filter(({ follower }) => follower === name);
      const [before, after] = [of(json.before), of(json.after)];
      const differing = before.flatMap((was, index) => {
        const is = after[index];
        return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ before: was, after: is }];
      });
      const changes = json.plan.followers[name]?.changes ?? [];
      expect(differing.length).toBeGreaterThan(3);
      expect(
        changes.map(({ before, after }) => ({ before: withoutRupees(before), after: withoutRupees(after) })),
      ).toEqual(differing);
    }
  });
});

function withoutRupees(decision: Record<string, unknown> | null): Record<string, unknown> {
  const { rupees: _, ...rest } = decision ?? {};
  return rest;
}

describe('recordings', () => {
  /** Of the copy of 50, only 10 fill; the exit is of those. */
  function record(): LiveSession {
    const live = new LiveSession(HALF);
    live.seeAndFill(share('1', 'BUY', 100), () => 10);
    live.seeAndFill(share('2', 'SELL', 100));
    live.end();
    return live;
  }

  test('are decided twice each, with the fills of that day where a copy stays the same', async () => {
    const log = record().text();
    const files = { 'old.yaml': HALF, 'new.yaml': MORE, 'a.jsonl': log, 'b.jsonl': log };
    const { out } = await planIn(files, { logs: ['a.jsonl', 'b.jsonl'], json: true });
    const { followers: of, logs, assumed_flat } = parsePlan(out);
    expect([logs, assumed_flat]).toEqual([
      ['a.jsonl', 'b.jsonl'].map((file) => ({ file, format: 'recording', rows: 2, unreadable: 0 })),
      true,
    ]);
    const changes = of.a?.changes.map(({ order_key, before, after }) => [
      order_key,
      before?.quantity,
      after?.quantity,
    ]);
    expect(changes).toEqual([
      ['1', 50, 60],
      ['2', 10, 60],
      ['1', 50, 60],
      ['2', 10, 60],
    ]);
  });

  test('and order logs keep the order of the command line', async () => {
    const files = {
      'old.yaml': HALF,
      'new.yaml': MORE,
      'a.jsonl': record().text(),
      'b.json': BOOK,
      'c.json': [share('9', 'BUY', 2)],
    };
    const { out } = await planIn(files, { logs: ['b.json', 'a.jsonl', 'c.json'], json: true });
    const log = (file: string, format: string, rows: number) => ({ file, format, rows, unreadable: 0 });
    expect(parsePlan(out).logs).toEqual([
      log('b.json', 'order-book', 3),
      log('a.jsonl', 'recording', 2),
      log('c.json', 'order-book', 1),
    ]);
  });

  test('tell once what cannot be read in them', async () => {
    const text = record().text().replace('"transactiontype":"SELL"', '"transactiontype":"HOLD"');
    const files = { 'old.yaml': HALF, 'new.yaml': MORE, 'a.jsonl': text };
    const { err } = await planIn(files, { logs: ['a.jsonl'] });
    expect(err).toBe('a.jsonl, line 5, is left out: transactiontype is "HOLD", which is none of BUY, SELL\n');
  });
});

describe('other files', () => {
  const files = { 'old.yaml': HALF, 'new.yaml': MORE, 'book.json': BOOK };

  test('--positions hold for both', async () => {
    const short = [{ exchange: 'NSE', symboltoken: '2885', producttype: 'INTRADAY', netqty: '-100' }];
    const command = { logs: ['book.json'], positionsFile: 'positions.json', json: true };
    const { out } = await planIn({ ...files, 'positions.json': short }, command);
    const { assumed_flat, followers: of } = parsePlan(out);
    expect(assumed_flat).toBe(false);
    // Buying 100 only closes what the master had sold; the sale of 100 opens again.
    expect(of.a?.changes.map(({ order_key, after }) => [order_key, after?.quantity])).toEqual([
      ['2', 6],
      ['3', 60],
    ]);
  });

  test('each config goes by its own instruments, and both by --instruments', async () => {
    const lots = {
      token: '2885',
      symbol: 'RELIANCE-EQ',
      name: 'RELIANCE',
      expiry: '',
      strike: '-1.000000',
      lotsize: '20',
      instrumenttype: '',
      exch_seg: 'NSE',
      tick_size: '10.000000',
    };
    const own = {
      ...files,
      'old.yaml': `${MORE}instruments: lots.json\n`,
      'lots.json': [lots],
      'book.json': [share('1', 'BUY', 50)],
    };
    const { out } = await planIn(own, { logs: ['book.json'], json: true });
    expect(
      parsePlan(out).followers.a?.changes.map(({ before, after }) => [before?.quantity, after?.quantity]),
    ).toEqual([[20, 30]]);
    const same = await planIn(own, { logs: ['book.json'], instrumentsFile: 'lots.json' });
    expect(same).toEqual({
      code: 0,
      out: '',
      err: 'Nothing changes: old.yaml and new.yaml decide the same (1 decision).\n',
    });
  });
});

describe('trouble', () => {
  test('an interrupt ends it', async () => {
    const interrupt = new AbortController();
    const enough = new Error('enough');
    interrupt.abort(enough);
    const configFile = fixture('two-followers.yaml');
    const ended = plan({ logs: [DAY], fromFile: configFile, configFile }, { signal: interrupt.signal });
    await expect(ended).rejects.toMatchObject({ name: 'AbortError', cause: enough });
  });

  test('a log that cannot be read is told once, and exits 2', async () => {
    const files = { 'old.yaml': HALF, 'new.yaml': MORE, 'broken.json': '[{' };
    const { code, out, err } = await planIn(files, { logs: ['broken.json'] });
    expect([code, out]).toEqual([2, '']);
    expect(err.match(/broken\.json is not JSON/g)).toHaveLength(1);
  });

  test('both configs are shown where both are invalid, and which of them it is', async () => {
    const files = {
      'old.yaml': HALF.replace('multiplier', 'multiplyer'),
      'new.yaml': `${MORE}mod: live\n`,
      'book.json': BOOK,
    };
    const { code, out, err } = await planIn(files, { logs: ['book.json'] });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^old\.yaml:4:\d+ error unknown-key /);
    expect(err).toContain(
      '\nold.yaml (--from) is invalid: nothing is compared.\nnew.yaml:5:1 error unknown-key ',
    );
    expect(err).toMatch(/\nnew\.yaml \(--config\) is invalid: nothing is compared\.\n$/);
  });
});
