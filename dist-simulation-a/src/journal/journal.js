/**
 * The durable record: what was decided before it is sent, what became of it, and what the state is rebuilt from.
 * Whatever a method wrote is on the disk when it returns; what it could not write, it throws a `JournalError` for,
 * and the engine then sends nothing on the strength of it.
 */
import { dirname } from 'node:path';
import { DecidedTable } from "./decided-table.js";
import { DecisionTable } from "./decision-table.js";
import { InputTable } from "./input-table.js";
import { assertIntent } from "./intent-row.js";
import { IntentTable } from "./intent-table.js";
import { JournalDatabase } from "./journal-database.js";
import { acquireJournalLock } from "./journal-lock.js";
import { ensurePrivateDirectory } from "./private-files.js";
/**
 * Opens the journal at `path`, or makes it and its folder, for the owner only. It is this process's until `close`
 * or the process's end.
 * @throws JournalError where it is another engine's, no journal, a newer one, damaged, or cannot be written
 */
export function openJournal(path, options = {}) {
    ensurePrivateDirectory(dirname(path));
    const lock = acquireJournalLock(path);
    try {
        return new Journal(new JournalDatabase(path), lock, options.redact ?? ((text) => text));
    }
    catch (error) {
        lock.release();
        throw error;
    }
}
export class Journal {
    #db;
    #lock;
    #redact;
    #inputs;
    #decisions;
    #intents;
    #decided;
    constructor(db, lock, redact) {
        this.#db = db;
        this.#lock = lock;
        this.#redact = redact;
        this.#inputs = new InputTable(db);
        this.#decisions = new DecisionTable(db);
        this.#intents = new IntentTable(db);
        this.#decided = new DecidedTable(db);
        this.takeApart();
    }
    get path() {
        return this.#db.path;
    }
    /** False: a large file, of which only what a start reads was looked at. */
    get isCheckedWhole() {
        return this.#db.isCheckedWhole;
    }
    appendInput(kind, body, atMs) {
        this.#inputs.append(this.#redacted({ kind, body, atMs }));
    }
    /** All of them in one write. */
    appendInputs(inputs) {
        this.#db.inTransaction(() => {
            for (const input of inputs)
                this.#inputs.append(this.#redacted(input));
        });
    }
    /** Stands in for every input appended so far. The snapshot before it, and the inputs since then, are kept. */
    saveSnapshot(body, atMs) {
        this.#db.inTransaction(() => this.#inputs.saveSnapshot(this.#redact(body), atMs));
    }
    /** @param which `previous`: for when the latest snapshot cannot be read any more */
    loadState(which = 'latest') {
        return this.#inputs.load(which);
    }
    /**
     * Records an event whole or not at all: its input, what was decided for all followers, and every order that is
     * to be sent for it.
     * @throws JournalError `DUPLICATE_INTENT` where a tag is there already, or an order for the same slice of the
     * same copy lives or is complete
     */
    recordDecision(entry) {
        const decided = {
            decisions: entry.decisions.map((decision) => this.#redacted(decision)),
            intents: entry.intents,
        };
        for (const intent of entry.intents)
            assertIntent(intent);
        const id = this.#db.inTransaction(() => {
            this.#intents.assertNew(entry.intents, this.#decided.intents());
            for (const input of entry.before ?? [])
                this.#inputs.append(this.#redacted(input));
            if (entry.input)
                this.#inputs.append(this.#redacted(entry.input));
            return this.#decided.insert(decided);
        });
        this.#decided.keep(id, decided);
    }
    /**
     * Records one more order of a copy that was decided before, in the place of one that has ended, together with that
     * end: a crash between the two would lose the copy.
     * @throws JournalError `DUPLICATE_INTENT` as `recordDecision`
     */
    recordAgain(intent, news) {
        assertIntent(intent);
        this.takeApart();
        this.#db.inTransaction(() => {
            this.#append(news);
            this.#intents.assertNew([intent], []);
            this.#intents.insert(intent, this.#decisions.findId(intent));
        });
    }
    /** Takes apart what was decided: into the tables that everything but `recordDecision` looks at. */
    takeApart() {
        this.#decided.takeApart((work) => this.#db.inTransaction(work), ({ decisions, intents }) => this.#file(decisions, intents));
    }
    #file(decisions, intents) {
        for (const decision of decisions)
            this.#decisions.insert(decision);
        for (const intent of intents)
            this.#intents.insert(intent, this.#decisions.findId(intent));
    }
    /** An illegal transition is a bug and throws an assertion error; nothing is recorded then. */
    markIntent(tag, change) {
        this.takeApart();
        return this.#db.inTransaction(() => this.#mark(tag, change));
    }
    /** All of them in one write, or none. */
    markIntents(changes) {
        this.takeApart();
        return this.#db.inTransaction(() => changes.map(({ tag, change }) => this.#mark(tag, change)));
    }
    /** Inputs that led to nothing and news of intents, in one write, or none. */
    appendNews(news) {
        this.takeApart();
        this.#db.inTransaction(() => this.#append(news));
    }
    /** Lowers the quantity of an intent that has not been sent: an exit never exceeds what the account holds. */
    adjustQuantity(tag, quantity, atMs) {
        this.takeApart();
        return this.#db.inTransaction(() => this.#intents.adjustQuantity(tag, quantity, atMs));
    }
    /** Notes what a modification at the broker made of an order that may be there. */
    amendIntent(tag, amendment) {
        this.takeApart();
        return this.#db.inTransaction(() => this.#intents.amend(tag, amendment));
    }
    intent(tag) {
        this.takeApart();
        return this.#intents.find(tag);
    }
    /** Those that have not ended, in the order planned. */
    liveIntents(follower) {
        this.takeApart();
        return this.#intents.live(follower ?? null);
    }
    /** Planned, sending or unknown: after a crash each may be an order, until its tag was looked up. */
    unsettledIntents() {
        this.takeApart();
        return this.#intents.unsettled();
    }
    /** The orders of one copy: its slices, and what was tried again. */
    intentsOfCopy(orderKey, follower, revision) {
        this.takeApart();
        return this.#intents.ofCopy(orderKey, follower, revision);
    }
    /** @param day calendar days in India since 1970-01-01 */
    intentsOfDay(day) {
        this.takeApart();
        return this.#intents.ofDay(day);
    }
    decisionsOf(orderKey) {
        this.takeApart();
        return this.#decisions.ofOrder(orderKey);
    }
    /** Frees the file and the lock. Calling it again does nothing. */
    close() {
        try {
            this.#db.close();
        }
        finally {
            this.#lock.release();
        }
    }
    #append({ inputs, changes }) {
        for (const input of inputs)
            this.#inputs.append(this.#redacted(input));
        for (const { tag, change } of changes)
            this.#mark(tag, change);
    }
    #mark(tag, change) {
        const text = change.brokerText;
        return this.#intents.mark(tag, typeof text === 'string' ? { ...change, brokerText: this.#redact(text) } : change);
    }
    #redacted(entry) {
        return { ...entry, body: this.#redact(entry.body) };
    }
}
//# sourceMappingURL=journal.js.map