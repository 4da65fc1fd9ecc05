/**
 * Which account each name of the state is: told apart by a keyed hash of the client code, so that the journal holds no
 * client code. It keeps the code from being read off; who has the journal and tries all codes there are can find it.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { LedgerMoves } from '../../core/book/move-ledgers.ts';

/** As the journal keeps it. */
export interface SavedAccounts {
  /** Hex, of this journal alone. */
  readonly salt: string;
  /** Hashes by name; `master`, or a follower's. */
  readonly of: Readonly<Record<string, string>>;
}

/** A follower and the account that its name means now. */
export interface NamedAccount {
  readonly name: string;
  readonly clientCode: string;
}

const SALT_BYTES = 16;
const HASH_LENGTH = 32;
/** Of the hash: what tells ledgers that wait for their account apart. No follower's name in a file may hold an `@`. */
const MARK_LENGTH = 8;
const UNKNOWN_MARK = 'before';

export class AccountNames {
  readonly #salt: string;
  readonly #hashes: Map<string, string>;

  /** @param saved null: of a new journal, or of one that was written before accounts were told apart */
  constructor(saved: SavedAccounts | null) {
    this.#salt = saved?.salt ?? randomBytes(SALT_BYTES).toString('hex');
    this.#hashes = new Map(Object.entries(saved?.of ?? {}));
  }

  get saved(): SavedAccounts {
    return { salt: this.#salt, of: Object.fromEntries(this.#hashes) };
  }

  /** Whether the name is known to have meant another account. */
  isOther({ name, clientCode }: NamedAccount): boolean {
    const known = this.#hashes.get(name);
    return known !== undefined && known !== this.#hashOf(clientCode);
  }

  /** The name under which the account is known; null where it is not. */
  nameOf(clientCode: string): string | null {
    const hash = this.#hashOf(clientCode);
    return [...this.#hashes].find(([, known]) => known === hash)?.[0] ?? null;
  }

  /** The account has this name from now on, and no other. */
  note({ name, clientCode }: NamedAccount): void {
    const before = this.nameOf(clientCode);
    if (before !== null) this.#hashes.delete(before);
    this.#hashes.set(name, this.#hashOf(clientCode));
  }

  /**
   * Where ledgers have to go so that each stays with its account: under the name that this has now, or under one of
   * nobody's where its own name means another account now. From then on the names are known as they are now.
   * @param opened the accounts that are used from now on
   */
  settle(opened: readonly NamedAccount[]): LedgerMoves {
    const hashes = new Map(opened.map((one) => [one.name, this.#hashOf(one.clientCode)] as const));
    const nameNow = new Map([...hashes].map(([name, hash]) => [hash, name] as const));
    const moves = new Map<string, string>();
    for (const [name, hash] of this.#hashes) {
      if (name === 'master') continue;
      const to = nameNow.get(hash) ?? (hashes.has(name) ? `${name}@${hash.slice(0, MARK_LENGTH)}` : name);
      if (to !== name) moves.set(name, to);
    }
    // One whose account was not known has to make room as well.
    for (const name of [...moves.values()])
      if (hashes.has(name) && !this.#hashes.has(name)) moves.set(name, `${name}@${UNKNOWN_MARK}`);
    const known = [...moves].map(([from, to]) => [to, this.#hashes.get(from)] as const);
    for (const name of moves.keys()) this.#hashes.delete(name);
    for (const [name, hash] of [...known, ...hashes]) if (hash !== undefined) this.#hashes.set(name, hash);
    return moves;
  }

  /** A client code is one in letters of any case. */
  #hashOf(clientCode: string): string {
    const hash = createHmac('sha256', Buffer.from(this.#salt, 'hex')).update(clientCode.toUpperCase());
    return hash.digest('hex').slice(0, HASH_LENGTH);
  }
}

/** Whether it is a ledger that waits for its account. */
export function isWaitingName(name: string): boolean {
  return name.includes('@');
}
