/** Midnight in India: books are emptied, positions roll on. Orders that wait for the opening stay. */
import type { Account } from './account.ts';
import type { Exchange } from './exchange.ts';
import type { Market } from './market.ts';
import { carryForward, summarise } from './position.ts';

/** What was open intraday is squared off; what is held longer is carried at its average price. */
export function startDay(
  accounts: Iterable<Account>,
  { market, exchange }: { market: Market; exchange: Exchange },
): void {
  exchange.clear();
  market.startDay();
  for (const account of accounts) {
    account.orders = account.orders.filter((order) => order.phase === 'parked');
    account.trades = [];
    for (const position of account.positions()) {
      const { netQuantity, netPrice } = summarise(position, null);
      account.removePosition(position);
      const isCarried = position.product !== 'INTRADAY' && position.product !== 'BO';
      if (!isCarried || netQuantity === 0) continue;
      carryForward(account.position(position.instrument, position.product), netQuantity, netPrice);
    }
  }
}
