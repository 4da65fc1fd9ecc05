import type { JournalDatabase } from './journal-database.ts';

/**
 * Gives decisions and intents of followers to other names. To be called in a transaction.
 * @param moves new names by old ones; two may change places
 */
export function moveFollowers(db: JournalDatabase, moves: ReadonlyMap<string, string>): void {
  const names = JSON.stringify(Object.fromEntries(moves));
  for (const table of ['decisions', 'intents'] as const) {
    const statement = db.prepare(
      `UPDATE ${table} SET follower = (SELECT value FROM json_each(?) WHERE key = follower)
         WHERE follower IN (SELECT key FROM json_each(?))`,
    );
    db.run(statement, names, names);
  }
}
