/** The intents, and the rule that guards them: never two that live or are complete for the same slice of a copy. */
import assert from 'node:assert/strict';
import {
  canBecome,
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

  /** To be called in a transaction. */
  insert(intent: NewIntent, decisionId: number | null): void {
    const standing = this.#db.get(
      this.#statements.findStanding,
      intent.tag,
      intent.day,
      intent.follower,
      intent.orderKey,
      intent.revision,
      intent.slice,
    );
    if (standing !== undefined) {
      const { tag, state } = fromIntentRow(standing);
      throw new JournalError(
        'DUPLICATE_INTENT',
        this.#db.path,
        `${intent.tag} would repeat ${tag} (${state})`,
      );
    }
    this.#db.run(this.#statements.insert, ...toIntentValues(intent, decisionId));
  }

  mark(tag: string, change: IntentChange): Intent {
    const before = this.require(tag);
    const after: Intent = {
      ...before,
      state: change.state ?? before.state,
      orderId: change.orderId ?? before.orderId,
      uniqueOrderId: change.uniqueOrderId ?? before.uniqueOrderId,
      filledQuantity: change.filledQuantity ?? before.filledQuantity,
      averagePrice: change.averagePrice ?? before.averagePrice,
      brokerCode: change.brokerCode === undefined ? before.brokerCode : change.brokerCode,
      brokerText: change.brokerText === undefined ? before.brokerText : change.brokerText,
      updatedAtMs: change.atMs,
    };
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
      `SELECT * FROM intents WHERE tag = ? OR (day = ? AND follower = ? AND order_key = ? AND revision = ?
         AND slice = ? AND (${LIVE} OR state = 'complete')) LIMIT 1`,
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

function isOneOf(states: readonly IntentState[]): string {
  return `state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}
