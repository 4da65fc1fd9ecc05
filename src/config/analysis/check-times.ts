/** Finds time windows in which nothing can happen, since the exchanges in question are closed. */
import { EXCHANGES, type Exchange } from '../../core/orders/order.ts';
import type { Filters, Match, TimeWindow } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import { readMatch } from '../meaning/read-match.ts';
import type { MatchFile } from '../schema/match-schema.ts';
import type { AnalysedConfig } from './analysed-config.ts';
import { EXCHANGE_HOURS } from './exchange-hours.ts';

type Times = Cursor<string | string[] | undefined>;

export function checkTimes({ cursor, ruleCursors, policy, isSound }: AnalysedConfig): void {
  const exchanges = policy.filters.exchanges ?? EXCHANGES;
  if (!isSound(cursor.get('filters'))) return;
  checkFilterTimes(cursor.get('filters').get('time'), policy.filters, exchanges);
  for (const { name, filters, quantity } of policy.followers) {
    const own = cursor.get('followers').get(name);
    if (!isSound(own)) continue;
    checkFilterTimes(own.get('filters').get('time'), filters, exchanges);
    for (const [index, override] of own.get('quantity').get('overrides').items().entries()) {
      checkMatchTimes(override.get('match'), quantity.overrides[index]?.match ?? {}, exchanges);
    }
  }
  const ofDefaults = cursor.get('defaults').get('quantity');
  for (const override of isSound(ofDefaults) ? ofDefaults.get('overrides').items() : []) {
    checkMatchTimes(override.get('match'), readMatch(override.get('match')), exchanges);
  }
  for (const [index, rule] of policy.rules.entries()) {
    const at = ruleCursors[index];
    if (at !== undefined && isSound(at)) checkMatchTimes(at.get('match'), rule.match, exchanges);
  }
}

function checkFilterTimes(cursor: Times, filters: Filters, outer: readonly Exchange[]): void {
  checkWindows(cursor, filters.time ?? [], narrow(outer, filters.exchanges ?? undefined));
}

function checkMatchTimes(
  cursor: Cursor<MatchFile | undefined>,
  match: Match,
  outer: readonly Exchange[],
): void {
  const exchanges = narrow(outer, match.exchange);
  checkWindows(cursor.get('time'), match.time ?? [], exchanges);
  for (const [index, branch] of cursor.get('any').items().entries()) {
    checkMatchTimes(branch, match.any?.[index] ?? {}, exchanges);
  }
  if (match.not !== undefined) checkMatchTimes(cursor.get('not'), match.not, exchanges);
}

function narrow(outer: readonly Exchange[], own: readonly Exchange[] | undefined): readonly Exchange[] {
  return own === undefined ? outer : outer.filter((exchange) => own.includes(exchange));
}

function checkWindows(cursor: Times, windows: readonly TimeWindow[], exchanges: readonly Exchange[]): void {
  const items = cursor.items();
  for (const [index, window] of windows.entries()) {
    if (exchanges.length === 0 || exchanges.some((exchange) => areOpen(exchange, window))) continue;
    const opening = Math.min(...exchanges.map((exchange) => EXCHANGE_HOURS[exchange].startSecond));
    const closing = Math.max(...exchanges.map((exchange) => EXCHANGE_HOURS[exchange].endSecond));
    const where = exchanges.length > 3 ? 'the exchanges' : exchanges.join(', ');
    const message = `The window ${items[index]?.text} lies outside the hours of ${where} (${formatTime(opening)} to ${formatTime(closing)} at most, India). Write the time of day in India, 24 hours: \`14:30..15:40\`.`;
    items[index]?.report('time-outside-hours', message);
  }
}

function areOpen(exchange: Exchange, { startSecond, endSecond }: TimeWindow): boolean {
  const hours = EXCHANGE_HOURS[exchange];
  return startSecond < hours.endSecond && endSecond > hours.startSecond;
}

function formatTime(second: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}`;
}
