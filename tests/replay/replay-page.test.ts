import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SessionDecision } from '../../src/core/copy-session.ts';
import { REASONS, type Reason } from '../../src/core/deciding/reasons.ts';
import { formatReplayPage } from '../../src/replay/page/replay-page.ts';
import { DecisionCollector } from '../../src/replay/report/decision-collector.ts';
import { PAGE_STYLE } from '../../src/reporting/html/page-style.ts';
import { LiveSession, share } from './live-session.ts';
import { readPage } from './page-elements.ts';
import { fixture, readRows, replay, replayJson, type TestFolder, withFolder } from './support.ts';

const DAY = fixture('synthetic_day_2026.json');

async function pageOf(folder: TestFolder, logs: readonly string[], more: { verify?: boolean } = {}) {
  const htmlFile = join(folder.path, 'day.html');
  const ended = await replay({ logs, htmlFile, ...more });
  expect(ended.code).toBe(0);
  return { page: await readFile(htmlFile, 'utf8'), htmlFile, ...ended };
}

describe('the page of a replay', () => {
  test('is the same for the same log, and shows all of it', async () => {
    await withFolder(async (folder) => {
      const { page, out, err } = await pageOf(folder, [DAY]);
      await expect(page).toMatchFileSnapshot('__snapshots__/synthetic-day.html');
      expect(out).toBe((await replay({ logs: [DAY] })).out);
      expect(err).toContain(`The report is in ${join(folder.path, 'day.html')} (`);
    });
  });

  test('needs no network and no script, and is well-formed', async () => {
    await withFolder(async (folder) => {
      const { page } = await pageOf(folder, [DAY]);
      expect(page).not.toMatch(/<script|https?:|url\(|@import|\b(?:src|href|on[a-z]+|style)=/i);
      const names = new Set(readPage(page).map(({ name }) => name));
      for (const name of ['script', 'link', 'img', 'iframe', 'object', 'form', 'a', 'base'])
        expect(names).not.toContain(name);
    });
  });

  test('can be read by those who do not see it', async () => {
    await withFolder(async (folder) => {
      const elements = readPage((await pageOf(folder, [DAY])).page);
      const named = (name: string) => elements.filter((element) => element.name === name);
      const levels = elements.flatMap(({ name }) => /^h([1-6])$/.exec(name)?.[1] ?? []).map(Number);
      expect(levels).toEqual([1, 2, 2, 3, 3, 2, 2, 2, 2]);
      expect(named('table').map(({ children }) => children[0]?.name)).toEqual(
        named('table').map(() => 'caption'),
      );
      expect(named('th').filter(({ attributes }) => !/^(?:row|col)$/.test(attributes.scope ?? ''))).toEqual(
        [],
      );
      const told = named('svg').filter(({ attributes }) => attributes.role === 'img');
      expect(told.map(({ attributes }) => attributes['aria-label'])).toEqual([
        '2026-11-23: busiest at 09:20 with 2 decisions. The figures follow as a table.',
      ]);
      const drawn = named('svg').filter(({ attributes }) => attributes['aria-hidden'] === 'true');
      expect(drawn.length + told.length).toBe(named('svg').length);
      expect(named('html')[0]?.attributes.lang).toBe('en-IN');
    });
  });

  test('has enough contrast on light, on dark and on paper', () => {
    const schemes = [...PAGE_STYLE.text.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) => {
      const pairs = [...body.matchAll(/--([a-z]+): (#[0-9a-f]+)/g)];
      return Object.fromEntries(pairs.map(([, name = '', colour = '']) => [name, colour]));
    });
    expect(schemes.length).toBe(3);
    for (const colours of schemes) {
      for (const ground of [colours.ground, colours.card]) {
        for (const text of ['ink', 'quiet', 'good', 'warning', 'bad', 'buy', 'sell'])
          expect([text, contrast(colours[text], ground) >= 4.5]).toEqual([text, true]);
        for (const bar of ['entry', 'exit', 'skip'])
          expect([bar, contrast(colours[bar], ground) >= 3]).toEqual([bar, true]);
      }
    }
  });

  test('cannot be broken by what a log says', async () => {
    const hostile = [
      '"><script>alert(1)</script>',
      "'><img src=x onerror=alert(1)>",
      '</td></table><h1>OWNED',
      '&lt;b&gt; &amp; ]]> <!-- --> \u202eTXT.EXE\u0000\u001b[31m',
      'http://evil.example/?x=<',
    ];
    const rows = await readRows('synthetic_day_2026.json');
    const [row] = rows.filter(({ tradingsymbol }) => tradingsymbol === 'RELIANCE-EQ');
    const book = hostile.map((tradingsymbol, index) => ({
      ...row,
      transactiontype: 'BUY',
      tradingsymbol,
      orderid: tradingsymbol,
      uniqueorderid: '',
      symboltoken: String(index),
    }));
    await withFolder(async (folder) => {
      const log = await folder.write('<b onload="x">&\'.json', book);
      const { page } = await pageOf(folder, [log]);
      const elements = readPage(page);
      const attributes = new Set(elements.flatMap((element) => Object.keys(element.attributes)));
      expect([...attributes].filter((name) => name.startsWith('on') || name === 'src')).toEqual([]);
      expect(elements.filter(({ name }) => name === 'script' || name === 'img')).toEqual([]);
      expect(elements.filter(({ name }) => name === 'h1').length).toBe(1);
      expect(page).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(page).toContain('&amp;lt;b&amp;gt; &amp;amp; ]]&gt; &lt;!-- --&gt;');
      expect(page).toContain('\\u{202e}TXT.EXE\\u{0}\\u{1b}[31m');
      expect(page).toContain('&lt;b onload=&quot;x&quot;&gt;&amp;&#39;.json');
    });
  });

  test('is for the owner only, says nothing of where files are, and does not depend on it', async () => {
    const rows = await readRows('synthetic_day_2026.json');
    const write = (folder: TestFolder) =>
      folder.write('day.json', rows).then(async (log) => {
        const { page, htmlFile } = await pageOf(folder, [log]);
        expect((await stat(htmlFile)).mode & 0o777).toBe(0o600);
        expect(page).not.toContain(folder.path);
        return page;
      });
    const [first, second] = [await withFolder(write), await withFolder(write)];
    expect(first).toBe(second);
  });

  test('takes the place of the page before it', async () => {
    await withFolder(async (folder) => {
      const { htmlFile, page } = await pageOf(folder, [DAY]);
      await chmod(htmlFile, 0o644);
      await pageOf(folder, [fixture('orderbook_2022_open_cancelled.json')]);
      expect(await readFile(htmlFile, 'utf8')).not.toBe(page);
      expect((await stat(htmlFile)).mode & 0o777).toBe(0o600);
    });
  });

  test('stays below 300 KB for 10,000 orders, and says what it leaves out', async () => {
    const rows = await readRows('synthetic_day_2026.json');
    const row = rows.find(({ tradingsymbol }) => tradingsymbol === 'RELIANCE-EQ');
    const orders = Array.from({ length: 10_000 }, (_, index) => ({
      ...row,
      transactiontype: index % 3 === 2 ? 'SELL' : 'BUY',
      orderid: String(index),
      uniqueorderid: '',
      exchorderupdatetime: `23-Nov-2026 ${timeOf(index)}`,
    }));
    await withFolder(async (folder) => {
      const log = await folder.write('day.json', orders);
      const { page } = await pageOf(folder, [log]);
      expect(page.length).toBeLessThan(300_000);
      const { decisions } = await replayJson({ logs: [log] });
      const rest = (decisions.length - 150).toLocaleString('en-IN');
      expect(page).toContain('<caption>The first 150 decisions, as they were made</caption>');
      expect(page).toContain(`<p class="more">… and ${rest} more decisions.</p>`);
    });
  });

  test('stays below 300 KB however many followers, rules, reasons and logs there are', () => {
    const names = Array.from({ length: 300 }, (_, index) => `follower-with-a-long-name-${index}`);
    const collector = new DecisionCollector(names, { keepTexts: false });
    for (const name of names)
      for (const reason of Object.keys(REASONS) as Reason[])
        collector.add(decided(name, reason), 1_795_000_000);
    const page = formatReplayPage(
      {
        config: { file: 'copytrade.yaml', sha256: 'ab'.repeat(32) },
        logs: names.map((file) => ({ file, format: 'order-book', rows: 1, unreadable: 1 })),
        assumedFlat: true,
        collector,
        rules: Array.from({ length: 1000 }, (_, index) => ({ id: `rule-${index}`, matched: index })),
        verifications: null,
      },
      { assumptions: [], openOrders: 3 },
    );
    expect(Buffer.byteLength(page)).toBeLessThan(300_000);
    readPage(page);
    for (const more of [
      '… and 200 more followers',
      '… and 294 more followers.',
      '… and 900 more rules.',
      '… and 260 more logs.',
      '… and 9,150 more decisions.',
    ])
      expect(page).toContain(more);
  });

  test('tells of a recording that is verified', async () => {
    const live = new LiveSession('version: 1\nfollowers: { a: { quantity: mirror } }\n');
    live.seeAndFill(share('1', 'BUY', 100));
    live.end();
    await withFolder(async (folder) => {
      const good = await folder.write('good.jsonl', live.text());
      const bad = await folder.write(
        'bad.jsonl',
        live.text().replace('"master_quantity":100', '"master_quantity":99'),
      );
      const htmlFile = join(folder.path, 'day.html');
      const { code } = await replay({ logs: [good, bad], verify: true, htmlFile });
      expect(code).toBe(1);
      const page = await readFile(htmlFile, 'utf8');
      readPage(page);
      expect(page).toContain(
        '<p><span class="good">Equal.</span> good.jsonl: 0 divergences in 1 decision.</p>',
      );
      expect(page).toContain(
        '<p><span class="bad">Different.</span> bad.jsonl: 1 divergence in 1 decision.</p>',
      );
      expect(page).toContain(
        '<td>copy 100 ENTRY 100 LIMIT 1507.50 of buy 99</td><td>copy 100 ENTRY 100 LIMIT 1507.50 of buy 100</td>',
      );
    });
  });

  test('is refused a place that holds something else, before anything is decided', async () => {
    await withFolder(async (folder) => {
      const log = await folder.write('monday.json', await readRows('synthetic_day_2026.json'));
      const before = await readFile(log, 'utf8');
      await mkdir(join(folder.path, 'folder'));
      await writeFile(join(folder.path, 'empty'), '');
      const places = [
        [log, 'there is a file already, and it is no report'],
        [join(folder.path, 'folder'), 'it is no plain file'],
        [join(folder.path, 'none', 'day.html'), 'there is no such folder'],
        [join(log, 'day.html'), `${log} is no folder`],
      ] as const;
      for (const [htmlFile, why] of places) {
        const { code, out, err } = await replay({ logs: [log], htmlFile });
        expect([code, out]).toEqual([2, '']);
        expect(err).toBe(
          `The report cannot be written to ${htmlFile}: ${why}. Name another file for --html.\n`,
        );
      }
      expect(await readFile(log, 'utf8')).toBe(before);
      expect((await replay({ logs: [log], htmlFile: join(folder.path, 'empty') })).code).toBe(0);
    });
  });
});

/** WCAG 2.2: relative luminance. */
function contrast(one = '', other = ''): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 09:15:00 on, a second after each. */
function timeOf(index: number): string {
  const seconds = 9 * 3600 + 15 * 60 + 2 * index;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function decided(follower: string, reason: Reason): SessionDecision {
  const action = reason === 'ENTRY' || reason === 'EXIT' ? 'copy' : 'skip';
  return {
    orderKey: '1',
    symbolToken: '1',
    revision: 0,
    effect: 'none',
    day: null,
    rests: false,
    decision: {
      orderId: '1',
      symbol: 'BANKNIFTY24NOV2658000CE',
      exchange: 'NFO',
      side: 'buy',
      follower,
      action,
      reason,
      rule: 'a-rule-with-a-name',
      masterQuantity: 1_234_567,
      quantity: 0,
      orders: [],
    },
  };
}
