/** One decision as a compact line. */
import type { DecisionRecord } from '../../core/deciding/decision.ts';
import { toDecisionRecord } from '../../core/deciding/decision.ts';
import { formatIstTime } from '../../core/ist-time.ts';
import { toSafeText } from '../../reporting/terminal/safe-text.ts';
import { type Cell, cell } from '../../reporting/terminal/text-table.ts';
import type { TimedDecision } from './decision-collector.ts';

const MAX_SYMBOL_LENGTH = 48;
const MAX_SLICES_LISTED = 4;

export function toDecisionRow({ decision, time }: TimedDecision): Cell[] {
  const record = toDecisionRecord(decision);
  return [
    cell(time === null ? '(no time)' : formatIstTime(time), 'quiet'),
    cell(record.side.toUpperCase(), record.side),
    cell(record.master_quantity),
    cell(toSafeText(record.symbol, MAX_SYMBOL_LENGTH) || '(no symbol)', 'strong'),
    cell(record.follower),
    ...describeVerdict(record),
  ];
}

/** What was decided, in cells: action, quantity, reason, orders and rule. */
export function describeVerdict(record: DecisionRecord): Cell[] {
  const copied = record.action !== 'skip';
  const rule = record.rule === null ? '' : `rule ${record.rule}`;
  const details = [describeOrders(record), rule].filter((part) => part !== '').join(', ');
  return [
    cell(record.action, copied ? 'good' : 'quiet'),
    cell(record.quantity),
    cell(record.reason, copied ? 'plain' : 'warning'),
    cell(details, 'quiet'),
  ];
}

/** `65 LIMIT 101.50`, `1800+1800+600 MARKET` */
function describeOrders({ orders }: DecisionRecord): string {
  const [first] = orders;
  if (first === undefined) return '';
  const listed = orders.slice(0, MAX_SLICES_LISTED).map(({ quantity }) => quantity);
  const more = orders.length > MAX_SLICES_LISTED ? `+… (${orders.length} orders)` : '';
  const trigger = first.trigger_price === null ? '' : ` trigger ${first.trigger_price}`;
  return `${listed.join('+')}${more} ${first.order_type}${first.price === null ? '' : ` ${first.price}`}${trigger}`;
}
