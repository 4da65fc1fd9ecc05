/** The intents, and the rule that guards them: never two that live or are complete for the same slice of a copy. */
import assert from 'node:assert/strict';
import {
  canBecome,
  changeIntent,
  hasEnded,
  INTENT_STATES,
  type Intent,
  type IntentAmendment,
  type IntentChange,
  type IntentState,
  type MarkedIntent,
  type NewIntent,
} from './intent.ts';
import { assertDecimal, assertUnits, fromIntentRow, INTENT_COLUMNS, toIntentValues } from './intent-row.ts';
import type { JournalDatabase } from './journal-database.ts';
import { JournalError } from './journal-error.ts';
import { readNullableInteger, readText } from './row.ts';
import type { WaitingIntents } from './waiting-intents.ts';

const LIVE = isOneOf(INTENT_STATES.filter((state) => !hasEnded(state)));
const UNSETTLED = isOneOf(['planned', 'sending', 'unknown']);
const AMENDABLE: readonly IntentState[] = ['accepted', 'open', 'unknown'];
/** Left to itself, SQLite reads all rows in order rather than sort the few that live: seconds at a million. */
const LIVE_INTENTS = 'intents INDEXED BY live_intents';
/** That of recording: the machine's clock may have stepped between them. */
const IN_ORDER = 'ORDER BY rowid';

/** Names a copy, and its day. */
export type CopyOfDay = Pick<Intent, 'day' | 'orderKey' | 'follower' | 'revision'>;

