/** Looks for damage in the file of a journal. */
import Database from 'libsql';
import { JournalError } from './journal-error.ts';
import { readText } from './row.ts';

/** What a start reads whole; the others only grow, and are looked up by their indices. */
export const START_TABLES = ['inputs', 'snapshots', 'snapshot_parts', 'decided'] as const;

/**
 * @param tables null: all of them, and the file's own lists; every page is read then (two seconds a gigabyte and more)
 * @returns SQLite's words, or null where nothing is wrong
 */
export function findDamage(db: Database.Database, tables: readonly string[] | null): string | null {
  for (const what of tables ?? ['1']) {
    const found = readText(db.prepare(`PRAGMA quick_check(${what})`).get(), 'quick_check');
    if (found !== 'ok') return found;
  }
  return null;
}

/** Reads the whole file through a connection of its own, which writes nothing. */
export function findDamageInFile(path: string): string | null {
  const db = new Database(path, { readonly: true });
  try {
    return findDamage(db, null);
  } finally {
    db.close();
  }
}

export function damagedFile(path: string, damage: string): JournalError {
  return new JournalError('JOURNAL_CORRUPT', path, `the file is damaged: ${damage}`);
}
