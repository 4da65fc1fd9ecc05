import type { Book } from '../../core/book/book.ts';
import { endsWithTheDay } from '../../core/book/day-change.ts';
import type { IstDay } from '../../core/ist-time.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';

const NAMED = 10;

export interface DescribedOn {
  readonly today: IstDay;
  readonly instruments: InstrumentMaster;
}

/** What a follower's copies hold, as a list in words, less what ended with the book's day; null: nothing. */
export function describeCopies(book: Book, follower: string, on: DescribedOn): string | null {
  const isOver = book.day !== null && book.day < on.today;
  const held = [...book.holdings.values()].flatMap((holding) => {
    const { instrument, product, copied } = holding;
    const quantity = copied.get(follower)?.quantity ?? 0;
    if (quantity === 0 || (isOver && endsWithTheDay(holding, on.today, on.instruments))) return [];
    return [`${quantity} ${instrument.tradingSymbol} (${product})`];
  });
  if (held.length === 0)
    return hasOpenCopies(book, follower) && !isOver ? 'orders whose end is not known' : null;
  const more = held.length > NAMED ? ` and ${held.length - NAMED} more positions` : '';
  return `${held.slice(0, NAMED).join(', ')}${more}`;
}

function hasOpenCopies({ openCopies }: Book, name: string): boolean {
  return [...openCopies.values()].some(({ follower }) => follower === name);
}
