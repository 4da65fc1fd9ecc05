/** A recorded day under another config: what of the day stays, and what does not. */
import { describe, expect, test } from 'vitest';
import { LiveSession, OPENING_MS, share } from './live-session.ts';
import { replayJson, withFolder } from './support.ts';

const config = (quantity: string, more = '') =>
  `version: 1\n${more}followers:\n  a: { quantity: ${quantity} }\n`;
const HALF = config('{ multiplier: 0.5 }');

/** The decisions of a recording under a config: order, action, reason, quantity. */
async function decide(live: LiveSession, text: string): Promise<string[]> {
  return withFolder(async (folder) => {
    const file = await folder.write('session.jsonl', live.text());
    const configFile = await folder.write('copytrade.yaml', text);
    const { decisions } = await replayJson({ logs: [file], configFile });
    return decisions.map((one) => `${one.order_id} ${one.action} ${one.reason} ${one.quantity}`);
  });
}

describe('a recorded day under another config', () => {
  test('is the live day where the config is the same', async () => {
    const live = new LiveSession(HALF);
    live.seeAndFill(share('1', 'BUY', 100), () => 10);
    live.tell({ kind: 'steer', action: 'pause', follower: null });
    live.seeAndFill(share('2', 'BUY', 10));
    live.seeAndFill(share('3', 'SELL', 110));
    const made = live.lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'decision');
    await withFolder(async (folder) => {
      const file = await folder.write('session.jsonl', live.text());
      const configFile = await folder.write('copytrade.yaml', HALF);
      const { decisions, assumed_flat, logs } = await replayJson({ logs: [file], configFile });
      expect(decisions).toEqual(made.map(({ decision }) => decision));
      expect([assumed_flat, logs]).toEqual([true, [{ file, format: 'recording', rows: 3, unreadable: 0 }]]);
    });
  });

  test('keeps what a copy filled where it makes the same copy', async () => {
    const live = new LiveSession(HALF);
    live.seeAndFill(share('1', 'BUY', 100), () => 10);
    live.seeAndFill(share('2', 'SELL', 100));
    // Another text, the same copy of 50, of which 10 filled: the exit is of 10.
    expect(await decide(live, config('{ multiplier: 0.50, round: nearest }'))).toEqual([
      '1 copy ENTRY 50',
      '2 copy EXIT 10',
    ]);
  });

  test('fills a copy that was not made live in full', async () => {
    const live = new LiveSession(HALF);
    live.seeAndFill(share('1', 'BUY', 100), () => 10);
    live.seeAndFill(share('2', 'SELL', 100));
    expect(await decide(live, config('{ multiplier: 0.6 }'))).toEqual(['1 copy ENTRY 60', '2 copy EXIT 60']);
    const skipped = new LiveSession(config('{ multiplier: 0.001 }'));
    skipped.seeAndFill(share('1', 'BUY', 100));
    skipped.seeAndFill(share('2', 'SELL', 100));
    expect(await decide(skipped, HALF)).toEqual(['1 copy ENTRY 50', '2 copy EXIT 50']);
  });

  test('is decided by it alone, whatever was reloaded that day', async () => {
    const live = new LiveSession(HALF);
    live.seeAndFill(share('1', 'BUY', 100));
    live.reload(config('{ fixed: 7 }'));
    live.seeAndFill(share('2', 'BUY', 100));
    expect(await decide(live, config('mirror'))).toEqual(['1 copy ENTRY 100', '2 copy ENTRY 100']);
  });

  test('keeps pauses, funds and positions', async () => {
    const live = new LiveSession(HALF);
    const held = { exchange: 'NSE', symboltoken: '2885', producttype: 'INTRADAY', netqty: '-5' };
    live.take({ type: 'positions', at_ms: OPENING_MS, rows: [held] });
    live.seeAndFill(share('1', 'BUY', 5));
    live.tell({ kind: 'steer', action: 'close_only', follower: 'a' });
    live.seeAndFill(share('2', 'BUY', 100));
    live.tell({ kind: 'steer', action: 'resume', follower: null });
    live.tell({ kind: 'funds', account: '', available: { n: 1000, d: 1 } });
    live.tell({ kind: 'funds', account: 'a', available: { n: 300, d: 1 } });
    live.seeAndFill(share('3', 'BUY', 100));
    expect(await decide(live, config('{ capital_ratio: 1 }'))).toEqual([
      '1 skip NO_POSITION 0',
      '2 skip CLOSE_ONLY 0',
      '3 copy ENTRY 30',
    ]);
  });

  test('keeps the answers of that day, also where it asks at another moment', async () => {
    const live = new LiveSession(config('mirror', 'copy_on: fill\n'), { confirm: true });
    const open = { status: 'open', orderstatus: 'open', filledshares: '40' };
    live.see(share('1', 'BUY', 100, open));
    live.tell({ kind: 'confirmation', orderKey: '1', accepted: true });
    live.see(share('2', 'BUY', 50, { ...open, filledshares: '10' }));
    live.tell({ kind: 'confirmation', orderKey: '2', accepted: false });
    // Live the rest was asked about again and nobody answered.
    live.see(share('1', 'BUY', 100));
    live.see(share('2', 'BUY', 50));
    expect(await decide(live, HALF)).toEqual(['1 copy ENTRY 50', '2 skip DECLINED 0']);
  });

  test('asks nobody where that day nobody was asked', async () => {
    const live = new LiveSession(HALF);
    live.seeAndFill(share('1', 'BUY', 100));
    expect(await decide(live, config('mirror', 'confirm: true\n'))).toEqual(['1 copy ENTRY 100']);
  });

  test('asks from the reload on that began to ask', async () => {
    const live = new LiveSession(HALF);
    live.seeAndFill(share('1', 'BUY', 100));
    live.reload(HALF, true);
    live.see(share('2', 'BUY', 100));
    live.tell({ kind: 'confirmation', orderKey: '2', accepted: false });
    expect(await decide(live, config('mirror'))).toEqual(['1 copy ENTRY 100', '2 skip DECLINED 0']);
  });
});

