/**
 * Two readings of the contract, held against each other: the engine and the oracle decide the same generated days.
 * A failure names the seed and the case; `CASES=20000 SEED=7 npx vitest run tests/oracle/compare.test.ts` goes further.
 */
import { describe, expect, test } from 'vitest';
import { readInstrumentMaster } from '../../src/brokers/angelone/read-instrument-master.ts';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { readPositionsReply } from '../../src/brokers/angelone/read-positions.ts';
import type { Json } from '../../src/brokers/port.ts';
import { compileConfig } from '../../src/config/compile-config.ts';
import { ShapeValidators } from '../../src/config/shape/shape-validators.ts';
import { CopySession } from '../../src/core/copy-session.ts';
import { type DecisionRecord, toDecisionRecord } from '../../src/core/deciding/decision.ts';
import { createInstrumentMaster } from '../../src/core/orders/instrument.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import { type GeneratedCase, sampleCases } from './generate.ts';
import { decideByTheBook } from './oracle.ts';

const CASES = Number(process.env.CASES ?? 2000);
const SEED = Number(process.env.SEED ?? 20_261_122);
const CASES_A_TEST = 250;
const VALIDATORS = new ShapeValidators();

function decideByTheEngine(one: GeneratedCase): { decisions: DecisionRecord[]; unreadable: number } {
  const compiled = compileConfig([{ path: 'copytrade.yaml', text: JSON.stringify(one.config) }], VALIDATORS);
  if (!compiled.ok)
    throw new Error(`the generated config is not valid: ${JSON.stringify(compiled.findings)}`);
  const records = readInstrumentMaster((one.instruments ?? []) as Json)?.records ?? [];
  const session = new CopySession(compiled.config.policy, {
    live: false,
    fills: 'assumed',
    instruments: createInstrumentMaster(records),
  });
  if (one.positions) {
    const reading = readPositionsReply(JSON.parse(JSON.stringify(one.positions)));
    if (!reading.ok) throw new Error(reading.problem);
    session.accept({ kind: 'positions', positions: reading.value.positions });
  }
  const readings = one.rows.map((raw) => readOrderRow(raw as Json));
  const rows = readings.flatMap((reading) => (reading.ok ? [reading.order] : []));
  const decisions = (one.sort ? sortByEventTime(rows) : rows)
    .flatMap((row) => session.accept({ kind: 'row', row, seenAtMs: null }))
    .map(({ decision }) => toDecisionRecord(decision));
  return { decisions, unreadable: readings.length - rows.length };
}

/** A row without a time takes its predecessor's; rows of one time keep the log's order. */
function sortByEventTime(rows: readonly OrderSnapshot[]): OrderSnapshot[] {
  let time = Number.NEGATIVE_INFINITY;
  return rows
    .map((row) => {
      time = row.eventTime ?? time;
      return { row, time };
    })
    .sort((a, b) => a.time - b.time)
    .map(({ row }) => row);
}

describe('the engine decides as the oracle does', () => {
  for (let from = 0; from < CASES; from += CASES_A_TEST) {
    const seed = SEED + from;
    test(`on ${CASES_A_TEST} generated days, seed ${seed}`, () => {
      sampleCases(seed, CASES_A_TEST).forEach((one, index) => {
        const [engine, oracle] = [decideByTheEngine(one), decideByTheBook(one)];
        expect(engine, `case ${index} of seed ${seed}`).toEqual(oracle);
      });
    });
  }
});
