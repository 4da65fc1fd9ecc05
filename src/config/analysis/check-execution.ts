/** Finds order types that a follower's broker bars for orders of programs. */

import type { Static } from '@sinclair/typebox';
import { ANGEL_ONE_CAPABILITIES } from '../../brokers/angelone/capabilities.ts';
import type { OrderType } from '../../core/orders/order.ts';
import type { Execution, FollowerPolicy, Policy } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import { readExecution } from '../meaning/read-execution.ts';
import type { execution } from '../schema/execution-schema.ts';
import type { BrokerName } from '../settings.ts';
import type { AnalysedConfig } from './analysed-config.ts';

type ExecutionCursor = Cursor<Static<typeof execution> | undefined>;

const BARRED: Readonly<Record<BrokerName, readonly OrderType[]>> = {
  angelone: ANGEL_ONE_CAPABILITIES.barredOrderTypes,
  paper: [],
};

export function checkExecution({ cursor, ruleCursors, policy, settings, isSound }: AnalysedConfig): void {
  const followers = cursor.get('followers');
  const barring = policy.followers.filter(({ enabled }, index) => {
    const broker = settings.followers[index]?.broker ?? 'angelone';
    return enabled && BARRED[broker].includes('market');
  });
  const heirs = barring.filter(({ name }) => !followers.get(name).get('execution').isStated);
  const ofDefaults = cursor.get('defaults').get('execution');
  if (isSound(ofDefaults)) checkOne(ofDefaults, readExecution(ofDefaults), heirs, policy);
  for (const follower of barring) {
    const own = followers.get(follower.name).get('execution');
    if (own.isStated) checkOne(own, follower.execution, [follower], policy);
  }
  for (const [index, rule] of policy.rules.entries()) {
    const own = ruleCursors[index]?.get('execution');
    const concerned = barring.filter(({ name }) => rule.followers?.includes(name) ?? true);
    if (own !== undefined) checkOne(own, rule.execution, concerned, policy);
  }
}

function checkOne(
  cursor: ExecutionCursor,
  execution: Execution | null,
  followers: readonly FollowerPolicy[],
  policy: Policy,
): void {
  if (followers.length === 0 || execution === null) return;
  if (execution.as === 'market') {
    const message =
      'Angel One bars MARKET orders of programs and turns them into limit orders. Write `as: auto`: limit orders at a protected price.';
    cursor.get('as').report('market-orders-barred', message);
  } else if (execution.as === 'same' && followers.some((follower) => passesMarket(follower, policy))) {
    const message =
      "`as: same` sends the master's MARKET orders as they are, and Angel One bars those of programs. Write `as: auto`: limit orders at a protected price.";
    cursor.get('as').report('market-orders-barred', message);
  }
}

function passesMarket({ filters }: FollowerPolicy, policy: Policy): boolean {
  return [policy.filters.orderTypes, filters.orderTypes].every((types) => types?.includes('market') ?? true);
}
