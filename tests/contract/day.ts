/** A day of a master in few words, and the decisions about it as lines that leave nothing out. */
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { ShapeValidators } from '../../src/config/shape/shape-validators.ts';
import { readInstrumentFile } from '../../src/replay/readers/instrument-file.ts';
import { readPositionsFile } from '../../src/replay/readers/positions-file.ts';
import { replayLogs } from '../../src/replay/replay-logs.ts';
import { DecisionCollector } from '../../src/replay/report/decision-collector.ts';
import { PrintingObserver } from '../../src/replay/report/replay-output.ts';
import { formatReplayJson } from '../../src/replay/report/report-json.ts';
import { type ReportJson, type TestFolder, withFolder } from '../replay/support.ts';

export type Row = Readonly<Record<string, unknown>>;
type Config = Readonly<Record<string, unknown>>;

/** One sentence of the contract: under this config, these rows give these decisions and no others. */
export type Case = readonly [
  sentence: string,
  config: Config,
  rows: readonly Row[],
  decisions: readonly string[],
  files?: DayFiles,
];

export interface DayFiles {
  readonly positions?: unknown;
  readonly instruments?: readonly Row[];
}

/** One follower who mirrors. */
export const MIRROR: Config = { followers: { a: {} } };

/** One follower with this quantity. */
export const quantity = (of: unknown): Config => ({ followers: { a: { quantity: of } } });

/** One follower with this execution. */
export const execution = (of: unknown): Config => ({ followers: { a: { execution: of } } });

/** A complete MARKET order: `buy 100 SBIN-EQ @ 100`; without a price its average is not known. */
export function order(id: string, words: string, own: Row = {}): Row {
  const [, side = '', units, symbol = '', price = '0'] = /^(\w+) (\d+) (\S+)(?: @ (\S+))?$/.exec(words) ?? [];
  const isShare = symbol.includes('-');
  return {
    orderid: id,
    transactiontype: side.toUpperCase(),
    quantity: units,
    filledshares: units,
    tradingsymbol: symbol,
    averageprice: price,
    ordertype: 'MARKET',
    status: 'complete',
    variety: 'NORMAL',
    updatetime: '23-Nov-2026 10:00:00',
    ...(isShare ? SHARE : DERIVATIVE),
    ...own,
  };
}

const SHARE = { exchange: 'NSE', producttype: 'INTRADAY', lotsize: '1' };
const DERIVATIVE = { exchange: 'NFO', producttype: 'CARRYFORWARD', lotsize: '65' };

/** What makes an order one that is alive, with so much filled. */
export const open = (filled: number, own: Row = {}): Row => ({
  status: 'open',
  filledshares: `${filled}`,
  ...own,
});

export const at = (updatetime: string): Row => ({ updatetime });

interface Decision {
  readonly order_id: string;
  readonly symbol: string;
  readonly exchange: string;
  readonly side: string;
  readonly follower: string;
  readonly action: string;
  readonly revision?: number;
  readonly reason: string;
  readonly rule: string | null;
  readonly master_quantity: number;
  readonly quantity: number;
  readonly orders: readonly Readonly<Record<string, unknown>>[];
}

/**
 * `ID FOLLOWER REASON(rule) MASTER_QUANTITY`, and of a copy ` > QUANTITY: ORDER, ORDER`. What is as the master's row says it, and
 * what nearly every decision has, is left out: all else is there.
 */
export function lineOf(decision: Decision, rows: readonly Row[]): string {
  const { order_id, symbol, exchange, side, follower, action, revision, reason, rule, orders, ...units } =
    decision;
  const { master_quantity, quantity: copied, ...more } = units;
  const row = rows.find(({ orderid }) => `${orderid}` === order_id) ?? {};
  const head = `${order_id} ${follower} ${reason}${rule === null ? '' : `(${rule})`} ${master_quantity}`;
  const others = {
    ...(symbol === row.tradingsymbol ? {} : { symbol }),
    ...(exchange === row.exchange ? {} : { exchange }),
    ...(side === `${row.transactiontype}`.trim().toLowerCase() ? {} : { side }),
    ...more,
  };
  const rest = Object.keys(others).length === 0 ? '' : ` ${JSON.stringify(others)}`;
  if (action === 'skip' && copied === 0 && orders.length === 0 && revision === undefined) return head + rest;
  const act = action === 'copy' ? '>' : `${action} >`;
  const number = revision === undefined ? '' : ` #${revision}`;
  const forms = orders.map((one) => formOf(one, side, row));
  return `${head} ${act} ${copied}: ${forms.join(', ')}${number}${rest}`;
}

