import { readFile, symlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { fixture, readRows, replay, replayJson, type TestFolder, withFolder } from './support.ts';

/** The decisions and the logs of a text, under the config of the fixtures. */
async function decide(folder: TestFolder, name: string, content: string | object) {
  const file = await folder.write(name, content);
  const { decisions, logs, err, code } = await replayJson({ logs: [file] });
  return { decisions, logs: logs.map((log) => ({ ...Object(log), file: '' })), err, code };
}

const NOT_FILLED = [
  { follower: 'half', reason: 'NOT_FILLED' },
  { follower: 'fixed', reason: 'NOT_FILLED' },
];

describe('a log is recognised by what is in it', () => {
  test.each([
    [
      'an envelope',
      (row: object) => ({ status: true, message: 'SUCCESS', errorcode: '', data: [row] }),
      'order-book',
    ],
    ['a bare list', (row: object) => [row], 'order-book'],
    ['a bare row', (row: object) => row, 'order-book'],
    ['a row in an envelope', (row: object) => ({ data: row }), 'order-book'],
    ['a push message', (orderData: object) => ({ 'order-status': 'AB03', orderData }), 'order-push'],
  ])('%s', async (_, wrap, format) => {
    const [row] = await readRows('orderbook_2022_open_cancelled.json').then((rows) =>
      rows.filter(({ orderstatus }) => orderstatus === 'cancelled'),
    );
    await withFolder(async (folder) => {
      const wrapped = wrap(row ?? {});
      for (const text of [
        JSON.stringify(wrapped),
        JSON.stringify(wrapped, null, 2),
        `\uFEFF${JSON.stringify(wrapped)}\r\n`,
      ]) {
        const { decisions, logs } = await decide(folder, 'session.yaml', text);
        expect(logs).toEqual([{ file: '', format, rows: 1, unreadable: 0 }]);
        expect(decisions).toMatchObject(NOT_FILLED);
      }
    });
  });

  test('postbacks one a line, with keep-alives and a broken line between them', async () => {
    const rows = await readRows('orderbook_2022_open_cancelled.json');
    const [open, cancelled] = rows.map((row) => JSON.stringify(row));
    await withFolder(async (folder) => {
      const text = `${open}\npong\n\n{"orderid": "1", \n${cancelled}\n{}\n`;
      const { decisions, logs, err } = await decide(folder, 'log', text);
      expect(logs).toEqual([{ file: '', format: 'order-push', rows: 3, unreadable: 1 }]);
      expect(decisions).toMatchObject(NOT_FILLED);
      expect(err).toContain('log, line 4, is left out: the line is not JSON');
    });
  });

  test('order-book replies one a line: an error reply is told with its line and the words of the broker', async () => {
    const rows = await readRows('orderbook_2022_open_cancelled.json');
    const bookOf = (data: readonly object[]) => JSON.stringify({ status: true, errorcode: '', data });
    const refused = '{"success":false,"message":"Invalid Token","errorCode":"AG8001","data":""}';
    await withFolder(async (folder) => {
      const text = [bookOf(rows.slice(0, 1)), refused, '{"status":', bookOf(rows)].join('\n');
      const { decisions, logs, err } = await decide(folder, 'log', text);
      expect(logs).toEqual([{ file: '', format: 'order-book', rows: rows.length + 3, unreadable: 2 }]);
      expect(decisions).toMatchObject(NOT_FILLED);
      expect(err).toContain('log, line 2, is left out: the broker answered AG8001: "Invalid Token"');
      expect(err).toContain('log, line 3, is left out: the line is not JSON');
    });
  });

  test('an empty book', async () => {
    await withFolder(async (folder) => {
      for (const body of [[], { status: true, message: 'SUCCESS', errorcode: '', data: null }]) {
        const { decisions, logs } = await decide(folder, 'log', body);
        expect([decisions, logs]).toEqual([[], [{ file: '', format: 'order-book', rows: 0, unreadable: 0 }]]);
      }
    });
  });
});

describe('a record file of run', () => {
  const record = {
    timestamp: '2026-11-23T09:20:00.123+05:30',
    master_order_id: '1',
    symbol: 'SBIN-EQ',
    transaction_type: 'BUY',
    quantity: 100,
    price: 800.05,
    follower: 'x',
    success: true,
    follower_order_id: '9',
    error: null,
  };

  test('is one complete MARKET order a master order', async () => {
    // half: 50, fixed: 29, at 800.05 × 1.005 = 804.05025, inwards 804.05; a share is DELIVERY.
    const call = { ...record, master_order_id: '2', symbol: 'SENSEX26NOV85000CE', quantity: 40, price: null };
    const records = [record, { ...record, follower: 'y', quantity: 29 }, call];
    await withFolder(async (folder) => {
      const { decisions, logs, err } = await decide(folder, 'log', { records, statistics: {} });
      expect(logs).toEqual([{ file: '', format: 'run-records', rows: 3, unreadable: 0 }]);
      const limit = (quantity: number) => [
        {
          order_type: 'LIMIT',
          side: 'buy',
          quantity,
          price: '804.05',
          trigger_price: null,
          product: 'DELIVERY',
          variety: 'NORMAL',
        },
      ];
      expect(decisions).toMatchObject([
        { order_id: '1', follower: 'half', exchange: 'NSE', quantity: 50, orders: limit(50) },
        { order_id: '1', follower: 'fixed', exchange: 'NSE', quantity: 29, orders: limit(29) },
        { order_id: '2', follower: 'half', exchange: 'BFO', reason: 'SYMBOL_NOT_ALLOWED' },
        { order_id: '2', follower: 'fixed', exchange: 'BFO', reason: 'SYMBOL_NOT_ALLOWED' },
      ]);
      expect(err).toContain('assumed: record files of `run` hold copies');
      const { out } = await replay({ logs: [await folder.write('log', { records })] });
      expect(out).toContain(
        'record files of `run` hold copies: each master order is taken as one complete MARKET',
      );
    });
  });

  test('has its exchange by the form of the symbol', async () => {
    const symbols = {
      'SBIN-EQ': 'NSE',
      'M&M-BE': 'NSE',
      BAJFINANCE: 'BSE',
      NIFTY31OCT2424600PE: 'NFO',
      ASHOKLEY27OCT26FUT: 'NFO',
      SENSEX25O2382700CE: 'BFO',
      BANKEX24DEC60900CE: 'BFO',
      TITAN26AUGFUT: 'BFO',
      CRUDEOIL20APR26FUT: 'MCX',
      CRUDEOIL23FEBFUT: 'MCX',
      GOLDPETAL30SEP25FUT: 'MCX',
      USDINR26OCTFUT: 'CDS',
    };
    const records = Object.keys(symbols).map((symbol, index) => ({
      ...record,
      symbol,
      master_order_id: `${index}`,
    }));
    await withFolder(async (folder) => {
      const { decisions } = await decide(folder, 'log', { records });
      const found = decisions.filter(({ follower }) => follower === 'half');
      expect(Object.fromEntries(found.map(({ symbol, exchange }) => [symbol, exchange]))).toEqual(symbols);
    });
  });

  test('is sorted by its timestamps, with any zone', async () => {
    const at = (id: string, timestamp: string) => ({ ...record, master_order_id: id, timestamp });
    const records = [
      at('4', '2026-11-23 09:20:03'),
      at('2', '2026-11-23T03:50:01Z'),
      at('1', '2026-11-22T22:20:00-05:30'),
      at('3', '2026-11-23T09:20:02.999+05:30'),
      at('5', 'tomorrow'),
    ];
    await withFolder(async (folder) => {
      const { decisions } = await decide(folder, 'log', { records });
      const half = decisions.filter(({ follower }) => follower === 'half');
      // The last has no time that can be read, so it keeps its predecessor's.
      expect(half.map(({ order_id }) => order_id)).toEqual(['1', '2', '3', '5', '4']);
    });
  });

  test('leaves out what is no record', async () => {
    await withFolder(async (folder) => {
      const records = [record, { ...record, transaction_type: 'HOLD' }, 7];
      const { logs, err } = await decide(folder, 'log', { records });
      expect(logs).toEqual([{ file: '', format: 'run-records', rows: 3, unreadable: 2 }]);
      expect(err).toContain('log, record 2, is left out: transactiontype is "HOLD"');
      expect(err).toContain('log, record 3, is left out: the row is 7, not an object');
    });
  });
});

describe('what cannot be replayed ends with exit code 2', () => {
  test.each([
    ['an empty file', '', /log: the file is empty/],
    ['blanks', ' \n \n', /log: the file is empty/],
    ['text', 'hello', /log is not JSON: /],
    ['half an order book', '{"status": true, "data": [{"orderid"', /log is not JSON: /],
    ['a number', '7', /the reply is 7, not an order book/],
    ['an object of something else', '{"hello": "world"}', /the reply is an object, but no order-book reply/],
    [
      'an error of the broker',
      '{"success":false,"message":"Invalid Token","errorCode":"AG8001","data":""}',
      /the broker answered AG8001: "Invalid Token"/,
    ],
    [
      'error replies one a line',
      '{"status":false,"message":"no","errorcode":"AB1004"}\n{"status":false,"message":"no","errorcode":"AB1004"}\n',
      /log, line 1: the broker answered AB1004: "no"/,
    ],
  ])('(%s)', async (_, text, message) => {
    await withFolder(async (folder) => {
      const { code, out, err } = await replay({ logs: [await folder.write('log', text)] });
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(message);
      // One sentence of what happened, one of what to do.
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    });
  });

  test('(no file, a folder)', async () => {
    await withFolder(async ({ path }) => {
      const missing = await replay({ logs: [`${path}/none.json`] });
      expect([missing.code, missing.err]).toEqual([
        2,
        `${path}/none.json: there is no such file. Check the path.\n`,
      ]);
      const folder = await replay({ logs: [path] });
      expect([folder.code, folder.err]).toEqual([
        2,
        `${path}: it is no plain file. Write it to a file first.\n`,
      ]);
    });
  });

  test('(positions and instruments that are none)', async () => {
    await withFolder(async (folder) => {
      const logs = [await folder.write('log', '[]')];
      const position = { exchange: 'NSE', symboltoken: '1', producttype: 'INTRADAY', netqty: 'many' };
      const files: readonly (readonly [string, object, RegExp])[] = [
        ['positionsFile', [position], /position 0: netqty is "many", where a whole number must be/],
        ['positionsFile', { hello: 1 }, /the reply is no getPosition reply/],
        ['instrumentsFile', { hello: 1 }, /is no instrument master: this is no list/],
        ['instrumentsFile', [], /is no instrument master: it lists no instrument/],
        ['instrumentsFile', [{ token: '' }], /is no instrument master: it lists no instrument/],
      ];
      for (const [option, content, message] of files) {
        const { code, err } = await replay({ logs, [option]: await folder.write('file', content) });
        expect([option, code]).toEqual([option, 2]);
        expect(err).toMatch(message);
      }
    });
  });
});

test('a log is not decided twice: named twice, by another path, or as a copy of a recording', async () => {
  await withFolder(async (folder) => {
    const book = await folder.write('log', '[]');
    const recording = await folder.write(
      'session.jsonl',
      '{"type":"session","version":1,"at_ms":1,"session":"s"}\n',
    );
    const copied = await folder.write('copy.jsonl', await readFile(recording, 'utf8'));
    const [other] = [`${folder.path}/link`];
    await symlink(book, other);
    for (const [logs, words] of [
      [[book, book], 'log is named twice: it would be decided twice. Name it once.'],
      [[book, other], 'link and '],
      [[recording, book, copied], 'copy.jsonl and '],
    ] as const) {
      const { code, err } = await replay({ logs });
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    }
  });
});

test('rows that are left out are listed up to a number, then counted', async () => {
  await withFolder(async (folder) => {
    const file = await folder.write('log', new Array(25).fill({ orderid: '1' }));
    const { err, code } = await replay({ logs: [file] });
    const lines = err.trimEnd().split('\n');
    expect([code, lines.length, lines[19], lines[20]]).toEqual([
      0,
      21,
      `${file}, row 20, is left out: transactiontype is missing, which is none of BUY, SELL`,
      '5 more rows are left out',
    ]);
  });
});

test('a row without a time has that of the row before it, across the logs of a call', async () => {
  const [row] = await readRows('orderbook_2022_open_cancelled.json');
  const at = (orderid: string, time: string) => ({
    ...row,
    orderid,
    orderstatus: 'rejected',
    exchorderupdatetime: time,
    updatetime: '',
    exchtime: '',
  });
  await withFolder(async (folder) => {
    const logs = [
      await folder.write('a', [
        at('4', '30-Mar-2022 11:00:00'),
        at('1', ''),
        at('2', '30-Mar-2022 10:59:59'),
      ]),
      await folder.write('b', [at('3', ''), at('5', '30-Mar-2022 11:00:00'), at('6', '')]),
    ];
    const order = async (files: readonly string[]) =>
      (await replayJson({ logs: files })).decisions
        .filter(({ follower }) => follower === 'half')
        .map(({ order_id }) => order_id)
        .join('');
    // 3 comes after 2 (its predecessor, in the other file); 1 after 4, and both before 5.
    expect(await order(logs)).toBe('234156');
    // Now 3 has no predecessor: it comes first.
    expect(await order(logs.toReversed())).toBe('325641');
  });
});

test('recordings and order logs of one call are sessions of their own', async () => {
  await withFolder(async (folder) => {
    const { LiveSession, share } = await import('./live-session.ts');
    const live = new LiveSession('version: 1\nfollowers: { half: { quantity: { multiplier: 0.5 } } }\n');
    live.see(share('r', 'BUY', 10));
    const recording = await folder.write('session.jsonl', live.text());
    const book = fixture('orderbook_2022_open_cancelled.json');
    const details = fixture('order_details_2023_rejected_funds.json');
    const { decisions, logs } = await replayJson({ logs: [details, recording, book] });
    expect(decisions.filter(({ follower }) => follower === 'half').map(({ order_id }) => order_id)).toEqual([
      // The two order logs are taken together where the first of them stands; a new day ends the open order.
      '220330000443149',
      '220330000471853',
      '231010000000970',
      'r',
    ]);
    expect(logs).toMatchObject([{ file: details }, { file: recording, format: 'recording' }, { file: book }]);
  });
});
