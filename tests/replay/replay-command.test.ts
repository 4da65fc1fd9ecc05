/** The program itself, as a process. */
import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { LiveSession, share } from './live-session.ts';
import { fixture, parseReport, readRows, runProgram, withFolder } from './support.ts';

const DAY = fixture('synthetic_day_2026.json');
const CONFIG = fixture('two-followers.yaml');

describe('copytrade replay', () => {
  test('prints the same document everywhere in the world, and its digest is that of the decisions', async () => {
    const args = ['replay', DAY, fixture('order_update_ws_messages.jsonl'), '-c', CONFIG, '--json'];
    const places = [
      { TZ: 'UTC', LANG: 'C' },
      { TZ: 'Asia/Kolkata', LANG: 'hi_IN.UTF-8', LC_ALL: 'hi_IN.UTF-8' },
      { TZ: 'America/New_York', LANG: 'de_DE.UTF-8', LC_NUMERIC: 'de_DE.UTF-8' },
      { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ];
    const [first, ...others] = await Promise.all(places.map((env) => runProgram(args, { env })));
    expect(first?.code).toBe(0);
    for (const other of others) expect(other).toEqual(first);
    const report = parseReport(first?.out ?? '');
    const bytes = new TextEncoder().encode(JSON.stringify(report.decisions));
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    expect(report.digest).toBe(`sha256:${hash}`);
    expect(Object.keys(report)).toEqual([
      'config',
      'logs',
      'assumed_flat',
      'decisions',
      'followers',
      'coverage',
      'digest',
    ]);
    const schema = new URL('../../schemas/replay.schema.json', import.meta.url);
    const isAsPublished = new Ajv().compile(JSON.parse(await readFile(schema, 'utf8')));
    expect(isAsPublished(report)).toBe(true);
  });

  test('takes copytrade.yaml of the folder where it runs, and shows data on stdout and trouble on stderr', async () => {
    await withFolder(async (folder) => {
      await folder.write('copytrade.yaml', await readFile(CONFIG, 'utf8'));
      const rows = await readRows('orderbook_2022_open_cancelled.json');
      await folder.write('book.json', [...rows, { orderid: 'x' }]);
      const { code, out, err } = await runProgram(['replay', 'book.json'], { cwd: folder.path });
      expect(code).toBe(0);
      expect(out).toMatch(
        /^copytrade\.yaml {2}sha256 [0-9a-f]{12}\n\nLogs\n {2}book\.json {2}order-book {2}3 rows {2}1 unreadable\n/,
      );
      expect(out).toContain('\n  1 order still open at the end: what they opened may not be decided\n');
      expect(out).not.toContain('\u001b');
      expect(err).toBe(
        'book.json, row 3, is left out: transactiontype is missing, which is none of BUY, SELL\n',
      );
    });
  });

  test('exits 1 on an invalid config, and shows what validate shows', async () => {
    await withFolder(async (folder) => {
      await folder.write(
        'copytrade.yaml',
        'version: 1\nfollowers:\n  a: { quantity: { multiplyer: 0.5 } }\n',
      );
      const [validated, replayed] = await Promise.all([
        runProgram(['validate'], { cwd: folder.path }),
        runProgram(['replay', DAY, '--json'], { cwd: folder.path }),
      ]);
      expect([replayed.code, replayed.out]).toEqual([1, '']);
      expect(replayed.err).toContain('copytrade.yaml:3:');
      expect(validated.out).toBe(replayed.err);
    });
  });

  test.each([
    [['replay'], /Missing 1 required arg/],
    [['replay', DAY, '-c', 'no-such-file.yaml'], /There is no file no-such-file\.yaml/],
    [['replay', 'no-such-file.json', '-c', CONFIG], /no-such-file\.json: there is no such file/],
    [['replay', DAY, '-c', CONFIG, '--min-coverage', '101'], /less than or equal to 100/],
    [['replay', DAY, '-c', CONFIG, '--positions', CONFIG], /two-followers\.yaml is not JSON/],
    [['replay', DAY, '--verify'], /is no recording, so there is nothing to verify/],
  ])('exits 2 on %j', async (args, message) => {
    const { code, out, err } = await runProgram(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('exits 1 where fewer rules matched than asked for, with the document all the same', async () => {
    const { code, out, err } = await runProgram([
      'replay',
      DAY,
      '-c',
      CONFIG,
      '--min-coverage',
      '67',
      '--json',
    ]);
    expect([code, parseReport(out).decisions.length]).toEqual([1, 28]);
    expect(err).toContain('66 % of the rules matched, 67 % were asked for. Never: nothing-late.');
  });

  test('verifies a recording', async () => {
    const live = new LiveSession('version: 1\nfollowers: { a: { quantity: mirror } }\n');
    live.seeAndFill(share('1', 'BUY', 100));
    live.end();
    await withFolder(async (folder) => {
      const good = await folder.write('good.jsonl', live.text());
      const bad = await folder.write(
        'bad.jsonl',
        live.text().replace('"master_quantity":100', '"master_quantity":99'),
      );
      expect(await runProgram(['replay', good, '--verify'])).toEqual({
        code: 0,
        out: `${good}: 0 divergences in 1 decision\n`,
        err: '',
      });
      const { code, out } = await runProgram(['replay', bad, good, '--verify']);
      expect(code).toBe(1);
      expect(out).toBe(`${bad}:3  order 1  RELIANCE-EQ  a
  live  copy  100  ENTRY  100 LIMIT 1507.50  buy 99   revision 1
  now   copy  100  ENTRY  100 LIMIT 1507.50  buy 100  revision 1
${bad}: 1 divergence in 1 decision
${good}: 0 divergences in 1 decision
`);
    });
  });

  test('ends with 130 when it is interrupted', async () => {
    const [row] = await readRows('orderbook_2022_open_cancelled.json');
    const line = `${JSON.stringify({ ...row, orderid: 'x' })}\n`;
    await withFolder(async (folder) => {
      // The first line cannot be read, so that stderr tells when it has begun.
      const log = await folder.write('long.jsonl', `{"orderid": \n${line.repeat(100_000)}`);
      const ended = await runProgram(['replay', log, '-c', CONFIG], {
        onErr: (child) => child.kill('SIGINT'),
      });
      expect([ended.code, ended.out]).toEqual([130, '']);
    });
  });
});
