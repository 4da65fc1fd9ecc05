import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ratio } from '../../src/core/exact.ts';
import { fromSnapshot, toSnapshot } from '../../src/core/saving/book-snapshot.ts';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { LiveSession, OPENING_MS, share } from './live-session.ts';
import { replay, replayJson, type TestFolder, withFolder } from './support.ts';

const HALF = 'version: 1\nfollowers:\n  a: { quantity: { multiplier: 0.5 } }\n  b: { quantity: mirror }\n';
const CAPITAL =
  'version: 1\nfollowers:\n  a: { quantity: { capital_ratio: 0.5 } }\nrules:\n  - { id: no-sales, match: { side: sell }, skip: true }\n';

/** A day with all that a session can be told. */
function eventfulDay(): LiveSession {
  const live = new LiveSession(HALF, {
    instruments: [
      {
        exchange: 'NSE',
        symbolToken: '2885',
        tradingSymbol: 'RELIANCE-EQ',
        underlying: 'RELIANCE',
        instrumentType: '',
        expiryDay: null,
        strike: null,
        lotSize: 1,
        tickSize: ratio(1, 10),
        freezeQuantity: 40,
      },
    ],
  });
  live.take({ type: 'day', at_ms: OPENING_MS, day: 20_780 });
  live.take({ type: 'seen_before', at_ms: OPENING_MS, rows: [share('old', 'BUY', 7)] });
  const held = { exchange: 'NSE', symboltoken: '2885', producttype: 'INTRADAY', netqty: '7' };
  live.take({ type: 'positions', at_ms: OPENING_MS, rows: [held] });
  live.tell({ kind: 'funds', account: '', available: ratio(300_000) });
  live.tell({ kind: 'funds', account: 'a', available: ratio(100_000, 7) });
  live.see(share('old', 'BUY', 7));
  // a: 50 and 10 of them fill. b: 100, sliced at 40.
  live.seeAndFill(share('1', 'BUY', 100), ({ decision }) => (decision.follower === 'a' ? 10 : undefined));
  live.tell({ kind: 'steer', action: 'pause', follower: 'b' });
  live.seeAndFill(share('2', 'BUY', 20));
  live.tell({ kind: 'unrealised', follower: 'a', amount: ratio(-1234, 100) });
  live.nowMs += 600_000;
  // Ten minutes old when it is seen: too old.
  live.seeAndFill(share('3', 'BUY', 20));
  live.tell({ kind: 'steer', action: 'resume', follower: null });
  live.reload(CAPITAL, true);
  live.seeAndFill(share('4', 'BUY', 90, { updatetime: '23-Nov-2026 09:25:00' }));
  live.tell({ kind: 'confirmation', orderKey: '4', accepted: true });
  live.seeAndFill(share('5', 'SELL', 100, { updatetime: '23-Nov-2026 09:25:01' }));
  live.take({ type: 'outcome', at_ms: OPENING_MS, outcome: { state: 'complete' } });
  live.take({ type: 'day', at_ms: OPENING_MS + 86_400_000, day: 20_781 });
  live.end();
  return live;
}

const write = (folder: TestFolder, text: string) => folder.write('session.jsonl', text);