test('the rules of several recordings count together, reloads and all', async () => {
  const rules = `rules:
  - { id: buys, match: { side: buy }, execution: { as: market } }
  - { id: sells, match: { side: sell }, skip: true }
`;
  const live = new LiveSession(HALF);
  live.seeAndFill(share('1', 'BUY', 100));
  live.reload(HALF, true);
  live.reload(HALF);
  live.seeAndFill(share('2', 'BUY', 100));
  await withFolder(async (folder) => {
    const configFile = await folder.write('copytrade.yaml', HALF + rules);
    const logs = [await folder.write('a.jsonl', live.text()), await folder.write('b.jsonl', live.text())];
    const { coverage, code } = await replayJson({ logs, configFile, minCoverage: 50 });
    expect([coverage, code]).toEqual([
      {
        rules: [
          { id: 'buys', matched: 4 },
          { id: 'sells', matched: 0 },
        ],
      },
      0,
    ]);
    const short = await replayJson({ logs, configFile, minCoverage: 51 });
    expect(short.code).toBe(1);
    expect(short.err).toContain('50 % of the rules matched, 51 % were asked for. Never: sells.');
  });
});

test('opening positions are those of the file where the recording has none', async () => {
  const live = new LiveSession(HALF);
  live.seeAndFill(share('1', 'BUY', 100));
  await withFolder(async (folder) => {
    const file = await folder.write('session.jsonl', live.text());
    const position = { exchange: 'NSE', symboltoken: '2885', producttype: 'INTRADAY', netqty: '-100' };
    const positionsFile = await folder.write('positions.json', [position]);
    const { decisions, assumed_flat } = await replayJson({ logs: [file], positionsFile });
    expect(assumed_flat).toBe(false);
    expect(decisions.map(({ reason }) => reason)).toEqual(['NO_POSITION', 'NO_POSITION']);
  });
});
