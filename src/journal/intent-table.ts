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
  type NewIntent,
} from './intent.ts';
import { assertDecimal, assertUnits, fromIntentRow, INTENT_COLUMNS, toIntentValues } from './intent-row.ts';
import type { JournalDatabase } from './journal-database.ts';
import { JournalError } from './journal-error.ts';
import { readText } from './row.ts';

const LIVE = isOneOf(INTENT_STATES.filter((state) => !hasEnded(state)));
const UNSETTLED = isOneOf(['planned', 'sending', 'unknown']);
const AMENDABLE: readonly IntentState[] = ['accepted', 'open', 'unknown'];
const IN_ORDER = 'ORDER BY planned_at_ms, rowid';

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
  assertNew(intents: readonly NewIntent[], waiting: readonly NewIntent[]): void {
    if (intents.length === 0) return;
    const [tags, slices] = [new Set<string>(), new Set<string>()];
    for (const { tag, ...slice } of waiting) {
      tags.add(tag);
      slices.add(sliceKey(slice));
    }
    for (const intent of intents) {
      if (tags.has(intent.tag) || slices.has(sliceKey(intent)))
        throw this.#duplicate(intent.tag, intent.tag, 'planned');
      tags.add(intent.tag);
      slices.add(sliceKey(intent));
    }
    const keys = intents.map((one) => [
      one.tag,
      one.orderKey,
      one.follower,
      one.revision,
      one.slice,
      one.day,
    ]);
    const standing = this.#db.get(this.#statements.findStanding, JSON.stringify(keys));
    if (standing === undefined) return;
    const { tag, state } = fromIntentRow(standing);
    throw this.#duplicate(readText(standing, 'new_tag'), tag, state);
  }

  #duplicate(tag: string, standing: string, state: IntentState): JournalError {
    return new JournalError('DUPLICATE_INTENT', this.#db.path, `${tag} would repeat ${standing} (${state})`);
  }

  mark(tag: string, change: IntentChange): Intent {
    const before = this.require(tag);
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
    this.#db.run(
      this.#statements.update,
      after.state,
      after.orderId,
      after.uniqueOrderId,
      after.filledQuantity,
      after.averagePrice,
      after.brokerCode,
      after.brokerText,
      after.updatedAtMs,
      tag,
    );
    return after;
  }

  adjustQuantity(tag: string, quantity: number, atMs: number): Intent {
    const before = this.require(tag);
    assert(
      before.state === 'planned',
      `intent ${tag} is ${before.state}: its quantity is no longer ours to set`,
    );
    assert(quantity <= before.quantity, `intent ${tag} is for ${before.quantity}, which ${quantity} exceeds`);
    return this.#rewrite({ ...before, quantity, updatedAtMs: atMs });
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

  ofDay(day: number): readonly Intent[] {
    return this.#db.all(this.#statements.ofDay, day).map(fromIntentRow);
  }
}

function prepareStatements(db: JournalDatabase) {
  const places = INTENT_COLUMNS.map(() => '?').join(', ');
  return {
    insert: db.prepare(`INSERT INTO intents (${INTENT_COLUMNS.join(', ')}) VALUES (${places})`),
    // What ended without filling in full may be tried again, or its rest be sent, under another tag.
    findStanding: db.prepare(
      `SELECT intents.*, new.value ->> 0 AS new_tag FROM json_each(?) AS new
         JOIN intents ON intents.tag = new.value ->> 0
       UNION ALL
       SELECT intents.*, new.value ->> 0 AS new_tag FROM json_each(?1) AS new
         JOIN intents ON order_key = new.value ->> 1 AND follower = new.value ->> 2
           AND revision = new.value ->> 3 AND slice = new.value ->> 4
         WHERE day = new.value ->> 5 AND (${LIVE} OR state = 'complete')
       LIMIT 1`,
    ),
    update: db.prepare(
      `UPDATE intents SET state = ?, order_id = ?, unique_order_id = ?, filled_quantity = ?, average_price = ?,
         broker_code = ?, broker_text = ?, updated_at_ms = ? WHERE tag = ?`,
    ),
    amend: db.prepare(
      `UPDATE intents SET quantity = ?, order_type = ?, price = ?, trigger_price = ?, updated_at_ms = ?
         WHERE tag = ?`,
    ),
    find: db.prepare('SELECT * FROM intents WHERE tag = ?'),
    live: db.prepare(`SELECT * FROM intents WHERE ${LIVE} AND (? IS NULL OR follower = ?) ${IN_ORDER}`),
    // Both conditions: the first is the index's own.
    unsettled: db.prepare(`SELECT * FROM intents WHERE ${LIVE} AND ${UNSETTLED} ${IN_ORDER}`),
    ofCopy: db.prepare(
      `SELECT * FROM intents WHERE order_key = ? AND follower = ? AND revision = ? ${IN_ORDER}`,
    ),
    ofDay: db.prepare(`SELECT * FROM intents WHERE day = ? ${IN_ORDER}`),
  };
}

function sliceKey(intent: Omit<NewIntent, 'tag'>): string {
  const { day, orderKey, follower, revision, slice } = intent;
  return JSON.stringify([day, orderKey, follower, revision, slice]);
}

function isOneOf(states: readonly IntentState[]): string {
  return `state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}