describe('a recorded session', () => {
  test('is decided again as it was live, reloads, fills, pauses and answers included', async () => {
    await withFolder(async (folder) => {
      const live = eventfulDay();
      const file = await write(folder, live.text());
      const verification = await verifyRecording(file);
      const { decisions, divergences, shown, unwritten, hasEnded, rows, unreadable, knowsPositions } =
        verification;
      expect({ divergences, shown, unwritten, hasEnded, rows, unreadable, knowsPositions }).toEqual({
        divergences: 0,
        shown: [],
        unwritten: 0,
        hasEnded: true,
        rows: 6,
        unreadable: 0,
        knowsPositions: true,
      });
      const lines = live.lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'decision');
      expect(decisions).toBe(lines.length);
      const reasons = lines.map(
        ({ decision }) => `${decision.order_id} ${decision.follower} ${decision.reason}`,
      );
      expect(reasons).toEqual([
        '1 a ENTRY',
        '1 b ENTRY',
        '2 a ENTRY',
        '2 b PAUSED',
        '3 a STALE',
        '3 b STALE',
        '4 a ENTRY',
        // The reload has dropped b, that still holds copies: it is closed to entries.
        '4 b CLOSE_ONLY',
        '5 a EXIT',
        '5 b EXIT',
      ]);
      const { code, out } = await replay({ logs: [file], verify: true });
      expect([code, out]).toEqual([0, `${file}: 0 divergences in 10 decisions\n`]);
    });
  });

  test('goes on from the state of the session before it', async () => {
    const before = eventfulDay();
    const book = fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(before.session.book))));
    const live = new LiveSession(HALF, { book });
    live.seeAndFill(share('6', 'BUY', 10, { producttype: 'DELIVERY' }));
    live.end();
    await withFolder(async (folder) => {
      const { decisions, divergences } = await verifyRecording(await write(folder, live.text()));
      expect([decisions > 0, divergences]).toEqual([true, 0]);
    });
  });

  test('shows each decision that is made differently now, beside the one made live', async () => {
    await withFolder(async (folder) => {
      const live = eventfulDay();
      const at = live.lines.findIndex(
        (line) => line.includes('"decision"') && line.includes('"order_id":"2"'),
      );
      live.lines[at] = (live.lines[at] ?? '').replace('"quantity":10,', '"quantity":11,');
      const file = await write(folder, live.text());
      const { code, out } = await replay({ logs: [file], verify: true });
      expect(code).toBe(1);
      expect(out).toBe(
        `${file}:${at + 1}  order 2  RELIANCE-EQ  a
  live  copy  11  ENTRY  10 LIMIT 1507.50  buy 20  revision 1
  now   copy  10  ENTRY  10 LIMIT 1507.50  buy 20  revision 1
${file}: 1 divergence in 10 decisions
`,
      );
      const { verify, code: jsonCode } = await replayJson({ logs: [file], verify: true });
      expect(jsonCode).toBe(1);
      expect(verify).toMatchObject([
        {
          file,
          decisions: 10,
          divergences: 1,
          unwritten: 0,
          shown: [
            {
              order_key: '2',
              follower: 'a',
              line: at + 1,
              recorded: { revision: 1, decision: { quantity: 11 } },
              made: { revision: 1, decision: { quantity: 10 } },
            },
          ],
        },
      ]);
    });
  });

  test('diverges where a decision is missing, and where there is one too many', async () => {
    await withFolder(async (folder) => {
      const live = eventfulDay();
      const at = live.lines.findIndex((line) => line.includes('"reason":"PAUSED"'));
      const [gone] = live.lines.splice(at, 1);
      expect((await verifyRecording(await write(folder, live.text()))).shown).toMatchObject([
        // The line of the row that leads to it.
        {
          orderKey: '2',
          follower: 'b',
          recorded: null,
          made: { decision: { reason: 'PAUSED' } },
          lineNumber: at - 1,
        },
      ]);
      live.lines.splice(at, 0, gone ?? '', gone ?? '');
      expect((await verifyRecording(await write(folder, live.text()))).shown).toMatchObject([
        { orderKey: '2', follower: 'b', recorded: { decision: { reason: 'PAUSED' } }, made: null },
      ]);
    });
  });

  test('may break off anywhere: what was not written is no divergence', async () => {
    const lines = eventfulDay().text().trimEnd().split('\n');
    await withFolder(async (folder) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: lines.length - 1 }), fc.nat(), async (whole, part) => {
          const next = lines[whole] ?? '';
          const text = `${lines.slice(0, whole).join('\n')}\n${next.slice(0, part % next.length)}`;
          const file = await write(folder, text);
          const { divergences, hasEnded } = await verifyRecording(file);
          expect([divergences, hasEnded]).toEqual([0, false]);
        }),
        { numRuns: 30 },
      );
    });
  });

  test('that breaks off says in which line', async () => {
    await withFolder(async (folder) => {
      const text = eventfulDay().text();
      const file = await write(folder, text.slice(0, -5));
      const { err } = await replay({ logs: [file], verify: true });
      expect(err).toBe(
        `${file} breaks off in line ${text.trimEnd().split('\n').length}, which is left out\n`,
      );
    });
  });

  test('with a line that cannot be read goes on without it', async () => {
    await withFolder(async (folder) => {
      const live = eventfulDay();
      live.lines.splice(3, 0, '{"type":"master","at_ms":5,"via":"push","row":{"orderid":"x"}}', 'what?');
      const file = await write(folder, live.text());
      const { err, code } = await replay({ logs: [file], verify: true });
      expect(code).toBe(0);
      expect(err.split('\n').slice(0, 2)).toEqual([
        expect.stringMatching(/session\.jsonl, line 4, is left out: transactiontype is missing/),
        `${file}, line 5, is left out: the line is not JSON`,
      ]);
    });
  });
});

describe('what is no recording', () => {
  test.each([
    [
      'a decision first',
      '{"type":"decision","at_ms":1}\n',
      2,
      /is no recording: decision\.order_key is not a text/,
    ],
    [
      'a day first',
      '{"type":"day","at_ms":1,"day":"2026-11-23"}\n',
      2,
      /is no recording: it begins with a day line/,
    ],
    ['of another version', '{"type":"session","at_ms":1,"version":2}\n', 2, /session\.version is not 1/],
    ['an order book', '[]', 2, /is no recording, so there is nothing to verify/],
  ])('(%s) is refused', async (_, text, code, message) => {
    await withFolder(async (folder) => {
      const ended = await replay({ logs: [await write(folder, text)], verify: true });
      expect([ended.code, ended.out]).toEqual([code, '']);
      expect(ended.err).toMatch(message);
    });
  });

  test('(a state that cannot be read) is refused', async () => {
    await withFolder(async (folder) => {
      const live = eventfulDay();
      const first = { ...JSON.parse(live.lines[0] ?? ''), state: { day: 'x' } };
      const ended = await replay({ logs: [await write(folder, `${JSON.stringify(first)}\n`)], verify: true });
      expect(ended.code).toBe(2);
      expect(ended.err).toContain('the state that the session went on from cannot be read');
    });
  });

  test('(a config that is none any more) shows its findings', async () => {
    await withFolder(async (folder) => {
      const first = JSON.parse(eventfulDay().lines[0] ?? '');
      first.config.files[0].text = 'version: 1\nfolowers: {}\n';
      const ended = await replay({ logs: [await write(folder, `${JSON.stringify(first)}\n`)], verify: true });
      expect(ended.code).toBe(1);
      expect(ended.err).toContain('copytrade.yaml:2:1 error unknown-key');
    });
  });
});
