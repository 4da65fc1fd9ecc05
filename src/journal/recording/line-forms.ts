/** How each line of a recording stands in JSON. */
import type { Json } from '../../brokers/port.ts';
import { ACTIONS, type DecisionRecord, type PlannedOrderRecord } from '../../core/deciding/decision.ts';
import { REASONS } from '../../core/deciding/reasons.ts';
import { formatIstDay, type IstDay, istDayOf } from '../../core/ist-time.ts';
import { EXCHANGES, PRODUCTS, SIDES } from '../../core/orders/order.ts';
import { MISSED } from '../../core/saving/order-forms.ts';
import {
  FLAG,
  type Form,
  FormError,
  listOf,
  NUMBER,
  nullable,
  oneOf,
  oneOfKeys,
  RATIO,
  struct,
  TEXT,
  WHOLE,
} from '../../core/saving/plain-forms.ts';
import {
  type CloseLine,
  type ConfigLine,
  type ConfirmationLine,
  type CopyEndedLine,
  type DayLine,
  type DecisionLine,
  type EndLine,
  type FundsLine,
  type InstrumentLine,
  type LedgerLine,
  type MasterLine,
  type OutcomeLine,
  type PositionsLine,
  RECORDING_VERSION,
  type RecordedConfig,
  type RecordingLine,
  type SeenBeforeLine,
  type SessionLine,
  type SteerLine,
  type UnrealisedLine,
} from './recording-line.ts';

/** JSON of others, kept as it is. */
const ANYTHING: Form<Json> = {
  write: (value) => value,
  read: (plain, at) => {
    if (plain === undefined) throw new FormError(at, 'there');
    return plain as Json;
  },
};

const VERSION: Form<typeof RECORDING_VERSION> = {
  write: (version) => version,
  read: (plain, at) => {
    if (plain === RECORDING_VERSION) return RECORDING_VERSION;
    throw new FormError(at, `${RECORDING_VERSION}, the only one that this program reads`);
  },
};

const DAY_TEXT = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `2026-11-22`. */
const DAY: Form<IstDay> = {
  write: formatIstDay,
  read: (plain, at) => {
    const match = typeof plain === 'string' ? DAY_TEXT.exec(plain) : null;
    const day = match && istDayOf(Number(match[1]), Number(match[2]), Number(match[3]));
    if (day === null) throw new FormError(at, 'a day such as "2026-11-22"');
    return day;
  },
};

const CONFIG = struct<RecordedConfig>({
  sha256: TEXT,
  files: listOf(struct<RecordedConfig['files'][number]>({ path: TEXT, text: TEXT })),
});

const PLANNED_ORDER = struct<PlannedOrderRecord>({
  order_type: TEXT,
  side: oneOf(SIDES),
  quantity: WHOLE,
  price: nullable(TEXT),
  trigger_price: nullable(TEXT),
  product: TEXT,
  variety: TEXT,
});

const DECIDED = {
  order_id: TEXT,
  symbol: TEXT,
  exchange: TEXT,
  side: oneOf(SIDES),
  follower: TEXT,
  action: oneOf(ACTIONS),
  reason: oneOfKeys(REASONS),
  rule: nullable(TEXT),
  master_quantity: WHOLE,
  quantity: WHOLE,
};
const ORDERS = { orders: listOf(PLANNED_ORDER) };
const FIRST_DECISION = struct<Omit<DecisionRecord, 'revision'>>({ ...DECIDED, ...ORDERS });
const LATER_DECISION = struct<Required<DecisionRecord>>({ ...DECIDED, revision: WHOLE, ...ORDERS });

/** Only what was changed or taken back has a revision of its own. */
const DECISION: Form<DecisionRecord> = {
  write: (record) =>
    record.revision === undefined
      ? FIRST_DECISION.write(record)
      : LATER_DECISION.write({ ...record, revision: record.revision }),
  read: (plain, at) => {
    const has = typeof plain === 'object' && plain !== null && 'revision' in plain;
    return has ? LATER_DECISION.read(plain, at) : FIRST_DECISION.read(plain, at);
  },
};

type LineForms = { readonly [L in RecordingLine as L['type']]: Form<L> };

const head = <T extends string>(type: T) => ({ type: oneOf([type]), at_ms: NUMBER });

const MENDED = {
  follower: TEXT,
  exchange: oneOf(EXCHANGES),
  symbol_token: nullable(TEXT),
  trading_symbol: TEXT,
  product: oneOf(PRODUCTS),
  units: WHOLE,
  price: nullable(RATIO),
} as const;

export const LINE_FORMS: LineForms = {
  session: struct<SessionLine>({
    ...head('session'),
    version: VERSION,
    session: TEXT,
    run_mode: oneOf(['dry_run', 'live']),
    config: CONFIG,
    confirm: FLAG,
    state: ANYTHING,
  }),
  config: struct<ConfigLine>({ ...head('config'), config: CONFIG, confirm: FLAG }),
  instrument: struct<InstrumentLine>({
    ...head('instrument'),
    exchange: oneOf(EXCHANGES),
    symbol_token: TEXT,
    trading_symbol: TEXT,
    underlying: TEXT,
    instrument_type: TEXT,
    expiry_day: nullable(DAY),
    strike: nullable(RATIO),
    lot_size: nullable(WHOLE),
    tick_size: nullable(RATIO),
    freeze_quantity: nullable(WHOLE),
  }),
  positions: struct<PositionsLine>({ ...head('positions'), rows: listOf(ANYTHING) }),
  seen_before: struct<SeenBeforeLine>({ ...head('seen_before'), rows: listOf(ANYTHING) }),
  master: struct<MasterLine>(
    { ...head('master'), via: oneOf(['push', 'poll']), row: ANYTHING, missed: nullable(MISSED) },
    ['missed'],
  ),
  copy_ended: struct<CopyEndedLine>({
    ...head('copy_ended'),
    order_key: TEXT,
    follower: TEXT,
    revision: WHOLE,
    filled: nullable(WHOLE),
  }),
  funds: struct<FundsLine>({ ...head('funds'), account: TEXT, available: RATIO }),
  unrealised: struct<UnrealisedLine>({ ...head('unrealised'), follower: TEXT, amount: RATIO }),
  steer: struct<SteerLine>({
    ...head('steer'),
    action: oneOf(['pause', 'resume', 'close_only', 'narrow', 'widen', 'place']),
    follower: nullable(TEXT),
  }),
  confirmation: struct<ConfirmationLine>({ ...head('confirmation'), order_key: TEXT, accepted: FLAG }),
  ledger: struct<LedgerLine>({ ...head('ledger'), ...MENDED, change: oneOf(['adopt', 'forget']) }),
  close: struct<CloseLine>({ ...head('close'), ...MENDED, order_key: TEXT }),
  day: struct<DayLine>({ ...head('day'), day: DAY }),
  decision: struct<DecisionLine>({
    ...head('decision'),
    order_key: TEXT,
    revision: WHOLE,
    decision: DECISION,
  }),
  outcome: struct<OutcomeLine>({ ...head('outcome'), outcome: ANYTHING }),
  end: struct<EndLine>({ ...head('end'), statistics: ANYTHING }),
};
