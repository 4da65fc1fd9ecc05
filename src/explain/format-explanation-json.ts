import { toDecisionRecord } from '../core/deciding/decision.ts';
import { formatIstDay, formatIstTime, type IstSeconds } from '../core/ist-time.ts';
import type { Rule } from '../core/policy/policy.ts';
import { writePrice } from './describe/figures.ts';
import type { ExplainedEvent, ExplainedFollower, ExplainedStep, Explanation } from './explanation.ts';

/** The document of `explain --json`; schemas/explain.schema.json describes it. */
export function formatExplanationJson(explanation: Explanation): string {
  const { source, files, config, orderId, last, assumedFlat, assumptions, events, live } = explanation;
  const document = {
    source,
    files,
    config,
    order: {
      order_id: orderId,
      symbol: last.tradingSymbol,
      exchange: last.exchange,
      side: last.side,
      quantity: last.quantity,
      filled: last.filledQuantity,
      order_type: last.orderType,
      product: last.product,
      variety: last.variety,
      status: last.status,
    },
    assumed_flat: assumedFlat,
    assumptions,
    events: events.map(toEventJson),
    live: live === null ? null : { same: live.comparison === 'same', recorded: live.recorded },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toEventJson(event: ExplainedEvent) {
  const { row, time, instrument, filled, delta, positionBefore, positionAfter, followers } = event;
  return {
    order_key: event.orderKey,
    order_id: row.orderId,
    time: time === null ? null : formatIsoTime(time),
    status: row.status,
    terminal: event.terminal,
    filled,
    newly_filled: delta,
    position_before: positionBefore,
    position_after: positionAfter,
    netted: event.netted,
    reduction: event.reduction,
    opening: event.opening,
    waiting: event.waiting,
    awaits_confirmation: event.awaitsConfirmation,
    instrument: {
      kind: instrument.kind,
      underlying: instrument.underlying,
      strike: instrument.strike === null ? null : writePrice(instrument.strike),
      expiry: instrument.expiryDay === null ? null : formatIstDay(instrument.expiryDay),
      lot_size: instrument.lotSize,
      tick_size: writePrice(instrument.tickSize),
      freeze_quantity: instrument.freezeQuantity,
    },
    followers: followers.map(toFollowerJson),
  };
}

function toFollowerJson({ follower, parts }: ExplainedFollower) {
  return {
    follower,
    parts: parts.map(({ steps, decision, rule }) => ({
      steps: steps.map(toStepJson),
      decision: decision === null ? null : toDecisionRecord(decision),
      rule: toRuleJson(rule),
    })),
  };
}

function toStepJson({ check, verdict, says, values, rule, conditions }: ExplainedStep) {
  return { check, verdict, says, values, rule: toRuleJson(rule), conditions };
}

function toRuleJson(rule: Rule | null) {
  if (rule === null) return null;
  const { file, line, column } = rule.source;
  return { id: rule.id, why: rule.why, file, line, column };
}

/** `2026-11-23T09:15:00+05:30` */
function formatIsoTime(time: IstSeconds): string {
  return `${formatIstTime(time).replace(' ', 'T')}+05:30`;
}
