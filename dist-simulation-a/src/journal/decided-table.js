import { readInteger, readText } from "./row.js";
export class DecidedTable {
    #db;
    #statements;
    /** Rows of the table, in their order. */
    #waiting;
    constructor(db) {
        this.#db = db;
        this.#statements = prepareStatements(db);
        this.#waiting = db.all(this.#statements.readAll).map((row) => ({
            id: readInteger(row, 'id'),
            decided: JSON.parse(readText(row, 'body')),
        }));
    }
    get isEmpty() {
        return this.#waiting.length === 0;
    }
    /** To be called in a transaction; `keep` the id once that has been committed. */
    insert(decided) {
        return this.#db.run(this.#statements.insert, JSON.stringify(decided));
    }
    keep(id, decided) {
        this.#waiting.push({ id, decided });
    }
    /** Intents that wait to be taken apart. */
    intents() {
        return this.#waiting.flatMap(({ decided }) => decided.intents);
    }
    /** Hands over all that waits, each to `take`, and forgets it when the transaction around `take` is done. */
    takeApart(inTransaction, take) {
        const waiting = this.#waiting;
        if (waiting.length === 0)
            return;
        inTransaction(() => {
            for (const { decided } of waiting)
                take(decided);
            this.#db.run(this.#statements.remove, waiting.at(-1)?.id ?? 0);
        });
        this.#waiting = this.#waiting.filter((one) => !waiting.includes(one));
    }
}
function prepareStatements(db) {
    return {
        insert: db.prepare('INSERT INTO decided (body) VALUES (?)'),
        readAll: db.prepare('SELECT id, body FROM decided ORDER BY id'),
        remove: db.prepare('DELETE FROM decided WHERE id <= ?'),
    };
}
//# sourceMappingURL=decided-table.js.map