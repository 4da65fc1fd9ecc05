import { gatherInstruments } from '../../src/brokers/angelone/gather-instruments.ts';
import { createInstrumentMaster, type InstrumentMaster } from '../../src/core/orders/instrument.ts';
import { startOfDay } from '../../src/simulator/ist.ts';
import { createBuiltInInstruments } from '../../src/simulator/market/built-in-instruments.ts';

/** Of the freeze quantities that the exchange has, what the instrument master names. */
export const FREEZE_SHARES = [1, 0.75, 0.5, 0.25] as const;
export type FreezeShare = (typeof FREEZE_SHARES)[number];

/** By the day on which the run begins, and the share. */
const MASTERS = new Map<string, Promise<InstrumentMaster>>();

/** The instrument master as the simulator serves it, read as the program reads it. */
export function readInstruments(startAtMs: number, share: FreezeShare): Promise<InstrumentMaster> {
  const name = `${startOfDay(startAtMs)} ${share}`;
  const known = MASTERS.get(name);
  if (known) return known;
  const rows = createBuiltInInstruments(startAtMs).map(({ row }) => ({
    ...row,
    freeze_qty: String(Math.ceil(Number(row.freeze_qty) * share)),
  }));
  const read = gather(JSON.stringify(rows));
  MASTERS.set(name, read);
  return read;
}

async function gather(text: string): Promise<InstrumentMaster> {
  async function* pieces() {
    yield Buffer.from(text);
  }
  const { records } = await gatherInstruments(pieces());
  return createInstrumentMaster(records);
}
