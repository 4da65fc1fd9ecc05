import { findNearest } from '../config/shape/nearest.ts';
import type { Book } from '../core/book/book.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import { DecisionCollector } from '../replay/report/decision-collector.ts';
import { PrintingObserver } from '../replay/report/replay-output.ts';
import type { CommandOutput } from '../reporting/terminal/standard-output.ts';
import { ExplainError } from './explain-error.ts';

export interface FoundOrder {
  /** The order's name for good: its first id. */
  readonly key: string;
  /** As it stood last. */
  readonly last: OrderSnapshot;
}

/** Watches a replay, and knows the order that is asked for when it has ended. */
export class OrderFinder extends PrintingObserver {
  readonly #orderId: string;
  #order: FoundOrder | null = null;
  #ids: readonly string[] = [];

  constructor(orderId: string, output: Pick<CommandOutput, 'err'>) {
    super(new DecisionCollector([], { keepTexts: false }), output);
    this.#orderId = orderId;
  }

  /** Null: there is none. */
  get order(): FoundOrder | null {
    return this.#order;
  }

  /** Of all orders that were seen, where the one that is asked for was not. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  override onDecision(): void {}

  onEnd(book: Book): void {
    const order = book.ordersById.get(this.#orderId) ?? book.ordersByUniqueId.get(this.#orderId);
    if (order) this.#order = { key: order.key, last: order.last };
    else this.#ids = [...this.#ids, ...book.ordersById.keys()];
  }
}

const MAX_ALIKE = 3;

/** Asks back for ids that end as asked, else for the nearest. */
export function noSuchOrder(orderId: string, ids: readonly string[]): ExplainError {
  const message = `There is no order ${orderId} among the ${ids.length} that were read`;
  const ending = orderId.length < 3 ? [] : ids.filter((id) => id.endsWith(orderId));
  const nearest = ending.length > 0 ? null : findNearest(orderId, ids);
  const alike = [...ending.slice(0, MAX_ALIKE), ...(nearest === null ? [] : [nearest])];
  const next =
    alike.length === 0
      ? 'Copy its id from the log, or from `copytrade replay --json`.'
      : `Did you mean ${alike.join(' or ')}?`;
  return new ExplainError('NO_SUCH_ORDER', message, next);
}
