/** What `copytrade test` prints for people. */
import { formatText } from '../config/findings/format-text.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import { toSafeText } from '../reporting/terminal/safe-text.ts';
import { paint, type Style } from '../reporting/terminal/style.ts';
import { alignRows, type Cell, cell } from '../reporting/terminal/text-table.ts';
import { formatPrice } from './decision-facts.ts';
import type { Failure, TestResult } from './run-rule-test.ts';
import { countResults, type FileReport, type TestReport } from './test-run.ts';

export interface TextOptions {
  readonly colour: boolean;
}

/** Each test with what went wrong, what is wrong with files, and a count. */
export function formatTestsText(report: TestReport, options: TextOptions): string {
  const { passed, failed } = countResults(report);
  const findings = [...report.findings, ...report.files.flatMap((file) => file.findings)];
  const errors = findings.length === 0 ? [] : [`errors ${findings.length}`];
  const sections = [
    ...report.files.filter(({ results }) => results.length > 0).map((file) => formatFile(file, options)),
    ...(findings.length === 0 ? [] : [formatText(findings, options).trimEnd()]),
    [`tests ${passed + failed}, passed ${passed}, failed ${failed}`, ...errors].join(', '),
  ];
  return `${sections.join('\n\n')}\n`;
}

function formatFile({ file, results }: FileReport, options: TextOptions): string {
  const lines = results.flatMap((result) => formatResult(file, result, options));
  return [styled(toSafeText(file), 'strong', options), ...lines].join('\n');
}

function formatResult(file: string, { test, failures }: TestResult, options: TextOptions): string[] {
  const name = toSafeText(test.name);
  if (failures.length === 0) return [`  ${styled('pass', 'good', options)}  ${name}`];
  const details = failures.flatMap((failure) => formatFailure(file, failure, options));
  return [`  ${styled('FAIL', 'bad', options)}  ${name}`, ...details.map((line) => `        ${line}`)];
}

/** The two sides of a failure, side by side. */
export function formatFailure(file: string, failure: Failure, options: TextOptions): string[] {
  const { line, column } = failure.at.position;
  const place = `${toSafeText(file)}:${line}:${column}`;
  const head = `${describeOrder(failure.order)}, for ${toSafeText(failure.follower)}`;
  const titles = ['', 'expected', 'actual', ''].map((title) => cell(title, 'quiet'));
  const rows: Cell[][] = failure.rows.map(({ key, expected, actual, differs }) => [
    cell(key, 'quiet'),
    cell(toSafeText(expected ?? ''), differs ? 'good' : 'plain'),
    cell(toSafeText(actual ?? '(no decision)'), differs ? 'bad' : 'plain'),
    cell(differs ? '<' : '', 'bad'),
  ]);
  return [`${place} ${head}`, ...alignRows([titles, ...rows], options).map((row) => `  ${row}`)];
}

/** `order 1: buy 75 NIFTY01DEC2625300CE @ 101.50` */
function describeOrder(order: OrderSnapshot): string {
  const { orderId, side, quantity, tradingSymbol, limitPrice, averagePrice } = order;
  const price = limitPrice ?? averagePrice;
  const at = price === null ? '' : ` @ ${formatPrice(price)}`;
  return toSafeText(`${orderId}: ${side} ${quantity} ${tradingSymbol}${at}`);
}

function styled(text: string, style: Style, { colour }: TextOptions): string {
  return colour ? paint(text, style) : text;
}