export class IntentTable {
  readonly #db: JournalDatabase;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(db: JournalDatabase) {
    this.#db = db;
    this.#statements = prepareStatements(db);
  }

  /** To be called in a transaction, after `assertNew`. */
  insert(intent: NewIntent, decisionId: number | null): void {
    this.#db.run(this.#statements.insert, ...toIntentValues(intent, decisionId));
  }

  /**
   * @param waiting intents that are recorded and not in the table yet
   * @throws JournalError `DUPLICATE_INTENT`
   */
  assertNew(intents: readonly NewIntent[], waiting: WaitingIntents): void {
    if (intents.length === 0) return;
    const repeated = waiting.findRepeated(intents);
    if (repeated !== null) throw this.#duplicate(repeated.tag, repeated.tag, 'planned');
    const standing = this.#findSameTag(intents) ?? this.#findSameSlice(intents);
    if (standing === undefined) return;
    const { tag, state } = fromIntentRow(standing);
    throw this.#duplicate(readText(standing, 'new_tag'), tag, state);
  }

  #findSameTag(intents: readonly NewIntent[]): unknown {
    return this.#db.get(this.#statements.findSameTag, JSON.stringify(intents.map(({ tag }) => tag)));
  }

  /** Most orders are the first of their master order: then there is none to compare with. */
  #findSameSlice(intents: readonly NewIntent[]): unknown {
    const orders = new Set(intents.map(({ orderKey }) => orderKey));
    const isKnown = new Map(
      [...orders].map((key) => [key, this.#db.get(this.#statements.findOrder, key) !== undefined]),
    );
    const compared = intents.filter(({ orderKey }) => isKnown.get(orderKey));
    if (compared.length === 0) return undefined;
    const keys = compared.map(({ tag, orderKey, follower, revision, slice, day }) => [
      tag,
      orderKey,
      follower,
      revision,
      slice,
      day,
    ]);
    return this.#db.get(this.#statements.findSameSlice, JSON.stringify(keys));
  }

  #duplicate(tag: string, standing: string, state: IntentState): JournalError {
    return new JournalError('DUPLICATE_INTENT', this.#db.path, `${tag} would repeat ${standing} (${state})`);
  }

  /** In their order. Asked and written in one statement each: one a change costs a hundred exits 20 ms before they leave. */
  mark(changes: readonly MarkedIntent[]): readonly Intent[] {
    const known = this.#findAll(changes.map(({ tag }) => tag));
    const marked = changes.map(({ tag, change }) => {
      const after = changed(tag, known.get(tag), change);
      known.set(tag, after);
      return after;
    });
    const rows = [...known.values()].map((intent) => [
      intent.tag,
      intent.state,
      intent.orderId,
      intent.uniqueOrderId,
      intent.filledQuantity,
      intent.averagePrice,
      intent.brokerCode,
      intent.brokerText,
      intent.updatedAtMs,
    ]);
    this.#db.run(this.#statements.update, JSON.stringify(rows));
    return marked;
  }

  #findAll(tags: readonly string[]): Map<string, Intent> {
    const rows = this.#db.all(this.#statements.findAll, JSON.stringify(tags));
    return new Map(rows.map(fromIntentRow).map((intent) => [intent.tag, intent] as const));
  }

  adjustQuantity(tag: string, quantity: number, atMs: number): Intent {
    const before = this.#requirePlanned(tag);
    assert(quantity <= before.quantity, `intent ${tag} is for ${before.quantity}, which ${quantity} exceeds`);
    return this.#rewrite({ ...before, quantity, updatedAtMs: atMs });
  }

  adjustPrice(tag: string, price: string, atMs: number): Intent {
    return this.#rewrite({ ...this.#requirePlanned(tag), price, updatedAtMs: atMs });
  }

  #requirePlanned(tag: string): Intent {
    const intent = this.require(tag);
    assert(intent.state === 'planned', `intent ${tag} is ${intent.state}: it is no longer ours to change`);
    return intent;
  }

  amend(tag: string, amendment: IntentAmendment): Intent {
    const before = this.require(tag);
    assert(
      AMENDABLE.includes(before.state),
      `intent ${tag} is ${before.state}: no modification can have met it`,
    );
    return this.#rewrite({
      ...before,
      quantity: amendment.quantity ?? before.quantity,
      orderType: amendment.orderType ?? before.orderType,
      price: amendment.price === undefined ? before.price : amendment.price,
      triggerPrice: amendment.triggerPrice === undefined ? before.triggerPrice : amendment.triggerPrice,
      updatedAtMs: amendment.atMs,
    });
  }

  #rewrite(intent: Intent): Intent {
    assertUnits(intent.quantity);
    assertDecimal(intent.price);
    assertDecimal(intent.triggerPrice);
    this.#db.run(
      this.#statements.amend,
      intent.quantity,
      intent.orderType,
      intent.price,
      intent.triggerPrice,
      intent.updatedAtMs,
      intent.tag,
    );
    return intent;
  }

  find(tag: string): Intent | null {
    const row = this.#db.get(this.#statements.find, tag);
    return row === undefined ? null : fromIntentRow(row);
  }

  require(tag: string): Intent {
    const intent = this.find(tag);
    assert(intent !== null, `there is no intent ${tag}`);
    return intent;
  }

  live(follower: string | null): readonly Intent[] {
    return this.#db.all(this.#statements.live, follower, follower).map(fromIntentRow);
  }

  unsettled(): readonly Intent[] {
    return this.#db.all(this.#statements.unsettled).map(fromIntentRow);
  }

  ofCopy(orderKey: string, follower: string, revision: number): readonly Intent[] {
    return this.#db.all(this.#statements.ofCopy, orderKey, follower, revision).map(fromIntentRow);
  }

  rankOfCopy(orderKey: string, follower: string, revision: number): number | null {
    return readNullableInteger(
      this.#db.get(this.#statements.rankOfCopy, orderKey, follower, revision),
      'rank',
    );
  }

  filledAfter({ day, orderKey, follower, revision }: CopyOfDay): readonly Intent[] {
    return this.#db
      .all(this.#statements.filledAfter, day, follower, orderKey, follower, revision)
      .map(fromIntentRow);
  }

  ofDay(day: number): readonly Intent[] {
    return this.#db.all(this.#statements.ofDay, day).map(fromIntentRow);
  }
}

