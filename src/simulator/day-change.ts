/** Midnight in India: books are emptied, positions roll on. Orders that wait for the opening stay. */
import type { Account } from './accounts/account.ts';
import { carryForward, type Position, summarise } from './accounts/position.ts';
import type { Market } from './market/market.ts';
import type { Exchange } from './orders/exchange.ts';

/**
 * What was open intraday is squared off, shares bought and sold in delivery go to and from the holdings; what else is
 * held longer is carried at its average price.
 */
export function startDay(
  accounts: Iterable<Account>,
  { market, exchange }: { market: Market; exchange: Exchange },
): void {
  exchange.clear();
  market.startDay();
  for (const account of accounts) {
    account.orders = account.orders.filter((order) => order.phase === 'parked');
    account.trades = [];
    for (const position of account.positions()) rollOn(account, position);
  }
}

function rollOn(account: Account, position: Position): void {
  const { instrument, product } = position;
  const { netQuantity, netPrice, totalBuyValue, totalSellValue } = summarise(position, null);
  account.removePosition(position);
  if (product === 'DELIVERY') {
    account.settleShares(instrument, netQuantity, netPrice);
    account.cash += totalSellValue - totalBuyValue;
    return;
  }
  const isCarried = product !== 'INTRADAY' && product !== 'BO';
  if (isCarried && netQuantity !== 0)
    carryForward(account.position(instrument, product), netQuantity, netPrice);
}
