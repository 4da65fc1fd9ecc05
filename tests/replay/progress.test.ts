import { describe, expect, test } from 'vitest';
import { ProgressLine } from '../../src/reporting/terminal/progress-line.ts';
import { LiveSession, share } from './live-session.ts';
import { readRows, replay, withFolder } from './support.ts';

const CLEAR = '\r\u001b[K';

function lineOf(times: readonly number[], { colour = false, width = 40 } = {}) {
  const written: string[] = [];
  const rest = [...times];
  const now = () => rest[0] ?? 0;
  const line = new ProgressLine({ write: (text) => written.push(text), width, colour, now });
  return { line, written, goOn: () => rest.shift() };
}

describe('progress on a terminal', () => {
  test('is one line, written anew a few times a second, that goes before anything else', () => {
    const { line, written, goOn } = lineOf([0, 50, 120]);
    line.clear();
    line.show({ doing: 'reading book.json', share: null });
    goOn();
    line.show({ doing: 'deciding', share: 0.1 });
    goOn();
    line.show({ doing: 'deciding', share: 0.999 });
    line.clear();
    line.clear();
    expect(written).toEqual([`${CLEAR}reading book.json…`, `${CLEAR}deciding 99 %`, CLEAR]);
  });

  test('never takes two lines, and is harmless', () => {
    const { line, written } = lineOf([0], { width: 20, colour: true });
    line.show({ doing: `reading ${'x'.repeat(50)}\u001b[31m`, share: 0.5 });
    // 19 columns of 20: a line that is full may already break.
    expect(written).toEqual([`${CLEAR}\u001b[2mreading xxxxx… 50 %\u001b[0m`]);
  });

  test('tells of orders that are decided, and of a recording that is read', async () => {
    const [row] = await readRows('synthetic_day_2026.json');
    const book = Array.from({ length: 5000 }, (_, index) => ({
      ...row,
      transactiontype: 'BUY',
      orderid: String(index),
      uniqueorderid: '',
    }));
    const live = new LiveSession('version: 1\nfollowers: { a: { quantity: mirror } }\n');
    for (let index = 0; index < 400; index += 1) live.seeAndFill(share(String(index), 'BUY', 1));
    await withFolder(async (folder) => {
      const logs = [await folder.write('book.json', book), await folder.write('day.jsonl', live.text())];
      expect(await progressOf(logs)).toEqual([
        'reading book.json…',
        'deciding 39 %',
        'deciding 79 %',
        'deciding day.jsonl 100 %',
      ]);
    });
  });
});

/** What is shown, as if each time had waited long enough. */
async function progressOf(logs: readonly string[]): Promise<string[]> {
  const written: string[] = [];
  let time = 0;
  const now = () => {
    time += 1000;
    return time;
  };
  const progress = new ProgressLine({ write: (text) => written.push(text), width: 80, colour: false, now });
  expect((await replay({ logs }, { progress })).code).toBe(0);
  const shown = written.map((text) => text.replace(CLEAR, '')).filter((text) => text !== '');
  return [...new Set(shown)].filter((text) => !/jsonl (?!100)/.test(text));
}
