/** Compares what came of the session with what was to come of it: decisions, followers' books, positions. */
import type { AccountHand } from '../simulator/accounts/account-hand.ts';
import { FOLLOWERS, type FollowerName, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';

export type AccountName = 'master' | FollowerName;
export type Accounts = Readonly<Record<AccountName, AccountHand>>;

/** What the accounts hold of one instrument in the end, in units. */
export interface Holding {
  readonly symbol: string;
  readonly held: Readonly<Record<AccountName, number>>;
  /** Whether that is what was to come of the session. */
  readonly isAsExpected: boolean;
}

const NAMES: readonly AccountName[] = ['master', ...FOLLOWERS];

/** @returns what differs, in sentences */
export function checkSession(scenes: readonly Scene[], stage: Stage, accounts: Accounts): string[] {
  const made = stage.decisions.map((one) =>
    describe(one.follower, { ...one, text: `${one.reason} ${one.quantity}` }),
  );
  const toBeMade = scenes.flatMap(({ expected }) =>
    FOLLOWERS.map((name) =>
      describe(name, { ...expected, text: `${expected.reason} ${expected.copies[name]}` }),
    ),
  );
  return [
    ...compare('decision', toBeMade, made),
    ...FOLLOWERS.flatMap((name) => compare('order', ordersToBe(name, scenes), ordersOf(name, accounts))),
    ...stage.events.flatMap((event) =>
      event.type === 'escalation' ? [`${event.account}: ${event.text}`] : [],
    ),
  ];
}

/** Every instrument of the session, in its order. */
export function compareHoldings(scenes: readonly Scene[], accounts: Accounts): Holding[] {
  const symbols = [...new Set(scenes.map(({ expected }) => expected.symbol))];
  return symbols.map((symbol) => {
    const held = forEachAccount((name) => netOf(accounts[name], symbol));
    const toBe = forEachAccount((name) => netToBe(name, symbol, scenes));
    return { symbol, held, isAsExpected: NAMES.every((name) => held[name] === toBe[name]) };
  });
}

function forEachAccount(quantityOf: (name: AccountName) => number): Record<AccountName, number> {
  return {
    master: quantityOf('master'),
    follower1: quantityOf('follower1'),
    follower2: quantityOf('follower2'),
  };
}

function describe(
  follower: string,
  { side, symbol, text }: { readonly side: string; readonly symbol: string; readonly text: string },
): string {
  return `${follower} ${side} ${symbol}: ${text}`;
}

function ordersToBe(name: FollowerName, scenes: readonly Scene[]): string[] {
  return scenes.flatMap(({ expected }) => {
    const quantity = expected.copies[name];
    return quantity === 0
      ? []
      : [describe(name, { ...expected, text: `${quantity} of ${quantity}, complete` })];
  });
}

/** As the broker has them: what the engine believes proves nothing. */
function ordersOf(name: FollowerName, accounts: Accounts): string[] {
  return accounts[name].orderBook().map((row) =>
    describe(name, {
      side: row.transactiontype.toLowerCase(),
      symbol: row.tradingsymbol,
      text: `${row.filledshares} of ${row.quantity}, ${row.orderstatus}`,
    }),
  );
}

/** Each as often as it was expected, in whatever order. */
function compare(noun: string, expected: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  const missing = expected.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((one) => `a missing ${noun}: ${one}`),
    ...left.map((one) => `an unexpected ${noun}: ${one}`),
  ];
}

function netOf(account: AccountHand, symbol: string): number {
  return account
    .positions()
    .filter(({ tradingsymbol }) => tradingsymbol === symbol)
    .reduce((sum, { netqty }) => sum + Number(netqty), 0);
}

function netToBe(name: AccountName, symbol: string, scenes: readonly Scene[]): number {
  return scenes
    .filter(({ expected }) => expected.symbol === symbol)
    .reduce((sum, { expected }) => {
      const quantity = name === 'master' ? expected.masterFills : expected.copies[name];
      return sum + (expected.side === 'buy' ? quantity : -quantity);
    }, 0);
}
