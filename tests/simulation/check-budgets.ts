import type { Arrival } from './seen-orders.ts';

interface Budget {
  readonly what: string;
  readonly endpoints: readonly string[];
  readonly windows: readonly { readonly ms: number; readonly max: number }[];
}

/** The broker's published limits an account, for any rolling window (SmartAPI docs 2026, "Rate Limit"). */
const BUDGETS: readonly Budget[] = [
  {
    what: 'order requests',
    endpoints: ['placeOrder', 'modifyOrder', 'cancelOrder'],
    windows: [
      { ms: 1_000, max: 9 },
      { ms: 60_000, max: 500 },
      { ms: 3_600_000, max: 1_000 },
    ],
  },
  { what: 'order books', endpoints: ['getOrderBook'], windows: [{ ms: 1_000, max: 1 }] },
  { what: 'positions', endpoints: ['getPosition'], windows: [{ ms: 1_000, max: 1 }] },
  { what: 'logins', endpoints: ['login'], windows: [{ ms: 1_000, max: 1 }] },
];

/** What arrived at the broker of each account, in every window that ends with an arrival. */
export function checkBudgets(arrivals: readonly Arrival[]): string[] {
  const roles = new Set(arrivals.map(({ role }) => role));
  return [...roles].flatMap((role) =>
    BUDGETS.flatMap(({ what, endpoints, windows }) => {
      const times = arrivals
        .filter((one) => one.role === role && endpoints.includes(one.endpoint))
        .map(({ atMs }) => atMs);
      return windows.flatMap(({ ms, max }) => {
        const over = times.findIndex((atMs, index) => {
          const before = times[index - max];
          return before !== undefined && atMs - before < ms;
        });
        return over < 0
          ? []
          : [`over budget: ${role} sent more than ${max} ${what} within ${ms} ms, at ${times[over]}`];
      });
    }),
  );
}
