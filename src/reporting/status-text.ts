/** What `copytrade status` and the commands that steer print for people. */
import type {
  EntriesReply,
  FollowerReply,
  RetryReply,
  SessionReply,
  StatisticsReply,
  StatusReply,
  SteerReply,
} from '../control/replies.ts';
import { describeSkew } from '../engine/accounts/broker-time.ts';
import { count } from './terminal/layout.ts';
import { toSafeText } from './terminal/safe-text.ts';
import type { Style } from './terminal/style.ts';
import { alignRows, type Cell, cell } from './terminal/text-table.ts';

interface Look {
  readonly colour: boolean;
}

export function formatStatus(status: StatusReply, look: Look): string[] {
  const { mode, state, pid, started_at, config, master, followers, statistics, escalations } = status;
  const since = toSafeText(started_at).slice(0, 19).replace('T', ' ');
  const skew = describeSkew(status.clock_skew_ms);
  const push = master.feed.push === null ? 'no push' : `push ${master.feed.push}`;
  const rows = [
    [cell('master', 'strong'), cell(''), cell(`${push}, poll ${master.feed.poll}`), sessionCell(master)],
    ...followers.map(followerRow),
  ];
  return [
    `${mode === 'live' ? 'live' : 'dry run'}, ${state} since ${since} IST, process ${pid}, ${toSafeText(config.file)} (${toSafeText(config.sha256, 12)})`,
    '',
    ...alignRows(rows, look),
    ...(skew === null ? [] : ['', skew]),
    ...section('Copied positions', followers.flatMap(positionRows), look),
    '',
    formatStatistics(statistics),
    ...section('Somebody has to look', escalations.map(escalationRow), look),
  ];
}

export function formatSteer(reply: SteerReply, look: Look): string[] {
  const rows = reply.followers.map(({ name, entries }) => [
    cell(toSafeText(name), 'strong'),
    entriesCell(entries),
  ]);
  const withdrawn = reply.withdrawn.map(({ follower, side, quantity, symbol, order_id }) => [
    cell(toSafeText(follower)),
    cell(side, side),
    cell(quantity),
    cell(toSafeText(symbol)),
    cell(`order ${toSafeText(order_id)}`, 'quiet'),
  ]);
  return [
    ...alignRows(rows, look),
    ...section('Had not left, and will not', withdrawn, look),
    ...(reply.action === 'resume' ? [] : ['Exits go on.']),
  ];
}

export function formatRetry({ accounts }: RetryReply, look: Look): string[] {
  const rows = accounts.map(({ account, ok, text }) => [
    cell(toSafeText(account), 'strong'),
    cell(toSafeText(text), ok ? 'plain' : 'bad'),
  ]);
  return alignRows(rows, look);
}

export function formatStatistics({ copies, successful, failed, pending, skipped }: StatisticsReply): string {
  return `${count(copies, 'order')} of copies: ${successful} successful, ${failed} failed, ${pending} pending; ${skipped} skipped`;
}

function followerRow(follower: FollowerReply): Cell[] {
  const { name, entries, orders } = follower;
  const parts = [
    orders.on_their_way > 0 ? `${orders.on_their_way} on their way` : '',
    orders.resting > 0 ? `${orders.resting} resting` : '',
    orders.unknown > 0 ? `${orders.unknown} unknown` : '',
  ].filter((part) => part !== '');
  const text = parts.length === 0 ? 'no open orders' : parts.join(', ');
  return [
    cell(toSafeText(name), 'strong'),
    entriesCell(entries),
    cell(text, orders.unknown > 0 ? 'warning' : 'plain'),
    sessionCell(follower),
  ];
}

const ENTRIES: Readonly<Record<EntriesReply['state'], readonly [string, Style]>> = {
  copied: ['entries copied', 'good'],
  paused: ['paused', 'warning'],
  close_only: ['close-only', 'warning'],
  off: ['switched off', 'quiet'],
};

function entriesCell({ state, by }: EntriesReply): Cell {
  const [says, style] = ENTRIES[state];
  return cell(by === null ? says : `${says} (by the ${by})`, style);
}

function sessionCell({
  session,
  error,
}: Omit<SessionReply, 'session'> & { readonly session: string | null }): Cell {
  if (session === null) return cell('only shown', 'quiet');
  if (session === 'open') return cell('logged in', 'good');
  const words = error === null ? '' : `: ${toSafeText(error.message)} (${toSafeText(error.code, 40)})`;
  return cell(`session ${toSafeText(session)}${words}`, 'bad');
}

function positionRows({ name, positions }: FollowerReply): Cell[][] {
  return positions.map(({ exchange, symbol, product, quantity }) => [
    cell(toSafeText(name)),
    cell(quantity),
    cell(toSafeText(`${exchange}:${symbol}`)),
    cell(product, 'quiet'),
  ]);
}

function escalationRow({ at, account, text }: StatusReply['escalations'][number]): Cell[] {
  return [
    cell(toSafeText(at).slice(11, 19), 'quiet'),
    cell(toSafeText(account)),
    cell(toSafeText(text), 'bad'),
  ];
}

function section(title: string, rows: readonly Cell[][], look: Look): string[] {
  return rows.length === 0 ? [] : ['', `${title}:`, ...alignRows(rows, look)];
}
