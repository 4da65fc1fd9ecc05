import { readInteger, readText } from "./row.js";
export class DecisionTable {
    #db;
    #statements;
    constructor(db) {
        this.#db = db;
        this.#statements = prepareStatements(db);
    }
    insert(decision) {
        const { orderKey, follower, revision, body, atMs } = decision;
        this.#db.run(this.#statements.insert, orderKey, follower, revision, body, atMs);
    }
    /** The id of the last decision that made this copy, or null. */
    findId(copy) {
        const row = this.#db.get(this.#statements.findId, copy.orderKey, copy.follower, copy.revision);
        return row === undefined ? null : readInteger(row, 'id');
    }
    ofOrder(orderKey) {
        return this.#db.all(this.#statements.ofOrder, orderKey).map(fromRow);
    }
}
function fromRow(row) {
    return {
        orderKey: readText(row, 'order_key'),
        follower: readText(row, 'follower'),
        revision: readInteger(row, 'revision'),
        body: readText(row, 'body'),
        atMs: readInteger(row, 'at_ms'),
    };
}
function prepareStatements(db) {
    return {
        insert: db.prepare('INSERT INTO decisions (order_key, follower, revision, body, at_ms) VALUES (?, ?, ?, ?, ?)'),
        findId: db.prepare('SELECT id FROM decisions WHERE order_key = ? AND follower = ? AND revision = ? ORDER BY id DESC LIMIT 1'),
        ofOrder: db.prepare('SELECT * FROM decisions WHERE order_key = ? ORDER BY id'),
    };
}
//# sourceMappingURL=decision-table.js.map