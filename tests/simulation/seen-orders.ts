/** What the broker was asked, and all orders that it ever had: its books forget them at midnight. */
import type { SampleAccount } from '../../src/simulator/accounts/sample-accounts.ts';
import type { AssembledSimulator } from '../../src/simulator/assemble-simulator.ts';
import type { ReceivedRequest } from '../../src/simulator/http/received-request.ts';
import { startOfDay } from '../../src/simulator/ist.ts';
import type { Order } from '../../src/simulator/orders/order.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Arrival {
  readonly atMs: number;
  readonly role: string;
  readonly endpoint: string;
  /** Of an order that is placed; else empty. */
  readonly tag: string;
}

/** What an order had done by then. */
export interface OrderThen {
  readonly tag: string;
  readonly side: 'BUY' | 'SELL';
  readonly filled: number;
  readonly mayYetFill: number;
  /** How long ago the broker last changed it, in milliseconds. */
  readonly unchangedMs: number;
}

export class SeenOrders {
  readonly arrivals: Arrival[] = [];
  /** By role. */
  readonly orders = new Map<string, Set<Order>>();
  /** All ids that an order of the master has had: that of an after-market order changes. */
  readonly masterIds = new Map<Order, Set<string>>();
  /** When each order of the master was first there. */
  readonly masterSince = new Map<Order, number>();
  /** By tag: the other orders of its position, as they were when it came in. */
  readonly heldAt = new Map<string, readonly OrderThen[]>();
  /** Orders that the books forgot at midnight while no engine ran that could have seen their end. */
  readonly missed = new Set<Order>();
  /** `SYMBOL PRODUCT` of those of the master: nothing is left that could tell of them. */
  readonly forgotten = new Set<string>();
  /** By role: for how long the book hides the next order whose reply is lost. */
  readonly hideNext = new Map<string, number>();
  readonly #time: VirtualTime;
  readonly #simulator: AssembledSimulator;
  readonly #accounts: readonly SampleAccount[];

  constructor(time: VirtualTime, simulator: AssembledSimulator, accounts: readonly SampleAccount[]) {
    this.#time = time;
    this.#simulator = simulator;
    this.#accounts = accounts;
  }

  /** Remembers the orders that the books hold now. */
  keep(): void {
    for (const { role, options } of this.#accounts) {
      const kept = this.orders.get(role) ?? new Set();
      for (const order of this.#ordersOf(options.clientCode)) kept.add(order);
      this.orders.set(role, kept);
      if (role === 'master') for (const order of kept) this.#keepId(order);
    }
  }

  /** @returns whose request it is */
  take(request: ReceivedRequest): string {
    const { atMs, endpoint, clientCode } = request;
    const role = this.#accounts.find(({ options }) => options.clientCode === clientCode)?.role ?? '?';
    this.arrivals.push({ atMs, role, endpoint: endpoint ?? '?', tag: tagOf(request) });
    if (endpoint !== 'placeOrder') return role;
    this.keep();
    this.#noteHeld(role);
    const hiddenMs = this.hideNext.get(role);
    const newest = this.#ordersOf(clientCode ?? '').at(-1);
    if (hiddenMs === undefined || request.fault !== 'hang' || !newest) return role;
    this.hideNext.delete(role);
    newest.visibleFromMs = atMs + hiddenMs;
    return role;
  }

  /** The books are about to be emptied; nobody has seen what changed since then. */
  forget(sinceMs: number): void {
    this.keep();
    for (const [role, orders] of this.orders) {
      for (const order of orders) {
        if (order.updatedAtMs < sinceMs) continue;
        this.missed.add(order);
        if (role === 'master') this.forgotten.add(`${order.instrument.symbol} ${order.product}`);
      }
    }
  }

  #ordersOf(clientCode: string): readonly Order[] {
    return this.#simulator.world.broker.accounts.get(clientCode)?.orders ?? [];
  }

  #keepId(order: Order): void {
    if (!this.masterSince.has(order)) this.masterSince.set(order, this.#time.now());
    this.masterIds.set(order, (this.masterIds.get(order) ?? new Set()).add(order.orderId));
  }

  /** For the newest order of the account, as it came in. */
  #noteHeld(role: string): void {
    const orders = [...(this.orders.get(role) ?? [])];
    const order = orders.at(-1);
    if (!order || order.tag === '' || this.heldAt.has(order.tag)) return;
    const now = this.#time.now();
    const before = orders.filter(
      (one) =>
        one !== order &&
        one.instrument === order.instrument &&
        one.product === order.product &&
        (one.product !== 'INTRADAY' || one.updatedAtMs >= startOfDay(now)),
    );
    this.heldAt.set(
      order.tag,
      before.map(({ tag, side, filled, quantity, phase, updatedAtMs }) => ({
        tag,
        side,
        filled,
        mayYetFill: phase === 'done' ? 0 : quantity - filled,
        unchangedMs: now - updatedAtMs,
      })),
    );
  }
}

function tagOf({ endpoint, body }: ReceivedRequest): string {
  const isPlaced = endpoint === 'placeOrder' && typeof body === 'object' && body !== null;
  return isPlaced && 'ordertag' in body && typeof body.ordertag === 'string' ? body.ordertag : '';
}
