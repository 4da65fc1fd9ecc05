import { onTestFinished } from 'vitest';
import type { AngelOneAccount } from '../../../src/brokers/angelone/account.ts';
import { type AngelOneOptions, openAngelOneAccount } from '../../../src/brokers/angelone/open-account.ts';
import type { Clock } from '../../../src/brokers/clock.ts';
import type { OrderTicket } from '../../../src/brokers/port.ts';
import { ratio } from '../../../src/core/exact.ts';
import { Redactor } from '../../../src/secrets/redactor.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import type { AccountOptions } from '../../../src/simulator/accounts/account.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import type { SimulatorOptions } from '../../../src/simulator/simulator-options.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/simulator/virtual-clock.ts';

/** Monday, 23-Nov-2026, 10:30 in India: the market is open. */
const MONDAY = Date.UTC(2026, 10, 23, 5);

export const ONE: AccountOptions = {
  clientCode: 'CLIENT0001',
  pin: '4826',
  totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  apiKey: 'a1b2c3d4',
};
export const TWO: AccountOptions = {
  clientCode: 'CLIENT0002',
  pin: '1937',
  totpSecret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  apiKey: 'e5f6a7b8',
};

/** RELIANCE stands at 1470.20. */
export const filling: OrderTicket = {
  exchange: 'NSE',
  symbolToken: '2885',
  tradingSymbol: 'RELIANCE-EQ',
  side: 'buy',
  orderType: 'limit',
  product: 'intraday',
  quantity: 10,
  limitPrice: ratio(1475),
  triggerPrice: null,
  tag: 'ct0123456789abc',
};
export const resting: OrderTicket = { ...filling, limitPrice: ratio(1450) };

export interface Lab {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  /** Opens an account on the simulator; not logged in. */
  open(account: AccountOptions, options?: Partial<AngelOneOptions>): AngelOneAccount;
}

/** The simulator with a clock that stands, every step of an order done at once, and no rate limits. */
export async function startLab(options: Partial<SimulatorOptions> = {}): Promise<Lab> {
  const clock = createVirtualClock(MONDAY);
  const simulator = await startSimulator({
    accounts: [ONE, TWO],
    clock,
    stepMs: 0,
    rateLimits: 'off',
    ...options,
  });
  onTestFinished(() => simulator.close());
  return {
    simulator,
    clock,
    open(account, more = {}) {
      const opened = openAngelOneAccount({
        credentials: {
          apiKey: new Secret(account.apiKey),
          clientId: account.clientCode,
          password: new Secret(account.pin),
          totpSecret: new Secret(account.totpSecret),
        },
        baseUrl: simulator.url,
        orderFeedUrl: simulator.orderFeedUrl,
        clock: sleepBy(clock),
        random: () => 0,
        redactor: new Redactor(),
        ...more,
      });
      onTestFinished(() => opened.close());
      return opened;
    },
  };
}

/** The simulator's clock for an account to wait by. */
function sleepBy(clock: VirtualClock): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = () => {
          cancel();
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const cancel = clock.after(ms, wake);
        signal.addEventListener('abort', wake);
      }),
  };
}
