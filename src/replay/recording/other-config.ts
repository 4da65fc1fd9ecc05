/**
 * What of a recorded day still holds when another config decides it. Master events, positions, funds, pauses and the
 * user's answers are facts of that day and stay; the fills of a copy are, where the other config makes the same copy.
 */
import { copyKey } from '../../core/book/book.ts';
import type { CopySession, SessionDecision } from '../../core/copy-session.ts';
import { type PlannedOrder, type PlannedOrderRecord, toOrderRecord } from '../../core/deciding/decision.ts';
import type {
  ConfirmationLine,
  CopyEndedLine,
  DecisionLine,
} from '../../journal/recording/recording-line.ts';

/** The orders of a copy that has not ended; null where it is not made. */
interface TwofoldCopy {
  recorded: readonly PlannedOrderRecord[] | null;
  /** By this config. */
  made: readonly PlannedOrder[] | null;
}

export class OtherConfigDay {
  readonly #copies = new Map<string, TwofoldCopy>();
  /** Answers given when this config did not ask yet, by order. */
  readonly #answers = new Map<string, boolean>();

  noteRecorded({ order_key, revision, decision }: DecisionLine): void {
    if (revision > 0)
      this.#copyOf(copyKey(order_key, decision.follower, revision)).recorded = decision.orders;
  }

  noteMade({ orderKey, revision, decision }: SessionDecision): void {
    if (revision > 0) this.#copyOf(copyKey(orderKey, decision.follower, revision)).made = decision.orders;
  }

  /**
   * Whether a copy that ended is one that this config makes too, with the same orders. One that is in neither is
   * left from the session before. Any other fills in full.
   */
  takesFillOf(line: CopyEndedLine): boolean {
    const key = copyKey(line.order_key, line.follower, line.revision);
    const copy = this.#copies.get(key);
    if (copy === undefined) return true;
    this.#copies.delete(key);
    return areSame(copy.recorded ?? [], copy.made ?? []);
  }

  #copyOf(key: string): TwofoldCopy {
    let copy = this.#copies.get(key);
    if (copy === undefined) {
      copy = { recorded: null, made: null };
      this.#copies.set(key, copy);
    }
    return copy;
  }

  /** Keeps an answer to a question that this config asks later (it copies at another moment). */
  keepAnswer(line: ConfirmationLine): void {
    this.#answers.set(line.order_key, line.accepted);
  }

  /** Gives the answer that was kept, if this order's opening waits for one. */
  answerFor(session: CopySession, orderId: string): SessionDecision[] {
    const order = session.book.ordersById.get(orderId);
    if (!order?.awaitsConfirmation) return [];
    const accepted = this.#answers.get(order.key);
    if (accepted === undefined) return [];
    return session.accept({ kind: 'confirmation', orderKey: order.key, accepted });
  }
}

function areSame(recorded: readonly PlannedOrderRecord[], made: readonly PlannedOrder[]): boolean {
  return (
    recorded.length === made.length &&
    made.every((order, index) => {
      const [one, other] = [recorded[index], toOrderRecord(order)];
      return (
        one !== undefined &&
        one.order_type === other.order_type &&
        one.side === other.side &&
        one.quantity === other.quantity &&
        one.price === other.price &&
        one.trigger_price === other.trigger_price &&
        one.product === other.product &&
        one.variety === other.variety
      );
    })
  );
}
