/** Between what is said over the control socket and what the engine reconciles. */
import type { ControlRequest, ReconcileWish } from '../control/protocol.ts';
import type { ReconcileReply } from '../control/replies.ts';
import type { Reconciled, ReconcileRequest } from '../engine/positions/reconcile.ts';

const TO_LOOK: ReconcileWish = { action: 'compare', symbol: null, agreed: null };

export function reconcileRequest({ follower, reconcile = TO_LOOK }: ControlRequest): ReconcileRequest {
  return { follower, ...reconcile };
}

export function toReconcileReply(
  { followers, offers, agreement, done }: Reconciled,
  { reconcile = TO_LOOK }: Pick<ControlRequest, 'reconcile'>,
  by: Pick<ReconcileReply, 'engine' | 'behind'> = { engine: 'running', behind: null },
): ReconcileReply {
  return {
    action: reconcile.action,
    followers: followers.map(({ name, unread, holdingsUnread, positions }) => ({
      name,
      unread,
      holdings_unread: holdingsUnread,
      positions: positions.map(({ exchange, tradingSymbol, product, copied, held, standing }) => ({
        exchange,
        symbol: tradingSymbol,
        product,
        copied,
        held,
        standing,
      })),
    })),
    offers: offers.map(({ kind, follower, exchange, tradingSymbol, product, units }) => ({
      kind,
      follower,
      exchange,
      symbol: tradingSymbol,
      product,
      units,
    })),
    agreement,
    done,
    ...by,
  };
}
