/** The intents, and the rule that guards them: never two that live or are complete for the same slice of a copy. */
import assert from 'node:assert/strict';
import { canBecome, changeIntent, hasEnded, INTENT_STATES, } from "./intent.js";
import { assertDecimal, assertUnits, fromIntentRow, INTENT_COLUMNS, toIntentValues } from "./intent-row.js";
import { JournalError } from "./journal-error.js";
import { readText } from "./row.js";
const LIVE = isOneOf(INTENT_STATES.filter((state) => !hasEnded(state)));
const UNSETTLED = isOneOf(['planned', 'sending', 'unknown']);
const AMENDABLE = ['accepted', 'open', 'unknown'];
/** That of recording: the machine's clock may have stepped between them. */
const IN_ORDER = 'ORDER BY rowid';
export class IntentTable {
    #db;
    #statements;
    constructor(db) {
        this.#db = db;
        this.#statements = prepareStatements(db);
    }
    /** To be called in a transaction, after `assertNew`. */
    insert(intent, decisionId) {
        this.#db.run(this.#statements.insert, ...toIntentValues(intent, decisionId));
    }
    /**
     * @param waiting intents that are recorded and not in the table yet
     * @throws JournalError `DUPLICATE_INTENT`
     */
    assertNew(intents, waiting) {
        if (intents.length === 0)
            return;
        const tags = new Set(waiting.map(({ tag }) => tag));
        const slices = new Set(waiting.map(sliceKey));
        for (const intent of intents) {
            const slice = sliceKey(intent);
            if (tags.has(intent.tag) || slices.has(slice))
                throw this.#duplicate(intent.tag, intent.tag, 'planned');
            tags.add(intent.tag);
            slices.add(slice);
        }
        const standing = this.#findSameTag(intents) ?? this.#findSameSlice(intents);
        if (standing === undefined)
            return;
        const { tag, state } = fromIntentRow(standing);
        throw this.#duplicate(readText(standing, 'new_tag'), tag, state);
    }
    #findSameTag(intents) {
        return this.#db.get(this.#statements.findSameTag, JSON.stringify(intents.map(({ tag }) => tag)));
    }
    /** Most orders are the first of their master order: then there is none to compare with. */
    #findSameSlice(intents) {
        const orders = new Set(intents.map(({ orderKey }) => orderKey));
        const isKnown = new Map([...orders].map((key) => [key, this.#db.get(this.#statements.findOrder, key) !== undefined]));
        const compared = intents.filter(({ orderKey }) => isKnown.get(orderKey));
        if (compared.length === 0)
            return undefined;
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
    #duplicate(tag, standing, state) {
        return new JournalError('DUPLICATE_INTENT', this.#db.path, `${tag} would repeat ${standing} (${state})`);
    }
    mark(tag, change) {
        const before = this.require(tag);
        const after = changeIntent(before, change);
        assert(canBecome(before.state, after.state), `intent ${tag} cannot go from ${before.state} to ${after.state}`);
        assert(Number.isSafeInteger(after.filledQuantity) && after.filledQuantity >= before.filledQuantity, `intent ${tag} cannot have filled ${after.filledQuantity} after ${before.filledQuantity}`);
        assertDecimal(after.averagePrice);
        this.#db.run(this.#statements.update, after.state, after.orderId, after.uniqueOrderId, after.filledQuantity, after.averagePrice, after.brokerCode, after.brokerText, after.updatedAtMs, tag);
        return after;
    }
    adjustQuantity(tag, quantity, atMs) {
        const before = this.require(tag);
        assert(before.state === 'planned', `intent ${tag} is ${before.state}: its quantity is no longer ours to set`);
        assert(quantity <= before.quantity, `intent ${tag} is for ${before.quantity}, which ${quantity} exceeds`);
        return this.#rewrite({ ...before, quantity, updatedAtMs: atMs });
    }
    amend(tag, amendment) {
        const before = this.require(tag);
        assert(AMENDABLE.includes(before.state), `intent ${tag} is ${before.state}: no modification can have met it`);
        return this.#rewrite({
            ...before,
            quantity: amendment.quantity ?? before.quantity,
            orderType: amendment.orderType ?? before.orderType,
            price: amendment.price === undefined ? before.price : amendment.price,
            triggerPrice: amendment.triggerPrice === undefined ? before.triggerPrice : amendment.triggerPrice,
            updatedAtMs: amendment.atMs,
        });
    }
    #rewrite(intent) {
        assertUnits(intent.quantity);
        assertDecimal(intent.price);
        assertDecimal(intent.triggerPrice);
        this.#db.run(this.#statements.amend, intent.quantity, intent.orderType, intent.price, intent.triggerPrice, intent.updatedAtMs, intent.tag);
        return intent;
    }
    find(tag) {
        const row = this.#db.get(this.#statements.find, tag);
        return row === undefined ? null : fromIntentRow(row);
    }
    require(tag) {
        const intent = this.find(tag);
        assert(intent !== null, `there is no intent ${tag}`);
        return intent;
    }
    live(follower) {
        return this.#db.all(this.#statements.live, follower, follower).map(fromIntentRow);
    }
    unsettled() {
        return this.#db.all(this.#statements.unsettled).map(fromIntentRow);
    }
    ofCopy(orderKey, follower, revision) {
        return this.#db.all(this.#statements.ofCopy, orderKey, follower, revision).map(fromIntentRow);
    }
    ofDay(day) {
        return this.#db.all(this.#statements.ofDay, day).map(fromIntentRow);
    }
}
function prepareStatements(db) {
    const places = INTENT_COLUMNS.map(() => '?').join(', ');
    return {
        insert: db.prepare(`INSERT INTO intents (${INTENT_COLUMNS.join(', ')}) VALUES (${places})`),
        findSameTag: db.prepare(`SELECT intents.*, new.value AS new_tag FROM json_each(?) AS new
         JOIN intents ON intents.tag = new.value LIMIT 1`),
        findOrder: db.prepare('SELECT 1 FROM intents WHERE order_key = ? LIMIT 1'),
        // What ended without filling in full may be tried again, or its rest be sent, under another tag.
        findSameSlice: db.prepare(`SELECT intents.*, new.value ->> 0 AS new_tag FROM json_each(?) AS new
         JOIN intents ON order_key = new.value ->> 1 AND follower = new.value ->> 2
           AND revision = new.value ->> 3 AND slice = new.value ->> 4
         WHERE day = new.value ->> 5 AND (${LIVE} OR state = 'complete')
       LIMIT 1`),
        update: db.prepare(`UPDATE intents SET state = ?, order_id = ?, unique_order_id = ?, filled_quantity = ?, average_price = ?,
         broker_code = ?, broker_text = ?, updated_at_ms = ? WHERE tag = ?`),
        amend: db.prepare(`UPDATE intents SET quantity = ?, order_type = ?, price = ?, trigger_price = ?, updated_at_ms = ?
         WHERE tag = ?`),
        find: db.prepare('SELECT * FROM intents WHERE tag = ?'),
        live: db.prepare(`SELECT * FROM intents WHERE ${LIVE} AND (? IS NULL OR follower = ?) ${IN_ORDER}`),
        // Both conditions: the first is the index's own.
        unsettled: db.prepare(`SELECT * FROM intents WHERE ${LIVE} AND ${UNSETTLED} ${IN_ORDER}`),
        ofCopy: db.prepare(`SELECT * FROM intents WHERE order_key = ? AND follower = ? AND revision = ? ${IN_ORDER}`),
        ofDay: db.prepare(`SELECT * FROM intents WHERE day = ? ${IN_ORDER}`),
    };
}
/** No two slices have one text: the length of the key tells where the follower's name ends. */
function sliceKey({ day, orderKey, follower, revision, slice }) {
    return `${day} ${revision} ${slice} ${orderKey.length} ${follower} ${orderKey}`;
}
function isOneOf(states) {
    return `state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}
//# sourceMappingURL=intent-table.js.map