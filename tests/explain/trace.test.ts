/** Listening to a decision changes nothing of it, and what is heard leads to it. */
import { expect, test } from 'vitest';
import { readInstrumentMaster } from '../../src/brokers/angelone/read-instrument-master.ts';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { readPositionsReply } from '../../src/brokers/angelone/read-positions.ts';
import type { Json } from '../../src/brokers/port.ts';
import { compileConfig } from '../../src/config/compile-config.ts';
import { ShapeValidators } from '../../src/config/shape/shape-validators.ts';
import { CopySession } from '../../src/core/copy-session.ts';
import type { Decision } from '../../src/core/deciding/decision.ts';
import { REASONS } from '../../src/core/deciding/reasons.ts';
import type { Trace, TraceStep } from '../../src/core/deciding/trace.ts';
import { createInstrumentMaster } from '../../src/core/orders/instrument.ts';
import { ExplanationCollector } from '../../src/explain/explanation-collector.ts';
import { type GeneratedCase, sampleCases } from '../oracle/generate.ts';

const CASES = Number(process.env.CASES ?? 200);
const SEED = Number(process.env.SEED ?? 20_261_123);
const VALIDATORS = new ShapeValidators();

function decide(one: GeneratedCase, trace: Trace | null) {
  const compiled = compileConfig([{ path: 'copytrade.yaml', text: JSON.stringify(one.config) }], VALIDATORS);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  const records = readInstrumentMaster((one.instruments ?? []) as Json)?.records ?? [];
  const instruments = createInstrumentMaster(records);
  const session = new CopySession(compiled.config.policy, {
    live: false,
    fills: 'assumed',
    instruments,
    trace,
  });
  if (one.positions) {
    const reading = readPositionsReply(JSON.parse(JSON.stringify(one.positions)));
    if (!reading.ok) throw new Error(reading.problem);
    session.accept({ kind: 'positions', positions: reading.value.positions });
  }
  const made = one.rows.flatMap((raw) => {
    const reading = readOrderRow(raw as Json);
    return reading.ok ? session.accept({ kind: 'row', row: reading.order, seenAtMs: null }) : [];
  });
  return { made, coverage: session.coverage() };
}

interface Path {
  readonly follower: string;
  /** What each step of the decision ends with, in order. */
  readonly ends: readonly unknown[];
  readonly decision: Decision;
}

/** The steps since a follower's turn began, or since the decision before. */
class PathCollector implements Trace {
  readonly paths: Path[] = [];
  #follower = '';
  #ends: unknown[] = [];

  step(step: TraceStep): void {
    if (step.step === 'follower') {
      this.#follower = step.follower.name;
      this.#ends = [];
    } else if (step.step === 'decided') {
      this.paths.push({ follower: this.#follower, ends: this.#ends, decision: step.decision });
      this.#ends = [];
    } else if ('ends' in step) {
      this.#ends.push(step.ends);
    }
  }
}

/** What only a running engine says is tested by hand. */
const LIVE_ONLY: readonly string[] = ['STALE', 'PAUSED', 'CLOSE_ONLY', 'DECLINED'];

test('what is told of generated days leads to the decisions that are made when nobody listens', () => {
  const seen = new Set<string>();
  for (const [index, one] of sampleCases(SEED, CASES).entries()) {
    const name = `case ${index} of seed ${SEED}`;
    const told = new PathCollector();
    const traced = decide(one, told);
    expect(traced, name).toEqual(decide(one, null));
    expect(told.paths, name).toEqual(traced.made.map(({ decision }) => expectedPath(decision, told)));
    for (const { decision } of told.paths) seen.add(decision.reason);
  }
  expect([...seen].sort()).toEqual(
    Object.keys(REASONS)
      .filter((reason) => !LIVE_ONLY.includes(reason))
      .sort(),
  );
});

test('what is printed of an order has its decisions, and stops where they do', () => {
  for (const [index, one] of sampleCases(SEED + 1, CASES / 2).entries()) {
    const made = decide(one, null).made;
    const orderKey = made[Math.floor(made.length / 2)]?.orderKey;
    if (orderKey === undefined) continue;
    const collector = new ExplanationCollector({ orderId: orderKey, follower: null });
    decide(one, collector);
    const parts = collector.events
      .flatMap(({ followers }) => followers.flatMap((follower) => follower.parts))
      .filter(({ decision }) => decision !== null);
    const told = parts.map(({ decision, steps, rule }) => ({
      decision,
      rule: rule?.id ?? null,
      stopped: steps.findIndex(({ verdict }) => verdict === 'stopped') + 1,
      steps: steps.length,
    }));
    const name = `case ${index} of seed ${SEED + 1}`;
    expect(told, name).toEqual(
      made
        .filter((each) => each.orderKey === orderKey)
        .map(({ decision }, at) => ({
          decision,
          rule: decision.rule,
          stopped: endsWithItsReason(decision) ? told[at]?.steps : 0,
          steps: told[at]?.steps,
        })),
    );
  }
});

function endsWithItsReason({ action }: Decision): boolean {
  return action === 'skip' || action === 'cancel';
}

/** Of a skip the last step says its reason; no other step, and none of a copy, ends anything. */
function expectedPath(decision: Decision, { paths }: PathCollector): Path {
  const steps = paths.find((path) => path.decision === decision)?.ends.length || 1;
  const last = endsWithItsReason(decision) ? decision.reason : null;
  return { follower: decision.follower, ends: [...Array(steps - 1).fill(null), last], decision };
}
