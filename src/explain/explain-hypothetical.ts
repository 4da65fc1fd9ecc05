import type { LoadedConfig } from '../config/compile-config.ts';
import { CopySession, type MasterPosition } from '../core/copy-session.ts';
import { type InstrumentMaster, NO_INSTRUMENT_MASTER } from '../core/orders/instrument.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import type { Explanation } from './explanation.ts';
import { ExplanationCollector } from './explanation-collector.ts';

export interface HypotheticalRequest {
  /** In their order; the last one is explained. */
  readonly orders: readonly OrderSnapshot[];
  /** Null: all. */
  readonly follower: string | null;
  readonly configFile: string;
  readonly config: LoadedConfig;
  /** The master's, before the first order; null: not told. */
  readonly positions: readonly MasterPosition[] | null;
  /** Null: no instrument master is loaded. */
  readonly instruments: InstrumentMaster | null;
}

const NO_MASTER =
  'no instrument master: what is not in the symbol is not known, ticks are 0.05, and no order is sliced';

/** Decides the orders as a replay would, one after the other. */
export function explainHypothetical(request: HypotheticalRequest): Explanation {
  const { orders, follower, config, configFile, positions, instruments } = request;
  const last = orders.at(-1);
  if (last === undefined) throw new Error('there is an order to be explained');
  const trace = new ExplanationCollector({ orderId: last.orderId, follower });
  const known = instruments ?? NO_INSTRUMENT_MASTER;
  const session = new CopySession(config.policy, {
    live: false,
    fills: 'assumed',
    instruments: known,
    trace,
  });
  session.accept({ kind: 'positions', positions: positions ?? [] });
  for (const row of orders) session.accept({ kind: 'row', row, seenAtMs: null });
  return {
    source: 'hypothetical',
    files: [],
    config: { file: configFile, sha256: config.sha256 },
    orderId: last.orderId,
    last,
    assumedFlat: positions === null,
    assumptions: instruments === null ? [NO_MASTER] : [],
    events: trace.events,
    live: null,
  };
}
