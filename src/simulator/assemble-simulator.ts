/** All of the simulator but its doors: `startSimulator` puts HTTP and sockets before it, a test may speak to it directly. */
import type { Broker } from './broker.ts';
import { createRealClock, trackClock } from './clock.ts';
import { createAccounts, createBroker } from './create-broker.ts';
import { startDay } from './day-change.ts';
import { Faults } from './faults.ts';
import type { AnsweringWorld } from './http/answer-request.ts';
import { Gateway } from './http/gateway.ts';
import type { ReceivedRequest } from './http/received-request.ts';
import { nextMidnight } from './ist.ts';
import { OrderPush } from './order-push.ts';
import type { SimulatorOptions } from './simulator-options.ts';
import { createSteering, type SteeredState, type Steering } from './steering.ts';

export interface AssembledSimulator {
  /** What `answerRequest` answers from. */
  readonly world: AnsweringWorld;
  readonly push: OrderPush;
  readonly steering: Steering;
  /** Takes back all that waits and cuts the order-update sockets. */
  close(): void;
}

/** @throws where an option names an unknown instrument. */
export function assembleSimulator(options: SimulatorOptions): AssembledSimulator {
  const clock = trackClock(options.clock ?? createRealClock());
  const faults = new Faults();
  const requests: ReceivedRequest[] = [];
  const state: SteeredState = { hours: options.marketHours ?? 'always' };
  const accounts = createAccounts(options.accounts);
  const broker = createBroker(options, {
    clock,
    accounts,
    hours: () => state.hours,
    publish: (order) => push.publish(order),
  });
  const push = createPush(options, broker, faults);
  const steering = createSteering({ broker, push, faults, requests, state });
  const gateway = new Gateway(broker, options.rateLimits ?? 'published');
  changeDays(broker);
  const close = () => {
    clock.cancelAll();
    push.close();
  };
  return { world: { broker, gateway, faults, requests }, push, steering, close };
}

function createPush(options: SimulatorOptions, { clock, sessions }: Broker, faults: Faults): OrderPush {
  const { pushAfterMarketOrders = false, pushAppOrders = true } = options;
  return new OrderPush({ pushAfterMarketOrders, pushAppOrders }, { clock, sessions, faults });
}

function changeDays(broker: Broker): void {
  const { clock } = broker;
  clock.after(nextMidnight(clock.now()) - clock.now(), () => {
    startDay(broker.accounts.values(), broker);
    changeDays(broker);
  });
}
