/** Section 3: which rows are one order, which are one instrument. */
import { type Facts, type Raw, readFacts, text } from './instrument-facts.ts';
import type { Plan } from './placed.ts';
import type { Reading, Row } from './reading.ts';

/** What is known of one master order. */
export interface Order {
  /** "in the order first seen": 0 is the first. */
  readonly seenAs: number;
  /** 4.4 (1): own copies and robo orders are answered once, when first seen; null for all others. */
  readonly unsupported: 'OWN_COPY' | 'UNSUPPORTED_VARIETY' | null;
  /** "as of its last row". */
  last: Reading;
  /** "the most ever seen of it". */
  filled: number;
  /** "Once terminal, always terminal". */
  ended: boolean;
  /** Opening that waits for the order to end. */
  waiting: number;
  /** Opening that waited and was used up by reductions of other orders. */
  usedUp: number;
  /** "the order's opening so far", decided or being decided. */
  opened: number;
  /** Where it is copied while it rests. */
  plan: Plan | null;
  /** By follower: what entries of this order copied. */
  readonly copied: Map<string, number>;
  /** By follower. */
  readonly revisions: Map<string, number>;
}

/** 4.4 (1): "The order's tag is the tool's own (`ct` and 13 of `0-9a-z`) → `OWN_COPY`. Variety robo → …" */
function unsupported(row: Row): Order['unsupported'] {
  if (/^ct[0-9a-z]{13}$/.test(row.tag)) return 'OWN_COPY';
  return row.variety === 'robo' ? 'UNSUPPORTED_VARIETY' : null;
}

/**
 * "An order is its `orderid`; rows that share a known `uniqueorderid` are one order, whatever their ids."
 * AMBIGUOUS (1): where a row names two orders that were told apart until then, it is the one of its uniqueorderid.
 */
export class Orders {
  readonly #byId = new Map<string, Order>();
  readonly #byUniqueId = new Map<string, Order>();
  readonly all: Order[] = [];

  /** The row's order, and whether this is the first row of it. */
  find(row: Reading): { order: Order; firstSeen: boolean } {
    const unique = row.uniqueOrderId === '' ? undefined : this.#byUniqueId.get(row.uniqueOrderId);
    const known = unique ?? this.#byId.get(row.orderId);
    const order = known ?? this.#add(row);
    this.#byId.set(row.orderId, order);
    if (row.uniqueOrderId !== '') this.#byUniqueId.set(row.uniqueOrderId, order);
    return { order, firstSeen: known === undefined };
  }

  #add(row: Reading): Order {
    const order: Order = {
      seenAs: this.all.length,
      unsupported: unsupported(row),
      last: row,
      filled: 0,
      ended: false,
      waiting: 0,
      usedUp: 0,
      opened: 0,
      plan: null,
      copied: new Map(),
      revisions: new Map(),
    };
    this.all.push(order);
    return order;
  }
}

/**
 * "An instrument is (`exchange`, `symboltoken`), or (`exchange`, `tradingsymbol`) where no token is given; a token and a
 * symbol once seen together are one instrument."
 * AMBIGUOUS (2): the instrument master and the opening positions count as seeing them together; where a row names two
 * instruments that were told apart until then, it is the one of its token.
 */
export class Instruments {
  readonly #names = new Map<string, string>();
  readonly #masterRecords = new Map<string, Raw>();

  constructor(instruments: readonly unknown[]) {
    for (const record of instruments) {
      const raw = record as Raw;
      const id = this.identify(text(raw.exch_seg).toUpperCase(), text(raw.token), text(raw.symbol));
      if (!this.#masterRecords.has(id)) this.#masterRecords.set(id, raw);
    }
  }

  identify(exchange: string, token: string, symbol: string): string {
    const byToken = `${exchange} token ${token}`;
    const bySymbol = `${exchange} symbol ${symbol.toUpperCase()}`;
    const id =
      (token === '' ? undefined : this.#names.get(byToken)) ??
      this.#names.get(bySymbol) ??
      (token === '' ? bySymbol : byToken);
    if (token !== '') this.#names.set(byToken, id);
    if (symbol !== '') this.#names.set(bySymbol, id);
    return id;
  }

  /** AMBIGUOUS (3): what the row does not say (a lot size) is not taken from other rows of the instrument. */
  facts(raw: Raw, exchange: string, symbol: string, id: string): Facts {
    return readFacts(raw, exchange, symbol, this.#masterRecords.get(id) ?? null);
  }
}
