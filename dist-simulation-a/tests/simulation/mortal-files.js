/** The files of one process. What it has not written when it dies is lost, and it writes nothing after that. */
import { Journal } from "../../src/journal/journal.js";
import { JournalDatabase } from "../../src/journal/journal-database.js";
import { acquireJournalLock } from "../../src/journal/journal-lock.js";
import { createNamedFile, openPrivateFile } from "../../src/journal/private-files.js";
import { RecordingFile } from "../../src/journal/recording-file.js";
/** Opens the file itself; whatever becomes of it is written through a `MortalJournal`. */
export function openJournalFile(path) {
    const lock = acquireJournalLock(path);
    try {
        return { db: new JournalDatabase(path), lock };
    }
    catch (error) {
        lock.release();
        throw error;
    }
}
export class MortalJournal extends Journal {
    #disk;
    #planned = new Map();
    constructor(file, disk, redact) {
        super(file.db, file.lock, redact);
        this.#disk = disk;
    }
    /** Units that an intent of this process was planned with. */
    plannedOf(tag) {
        return this.#planned.get(tag) ?? null;
    }
    recordDecision(entry) {
        for (const { tag, quantity } of entry.intents)
            this.#planned.set(tag, quantity);
        this.#write(() => super.recordDecision(entry));
    }
    appendNews(news) {
        this.#write(() => super.appendNews(news));
    }
    recordAgain(intent, news) {
        this.#planned.set(intent.tag, intent.quantity);
        this.#write(() => super.recordAgain(intent, news));
    }
    saveSnapshot(body, atMs) {
        this.#write(() => super.saveSnapshot(body, atMs));
    }
    adjustQuantity(tag, quantity, atMs) {
        let adjusted = null;
        this.#write(() => {
            adjusted = super.adjustQuantity(tag, quantity, atMs);
        });
        const known = adjusted ?? this.intent(tag);
        if (known === null)
            throw new Error(`the journal has no intent ${tag}`);
        return { ...known, quantity };
    }
    /** What the operating system does with the files of a process that is gone. */
    reap() {
        super.close();
    }
    close() {
        if (!this.#disk.life.isDead)
            super.close();
    }
    #write(write) {
        const { life, commit } = this.#disk;
        if (!life.reach('before_commit'))
            return;
        commit();
        write();
        life.reach('after_commit');
    }
}
export class MortalRecording extends RecordingFile {
    #life;
    constructor(folder, startedAtMs, redact, life) {
        const name = { prefix: 'session', startedAtMs, extension: 'jsonl' };
        const { path, fd } = createNamedFile(folder, name, (free) => openPrivateFile(free, 'wx'));
        super(path, fd, { redact, onError: () => { } });
        this.#life = life;
    }
    append(line) {
        if (!this.#life.isDead)
            super.append(line);
    }
    flush() {
        if (!this.#life.isDead)
            super.flush();
    }
}
//# sourceMappingURL=mortal-files.js.map