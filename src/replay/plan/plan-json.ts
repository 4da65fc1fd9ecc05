import { type Decision, toDecisionRecord } from '../../core/deciding/decision.ts';
import { formatDecimal } from '../../core/exact.ts';
import { formatIstTime, type IstSeconds } from '../../core/ist-time.ts';
import type { DecisionChange } from './changed-decisions.ts';
import { type DecisionTotals, orderValueOf } from './decision-totals.ts';
import type { FollowerPlan } from './plan-comparison.ts';
import { hasChanges, type Plan } from './plan-logs.ts';

export interface ConfigName {
  readonly file: string;
  readonly sha256: string;
}

/** Changes that are written together. */
const CHANGES_A_PIECE = 500;

/** The document of `plan --json`, in pieces: a year of changes is more than one text can hold. */
export function* formatPlanJson(
  plan: Plan,
  configs: { readonly before: ConfigName; readonly after: ConfigName },
): Generator<string> {
  const { logs, assumedFlat, followers } = plan;
  yield `{"from":${JSON.stringify(configs.before)},\n"config":${JSON.stringify(configs.after)},\n`;
  yield `"logs":${JSON.stringify(logs)},\n"assumed_flat":${assumedFlat},\n`;
  yield `"differs":${hasChanges(plan)},\n"followers":{`;
  for (const [index, follower] of followers.entries()) {
    if (index > 0) yield ',';
    yield* formatFollower(follower);
  }
  yield '}}\n';
}

function* formatFollower({
  name,
  presence,
  before,
  after,
  changed,
  changes,
}: FollowerPlan): Generator<string> {
  const totals = `"before":${toTotalsJson(before)},"after":${toTotalsJson(after)}`;
  yield `\n${JSON.stringify(name)}:{"presence":"${presence}",${totals},"changed":${changed},"changes":[`;
  for (let from = 0; from < changes.length; from += CHANGES_A_PIECE) {
    const piece = changes.slice(from, from + CHANGES_A_PIECE).map(toChangeJson);
    yield `${from === 0 ? '\n' : ',\n'}${piece.join(',\n')}`;
  }
  yield ']}';
}

function toTotalsJson({ copied, skipped, followed, units, rupees, marketOrders }: DecisionTotals): string {
  const value = formatDecimal(rupees);
  return JSON.stringify({ copied, skipped, followed, units, rupees: value, market_orders: marketOrders });
}

function toChangeJson({ orderKey, time, before, after }: DecisionChange): string {
  return JSON.stringify({
    order_key: orderKey,
    time: time === null ? null : formatIsoTime(time),
    before: toDecisionJson(before),
    after: toDecisionJson(after),
  });
}

function toDecisionJson(decision: Decision | null) {
  if (decision === null) return null;
  const { rupees, marketOrders } = orderValueOf(decision);
  return { ...toDecisionRecord(decision), rupees: marketOrders > 0 ? null : formatDecimal(rupees) };
}

/** `2026-11-23T09:15:00+05:30` */
function formatIsoTime(time: IstSeconds): string {
  return `${formatIstTime(time).replace(' ', 'T')}+05:30`;
}
