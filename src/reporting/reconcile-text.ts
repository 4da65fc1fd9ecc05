/** What `copytrade reconcile` prints for people. */
import type { OfferReply, ReconciledReply, ReconcileReply } from '../control/replies.ts';
import { toSafeText } from './terminal/safe-text.ts';
import type { Style } from './terminal/style.ts';
import { alignRows, type Cell, cell } from './terminal/text-table.ts';

interface Look {
  readonly colour: boolean;
}

const STANDINGS: Readonly<
  Record<ReconciledReply['standing'], { readonly says: string; readonly style: Style }>
> = {
  in_sync: { says: 'in sync', style: 'good' },
  drifted: { says: 'drifted: the account holds less than its copies', style: 'bad' },
  left_in: { says: 'left in: the master has closed it', style: 'bad' },
  foreign: { says: 'foreign: not a copy, never touched', style: 'quiet' },
  settling: { says: 'settling: orders are on their way', style: 'warning' },
  not_compared: {
    says: 'not compared: shares may lie among the holdings, or be on their way there',
    style: 'quiet',
  },
};

export function formatReconcile({ followers }: ReconcileReply, look: Look): string[] {
  const rows = followers.flatMap(({ name, unread, holdings_unread, positions }) => {
    const who = cell(toSafeText(name), 'strong');
    if (unread !== null) return [[who, cell(`could not be read: ${toSafeText(unread, 400)}`, 'bad')]];
    if (positions.length === 0 && holdings_unread === null) return [[who, cell('nothing is held', 'quiet')]];
    const rows = positions.map((position) => [who, ...cellsOf(position)]);
    if (holdings_unread === null) return rows;
    return [
      ...rows,
      [who, cell(`holdings could not be read: ${toSafeText(holdings_unread, 400)}`, 'warning')],
    ];
  });
  const header = ['follower', 'instrument', 'product', 'copies', 'account', 'standing'];
  return alignRows([header.map((title) => cell(title, 'quiet')), ...rows], look);
}

function cellsOf({ exchange, symbol, product, copied, held, standing }: ReconciledReply): Cell[] {
  const { says, style } = STANDINGS[standing];
  return [
    cell(toSafeText(`${exchange}:${symbol}`)),
    cell(product),
    cell(copied),
    cell(held),
    cell(says, style),
  ];
}

/** Whose ledger it is, where no engine runs. */
export function formatSource({ engine, behind }: Pick<ReconcileReply, 'engine' | 'behind'>): string[] {
  if (engine === 'running') return [];
  const since = behind === null ? '' : `; it is behind, for ${toSafeText(behind, 400)}`;
  return [`No engine runs here: these are the copies in the journal of the last one${since}.`];
}

/** What is offered, a line each. */
export function formatOffers(offers: readonly OfferReply[]): string[] {
  return offers.map((offer) => `  ${toSafeText(offer.follower)}: ${sayOffer(offer)}`);
}

function sayOffer({ kind, exchange, symbol, product, units }: OfferReply): string {
  const what = `${units} ${toSafeText(`${exchange}:${symbol}`)} (${product})`;
  switch (kind) {
    case 'close':
      return `an order that closes ${what}, no more than the account holds`;
    case 'forget':
      return `no order: ${what} are no longer counted as copies, for somebody has sold or bought them by hand`;
    case 'adopt':
      return `no order: ${what} are copies from now on, and go when the master's go`;
  }
}
