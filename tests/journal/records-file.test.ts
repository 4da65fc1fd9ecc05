import { chmodSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CopyRecord, computeStatistics } from '../../src/journal/copy-record.ts';
import { createRecordsFile } from '../../src/journal/records-file.ts';
import { compileChildren, startChild } from './child-program.ts';
import { asOrdinaryUser, makeTemporaryFolder, modesIn, withUmask } from './temporary-folder.ts';

/** 2026-11-22 09:15:00.250 in India. */
const STARTED_AT_MS = Date.UTC(2026, 10, 22, 3, 45, 0, 250);
const AS_IT_IS = (text: string) => text;

function makeRecord(different: Partial<CopyRecord> = {}): CopyRecord {
  return {
    atMs: STARTED_AT_MS,
    masterOrderId: '261122000000001',
    symbol: 'NIFTY24NOV2624600PE',
    side: 'buy',
    quantity: 75,
    price: '101.50',
    follower: 'follower1',
    success: true,
    followerOrderId: '261122000000077',
    error: null,
    ...different,
  };
}

function create(folder = makeTemporaryFolder()) {
  const file = createRecordsFile(folder, STARTED_AT_MS, AS_IT_IS);
  return { file, read: () => JSON.parse(readFileSync(file.path, 'utf8')) };
}

