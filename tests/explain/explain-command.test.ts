/** The program itself, as a process. */
import { mkdir, readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { LiveSession, share } from '../replay/live-session.ts';
import { fixture, runProgram, withFolder } from '../replay/support.ts';

const DAY = fixture('synthetic_day_2026.json');
const CONFIG = fixture('two-followers.yaml');
const HALF = 'version: 1\nmaster: {}\nfollowers:\n  a: { quantity: { multiplier: 0.5 } }\n';

async function isAsPublished(text: string): Promise<unknown> {
  const schema = new URL('../../schemas/explain.schema.json', import.meta.url);
  const validate = new Ajv().compile(JSON.parse(await readFile(schema, 'utf8')));
  return validate(JSON.parse(text)) || validate.errors;
}

describe('copytrade explain', () => {
  test('explains a hypothetical order under copytrade.yaml of the folder where it runs', async () => {
    await withFolder(async (folder) => {
      await folder.write('copytrade.yaml', HALF);
      const at = ['--at', '10:00', '--date', '2026-11-23'];
      const words = ['explain', 'buy', '100', 'RELIANCE-EQ', '@', '1500', ...at];
      const flags = ['--symbol', 'RELIANCE-EQ', '--side', 'BUY', '--quantity', '100', '--price', '1500'];
      const runs = await Promise.all([
        runProgram(words, { cwd: folder.path, env: { COLUMNS: '90' } }),
        runProgram(['explain', ...flags, ...at], { cwd: folder.path, env: { COLUMNS: '90' } }),
        runProgram([...words, '--json'], { cwd: folder.path }),
      ]);
      const [worded, flagged, json] = runs;
      expect([worded.code, worded.err, worded.out]).toEqual([0, '', flagged.out]);
      expect(worded.out).toContain('\na  copy 50, ENTRY\n');
      expect(worded.out).not.toContain('\u001b');
      expect(Math.max(...worded.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(90);
      expect(await isAsPublished(json.out)).toBe(true);
      const { source, events } = JSON.parse(json.out);
      const [part] = events[0].followers[0].parts;
      expect([source, part.decision]).toEqual([
        'hypothetical',
        {
          order_id: 'order 1',
          symbol: 'RELIANCE-EQ',
          exchange: 'NSE',
          side: 'buy',
          follower: 'a',
          action: 'copy',
          reason: 'ENTRY',
          rule: null,
          master_quantity: 100,
          quantity: 50,
          orders: [
            {
              order_type: 'LIMIT',
              side: 'buy',
              quantity: 50,
              price: '1500.00',
              trigger_price: null,
              product: 'INTRADAY',
              variety: 'NORMAL',
            },
          ],
        },
      ]);
    });
  });

  test('says of each order of a recorded day what replay says', async () => {
    const replayed = await runProgram(['replay', DAY, '-c', CONFIG, '--json']);
    const { decisions } = JSON.parse(replayed.out) as {
      decisions: { order_id: string; rule: string | null }[];
    };
    const skipped = decisions.find(({ rule }) => rule === 'no-puts');
    const id = skipped?.order_id ?? '';
    const { code, out } = await runProgram(['explain', '--log', DAY, '--order', id, '-c', CONFIG, '--json']);
    expect([code, await isAsPublished(out)]).toEqual([0, true]);
    const { events } = JSON.parse(out) as {
      events: { followers: { parts: { decision: unknown; rule: unknown }[] }[] }[];
    };
    const parts = events.flatMap(({ followers }) => followers.flatMap((each) => each.parts));
    const made = parts.flatMap(({ decision }) => (decision === null ? [] : [decision]));
    expect(made).toEqual(decisions.filter(({ order_id }) => order_id === id));
    expect(parts.find(({ decision }) => decision !== null)?.rule).toEqual({
      id: 'no-puts',
      why: null,
      file: CONFIG,
      line: 20,
      column: 5,
    });
  });

  test('explains what a run decided, from its recordings, with the config of that time', async () => {
    await withFolder(async (folder) => {
      const live = new LiveSession(HALF);
      live.see(share('261123000000001', 'BUY', 100));
      await mkdir(`${folder.path}/logs`);
      await folder.write('logs/session_20261123_091500.jsonl', live.text());
      await folder.write('copytrade.yaml', 'version: 1\nmaster: {}\nfollowers: { b: {} }\n');
      const args = ['explain', '--order', '261123000000001'];
      const [then, now] = await Promise.all([
        runProgram([...args, '--json'], { cwd: folder.path }),
        runProgram([...args, '-c', 'copytrade.yaml'], { cwd: folder.path }),
      ]);
      expect([then.code, await isAsPublished(then.out)]).toEqual([0, true]);
      const { live: compared, config } = JSON.parse(then.out);
      expect(config.file).toBe('copytrade.yaml');
      expect(compared).toMatchObject({ same: true, recorded: [{ follower: 'a', quantity: 50 }] });
      expect([now.code, now.out]).toEqual([0, expect.stringContaining('\nb  copy 100, ENTRY\n')]);
      expect(now.out).not.toContain('The recording holds');
    });
  });

  test.each([
    [['--side', 'bye'], /Expected one of: buy, sell, but received: bye/],
    [['--log', DAY], /--order/],
  ])('exits 2 on %j', async (args, message) => {
    const { code, out, err } = await runProgram(['explain', ...args, '-c', CONFIG]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('exits 1 on an invalid config, and shows what validate shows', async () => {
    await withFolder(async (folder) => {
      await folder.write(
        'copytrade.yaml',
        'version: 1\nfollowers:\n  a: { quantity: { multiplyer: 0.5 } }\n',
      );
      const [validated, explained] = await Promise.all([
        runProgram(['validate'], { cwd: folder.path }),
        runProgram(['explain', 'buy', '75', 'SBIN-EQ'], { cwd: folder.path }),
      ]);
      expect([explained.code, explained.out]).toEqual([1, '']);
      expect(explained.err).toBe(validated.out);
    });
  });
});
