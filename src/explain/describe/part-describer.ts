import type { RuleTopic, TraceStep } from '../../core/deciding/trace.ts';
import { YES } from '../../core/policy/matching.ts';
import type { ExplainedStep } from '../explanation.ts';
import {
  describeAge,
  describeDeliveredSale,
  describeMissed,
  describeOpening,
  describeSteering,
} from './describe-entry.ts';
import {
  describeCopiedPosition,
  describeExitQuantity,
  describeOtherSide,
  describeShare,
} from './describe-exit.ts';
import { describeFilter, describeFiltersOf } from './describe-filters.ts';
import { describeLimit, describeSlices } from './describe-limits.ts';
import { describeEnabled, describeFilled, describeNetted, describeSpecial } from './describe-once.ts';
import { describePriced, describeProtectedPrice } from './describe-price.ts';
import { describeBounds, describeEntryQuantity, describeLots } from './describe-quantity.ts';
import { describeResting, describeTakenBack } from './describe-resting.ts';
import {
  describeExecution,
  describeOverride,
  describeQuantitySource,
  describeRule,
  describeSkipRules,
  describeUnknownFacts,
} from './describe-rules.ts';
import { writePrice } from './figures.ts';
import type { SeenEvent } from './seen-event.ts';

/** What leads to a decision; the frame around it is told apart. */
export type PathStep = Exclude<TraceStep, { readonly step: 'event' | 'follower' | 'decided' }>;
type StepsByName = { [S in PathStep['step']]: Extract<PathStep, { readonly step: S }> };

/** What a step means may depend on those before it. */
interface Turn {
  readonly event: SeenEvent;
  readonly follower: string;
  owner: 'file' | 'follower';
  /** What rules are being asked for. */
  topic: RuleTopic;
  overridden: boolean;
  protectedPrice: string | null;
  /** Limits rules are asked twice; the first time tells only whether one of them cannot be decided. */
  held: ExplainedStep[];
}

type Describers = {
  readonly [S in keyof StepsByName]: (step: StepsByName[S], turn: Turn) => ExplainedStep[];
};

const DESCRIBERS: Describers = {
  special: (step, { event }) => describeSpecial(step, event),
  filled: (step, { event }) => [describeFilled(step, event)],
  enabled: (step) => [describeEnabled(step)],
  netted: (step) => [describeNetted(step)],
  copied_position: (step, { event }) => [describeCopiedPosition(step, event)],
  share: (step, { event, follower }) => describeShare(step, event, follower),
  other_side: (step, { event }) => [describeOtherSide(step, event)],
  exit_quantity: (step) => [describeExitQuantity(step)],
  opening: (step, { event }) => [describeOpening(step, event)],
  delivered_sale: (step, { event }) => [describeDeliveredSale(step, event)],
  filters(step, turn) {
    turn.owner = step.of;
    return describeFiltersOf(step.of, step.filters);
  },
  filter: (step, { owner }) => [describeFilter(step, owner)],
  asking(step, turn) {
    turn.topic = step.about;
    turn.overridden = false;
    return [];
  },
  rule(step, turn) {
    const described = describeRule(step, turn.topic);
    if (turn.topic !== 'limits_known') return [described];
    turn.held.push(described);
    return [];
  },
  override(step, turn) {
    turn.overridden ||= step.truth === YES;
    return [describeOverride(step)];
  },
  skip_rules: (step) => [describeSkipRules(step)],
  quantity: (step, { overridden }) => [describeQuantitySource(step, overridden)],
  execution: (step) => [describeExecution(step)],
  unknown_facts(step, { held }) {
    return [...(step.ends === null ? [] : held), describeUnknownFacts(step)];
  },
  age: (step) => [describeAge(step)],
  missed: (step) => [describeMissed(step)],
  steering: (step) => [describeSteering(step)],
  lots: (step) => describeLots(step),
  bounds: (step) => describeBounds(step),
  entry_quantity: (step) => [describeEntryQuantity(step)],
  protected_price(step, turn) {
    turn.protectedPrice = writePrice(step.price);
    return describeProtectedPrice(step, turn.event);
  },
  priced: (step, { event, protectedPrice }) => [describePriced(step, event, protectedPrice)],
  limit: (step) => [describeLimit(step)],
  slices: (step) => [describeSlices(step)],
  resting: (step) => [describeResting(step)],
  taken_back: (step) => [describeTakenBack(step)],
};

/** Describes the steps of one follower's turn, in their order. */
export class PartDescriber {
  readonly #turn: Turn;

  constructor(event: SeenEvent, follower: string) {
    this.#turn = {
      event,
      follower,
      owner: 'file',
      topic: 'skip',
      overridden: false,
      protectedPrice: null,
      held: [],
    };
  }

  describe(step: PathStep): readonly ExplainedStep[] {
    return describeOne(step.step, step, this.#turn);
  }
}

function describeOne<S extends keyof StepsByName>(
  name: S,
  step: StepsByName[S],
  turn: Turn,
): ExplainedStep[] {
  return DESCRIBERS[name](step, turn);
}
