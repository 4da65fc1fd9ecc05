/** What people do beside the master's orders: by hand, at the terminal, with `reconcile` and `retry`. */
import type { AppOrder } from '../../src/simulator/orders/app-order.ts';
import type { Random } from '../../src/simulator/random.ts';
import { isRefusal } from './expected-failures.ts';
import type { ProcessLife } from './process-life.ts';
import type { World } from './world.ts';

type ReconcileAction = 'compare' | 'fix' | 'adopt';

export class People {
  /** Positions of followers that a person had a hand in: `ROLE SYMBOL PRODUCT`. */
  readonly handled = new Set<string>();
  /** Those that a person brought about, beside the copies. */
  readonly foreign = new Set<string>();
  /** That nobody has answered yet. */
  questions = 0;
  readonly #world: World;
  readonly #random: Random;

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** Gets out of a part of what the copies brought, at a moment when none is on its way. */
  getOutByHand(role: string, share: number): void {
    const { running, isMarketOpen } = this.#world;
    if (!running || !isMarketOpen || running.journal.liveIntents(role).length > 0) return;
    const hand = this.#world.hand(role);
    const row = hand.positions().find((one) => Number(one.netqty) !== 0 && one.producttype !== 'DELIVERY');
    if (!row) return;
    const [net, lot] = [Number(row.netqty), Number(row.lotsize)];
    const quantity = Math.max(lot, Math.floor((Math.abs(net) * share) / lot) * lot);
    const side = net > 0 ? 'SELL' : 'BUY';
    const product = row.producttype as AppOrder['product'] & string;
    const placed = hand.placeByHand({ symbol: row.tradingsymbol, side, quantity, product, script: [] });
    // A poor account may not even get out.
    if (hand.orderBook().find(({ orderid }) => orderid === placed.orderId)?.status === 'rejected') return;
    hand.complete(placed.orderId);
    this.handled.add(`${role} ${row.tradingsymbol} ${row.producttype}`);
  }

  /** Goes in on the side on which the master is. */
  goInByHand(role: string, lots: number): void {
    const row = this.#world
      .hand('master')
      .positions()
      .find((one) => Number(one.netqty) !== 0 && one.producttype !== 'DELIVERY');
    if (!row || !this.#world.isMarketOpen) return;
    const quantity = lots * Number(row.lotsize);
    const side = Number(row.netqty) > 0 ? 'BUY' : 'SELL';
    const product = row.producttype as AppOrder['product'] & string;
    const script = [{ afterMs: 0, do: 'complete' }] as const;
    this.#world.hand(role).placeByHand({ symbol: row.tradingsymbol, side, quantity, product, script });
    this.handled.add(`${role} ${row.tradingsymbol} ${row.producttype}`);
    this.foreign.add(`${role} ${row.tradingsymbol} ${row.producttype}`);
  }

  /** Looks at what would be done, and agrees to it a while later. */
  reconcile(action: ReconcileAction, follower: string | null, afterMs: number): void {
    void this.#reconcile(action, follower, afterMs).catch((error: unknown) =>
      this.#refuse('reconcile', error),
    );
  }

  async #reconcile(action: ReconcileAction, follower: string | null, afterMs: number) {
    const world = this.#world;
    const booted = world.running;
    if (!booted) return;
    const request = { follower, symbol: null, action } as const;
    const shown = await booted.engine.reconcile({ ...request, agreed: null });
    world.say('person', `is shown ${JSON.stringify(shown.offers.map(({ kind, units }) => [kind, units]))}`);
    if (shown.offers.length === 0) return;
    await new Promise<void>((resolve) => world.time.after(afterMs, resolve));
    if (world.running !== booted) return;
    const { done } = await booted.engine.reconcile({ ...request, agreed: shown.agreement });
    world.say('person', `agrees: ${done ? 'done' : 'it is not the same any more'}`);
  }

  retry(role: string | null): void {
    const retried = this.#world.running?.engine.retry(role);
    void retried?.catch((error: unknown) => this.#refuse('retry', error));
  }

  #refuse(what: string, error: unknown): void {
    if (isRefusal(error)) this.#world.say('step', `${what} is refused: ${error.message}`);
    else this.#world.note(what, error);
  }

  /** @param isAlive whether the process that asks is still the one that runs */
  answer(
    life: ProcessLife,
    isAlive: () => boolean,
    question: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const accepted = this.#random.integer(3) > 0;
    this.questions += 1;
    return new Promise((resolve) => {
      life.after(this.#random.integer(20_000), 'wake', () => {
        if (isAlive()) this.questions -= 1;
        const says = signal?.aborted ? 'comes too late' : accepted ? 'yes' : 'no';
        this.#world.say('person', `${says}: ${question}`);
        resolve(accepted);
      });
    });
  }
}
