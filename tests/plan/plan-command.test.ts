/** The program itself, as a process. */
import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { share } from '../replay/live-session.ts';
import { fixture, runProgram, withFolder } from '../replay/support.ts';
import { followers } from './support.ts';

const DAY = fixture('synthetic_day_2026.json');
const CONFIG = fixture('two-followers.yaml');
const HALF = followers('a: { quantity: { multiplier: 0.5 } }');

describe('copytrade plan', () => {
  test('compares with copytrade.yaml of the folder where it runs', async () => {
    await withFolder(async (folder) => {
      await folder.write('copytrade.yaml', followers('a: {}'));
      await folder.write('old.yaml', HALF);
      await folder.write('book.json', [share('1', 'BUY', 100)]);
      const args = ['plan', 'book.json', '--from', 'old.yaml', '--detailed-exitcode'];
      const [changed, same] = await Promise.all([
        runProgram(args, { cwd: folder.path }),
        runProgram([...args, '-c', 'old.yaml'], { cwd: folder.path }),
      ]);
      expect([changed.code, changed.err]).toEqual([5, '']);
      expect(changed.out).toMatch(/^old\.yaml → copytrade\.yaml: 1 decision differs\n\nFollower a: /);
      expect(changed.out).not.toContain('\u001b');
      expect(same).toEqual({
        code: 0,
        out: '',
        err: 'Nothing changes: old.yaml and old.yaml decide the same (1 decision).\n',
      });
    });
  });

  test('prints one document as published, also where nothing differs', async () => {
    const schema = new URL('../../schemas/plan.schema.json', import.meta.url);
    const isAsPublished = new Ajv().compile(JSON.parse(await readFile(schema, 'utf8')));
    await withFolder(async (folder) => {
      const other = await folder.write('other.yaml', followers('half: {}', 'new: {}'));
      const documents = await Promise.all(
        [CONFIG, other].map(async (config) => {
          const { out } = await runProgram(['plan', DAY, '--from', CONFIG, '-c', config, '--json']);
          return JSON.parse(out);
        }),
      );
      expect(documents.map((document) => [document.differs, isAsPublished(document)])).toEqual([
        [false, true],
        [true, true],
      ]);
      expect(Object.keys(documents[1])).toEqual([
        'from',
        'config',
        'logs',
        'assumed_flat',
        'differs',
        'followers',
      ]);
      expect(Object.keys(documents[1].followers)).toEqual(['half', 'new', 'fixed']);
    });
  });

  test('exits 1 on an invalid config, shows what validate shows, and says which file it is', async () => {
    await withFolder(async (folder) => {
      await folder.write(
        'copytrade.yaml',
        'version: 1\nfollowers:\n  a: { quantity: { multiplyer: 0.5 } }\n',
      );
      const [validated, planned] = await Promise.all([
        runProgram(['validate'], { cwd: folder.path }),
        runProgram(['plan', DAY, '--from', CONFIG], { cwd: folder.path }),
      ]);
      expect([planned.code, planned.out]).toEqual([1, '']);
      expect(planned.err).toBe(
        `${validated.out}copytrade.yaml (--config) is invalid: nothing is compared.\n`,
      );
    });
  });

  test.each([
    [['plan', DAY], /Missing required flag from/],
    [['plan', '--from', CONFIG], /Missing 1 required arg/],
    [
      ['plan', DAY, '--from', 'none.yaml', '-c', CONFIG],
      /There is no file none\.yaml[\s\S]*none\.yaml \(--from\) cannot be read/,
    ],
    [['plan', 'none.json', '--from', CONFIG, '-c', CONFIG], /none\.json: there is no such file/],
  ])('exits 2 on %j', async (args, message) => {
    const { code, out, err } = await runProgram(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
