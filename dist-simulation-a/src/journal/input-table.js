import { readInteger, readText } from "./row.js";
/** Rows read at once, so that a long rebuild holds neither memory nor a lock. */
const PAGE_ROWS = 1000;
const KEPT_SNAPSHOTS = 2;
export class InputTable {
    #db;
    #statements;
    constructor(db) {
        this.#db = db;
        this.#statements = prepareStatements(db);
    }
    append(input) {
        this.#db.run(this.#statements.append, input.kind, input.body, input.atMs);
    }
    /** To be called in a transaction. */
    saveSnapshot(body, atMs) {
        const statements = this.#statements;
        const last = readInteger(this.#db.get(statements.lastSequence), 'last');
        this.#db.run(statements.saveSnapshot, last, body, atMs);
        this.#db.run(statements.dropSnapshots);
        this.#db.run(statements.dropInputs);
    }
    load(which) {
        const row = this.#db.get(this.#statements.findSnapshot, which === 'latest' ? 0 : 1);
        const snapshot = row === undefined ? null : readText(row, 'body');
        return {
            snapshot,
            inputs: this.#inputsAfter(row === undefined ? 0 : readInteger(row, 'after_sequence')),
        };
    }
    *#inputsAfter(start) {
        for (let after = start;;) {
            const rows = this.#db.all(this.#statements.readPage, after);
            for (const row of rows) {
                after = readInteger(row, 'sequence');
                yield { kind: readText(row, 'kind'), body: readText(row, 'body'), atMs: readInteger(row, 'at_ms') };
            }
            if (rows.length < PAGE_ROWS)
                return;
        }
    }
}
function prepareStatements(db) {
    return {
        append: db.prepare('INSERT INTO inputs (kind, body, at_ms) VALUES (?, ?, ?)'),
        // The table's counter, not its largest row: the rows may all have been dropped.
        lastSequence: db.prepare(`SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'inputs'), 0) AS last`),
        saveSnapshot: db.prepare('INSERT INTO snapshots (after_sequence, body, at_ms) VALUES (?, ?, ?)'),
        dropSnapshots: db.prepare(`DELETE FROM snapshots WHERE id NOT IN (SELECT id FROM snapshots ORDER BY id DESC LIMIT ${KEPT_SNAPSHOTS})`),
        // The older snapshot that is kept is of use only with the inputs that came after it.
        dropInputs: db.prepare(`DELETE FROM inputs WHERE (SELECT count(*) FROM snapshots) = ${KEPT_SNAPSHOTS}
         AND sequence <= (SELECT min(after_sequence) FROM snapshots)`),
        findSnapshot: db.prepare('SELECT after_sequence, body FROM snapshots ORDER BY id DESC LIMIT 1 OFFSET ?'),
        readPage: db.prepare(`SELECT sequence, kind, body, at_ms FROM inputs WHERE sequence > ? ORDER BY sequence LIMIT ${PAGE_ROWS}`),
    };
}
//# sourceMappingURL=input-table.js.map