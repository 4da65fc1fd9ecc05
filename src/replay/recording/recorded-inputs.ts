/** From the lines of a recording to what a session takes in. */
import { readOrderRow } from '../../brokers/angelone/read-order-row.ts';
import { readPositionsReply } from '../../brokers/angelone/read-positions.ts';
import type { Json } from '../../brokers/port.ts';
import type { MendedPosition } from '../../core/book/mending.ts';
import type { SessionInput } from '../../core/copy-session.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import type { CloseLine, LedgerLine, RecordingLine } from '../../journal/recording/recording-line.ts';

/** What a line gives a session; `problems` are rows of it that cannot be read. */
export interface RecordedInput {
  readonly input: SessionInput | null;
  readonly problems: readonly string[];
}

/** The input that a line records, null where it records none (or nothing readable). A config must be compiled first. */
export function toSessionInput(line: RecordingLine): SessionInput | null {
  return readRecordedInput(line).input;
}

/** Like `toSessionInput`, with what could not be read. */
export function readRecordedInput(line: RecordingLine): RecordedInput {
  switch (line.type) {
    case 'master': {
      const reading = readOrderRow(line.row);
      if (!reading.ok) return { input: null, problems: [reading.problem] };
      return whole({ kind: 'row', row: reading.order, seenAtMs: line.at_ms, missed: line.missed });
    }
    case 'seen_before':
      return readSeenBefore(line.rows);
    case 'positions': {
      const reading = readPositionsReply(line.rows);
      if (!reading.ok) return { input: null, problems: [reading.problem] };
      const { positions, problems } = reading.value;
      return { input: { kind: 'positions', positions }, problems };
    }
    default:
      return { input: toPlainInput(line), problems: [] };
  }
}

function whole(input: SessionInput): RecordedInput {
  return { input, problems: [] };
}

function readSeenBefore(raw: readonly Json[]): RecordedInput {
  const rows: OrderSnapshot[] = [];
  const problems: string[] = [];
  raw.forEach((row, position) => {
    const reading = readOrderRow(row);
    if (reading.ok) rows.push(reading.order);
    else problems.push(`row ${position}: ${reading.problem}`);
  });
  return { input: { kind: 'seen_before', rows }, problems };
}

function toPlainInput(line: RecordingLine): SessionInput | null {
  switch (line.type) {
    case 'day':
      return { kind: 'day', day: line.day, atMs: line.at_ms };
    case 'copy_ended': {
      const { follower, revision, filled } = line;
      return { kind: 'copy_ended', orderKey: line.order_key, follower, revision, filled };
    }
    case 'funds':
      return { kind: 'funds', account: line.account, available: line.available };
    case 'unrealised':
      return { kind: 'unrealised', follower: line.follower, amount: line.amount };
    case 'steer':
      return { kind: 'steer', action: line.action, follower: line.follower };
    case 'confirmation':
      return { kind: 'confirmation', orderKey: line.order_key, accepted: line.accepted };
    case 'ledger':
      return { kind: 'ledger', ...toMended(line), change: line.change };
    case 'close':
      return { kind: 'close', ...toMended(line), orderKey: line.order_key, atMs: line.at_ms };
    default:
      return null;
  }
}

function toMended(line: LedgerLine | CloseLine): MendedPosition {
  const { follower, exchange, product, units, price } = line;
  const name = { exchange, symbolToken: line.symbol_token, tradingSymbol: line.trading_symbol };
  return { follower, ...name, product, units, price };
}
