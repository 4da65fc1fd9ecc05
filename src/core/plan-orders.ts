/** From a quantity to orders: execution rule, price, slices. Pure. */
import type { AskedRules, CompiledFollower } from './compiled-policy.ts';
import type { DecideContext } from './decide-context.ts';
import type { PlannedOrder } from './decision.ts';
import type { Ratio } from './exact.ts';
import type { MasterEvent } from './master-event.ts';
import type { Execution } from './policy.ts';
import { type Part, priceCopy } from './pricing.ts';
import { sliceQuantity } from './slicing.ts';

export interface PlannedOrders {
  readonly executionRule: string | null;
  readonly orders: readonly PlannedOrder[];
}

export interface ChosenExecution {
  readonly execution: Execution;
  readonly rule: string | null;
}

/** The first matching rule that states an execution, else the follower's own. */
export function chooseExecution(asked: AskedRules, follower: CompiledFollower): ChosenExecution {
  const { matched } = asked.first(follower.executionRules);
  const execution = matched?.rule.execution ?? null;
  return execution === null
    ? { execution: follower.policy.execution, rule: null }
    : { execution, rule: matched?.rule.id ?? null };
}

/** Plans an exit: always to a price or to MARKET, sliced where it can be. */
export function planOrders(
  context: DecideContext,
  follower: CompiledFollower,
  asked: AskedRules,
  copy: { readonly part: Part; readonly units: number },
): PlannedOrders {
  const { event } = context;
  const { execution, rule } = chooseExecution(asked, follower);
  const priced = priceCopy(event.row, copy.part, execution, event.instrument);
  const price = priced.kind === 'limit' ? priced.price : null;
  const { lotSize, freezeQuantity } = event.instrument;
  const slices = sliceQuantity(copy.units, lotSize, freezeQuantity) ?? [copy.units];
  return { executionRule: rule, orders: slices.map((units) => planOrder(event, units, price)) };
}

export function planOrder(event: MasterEvent, quantity: number, price: Ratio | null): PlannedOrder {
  return {
    orderType: price === null ? 'market' : 'limit',
    side: event.row.side,
    quantity,
    price,
    triggerPrice: null,
    product: event.row.product,
    variety: 'normal',
  };
}