/** @throws an assertion error where there is no such intent, or the change is none that can be */
function changed(tag: string, before: Intent | undefined, change: IntentChange): Intent {
  assert(before !== undefined, `there is no intent ${tag}`);
  const after = changeIntent(before, change);
  assert(
    canBecome(before.state, after.state),
    `intent ${tag} cannot go from ${before.state} to ${after.state}`,
  );
  assert(
    Number.isSafeInteger(after.filledQuantity) && after.filledQuantity >= before.filledQuantity,
    `intent ${tag} cannot have filled ${after.filledQuantity} after ${before.filledQuantity}`,
  );
  assertDecimal(after.averagePrice);
  return after;
}

function prepareStatements(db: JournalDatabase) {
  const places = INTENT_COLUMNS.map(() => '?').join(', ');
  return {
    insert: db.prepare(`INSERT INTO intents (${INTENT_COLUMNS.join(', ')}) VALUES (${places})`),
    findSameTag: db.prepare(
      `SELECT intents.*, new.value AS new_tag FROM json_each(?) AS new
         JOIN intents ON intents.tag = new.value LIMIT 1`,
    ),
    findOrder: db.prepare('SELECT 1 FROM intents WHERE order_key = ? LIMIT 1'),
    // What ended without filling in full may be tried again, or its rest be sent, under another tag.
    findSameSlice: db.prepare(
      `SELECT intents.*, new.value ->> 0 AS new_tag FROM json_each(?) AS new
         JOIN intents ON order_key = new.value ->> 1 AND follower = new.value ->> 2
           AND revision = new.value ->> 3 AND slice = new.value ->> 4
         WHERE day = new.value ->> 5 AND (${LIVE} OR state = 'complete')
       LIMIT 1`,
    ),
    update: db.prepare(
      `UPDATE intents SET state = value ->> 1, order_id = value ->> 2, unique_order_id = value ->> 3,
         filled_quantity = value ->> 4, average_price = value ->> 5, broker_code = value ->> 6,
         broker_text = value ->> 7, updated_at_ms = value ->> 8
         FROM json_each(?) WHERE tag = value ->> 0`,
    ),
    amend: db.prepare(
      `UPDATE intents SET quantity = ?, order_type = ?, price = ?, trigger_price = ?, updated_at_ms = ?
         WHERE tag = ?`,
    ),
    find: db.prepare('SELECT * FROM intents WHERE tag = ?'),
    findAll: db.prepare('SELECT intents.* FROM json_each(?) CROSS JOIN intents WHERE tag = value'),
    live: db.prepare(
      `SELECT * FROM ${LIVE_INTENTS} WHERE ${LIVE} AND (? IS NULL OR follower = ?) ${IN_ORDER}`,
    ),
    // Both conditions: the first is the index's own.
    unsettled: db.prepare(`SELECT * FROM ${LIVE_INTENTS} WHERE ${LIVE} AND ${UNSETTLED} ${IN_ORDER}`),
    ofCopy: db.prepare(
      `SELECT * FROM intents WHERE order_key = ? AND follower = ? AND revision = ? ${IN_ORDER}`,
    ),
    rankOfCopy: db.prepare(
      'SELECT min(rowid) AS rank FROM intents WHERE order_key = ? AND follower = ? AND revision = ?',
    ),
    filledAfter: db.prepare(
      `SELECT * FROM intents WHERE day = ? AND follower = ? AND filled_quantity > 0 AND rowid >
         (SELECT min(rowid) FROM intents WHERE order_key = ? AND follower = ? AND revision = ?) ${IN_ORDER}`,
    ),
    ofDay: db.prepare(`SELECT * FROM intents WHERE day = ? ${IN_ORDER}`),
  };
}

function isOneOf(states: readonly IntentState[]): string {
  return `state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}
