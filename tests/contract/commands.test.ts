/** Exit codes, and that all commands decide alike. Worked out by hand from the contract. */
import { describe, expect, test } from 'vitest';
import { explain } from '../explain/support.ts';
import { plan } from '../plan/support.ts';
import { replay, type TestFolder, withFolder } from '../replay/support.ts';
import { runFile } from '../rule-tests/run-files.ts';
import { order, type Row } from './day.ts';

const ROWS = [order('1', 'buy 100 SBIN-EQ @ 100'), order('2', 'sell 40 SBIN-EQ @ 100')];
const config = (of: Row) => ({ version: 1, master: {}, followers: { a: {} }, ...of });
const rule = (id: string, side: string) => ({ id, match: { side, tag: id }, skip: true });
const THREE = [
  { id: 'buys', match: { side: 'buy' }, quantity: { fixed: 7 } },
  rule('x', 'sell'),
  rule('y', 'sell'),
];

async function write(folder: TestFolder, of: Row) {
  return {
    configFile: await folder.write('copytrade.yaml', config(of)),
    logs: [await folder.write('log.json', ROWS)],
  };
}

describe('replay', () => {
  test.each([
    ['a third of the rules is enough for 33', THREE, 33, 0],
    ['and too few for 34', THREE, 34, 1],
    ['all of them for 100', THREE.slice(0, 1), 100, 0],
    ['no rules leave none unused', [], 100, 0],
  ])('%s', async (_, rules, minCoverage, code) => {
    await withFolder(async (folder) => {
      expect((await replay({ ...(await write(folder, { rules })), minCoverage, json: true })).code).toBe(
        code,
      );
    });
  });

  test('a log that is not there is 2, a config that is invalid is 1, one that is not there is 2', async () => {
    await withFolder(async (folder) => {
      const { configFile, logs } = await write(folder, {});
      const wrong = await folder.write('wrong.yaml', config({ mode: 'paper' }));
      const codes = [
        await replay({ configFile, logs: [`${folder.path}/none.json`] }),
        await replay({ configFile: wrong, logs }),
        await replay({ configFile: `${folder.path}/none.yaml`, logs }),
      ];
      expect(codes.map(({ code }) => code)).toEqual([2, 1, 2]);
    });
  });
});

describe('plan', () => {
  const planned = (before: Row, after: Row, detailedExitCode: boolean) =>
    withFolder(async (folder) => {
      const { configFile, logs } = await write(folder, after);
      const fromFile = await folder.write('old.yaml', config(before));
      return (await plan({ fromFile, configFile, logs, detailedExitCode })).code;
    });

  test.each([
    ['something differs', {}, { rules: THREE }, 0, 5],
    ['nothing differs', { rules: THREE }, { rules: THREE }, 0, 0],
    ['a rule that decides nothing is no difference', {}, { rules: THREE.slice(1) }, 0, 0],
    ['the old file is invalid', { mode: 'paper' }, {}, 1, 1],
    ['the new file is invalid', {}, { mode: 'paper' }, 1, 1],
  ])('%s', async (_, before, after, code, detailed) => {
    expect(await planned(before, after, false)).toBe(code);
    expect(await planned(before, after, true)).toBe(detailed);
  });
});

describe('test', () => {
  const HEAD = 'tests:\n  - name: one\n    orders:\n';
  test.each([
    [
      'a test that holds',
      `${HEAD}      - { order: buy 10 SBIN-EQ @ 100, expect: { follower1: copy 5 } }\n`,
      0,
    ],
    [
      'one that does not',
      `${HEAD}      - { order: buy 10 SBIN-EQ @ 100, expect: { follower1: copy 6 } }\n`,
      1,
    ],
    ['a file with no test', 'tests: []\n', 1],
    ['an empty file', '', 1],
  ])('%s', async (_, text, code) => expect((await runFile(text)).code).toBe(code));
});

test('explain and replay make the same decision', async () => {
  await withFolder(async (folder) => {
    const { configFile, logs } = await write(folder, { rules: THREE });
    const replayed = JSON.parse((await replay({ configFile, logs, json: true })).out);
    expect(replayed.decisions).toHaveLength(2);
    for (const decision of replayed.decisions) {
      const { out, code } = await explain({
        configFile,
        logs,
        orderId: decision.order_id,
        isConfigNamed: true,
        json: true,
      });
      expect(code).toBe(0);
      const parts = JSON.parse(out).events.flatMap((event: { followers: { parts: unknown[] }[] }) =>
        event.followers.flatMap((follower) => follower.parts),
      );
      expect(parts).toEqual([expect.objectContaining({ decision })]);
    }
  });
});
