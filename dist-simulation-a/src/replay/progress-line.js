import { toSafeText } from "../reporting/terminal/safe-text.js";
import { paint } from "../reporting/terminal/style.js";
/** Shown more often, nobody could read it. */
const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\u001b[K';
/** One line on a terminal that is written again and again, and goes before anything else is printed. */
export class ProgressLine {
    #screen;
    #shownAt = Number.NEGATIVE_INFINITY;
    #isShown = false;
    constructor(screen) {
        this.#screen = screen;
    }
    show({ doing, share }) {
        const { write, width, colour, now } = this.#screen;
        if (now() - this.#shownAt < INTERVAL_MS)
            return;
        this.#shownAt = now();
        const percent = share === null ? '…' : ` ${Math.floor(100 * share)} %`;
        const text = `${toSafeText(doing, width - percent.length - 2)}${percent}`;
        write(`${CLEAR_LINE}${colour ? paint(text, 'quiet') : text}`);
        this.#isShown = true;
    }
    clear() {
        if (this.#isShown)
            this.#screen.write(CLEAR_LINE);
        this.#isShown = false;
    }
}
//# sourceMappingURL=progress-line.js.map