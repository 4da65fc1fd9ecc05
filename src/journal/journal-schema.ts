/**
 * The journal's tables, as migrations: the n-th brings a journal of version n − 1 to version n. A migration that
 * was released is never changed; `docs/journal-format.md` describes the outcome.
 */

/** `ctjn`: tells a journal from any other SQLite database. */
export const APPLICATION_ID = 0x63746a6e;

export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE inputs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    after_sequence INTEGER NOT NULL,
    body TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_key TEXT NOT NULL,
    follower TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    body TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX decisions_of_order ON decisions (order_key, follower, revision);

  CREATE TABLE intents (
    tag TEXT PRIMARY KEY NOT NULL CHECK (tag <> ''),
    decision_id INTEGER REFERENCES decisions (id),
    day INTEGER NOT NULL,
    follower TEXT NOT NULL,
    order_key TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    slice INTEGER NOT NULL CHECK (slice >= 0),
    effect TEXT NOT NULL CHECK (effect IN ('entry', 'exit', 'other_side')),
    exchange TEXT NOT NULL,
    symbol_token TEXT,
    trading_symbol TEXT NOT NULL,
    product TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
    order_type TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price TEXT,
    trigger_price TEXT,
    planned_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'dropped', 'sending', 'accepted', 'refused', 'unknown',
      'open', 'complete', 'cancelled', 'rejected')),
    order_id TEXT,
    unique_order_id TEXT,
    filled_quantity INTEGER NOT NULL DEFAULT 0 CHECK (filled_quantity >= 0),
    average_price TEXT,
    broker_code TEXT,
    broker_text TEXT,
    updated_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX intents_of_copy ON intents (order_key, follower, revision, slice);
  CREATE INDEX intents_of_day ON intents (day);
  CREATE INDEX live_intents ON intents (follower)
    WHERE state IN ('planned', 'sending', 'accepted', 'unknown', 'open');
  `,
  `
  -- What was decided, whole, in one row: durable before the first byte leaves. It is taken apart into its decisions
  -- and intents once the orders are on their way, or when the journal is next opened.
  CREATE TABLE decided (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- What of a snapshot stays as it is from one to the next is written once, beside them.
  CREATE TABLE snapshot_parts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL
  ) STRICT;
  ALTER TABLE snapshots ADD COLUMN parts_after INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE snapshots ADD COLUMN parts_until INTEGER NOT NULL DEFAULT 0;
  `,
];
