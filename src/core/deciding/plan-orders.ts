/** From a quantity to orders: execution rule, price, slices. Pure. */

import type { MasterEvent } from '../book/master-event.ts';
import type { CompiledFollower } from '../policy/compiled-policy.ts';
import type { AskedRules } from './asked-rules.ts';
import type { DecideContext } from './decide-context.ts';
import type { PlannedOrder } from './decision.ts';
import type { ChosenExecution } from './entry-terms.ts';
import type { Part, Priced } from './pricing.ts';
import { sliceQuantity } from './slicing.ts';
import type { Trace } from './trace.ts';

export interface PlannedOrders {
  readonly executionRule: string | null;
  readonly orders: readonly PlannedOrder[];
}

/** The first matching rule that states an execution, else the follower's own. */
export function chooseExecution(
  asked: AskedRules,
  follower: CompiledFollower,
  trace: Trace | null,
): ChosenExecution {
  trace?.step({ step: 'asking', about: 'execution' });
  const { matched } = asked.first(follower.executionRules);
  const execution = matched?.execution ?? follower.execution;
  trace?.step({ step: 'execution', execution, rule: matched?.rule ?? null });
  return { execution, rule: matched };
}

/** Plans an exit: always to a price or to MARKET, sliced where it can be. */
export function planOrders(
  context: DecideContext,
  follower: CompiledFollower,
  asked: AskedRules,
  copy: { readonly part: Part; readonly units: number },
): PlannedOrders {
  const { event, trace } = context;
  const { execution, rule } = chooseExecution(asked, follower, trace);
  const priced = asked.price(event, copy.part, execution);
  trace?.step({ step: 'priced', part: copy.part, execution, priced, ends: null });
  const { lotSize, freezeQuantity } = event.instrument;
  const sliced = sliceQuantity(copy.units, lotSize, freezeQuantity);
  trace?.step({ step: 'slices', quantity: copy.units, lotSize, freezeQuantity, slices: sliced, ends: null });
  const slices = sliced ?? [copy.units];
  return { executionRule: rule?.rule.id ?? null, orders: planSlices(event, slices, priced) };
}

export function planSlices(
  event: MasterEvent,
  slices: readonly number[],
  priced: Priced,
): readonly PlannedOrder[] {
  const [only] = slices;
  if (slices.length === 1 && only !== undefined) return [planOrder(event, only, priced)];
  return slices.map((units) => planOrder(event, units, priced));
}

function planOrder(event: MasterEvent, quantity: number, priced: Priced): PlannedOrder {
  const { side, product } = event.row;
  switch (priced.kind) {
    case 'limit': {
      const { price } = priced;
      return { orderType: 'limit', side, quantity, price, triggerPrice: null, product, variety: 'normal' };
    }
    case 'stop': {
      const { price, trigger: triggerPrice } = priced;
      const orderType = price === null ? 'stop_market' : 'stop_limit';
      return { orderType, side, quantity, price, triggerPrice, product, variety: 'stoploss' };
    }
    default:
      return {
        orderType: 'market',
        side,
        quantity,
        price: null,
        triggerPrice: null,
        product,
        variety: 'normal',
      };
  }
}
