import { findSecretSpans, maskSpans } from "./mask-secrets.js";
import { TextLines } from "./text-lines.js";
/** A file that was read: its name, its text, and what of it must not be shown. */
export class SourceText {
    path;
    /** Without the byte-order mark. */
    text;
    lines;
    #secrets;
    #masked = null;
    constructor(path, text) {
        this.path = path;
        this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
        this.lines = new TextLines(this.text);
        this.#secrets = findSecretSpans(this.text);
    }
    /** Marks a part of the text as one that is never shown. */
    hide(span) {
        this.#secrets.push(span);
        this.#masked = null;
    }
    /** The text as it may be shown; same length. */
    get shown() {
        this.#masked ??= maskSpans(this.text, this.#secrets);
        return this.#masked;
    }
}
//# sourceMappingURL=source-text.js.map