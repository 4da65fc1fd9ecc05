/**
 * The first orders of a process took two to four times as long as those after them: their code had never run, and is
 * compiled while it does. A family's whole day is first orders. So made-up ones are decided while the replies of the
 * logins are on their way, in a session of their own: nothing of them is kept, told, recorded or sent.
 */
import { CopySession, type SessionDecision } from '../../core/copy-session.ts';
import { ratio } from '../../core/exact.ts';
import { dayOf, toIstSeconds } from '../../core/ist-time.ts';
import { NO_INSTRUMENT_MASTER } from '../../core/orders/instrument.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { NO_FILTERS, NO_LIMITS, type Policy } from '../../core/policy/policy.ts';
import { packEntry } from '../../journal/packed-entry.ts';
import { BOUNDS } from '../bounds.ts';
import { planIntents } from '../copies/plan-intents.ts';
import { toEntry } from '../record/session-log.ts';

/**
 * @param atMs since the epoch; some time of the day that the orders are to be of
 * @returns the decisions, for those who want to look at them
 */
export function practise(policy: Policy, atMs: number): readonly SessionDecision[] {
  return [policy, withoutHurdles(policy)].flatMap((one) => decideMadeUp(one, atMs));
}

/** What would keep the orders out would also keep the code behind it from running. */
function withoutHurdles(policy: Policy): Policy {
  const bare = { filters: NO_FILTERS, limits: NO_LIMITS };
  return {
    ...policy,
    filters: NO_FILTERS,
    rules: [],
    followers: policy.followers.map((follower) => ({ ...follower, ...bare })),
  };
}

function decideMadeUp(policy: Policy, atMs: number): readonly SessionDecision[] {
  const session = new CopySession(policy, {
    live: true,
    fills: 'reported',
    instruments: NO_INSTRUMENT_MASTER,
  });
  const day = dayOf(toIstSeconds(atMs));
  const orders = Array.from({ length: BOUNDS.practiceRounds }, (_, round) => madeUpOrders(round)).flat();
  return orders.flatMap((row) => {
    const made = session.accept({ kind: 'row', row, seenAtMs: atMs });
    const intents = made.flatMap((one) => planIntents(one, { day, atMs }));
    const line = { type: 'master', at_ms: atMs, via: 'push', row: {}, missed: null } as const;
    packEntry({ ...toEntry(line, made, atMs), intents });
    for (const { orderKey, revision, decision } of made.filter(({ effect }) => effect !== 'none')) {
      const { follower, quantity } = decision;
      session.accept({ kind: 'copy_ended', orderKey, follower, revision, filled: quantity });
    }
    return made;
  });
}

/** A share and an option, bought in one round and sold in the next. */
function madeUpOrders(round: number): readonly OrderSnapshot[] {
  const side = round % 2 === 0 ? 'buy' : 'sell';
  const share = madeUp({ orderId: `practice-${round}-share`, side });
  const option = madeUp({
    orderId: `practice-${round}-option`,
    side,
    exchange: 'NFO',
    tradingSymbol: 'PRACTICE29NOV26100CE',
    orderType: 'market',
    product: 'carryforward',
    instrument: {
      instrumentType: 'OPTSTK',
      lotSize: 25,
      strike: ratio(100),
      optionKind: 'call',
      expiryDay: null,
    },
  });
  return [share, option];
}

function madeUp(order: Pick<OrderSnapshot, 'orderId' | 'side'> & Partial<OrderSnapshot>): OrderSnapshot {
  return {
    uniqueOrderId: null,
    exchange: 'NSE',
    symbolToken: null,
    tradingSymbol: 'PRACTICE-EQ',
    orderType: 'limit',
    product: 'intraday',
    variety: 'normal',
    quantity: 100,
    filledQuantity: 100,
    status: 'complete',
    terminal: true,
    averagePrice: ratio(100),
    limitPrice: ratio(100),
    triggerPrice: null,
    tag: '',
    eventTime: null,
    text: '',
    instrument: { instrumentType: '', lotSize: 1, strike: null, optionKind: null, expiryDay: null },
    ...order,
  };
}
