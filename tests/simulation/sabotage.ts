/** What a copier without one of its precautions would do. Only here: the engine knows nothing of it. */
import type {
  BrokerAccount,
  OrderReading,
  OrderTicket,
  Reading,
  SendOutcome,
} from '../../src/brokers/port.ts';
import type { DecisionEntry, JournalNews } from '../../src/journal/journal.ts';
import { MortalJournal } from './mortal-files.ts';

export const SABOTAGES = [
  /** Orders leave before their intents are in the journal. */
  'no_durable_intent',
  /** What brought no answer is sent again at once, and not looked up. */
  'no_look_up',
  /** An order is known by its looks (symbol, side, quantity), not by its tag. */
  'no_tag_check',
  /** Exits leave as they were decided, whatever the account holds and the entries brought. */
  'no_exit_clamp',
  /** The master's book is not read again after the start. */
  'no_poll',
  /** What people say, and who is narrowed, is in the journal only once a snapshot is. */
  'no_durable_steering',
] as const;
export type Sabotage = (typeof SABOTAGES)[number];

/** Decisions wait in memory until something else is written: a crash loses them, and the orders are out. */
class ForgetfulJournal extends MortalJournal {
  #late: DecisionEntry[] = [];

  override recordDecision(entry: DecisionEntry): void {
    this.#late.push(entry);
  }

  override takeApart(): void {
    // The constructor of the journal itself calls before there is anything.
    if (#late in this) this.#catchUp();
    super.takeApart();
  }

  #catchUp(): void {
    const late = this.#late;
    this.#late = [];
    for (const entry of late) super.recordDecision(entry);
  }
}

/** Steering is not written as it comes: a crash brings back what was said before. */
class UnsteeredJournal extends MortalJournal {
  override appendNews(news: JournalNews): void {
    super.appendNews({ ...news, inputs: news.inputs.filter(({ body }) => !STEERING.test(body)) });
  }
}

const STEERING = /^\{"type":"steer"/;

export function journalOf(sabotage: Sabotage | null): typeof MortalJournal {
  if (sabotage === 'no_durable_intent') return ForgetfulJournal;
  return sabotage === 'no_durable_steering' ? UnsteeredJournal : MortalJournal;
}

export interface Sabotaged {
  readonly sabotage: Sabotage | null;
  readonly role: string;
  /** Units that an intent was planned with. */
  readonly plannedOf: (tag: string) => number | null;
}

export function sabotageAccount(account: BrokerAccount, sabotaged: Sabotaged): BrokerAccount {
  const { role, sabotage } = sabotaged;
  if (role === 'master') return sabotage === 'no_poll' ? withoutPoll(account) : account;
  switch (sabotage) {
    case 'no_look_up':
      return sendingAgain(account);
    case 'no_tag_check':
      return goingByLooks(account);
    case 'no_exit_clamp':
      return unclamped(account, sabotaged);
    default:
      return account;
  }
}

type Changes = Partial<Pick<BrokerAccount, 'placeOrder' | 'readOrderBook' | 'openOrderFeed'>>;

function changed(account: BrokerAccount, changes: Changes): BrokerAccount {
  return {
    capabilities: account.capabilities,
    clientCode: account.clientCode,
    get clockSkewMs() {
      return account.clockSkewMs;
    },
    login: (signal) => account.login(signal),
    logout: (signal) => account.logout(signal),
    readOrderBook: (signal) => account.readOrderBook(signal),
    readPositions: (signal) => account.readPositions(signal),
    readHoldings: (signal) => account.readHoldings(signal),
    readFunds: (signal) => account.readFunds(signal),
    readPrices: (instruments, signal) => account.readPrices(instruments, signal),
    placeOrder: (ticket, signal) => account.placeOrder(ticket, signal),
    modifyOrder: (orderId, ticket, signal) => account.modifyOrder(orderId, ticket, signal),
    cancelOrder: (orderId, ticket, signal) => account.cancelOrder(orderId, ticket, signal),
    openOrderFeed: (events) => account.openOrderFeed(events),
    close: () => account.close(),
    ...changes,
  };
}

function sendingAgain(account: BrokerAccount): BrokerAccount {
  return changed(account, {
    placeOrder: async (ticket, signal) => {
      const outcome = await account.placeOrder(ticket, signal);
      return outcome.kind === 'unknown' ? account.placeOrder(ticket, signal) : outcome;
    },
  });
}

function goingByLooks(account: BrokerAccount): BrokerAccount {
  const inDoubt: OrderTicket[] = [];
  return changed(account, {
    placeOrder: async (ticket, signal): Promise<SendOutcome> => {
      const outcome = await account.placeOrder(ticket, signal);
      if (outcome.kind === 'unknown') inDoubt.push(ticket);
      return outcome;
    },
    readOrderBook: async (signal): Promise<Reading<readonly OrderReading[]>> => {
      const book = await account.readOrderBook(signal);
      if (!book.ok) return book;
      const rows = inDoubt.flatMap((ticket) => {
        const like = book.value.find((row) => row.ok && looksLike(row.order, ticket));
        return like?.ok ? [{ ...like, order: { ...like.order, tag: ticket.tag } }] : [];
      });
      return { ok: true, value: [...book.value, ...rows] };
    },
  });
}

function looksLike(
  order: Extract<OrderReading, { ok: true }>['order'],
  { tradingSymbol, side, quantity }: OrderTicket,
): boolean {
  return order.tradingSymbol === tradingSymbol && order.side === side && order.quantity === quantity;
}

function unclamped(account: BrokerAccount, { plannedOf }: Sabotaged): BrokerAccount {
  return changed(account, {
    placeOrder: (ticket, signal) =>
      account.placeOrder({ ...ticket, quantity: plannedOf(ticket.tag) ?? ticket.quantity }, signal),
  });
}

function withoutPoll(account: BrokerAccount): BrokerAccount {
  let last: Reading<readonly OrderReading[]> | null = null;
  let hasStarted = false;
  return changed(account, {
    openOrderFeed: (events) => {
      hasStarted = true;
      return account.openOrderFeed(events);
    },
    readOrderBook: async (signal) => {
      if (!hasStarted || last === null) last = await account.readOrderBook(signal);
      return last;
    },
  });
}
