/**
 * Gathers what need not be durable before anything is sent: inputs that led to nothing, and outcomes. All of one turn
 * of the event loop goes into one commit, in order; a hundred replies that come in together cost one flush to the
 * disk. What a crash loses of it the broker's books tell again.
 */
import { afterNextTurn } from "../journal/after-next-turn.js";
export class JournalBuffer {
    #journal;
    #onFailed;
    #inputs = [];
    #changes = [];
    #turn = null;
    constructor(journal, onFailed) {
        this.#journal = journal;
        this.#onFailed = onFailed;
    }
    addInput(input) {
        this.#inputs.push(input);
        this.#flushSoon();
    }
    addChange(tag, change) {
        this.#changes.push({ tag, change });
        this.#flushSoon();
    }
    /**
     * Durable when it returns, with all that came before it. It is taken apart later, behind the requests that go out.
     * @throws JournalError
     */
    recordDecision(entry) {
        const before = this.#inputs;
        this.#inputs = [];
        this.#journal.recordDecision({ before, ...entry });
        this.#flushSoon();
    }
    /**
     * Records one more order of a copy that was decided before, with the end of the one in whose place it goes.
     * @returns whether it is durable; a failure is told to whoever is told of failures
     */
    recordAgain(intent) {
        try {
            this.#journal.recordAgain(intent, this.#takeNews());
            return true;
        }
        catch (error) {
            this.#onFailed(error);
            return false;
        }
    }
    /** Durable when it returns: for what has to be known before the next byte is sent. @throws JournalError */
    adjustQuantity(tag, quantity, atMs) {
        this.flush();
        return this.#journal.adjustQuantity(tag, quantity, atMs);
    }
    /** @throws JournalError */
    saveSnapshot(body, atMs) {
        this.flush();
        this.#journal.saveSnapshot(body, atMs);
    }
    flush() {
        const news = this.#takeNews();
        try {
            if (news.inputs.length === 0 && news.changes.length === 0)
                this.#journal.takeApart();
            else
                this.#journal.appendNews(news);
        }
        catch (error) {
            this.#onFailed(error);
        }
    }
    #takeNews() {
        this.#turn?.cancel();
        this.#turn = null;
        const news = { inputs: this.#inputs, changes: this.#changes };
        this.#inputs = [];
        this.#changes = [];
        return news;
    }
    #flushSoon() {
        this.#turn ??= afterNextTurn(() => this.flush());
    }
}
//# sourceMappingURL=journal-buffer.js.map