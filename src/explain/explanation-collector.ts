import type { MasterEvent } from '../core/book/master-event.ts';
import type { Decision } from '../core/deciding/decision.ts';
import type { Trace, TraceStep } from '../core/deciding/trace.ts';
import type { Rule } from '../core/policy/policy.ts';
import { PartDescriber } from './describe/part-describer.ts';
import { keepEvent, type SeenEvent } from './describe/seen-event.ts';
import type { ExplainedEvent, ExplainedFollower, ExplainedPart, ExplainedStep } from './explanation.ts';

export interface Wanted {
  /** Any id that the order has had, or the broker's unique id. */
  readonly orderId: string;
  /** Null: all. */
  readonly follower: string | null;
}

/** Listens to a session, and keeps what concerns one order. */
export class ExplanationCollector implements Trace {
  readonly #wanted: Wanted;
  readonly #events: OpenEvent[] = [];
  /** Null while what is told concerns another order. */
  #event: OpenEvent | null = null;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** All followers that were decided for, wanted or not. */
  get followers(): readonly string[] {
    return [...new Set(this.#events.flatMap(({ names }) => names))];
  }

  get events(): readonly ExplainedEvent[] {
    return this.#events.map((event) => event.explained());
  }

  step(step: TraceStep): void {
    if (step.step === 'event') this.#begin(step.event);
    else this.#event?.step(step);
  }

  #begin(event: MasterEvent): void {
    const { orderId, follower } = this.#wanted;
    const { row, order } = event;
    const concerns = order.key === orderId || row.orderId === orderId || row.uniqueOrderId === orderId;
    this.#event = concerns ? new OpenEvent(keepEvent(event), follower) : null;
    if (this.#event !== null) this.#events.push(this.#event);
  }
}

class OpenEvent {
  readonly names: string[] = [];
  readonly #seen: SeenEvent;
  readonly #follower: string | null;
  readonly #followers: OpenFollower[] = [];
  #current: OpenFollower | null = null;

  constructor(seen: SeenEvent, follower: string | null) {
    this.#seen = seen;
    this.#follower = follower;
  }

  step(step: Exclude<TraceStep, { readonly step: 'event' }>): void {
    if (step.step === 'decided') this.#current?.decide(step.decision);
    else if (step.step !== 'follower') this.#current?.step(step);
    else {
      const { name } = step.follower;
      this.names.push(name);
      const isWanted = this.#follower === null || this.#follower === name;
      this.#current = isWanted ? new OpenFollower(this.#seen, name) : null;
      if (this.#current !== null) this.#followers.push(this.#current);
    }
  }

  explained(): ExplainedEvent {
    const { orderKey, row, time, instrument, filled, delta, netted, reduction, opening } = this.#seen;
    const { positionBefore, positionAfter, waiting, awaitsConfirmation, terminal } = this.#seen;
    return {
      ...{ orderKey, row, time, instrument, terminal, filled, delta, positionBefore, positionAfter },
      ...{ netted, reduction, opening, waiting, awaitsConfirmation },
      followers: this.#followers.map((one) => one.explained()),
    };
  }
}

class OpenFollower {
  readonly #name: string;
  readonly #describer: PartDescriber;
  readonly #parts: ExplainedPart[] = [];
  readonly #rules = new Map<string, Rule>();
  #steps: ExplainedStep[] = [];

  constructor(seen: SeenEvent, name: string) {
    this.#name = name;
    this.#describer = new PartDescriber(seen, name);
  }

  step(step: Parameters<PartDescriber['describe']>[0]): void {
    if (step.step === 'rule') this.#rules.set(step.rule.id, step.rule);
    this.#steps.push(...this.#describer.describe(step));
  }

  decide(decision: Decision): void {
    const rule = decision.rule === null ? null : (this.#rules.get(decision.rule) ?? null);
    this.#parts.push({ steps: this.#steps, decision, rule });
    this.#steps = [];
  }

  explained(): ExplainedFollower {
    const rest = this.#steps.length === 0 ? [] : [{ steps: this.#steps, decision: null, rule: null }];
    return { follower: this.#name, parts: [...this.#parts, ...rest] };
  }
}