function formOf(form: Readonly<Record<string, unknown>>, side: string, row: Row): string {
  const { order_type, quantity: units, price, trigger_price, ...others } = form;
  const usual: Row = { side, product: row.producttype, variety: 'NORMAL' };
  const unusual = Object.entries(others).filter(([key, value]) => usual[key] !== value);
  const extra = unusual.length === 0 ? '' : ` ${JSON.stringify(Object.fromEntries(unusual))}`;
  const trigger = trigger_price === null ? '' : ` trigger ${trigger_price}`;
  return `${order_type} ${units}${price === null ? '' : ` @ ${price}`}${trigger}${extra}`;
}

export interface Decided {
  readonly lines: readonly string[];
  readonly report: Omit<ReportJson, 'decisions'> & { readonly decisions: readonly Decision[] };
  /** What was told on the way. */
  readonly told: readonly string[];
}

const SIGNAL = new AbortController().signal;
/** Made once: making them takes longer than a day of a few orders. */
const VALIDATORS = new ShapeValidators();

/** What `copytrade replay --json` makes of logs: each is rows, or the text of a file. */
export function decide(
  config: Config,
  logs: readonly (readonly Row[] | string)[],
  files: DayFiles = {},
): Promise<Decided> {
  return withFolder(async (folder) => {
    const path = await folder.write('copytrade.yaml', { version: 1, master: {}, ...config });
    const loaded = await loadConfig(path, { validators: VALIDATORS });
    if (!loaded.ok) throw new Error(loaded.findings.map(({ message }) => message).join('\n'));
    const names = loaded.config.policy.followers.map(({ name }) => name);
    const collector = new DecisionCollector(names, { keepTexts: true });
    const told: string[] = [];
    const observer = new PrintingObserver(collector, { err: (line) => void told.push(line) });
    const paths = await Promise.all(logs.map((log, index) => folder.write(`${index + 1}.json`, log)));
    const day = { logs: paths, config: loaded.config, ...(await readFiles(folder, files, observer)) };
    const result = await replayLogs(day, observer, SIGNAL);
    observer.finish();
    const { sha256 } = loaded.config;
    const of = { ...result, config: { file: path, sha256 }, collector, verifications: null };
    const text = [...formatReplayJson({ ...of, rules: result.coverage.rules() })].join('');
    const report = JSON.parse(text.replaceAll(`${folder.path}/`, ''));
    const rows = logs.flatMap((log) => (typeof log === 'string' ? [] : log));
    const lines = report.decisions.map((decision: Decision) => lineOf(decision, rows));
    return { lines, report, told: told.map((line) => line.replaceAll(`${folder.path}/`, '')) };
  });
}

async function readFiles(
  folder: TestFolder,
  { positions, instruments }: DayFiles,
  observer: PrintingObserver,
) {
  const [held, master] = [{ status: true, data: positions }, instruments ?? []];
  return {
    positions:
      positions === undefined
        ? null
        : await readPositionsFile(await folder.write('positions.json', held), SIGNAL),
    instruments:
      instruments === undefined
        ? null
        : await readInstrumentFile(await folder.write('master.json', master), observer, SIGNAL),
  };
}

/** A test for each: all its decisions are compared. */
export function testEach(cases: readonly Case[]): void {
  test.each(cases.map((one) => ({ sentence: one[0], one })))('$sentence', async ({ one }) => {
    const [, config, rows, decisions, files] = one;
    expect((await decide(config, [rows], files)).lines).toEqual(decisions);
  });
}
