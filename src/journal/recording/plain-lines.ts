/** The two kinds of lines that nearly all of a recording are, read without parsing them: several times as fast. */
import type { DecisionRecord, PlannedOrderRecord } from '../../core/deciding/decision.ts';
import { REASONS, type Reason } from '../../core/deciding/reasons.ts';
import { EXCHANGES } from '../../core/orders/order.ts';
import type { CopyEndedLine, DecisionLine } from './recording-line.ts';

/** A text without escapes. */
const TEXT = String.raw`"([^"\\\u0000-\u001F]*)"`;
/** A whole number from zero up, of no more digits than are safe. */
const WHOLE = String.raw`(0|[1-9]\d{0,14})`;
const SIDE = '"(buy|sell)"';

/** Of `encodeLine`, with no order or one, and with nothing that was changed or taken back. */
const DECISION = patternOf('decision', [
  ['order_key', TEXT],
  ['revision', WHOLE],
  [
    'decision',
    objectOf([
      ['order_id', TEXT],
      ['symbol', TEXT],
      ['exchange', `"(${EXCHANGES.join('|')})"`],
      ['side', SIDE],
      ['follower', TEXT],
      ['action', '"(copy|skip)"'],
      ['reason', TEXT],
      ['rule', nullable(TEXT)],
      ['master_quantity', WHOLE],
      ['quantity', WHOLE],
      [
        'orders',
        String.raw`\[(?:${objectOf([
          ['order_type', TEXT],
          ['side', SIDE],
          ['quantity', WHOLE],
          ['price', nullable(TEXT)],
          ['trigger_price', nullable(TEXT)],
          ['product', TEXT],
          ['variety', TEXT],
        ])})?\]`,
      ],
    ]),
  ],
]);

const COPY_ENDED = patternOf('copy_ended', [
  ['order_key', TEXT],
  ['follower', TEXT],
  ['revision', WHOLE],
  ['filled', nullable(WHOLE)],
]);

/** @returns null where the line is another one, or is written otherwise than `encodeLine` writes it */
export function readPlainLine(text: string): DecisionLine | CopyEndedLine | null {
  if (text.startsWith('{"type":"decision"')) return readDecision(text);
  return text.startsWith('{"type":"copy_ended"') ? readCopyEnded(text) : null;
}

function readCopyEnded(text: string): CopyEndedLine | null {
  const match = COPY_ENDED.exec(text);
  if (match === null) return null;
  const [, at = '', order_key = '', follower = '', revision = '', filled] = match;
  return {
    type: 'copy_ended',
    at_ms: Number(at),
    order_key,
    follower,
    revision: Number(revision),
    filled: filled === undefined ? null : Number(filled),
  };
}

function readDecision(text: string): DecisionLine | null {
  const match = DECISION.exec(text);
  if (match === null) return null;
  const [, at = '', order_key = '', count = '', order_id = '', symbol = '', exchange = '', side, ...more] =
    match;
  const [follower = '', action, reason = '', rule = null, whole = '', quantity = '', ...order] = more;
  if (!isReason(reason)) return null;
  const decision: DecisionRecord = {
    order_id,
    symbol,
    exchange,
    side: side === 'buy' ? 'buy' : 'sell',
    follower,
    action: action === 'copy' ? 'copy' : 'skip',
    reason,
    rule,
    master_quantity: Number(whole),
    quantity: Number(quantity),
    orders: order[0] === undefined ? [] : [readOrder(order)],
  };
  return { type: 'decision', at_ms: Number(at), order_key, revision: Number(count), decision };
}

function readOrder(captured: readonly (string | undefined)[]): PlannedOrderRecord {
  const [order_type = '', side, quantity = '', price = null, trigger_price = null, ...kind] = captured;
  const [product = '', variety = ''] = kind;
  return {
    order_type,
    side: side === 'buy' ? 'buy' : 'sell',
    quantity: Number(quantity),
    price,
    trigger_price,
    product,
    variety,
  };
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text);
}

function patternOf(type: string, fields: readonly (readonly [name: string, pattern: string])[]): RegExp {
  return new RegExp(`^${objectOf([['type', `"${type}"`], ['at_ms', WHOLE], ...fields])}$`);
}

function objectOf(fields: readonly (readonly [name: string, pattern: string])[]): string {
  return String.raw`\{${fields.map(([name, pattern]) => `"${name}":${pattern}`).join(',')}\}`;
}

function nullable(pattern: string): string {
  return `(?:null|${pattern})`;
}