describe('the record file', () => {
  test('that somebody has cut while it is written is left as it is, and said so', () => {
    const { file } = create();
    file.put('a', makeRecord());
    writeFileSync(file.path, '{"records":[');
    expect(() => file.close()).toThrow(expect.objectContaining({ name: 'LogFileError' }));
    expect(readFileSync(file.path, 'utf8')).toBe('{"records":[');
  });

  test('is named after its start in India, and whole from the beginning', () => {
    const folder = join(makeTemporaryFolder(), 'logs');
    const { file, read } = create(folder);
    expect(file.path).toBe(join(folder, 'copy_trading_20261122_091500.json'));
    expect(read()).toEqual({
      records: [],
      statistics: { total_copies: 0, successful: 0, failed: 0, success_rate: 0 },
    });
  });

  test('holds each record in the words of the contract', () => {
    const { file, read } = create();
    file.put('a', makeRecord());
    file.put(
      'b',
      makeRecord({ side: 'sell', price: null, success: false, followerOrderId: null, error: 'no "funds"' }),
    );
    const expected = {
      records: [
        {
          timestamp: '2026-11-22T09:15:00.250+05:30',
          master_order_id: '261122000000001',
          symbol: 'NIFTY24NOV2624600PE',
          transaction_type: 'BUY',
          quantity: 75,
          price: 101.5,
          follower: 'follower1',
          success: true,
          follower_order_id: '261122000000077',
          error: null,
        },
        {
          timestamp: '2026-11-22T09:15:00.250+05:30',
          master_order_id: '261122000000001',
          symbol: 'NIFTY24NOV2624600PE',
          transaction_type: 'SELL',
          quantity: 75,
          price: null,
          follower: 'follower1',
          success: false,
          follower_order_id: null,
          error: 'no "funds"',
        },
      ],
      statistics: { total_copies: 2, successful: 1, failed: 1, success_rate: 50 },
    };
    expect(read()).toEqual(expected);
    expect(Object.keys(read().records[0])).toEqual(Object.keys(expected.records[0] ?? {}));
    file.close();
    expect(read()).toEqual(expected);
  });

  test('writes prices digit for digit', () => {
    const { file } = create();
    const prices = ['101.50', '0.0025', '123456789012345678.10', '-1', '101.4833333333…'];
    for (const price of prices) file.put(price, makeRecord({ price }));
    const found = [...readFileSync(file.path, 'utf8').matchAll(/"price":([^,]*),/g)].map(
      ([, price]) => price,
    );
    expect(found).toEqual(['101.50', '0.0025', '123456789012345678.10', '-1', '101.4833333333']);
    for (const price of ['', '1e3', '.5', '01', 'NaN', '5.']) {
      expect(() => file.put('bad', makeRecord({ price }))).toThrow('no decimal text');
    }
  });

  test.each([
    [0, 0, '0'],
    [1, 2, '33.33'],
    [2, 1, '66.67'],
    [1, 7, '12.5'],
    [29, 71, '29'],
    [3, 0, '100'],
    [0, 3, '0'],
    [199, 1, '99.5'],
  ])('states the rate of %d successful and %d failed', (successful, failed, rate) => {
    const { file } = create();
    for (let n = 0; n < successful + failed; n += 1)
      file.put(String(n), makeRecord({ success: n < successful }));
    const total = successful + failed;
    expect(file.statistics()).toEqual({ totalCopies: total, successful, failed, successRate: rate });
    expect(readFileSync(file.path, 'utf8')).toContain(`"success_rate":${rate}}`);
  });

  test.each([
    [1, 19_999, '0.01'],
    [1, 20_001, '0'],
    [2 ** 40, 2 ** 41, '33.33'],
    [4_999_999, 1, '100'],
  ])('would state the rate of %d successful and %d failed', (successful, failed, rate) => {
    expect(computeStatistics(successful, failed).successRate).toBe(rate);
  });

  test('has each record once, as last put, after any sequence of puts, and parses after each', () => {
    const change = fc.record({
      id: fc.integer({ min: 0, max: 15 }),
      success: fc.boolean(),
      error: fc.option(fc.string({ unit: 'grapheme', maxLength: 2000 })),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const { file, read } = create();
        const expected = new Map<number, { success: boolean; error: string | null }>();
        for (const { id, success, error } of changes) {
          file.put(String(id), makeRecord({ success, error }));
          expected.set(id, { success, error });
          const { records, statistics } = read();
          expect(records).toMatchObject([...expected.values()].map(({ success }) => ({ success })));
          expect(statistics.successful).toBe([...expected.values()].filter(({ success }) => success).length);
          expect(statistics.total_copies).toBe(expected.size);
        }
        file.close();
        const errors = read().records.map(
          ({ error }: { error: string | null }) => error?.replace(/…$/, '') ?? null,
        );
        for (const [index, { error }] of [...expected.values()].entries()) {
          expect(error === null ? errors[index] === null : error.startsWith(errors[index])).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('cuts only an error that no page can hold', () => {
    const { file, read } = create();
    const worst = '\u0001'.repeat(5000);
    file.put('plain', makeRecord({ error: 'e'.repeat(3000) }));
    file.put('worst', makeRecord({ error: worst, symbol: worst, follower: worst, masterOrderId: worst }));
    const [plain, cut] = read().records;
    expect(plain.error).toBe('e'.repeat(3000));
    expect(cut.error.replaceAll('\u0001', '')).toBe('…');
    expect(cut.error.length).toBeGreaterThan(100);
  });

  test('takes 5,000 records and 5,000 changes without being written anew for each', () => {
    const folder = makeTemporaryFolder();
    const { file, read } = create(folder);
    let layouts = 0;
    let inode = 0;
    const count = () => {
      const now = statSync(file.path).ino;
      if (now !== inode) layouts += 1;
      inode = now;
    };
    for (let n = 0; n < 5000; n += 1) {
      file.put(String(n), makeRecord({ masterOrderId: String(n), success: false, error: 'pending' }));
      count();
    }
    for (let n = 0; n < 5000; n += 1) {
      file.put(String(n), makeRecord({ masterOrderId: String(n) }));
      file.finalise(String(n));
      count();
    }
    expect(layouts).toBeLessThan(12);
    expect(read().statistics).toEqual({ total_copies: 5000, successful: 5000, failed: 0, success_rate: 100 });
    file.close();
    const text = readFileSync(file.path, 'utf8');
    expect(
      JSON.parse(text).records.map(({ master_order_id }: { master_order_id: string }) => master_order_id),
    ).toEqual(Array.from({ length: 5000 }, (_, n) => String(n)));
    expect(text).not.toContain('  ');
    expect(readdirSync(folder)).toEqual(['copy_trading_20261122_091500.json']);
  });

  test('keeps records that never change in their order, among others that outgrow their places', () => {
    const { file, read } = create();
    const ids = Array.from({ length: 300 }, (_, n) => n);
    for (const n of ids) {
      const record = makeRecord({ masterOrderId: String(n) });
      if (n % 3 === 0) file.put(String(n), record);
      else file.add([record, record].slice(0, 1 + (n % 2)));
    }
    const longer = { success: false, error: 'e'.repeat(1000) };
    for (const n of [0, 150, 297]) file.put(String(n), makeRecord({ masterOrderId: String(n), ...longer }));
    const found = () =>
      read().records.map(({ master_order_id, success }: { master_order_id: string; success: boolean }) => [
        Number(master_order_id),
        success,
      ]);
    const expected = ids.flatMap((n) => {
      const line = [n, ![0, 150, 297].includes(n)];
      return n % 3 !== 0 && n % 2 === 1 ? [line, line] : [line];
    });
    expect(found()).toEqual(expected);
    file.close();
    expect(found()).toEqual(expected);
  });

  test('refuses what its caller got wrong', () => {
    const { file } = create();
    file.put('a', makeRecord());
    file.finalise('a');
    expect(() => file.finalise('a')).toThrow('no record a that may change');
    expect(() => file.finalise('b')).toThrow('no record b that may change');
    file.close();
    file.close();
    expect(() => file.put('c', makeRecord())).toThrow('closed');
    expect(file.statistics().totalCopies).toBe(1);
  });

  test('shows no secret', () => {
    const folder = makeTemporaryFolder();
    const canary = 'tok-canary';
    const file = createRecordsFile(folder, STARTED_AT_MS, (text) => text.replaceAll(canary, '[token]'));
    const texts = { masterOrderId: canary, symbol: canary, follower: canary, followerOrderId: canary };
    file.put('a', makeRecord({ ...texts, error: `bad ${canary}` }));
    file.put('b', makeRecord({ error: `${'e'.repeat(3600)}${canary.repeat(100)}` }));
    const found = readFileSync(file.path, 'utf8');
    expect(found).toContain('"error":"bad [token]"');
    expect(found).not.toContain('canary');
  });
});

describe('the folder of the record file', () => {
  test('and the file are for the owner only, also after they were laid out anew and closed', () => {
    const folder = makeTemporaryFolder();
    withUmask(0, () => {
      const { file } = create(join(folder, 'logs'));
      for (let n = 0; n < 100; n += 1) file.put(String(n), makeRecord());
      expect(modesIn(folder)).toEqual({ logs: '700', 'logs/copy_trading_20261122_091500.json': '600' });
      file.close();
    });
    expect(modesIn(folder)).toEqual({ logs: '700', 'logs/copy_trading_20261122_091500.json': '600' });
  });

  test('keeps the files of other runs of the same second', () => {
    const folder = makeTemporaryFolder();
    writeFileSync(join(folder, 'copy_trading_20261122_091500.json'), 'kept');
    create(folder).file.put('a', makeRecord());
    create(folder).file.put('b', makeRecord());
    expect(readdirSync(folder).sort()).toEqual([
      'copy_trading_20261122_091500.json',
      'copy_trading_20261122_091500_2.json',
      'copy_trading_20261122_091500_3.json',
    ]);
    expect(readFileSync(join(folder, 'copy_trading_20261122_091500.json'), 'utf8')).toBe('kept');
  });

  test('that cannot be written is named', () => {
    const folder = makeTemporaryFolder();
    chmodSync(folder, 0o500);
    const make = () => asOrdinaryUser(folder, () => create(folder));
    expect(make).toThrow(
      expect.objectContaining({ name: 'LogFileError', code: 'LOGS_UNWRITABLE', path: folder }),
    );
    const file = join(makeTemporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => create(file)).toThrow(expect.objectContaining({ code: 'LOGS_UNWRITABLE', path: file }));
    expect(() => create(join(file, 'logs'))).toThrow(
      /^Nothing can be written to .*file\/logs \(ENOTDIR\)\. Make /,
    );
  });

  test('that goes away is told of, and all records are written when it is back', () => {
    const folder = join(makeTemporaryFolder(), 'logs');
    const { file, read } = create(folder);
    renameSync(folder, `${folder}-away`);
    let refused = 0;
    for (let n = 0; n < 100; n += 1) {
      try {
        file.put(String(n), makeRecord());
      } catch (error) {
        expect(error).toMatchObject({ name: 'LogFileError', code: 'LOGS_UNWRITABLE', path: file.path });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(0);
    expect(() => file.add([makeRecord()])).toThrow(expect.objectContaining({ code: 'LOGS_UNWRITABLE' }));
    renameSync(`${folder}-away`, folder);
    expect(read().records.length).toBe(100 - refused);
    file.put('last', makeRecord());
    expect(read().records).toHaveLength(102);
    expect(read().statistics.total_copies).toBe(102);
  });
});

describe('the record file of a killed process', () => {
  let children: ReturnType<typeof compileChildren>;
  beforeAll(() => {
    children = compileChildren();
  });
  afterAll(() => children.remove());

  test('parses and has every record that was put', async () => {
    for (let round = 0; round < 8; round += 1) {
      const child = startChild(children.folder, 'put-records', [makeTemporaryFolder()]);
      await child.printed(1 + round * round * 25);
      await child.kill();
      const [path = '', ...puts] = child.lines();
      const { records, statistics } = JSON.parse(readFileSync(path, 'utf8'));
      const found = records.map((record: { master_order_id: string }) => Number(record.master_order_id));
      expect(found).toEqual(Array.from({ length: found.length }, (_, n) => n));
      // The one that it was at may be there, counted or not yet.
      expect([puts.length, puts.length + 1]).toContain(found.length);
      expect([found.length, found.length - 1]).toContain(statistics.total_copies);
      expect(statistics.successful + statistics.failed).toBe(statistics.total_copies);
    }
  });
});
