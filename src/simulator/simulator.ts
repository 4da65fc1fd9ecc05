/** A SmartAPI-compatible broker on loopback: for trying, for tests, for drills. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Broker } from './broker.ts';
import { createRealClock, type TrackedClock, trackClock } from './clock.ts';
import { createControl } from './control.ts';
import { createAccounts, createBroker } from './create-broker.ts';
import { startDay } from './day-change.ts';
import { Faults } from './faults.ts';
import { Gateway } from './http/gateway.ts';
import { createHttpServer } from './http/http-server.ts';
import type { ReceivedRequest } from './http/received-request.ts';
import { nextMidnight } from './ist.ts';
import { ORDER_FEED_PATH, OrderPush, refuse } from './order-push.ts';
import type { SimulatorOptions } from './simulator-options.ts';
import { createSteering, type SteeredState, type Steering } from './steering.ts';

export interface Simulator extends Steering {
  /** `http://127.0.0.1:PORT`, the base of every path. */
  readonly url: string;
  readonly orderFeedUrl: string;
  readonly instrumentsUrl: string;
  readonly port: number;
  /** Ends everything; open requests are cut. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** @throws where the port is taken (`EADDRINUSE`), or an option names an unknown instrument. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
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
  const control = options.control ? createControl(options.control.token, steering) : null;
  const server = createHttpServer({ broker, gateway, faults, requests, control });
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] === ORDER_FEED_PATH) push.upgrade(request, socket, head);
    else refuse(socket, 404);
  });
  try {
    const port = await listen(server, options.port ?? 0);
    changeDays(broker);
    return { ...steering, ...locate(port), close: () => close(server, push, clock) };
  } catch (error) {
    clock.cancelAll();
    throw error;
  }
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

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function locate(port: number): Pick<Simulator, 'port' | 'url' | 'orderFeedUrl' | 'instrumentsUrl'> {
  const url = `http://${HOST}:${port}`;
  return {
    port,
    url,
    orderFeedUrl: `ws://${HOST}:${port}${ORDER_FEED_PATH}`,
    instrumentsUrl: `${url}/OpenAPI_File/files/OpenAPIScripMaster.json`,
  };
}

async function close(server: Server, push: OrderPush, clock: TrackedClock): Promise<void> {
  clock.cancelAll();
  push.close();
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
