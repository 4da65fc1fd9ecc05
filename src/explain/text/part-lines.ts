/** A follower's path, step by step. */
import { type Decision, toDecisionRecord } from '../../core/deciding/decision.ts';
import type { Rule } from '../../core/policy/policy.ts';
import { EMPTY_LINE, type Line, line, type Span, span } from '../../reporting/terminal/line.ts';
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import type { Style } from '../../reporting/terminal/style.ts';
import { padEnd, widthOf } from '../../reporting/terminal/text-width.ts';
import type { ExplainedFollower, ExplainedPart, ExplainedStep, Verdict } from '../explanation.ts';

const MARKS: Readonly<Record<Verdict, readonly [mark: string, style: Style]>> = {
  passed: ['✓', 'good'],
  stopped: ['✗', 'bad'],
  matched: ['✓', 'good'],
  not_matched: ['·', 'quiet'],
  not_known: ['?', 'warning'],
  computed: ['=', 'quiet'],
};
/** Narrower than this, what a step says stands below its name. */
const TWO_COLUMNS_FROM = 76;
const INDENT = 2;
/** A rule may ask for a lot; `--json` cuts nothing. */
const MAX_STEP_LENGTH = 1000;

export function followerLines({ follower, parts }: ExplainedFollower, width: number): Line[] {
  const decided = parts.filter(({ decision }) => decision !== null);
  const shown = decided.length > 0 ? decided : parts;
  const [first, ...others] = decided.flatMap(({ decision }) => (decision === null ? [] : [decision]));
  const summary =
    first === undefined
      ? [span('nothing is left to be decided', 'quiet')]
      : [titleOf(first), ...others.flatMap((other) => [span('; '), titleOf(other)])];
  return [
    EMPTY_LINE,
    line(INDENT, span(`${follower}  `, 'strong'), ...summary),
    ...shown.flatMap((part) => partLines(part, width)),
  ];
}

function titleOf({ action, reason, quantity }: Decision): Span {
  if (action === 'skip' || action === 'cancel') return span(`${action}, ${reason}`, 'warning');
  return span(`${action} ${quantity}, ${reason}`, 'good');
}

function partLines({ steps, decision, rule }: ExplainedPart, width: number): Line[] {
  const widest = Math.max(0, ...steps.map(({ check }) => widthOf(check)));
  const column = width < TWO_COLUMNS_FROM ? null : widest;
  return [
    ...steps.flatMap((step) => stepLines(step, column)),
    ...(decision === null ? [] : decisionLines(decision, rule)),
  ];
}

/** @param column how wide the names are; null where what a step says stands below its name */
function stepLines({ check, verdict, says, rule }: ExplainedStep, column: number | null): Line[] {
  const [glyph, style] = MARKS[verdict];
  const place = rule === null ? '' : ` [${writePlace(rule)}]`;
  const text = span(
    toSafeText(`${says}${place}`, MAX_STEP_LENGTH),
    verdict === 'stopped' ? 'strong' : 'plain',
  );
  const mark = [indent(INDENT), span(`${glyph} `, style)];
  if (column === null) {
    return [line(6, ...mark, span(check, 'quiet')), line(6, indent(6), text)];
  }
  return [line(INDENT + 2 + column + 2, ...mark, span(`${padEnd(check, column)}  `, 'quiet'), text)];
}

function indent(columns: number): Span {
  return span(' '.repeat(columns));
}

/** `copytrade.yaml:42:5` */
function writePlace({ source: { file, line: at, column } }: Rule): string {
  return `${file}:${at}:${column}`;
}

function decisionLines(decision: Decision, rule: Rule | null): Line[] {
  const decidedBy =
    rule === null
      ? []
      : [`decided by ${rule.id}, ${writePlace(rule)}${rule.why === null ? '' : `: ${rule.why}`}`];
  return [
    line(INDENT + 2, indent(INDENT), span('→ '), titleOf(decision)),
    ...writeOrders(decision).map((order) => line(6, indent(4), span(order))),
    ...decidedBy.map((text) => line(6, indent(4), span(toSafeText(text, MAX_STEP_LENGTH)))),
  ];
}

/** `2 × BUY 1800 LIMIT 101.50 CARRYFORWARD NORMAL`: slices of one size together. */
function writeOrders(decision: Decision): string[] {
  const counts = new Map<string, number>();
  for (const order of toDecisionRecord(decision).orders) {
    const trigger = order.trigger_price === null ? '' : ` trigger ${order.trigger_price}`;
    const price = order.price === null ? trigger : ` ${order.price}${trigger}`;
    const { side, quantity, order_type: type, product, variety } = order;
    const text = `${side.toUpperCase()} ${quantity} ${type}${price} ${product} ${variety}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, many]) => (many === 1 ? text : `${many} × ${text}`));
}
